"""Works that stand in a library twice, under two keys: told without decoding anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openbrief.features.citations.bibliography.addresses import bare_doi
from openbrief.features.citations.bibliography.report import Report
from openbrief.model.problem import Span

_COMMAND = re.compile(r"\\[A-Za-z]+\s*|\\.|(?:[^\w\\]|_)+", re.DOTALL)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_SHORTEST_TITLE = 17
"""In letters; shorter ones, such as `Executive summary`, are those of many works."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What tells a work from others, with its LaTeX."""

    key: str
    span: Span
    doi: str
    url: str
    title: str
    year: str
    creators: str
    part: str
    """Volume, number and chapter: what sets parts of one work apart."""


def check_same_work(works: Iterable[Facts], report: Report) -> None:
    """Report a work at its second place, with the first."""
    seen: dict[str, Facts] = {}
    for work in works:
        first = None
        for sign in _signs(work):
            other = seen.setdefault(sign, work)
            if other is not work and first is None and not _differ(work, other, sign):
                first = other
        if first:
            message = f"`{work.key}` and `{first.key}` are the same work"
            help_text = f"cite one of them and remove the other; the first is at {first.span}"
            report.warning(work.span, "same-work", message, help_text)


def _signs(work: Facts) -> Iterator[str]:
    """Yield what two entries of one work have in common."""
    doi = bare_doi(work.doi.replace("\\_", "_")).lower()
    if doi:
        yield f"doi {doi}"
    elif work.url:
        linked = bare_doi(work.url)
        address = _SCHEME.sub("", work.url, count=1).rstrip("/")
        yield f"url {address}" if linked == work.url else f"doi {linked.lower()}"
    title = _letters(work.title)
    if len(title) >= _SHORTEST_TITLE and (year := _YEAR.search(work.year)):
        yield f"title {title} {year[0]}"


def _differ(work: Facts, other: Facts, sign: str) -> bool:
    """Tell whether two works of one title and year, or of one address, are still different."""
    if sign.startswith("doi"):
        return False
    if sign.startswith("url"):
        # A page may hold several works; with one title they are one.
        return _letters(work.title) != _letters(other.title)
    dois = {bare_doi(each.doi).lower() for each in (work, other) if each.doi}
    if len(dois) > 1 or (work.part and other.part and work.part != other.part):
        return True
    ours, theirs = _names(work), _names(other)
    return bool(ours and theirs) and not ours & theirs


def _letters(title: str) -> str:
    return _COMMAND.sub("", title).casefold()


def _names(work: Facts) -> frozenset[str]:
    return frozenset(_WORD.findall(_letters_and_gaps(work.creators)))


def _letters_and_gaps(text: str) -> str:
    return re.sub(r"\\[A-Za-z]+\s*|\\.|[{}]", "", text).casefold().replace(" and ", " ")
