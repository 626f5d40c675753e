"""The bytes of a file as text with line feeds, whatever program has saved them."""

from __future__ import annotations

import codecs
import re

from openbrief.features.citations.bibliography.report import Report
from openbrief.model.problem import Span

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MEND = "save it as UTF-8"
_UNUSABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e]"
)


def read_text(path: str, content: bytes, report: Report) -> str:
    """Give a file's text; bytes that are not UTF-8 are told and read as Windows-1252."""
    mark, encoding = next((pair for pair in _MARKS if content.startswith(pair[0])), (b"", "utf-8"))
    body = content[len(mark) :]
    if encoding != "utf-8":
        report.error(Span(path, 1), "encoding", f"the file is {encoding[:6].upper()}", _MEND)
        return _lines(body.decode(encoding, "replace"))
    if mark:
        message = "the file begins with a byte order mark"
        report.warning(Span(path, 1), "bom", message, "save it as UTF-8 without BOM")
    try:
        return _lines(body.decode())
    except UnicodeDecodeError as error:
        line = _lines(body[: error.start].decode()).count("\n") + 1
        lines = [_decoded(each) for each in body.split(b"\n")]
        shown = bytes([body[error.start]]).decode("cp1252", "replace")
        message = (
            f"the file is not UTF-8: the byte 0x{body[error.start]:02X} is taken for `{shown}`"
        )
        report.error(Span(path, line), "encoding", message, _MEND)
        return _lines("\n".join(lines))


def clean(text: str) -> str:
    """Take out the characters that no page can show, or that turn round what stands around a field.

    Controls, halves of pairs and byte order marks; embeddings and overrides of direction.

    Source: Unicode, general categories Cc and Cs; UAX #9, 2.1 and 2.2; HTML Living Standard,
    13.2.3.5.
    """
    return _UNUSABLE.sub("", text)


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
