"""The fields of one entry as texts; a field is decoded when it is asked for, and not before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openbrief.features.citations.bibliography.encoding import clean
from openbrief.features.citations.bibliography.entry import BibEntry
from openbrief.features.citations.bibliography.latex import decode, plain
from openbrief.features.citations.bibliography.report import Report

_ESCAPED = re.compile(r"\\([_%&#~$])|\\textunderscore(?![a-zA-Z])\s*")
_WRAPPED = re.compile(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}|\{([^{}]*)\}|<([^<>]*)>")


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry that is being read; commands that we do not know are reported."""

    entry: BibEntry
    report: Report

    def text(self, name: str) -> str:
        """Give a field's plain text."""
        return self._decoded(name, self.entry.text(name), rich=False)

    def rich(self, name: str) -> str:
        """Give a field's text with CSL-JSON's tags, straight quotes curled."""
        return self._decoded(name, _curled(self.entry.text(name)), rich=True)

    def quiet(self, name: str) -> str:
        """Give a field's plain text, its commands passed over, for what is not shown."""
        return plain(decode(self.entry.text(name)).text)

    def verbatim(self, name: str) -> str:
        """Give a field as it stands, escapes undone: addresses and numbers hold no LaTeX."""
        value = self.entry.text(name)
        while wrapped := _WRAPPED.fullmatch(value):
            value = next(part for part in wrapped.groups() if part is not None).strip()
        return clean(_ESCAPED.sub(lambda found: found[1] or "_", value))

    def first(self, *names: str) -> str:
        """Give the name of the first field that says something; else an empty text."""
        return next((name for name in names if self.entry.text(name)), "")

    def _decoded(self, name: str, value: str, *, rich: bool) -> str:
        decoded = decode(value, rich=rich)
        for command in decoded.unknown:
            message = f"`\\{command}` in the field `{name}` is no command we know"
            help_text = "write the character itself"
            self.report.warning(self.entry.place(name), "latex", message, help_text)
        return decoded.text


def _curled(value: str) -> str:
    """Curl straight quotes, which CSL would turn into those of the page's language."""
    value = re.sub(r"(?<![\w\\'])'(?!')([^'\\]+)'(?![\w'])", r"‘\1’", value)
    value = re.sub(r"(?<=[\w}])'(?!')", "’", value)
    return re.sub(r'(?<![\w\\{])"([^"\\]*)"(?![\w}])', r"“\1”", value)
