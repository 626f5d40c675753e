"""PO files: their header, written without the time of day, and how they are read without trust.

Source: the GNU gettext manual, "The Format of PO Files" and "Filling in the Header Entry".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polib
from babel import Locale, UnknownLocaleError
from babel.messages.plurals import get_plural

from openbrief.features.translations.po.entries import Entry, Key, plain
from openbrief.model.problem import Problem, Span

MAX_BYTES = 2 * 1024 * 1024
"""Larger files are refused. A document has 256 KB at most, and is here twice with its notes."""
SUFFIX = ".po"

_TO_TRANSLATORS = """\
Texts of {document}, to be translated from {source} into {locale}.
Labels in braces, citations, the addresses of links, footnotes and code stay as they are:
each entry says which it has. A fuzzy entry is the translation of an earlier text."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a PO file says of itself."""

    document: str
    """The source's path, from the root of the publication."""
    digest: str
    """Of the source's texts."""
    source: str
    """The language of the source, a BCP 47 tag."""
    locale: str
    """That of the translation."""
    project: str = ""
    version: str = ""
    """That of this program."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """What was read from a PO file."""

    path: str
    header: Header
    entries: Mapping[Key, Entry]


def written(header: Header, entries: Iterable[Entry]) -> str:
    """Write a PO file; the same values give the same text at any time."""
    file = polib.POFile(wrapwidth=0)
    file.header = _TO_TRANSLATORS.format(
        document=header.document, source=header.source, locale=header.locale
    )
    file.metadata = {
        "Project-Id-Version": header.project or header.document,
        "Report-Msgid-Bugs-To": "",
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": header.locale.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _plural_forms(header.locale),
        "X-Source-Language": header.source.replace("-", "_"),
        "X-Generator": f"OpenBrief {header.version}",
        _DOCUMENT: header.document,
        _DIGEST: header.digest,
    }
    file.extend(_po_entry(entry, header.document) for entry in entries)
    return str(file)


_DOCUMENT, _DIGEST = "X-OpenBrief-Document", "X-OpenBrief-Digest"


def _plural_forms(tag: str) -> str:
    try:
        return str(get_plural(Locale.parse(tag, sep="-")).plural_forms)
    except (UnknownLocaleError, ValueError):
        return "nplurals=2; plural=(n != 1);"


def _po_entry(entry: Entry, document: str) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=entry.key.context or None,
        msgid=entry.key.id,
        msgstr=entry.text,
        comment="\n".join(entry.comments),
        occurrences=[(document, str(entry.line))],
        flags=["fuzzy"] if entry.is_fuzzy else [],
        previous_msgid=entry.previous or None,
    )


def read(text: str, path: str) -> tuple[Catalog | None, tuple[Problem, ...]]:
    """Read a PO file; obsolete entries are passed over.

    Args:
        text: the file's, of at most `MAX_BYTES`.
        path: the file, which problems name.
    """
    try:
        # With a line feed at the end it can't be taken for the name of a file.
        file = polib.pofile("\n".join(map(plain, text.split("\n"))) + "\n", encoding="utf-8")
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        line = re.search(r"line (\d+)", str(error))
        return None, (_unreadable(Span(path, int(line[1]) if line else 0)),)
    header = _header(file.metadata)
    if header is None:
        message = (
            f"the header does not say of which document this is the translation (`{_DOCUMENT}`)"
        )
        mend = "export the document anew, and keep the header as it is"
        return None, (Problem(Span(path, 1), "po-header", message, mend),)
    found: dict[Key, Entry] = {}
    problems: list[Problem] = []
    for each in file:
        entry = _entry(each)
        if each.obsolete:
            continue
        first = found.setdefault(entry.key, entry)
        if first is not entry:
            message = f"this text is here twice; first on line {first.line}"
            problems.append(Problem(Span(path, entry.line), "po-twice", message, "keep one"))
    return Catalog(path, header, found), tuple(problems)


def _unreadable(span: Span) -> Problem:
    return Problem(
        span,
        "po-syntax",
        "this is not a PO file, or it is damaged from here on",
        "save it anew with a translator’s program such as Poedit, as UTF-8",
    )


def _header(metadata: Mapping[str, str]) -> Header | None:
    document, language = metadata.get(_DOCUMENT, ""), metadata.get("Language", "")
    if not document or not language:
        return None
    return Header(
        document=document,
        digest=metadata.get(_DIGEST, ""),
        source=metadata.get("X-Source-Language", "").replace("_", "-"),
        locale=language.replace("_", "-"),
    )


def _entry(each: polib.POEntry) -> Entry:
    return Entry(
        Key(each.msgctxt or "", each.msgid),
        text=each.msgstr,
        is_fuzzy="fuzzy" in each.flags,
        line=each.linenum or 0,
    )
