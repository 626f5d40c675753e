"""One BibTeX entry as a CSL-JSON item (CSL 1.0.2, Appendix III and IV)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from openbrief.features.citations.bibliography.blocks import BibEntry
from openbrief.features.citations.bibliography.dates import read_date, read_year
from openbrief.features.citations.bibliography.kinds import (
    CSL_TYPES,
    KINDS,
    csl_type_of,
    is_arxiv,
    kind_of,
)
from openbrief.features.citations.bibliography.latex import decode, plain
from openbrief.features.citations.bibliography.names import Name, UnreadableNameError, read_names
from openbrief.features.citations.bibliography.short import short_form
from openbrief.model.citation import Reference
from openbrief.model.problem import Problem, Severity, Span

_VARIABLES = (
    ("container-title", ("journal", "journaltitle", "booktitle", "maintitle")),
    ("collection-title", ("series",)),
    ("publisher", ("publisher", "institution", "school", "organization", "howpublished")),
    ("publisher-place", ("address", "location")),
    ("event-title", ("eventtitle",)),
    ("volume", ("volume",)),
    ("edition", ("edition",)),
    ("version", ("version",)),
    ("genre", ("type",)),
    ("note", ("note",)),
)
"""CSL variables and the fields that fill them; the first that is there does."""

_CREATORS = (("author", "author"), ("editor", "editor"), ("translator", "translator"))
_LANGUAGES = {
    "english": "en", "american": "en-US", "british": "en-GB", "french": "fr", "german": "de",
    "ngerman": "de", "spanish": "es", "arabic": "ar", "russian": "ru", "chinese": "zh",
    "italian": "it", "portuguese": "pt", "japanese": "ja",
}  # fmt: skip


@dataclass(slots=True)
class _Work:
    entry: BibEntry
    problems: list[Problem] = field(default_factory=list)

    def report(
        self, name: str, code: str, message: str, help_text: str = "", *, is_error: bool = True
    ) -> None:
        line = self.entry.lines.get(name, self.entry.span.line)
        severity = Severity.ERROR if is_error else Severity.WARNING
        span = Span(self.entry.span.path, line)
        self.problems.append(Problem(span, f"bibliography-{code}", message, help_text, severity))

    def text(self, name: str, *, rich: bool = False, quoted: bool = False) -> str:
        """Give a field's text without its LaTeX; with `quoted`, straight quotes get curled."""
        value = self.entry.fields.get(name, "")
        decoded = decode(_curled(value) if quoted else value, rich=rich)
        for command in decoded.unknown:
            self.report(
                name,
                "latex",
                f"`\\{command}` in the field `{name}` is no command we know",
                "write the character itself",
                is_error=False,
            )
        return decoded.text

    def verbatim(self, name: str) -> str:
        """Give a field as it stands, escapes undone: addresses and numbers hold no LaTeX."""
        value = re.sub(r"^\\url\s*\{(.*)\}$", r"\1", self.entry.fields.get(name, "").strip())
        return re.sub(r"\\([_%&#~])", r"\1", value)


def read_reference(entry: BibEntry) -> tuple[Reference, tuple[Problem, ...]]:
    """Give the work that an entry describes, and what is wrong with its fields."""
    work = _Work(entry)
    _check(work)
    plain_fields = {name: plain(decode(value).text) for name, value in entry.fields.items()}
    kind = kind_of(entry.kind, plain_fields)
    title = _title(work)
    csl: dict[str, Any] = {"id": entry.key, "type": csl_type_of(entry.kind, kind), "title": title}
    csl |= _creators(work)
    csl |= _texts(work, csl)
    csl |= _numbers(work, csl["type"])
    csl |= _dates(work)
    url = _url(work, "url")
    csl |= _identifiers(work, url)
    reference = Reference(
        key=entry.key,
        csl={name: value for name, value in csl.items() if value},
        span=entry.span,
        kind=kind,
        url=url or _address(csl.get("DOI", ""), plain_fields),
        archive_url=_url(work, "archiveurl"),
        short=short_form(csl),
        title=plain(title),
    )
    return reference, tuple(work.problems)


def _check(work: _Work) -> None:
    entry = work.entry
    if entry.kind not in CSL_TYPES:
        message = f"`@{entry.kind}` is no entry type we know"
        work.report("", "type", message, "use `@misc`", is_error=False)
    given = entry.fields.get("sourcetype")
    if given and given not in KINDS:
        options = ", ".join(f"`{kind}`" for kind in KINDS)
        work.report("sourcetype", "kind", f"`{given}` is no kind of source", f"use {options}")
    for name in ("crossref", "xdata"):
        if name in entry.fields:
            message = f"the fields of `{entry.fields[name]}` are not taken over"
            work.report(name, "crossref", message, "repeat them here", is_error=False)
    if not entry.fields.get("title", "").strip():
        work.report("title", "title", f"the work `{entry.key}` has no title", "add `title = {…}`")


def _title(work: _Work) -> str:
    title = work.text("title", rich=True, quoted=True)
    subtitle = work.text("subtitle", rich=True)
    return f"{title}: {subtitle}" if subtitle else title


def _curled(value: str) -> str:
    """Curl straight quotes, which CSL would turn into those of the page's language."""
    value = re.sub(r"(?<![\w\\'])'(?!')([^'\\]+)'(?![\w'])", r"‘\1’", value)
    value = re.sub(r"(?<=[\w}])'(?!')", "’", value)
    return re.sub(r'(?<![\w\\{])"([^"\\]*)"(?![\w}])', r"“\1”", value)


def _creators(work: _Work) -> Iterator[tuple[str, Any]]:
    for variable, name in _CREATORS:
        try:
            names: tuple[Name, ...] = read_names(work.entry.fields.get(name, ""))
        except UnreadableNameError as error:
            message = f"`{error}` is no name: it has more than two commas"
            work.report(name, "name", message, "part names with `and`")
            continue
        if names:
            yield variable, [dict(one) for one in names]


def _texts(work: _Work, csl: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for variable, names in _VARIABLES:
        name = next((one for one in names if work.entry.fields.get(one, "").strip()), "")
        if not name:
            continue
        text = work.text(name, rich=variable.endswith("title"))
        yield variable, _without_author(text, csl) if variable == "publisher" else text


def _without_author(publisher: str, csl: Mapping[str, Any]) -> str:
    """Take an institution's name off when it is the author too; what follows it stays."""
    author = " and ".join(name.get("literal", "") for name in csl.get("author", ()))
    if author and publisher == author:
        return ""
    return publisher.removeprefix(f"{author}, ") if author else publisher


def _numbers(work: _Work, csl_type: str) -> Iterator[tuple[str, str]]:
    number = work.text("number") or work.text("issue")
    yield ("issue" if csl_type.startswith("article-") else "number"), number
    yield "page", re.sub(r"\s*(?:-+|–)\s*", "-", work.text("pages"))
    yield "chapter-number", work.text("chapter")
    if csl_type == "article" and is_arxiv(work.entry.fields):
        yield "publisher", ""
        yield "number", f"arXiv:{work.verbatim('eprint')}"


def _dates(work: _Work) -> Iterator[tuple[str, Any]]:
    fields = work.entry.fields
    if date := fields.get("date", "").strip():
        yield "issued", read_date(date)
    else:
        issued = read_year(work.text("year"), work.text("month"), work.text("day"))
        yield "issued", issued
        yield "status", issued.get("literal", "")
    if visited := fields.get("urldate", "").strip():
        yield "accessed", read_date(visited)


def _identifiers(work: _Work, url: str) -> Iterator[tuple[str, str]]:
    doi = work.verbatim("doi")
    yield "DOI", re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)", "", doi, flags=re.IGNORECASE)
    yield "URL", url
    yield "ISBN", work.verbatim("isbn")
    yield "ISSN", work.verbatim("issn")
    language = (work.text("langid") or work.text("language")).lower()
    yield "language", _LANGUAGES.get(language, language)


def _url(work: _Work, name: str) -> str:
    url = work.verbatim(name)
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme.lower() in ("http", "https") and bool(parts.netloc)
    except ValueError:
        is_web = False
    if is_web and not re.search(r"[\s<>\"]", url):
        return url
    work.report(name, "url", f"`{url}` is no web address", "write it with `https://`")
    return ""


def _address(doi: str, fields: Mapping[str, str]) -> str:
    if doi:
        return f"https://doi.org/{doi}"
    return f"https://arxiv.org/abs/{fields['eprint']}" if is_arxiv(fields) else ""
