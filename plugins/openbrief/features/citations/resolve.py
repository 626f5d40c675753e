"""Show a page's citations: pills in the text, cards beside it, the list of sources at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from openbrief.features.citations.formatting import FormatResult, FormattedCluster
from openbrief.model.citation import Cluster, Reference
from openbrief.model.document import Document
from openbrief.model.locale import Direction
from openbrief.model.views import ReferenceView
from openbrief.strings import Strings

_RTL = ("ar", "fa", "he", "ur")


@dataclass(frozen=True, slots=True)
class ResolvedCitations:
    """What the citations of one document become."""

    replacements: Mapping[str, str]
    """HTML by token."""
    cards: Mapping[str, str]
    """The card of each citation, by the citation's id."""
    joined: frozenset[str]
    """Tokens whose HTML follows the word before it without a blank."""
    references: tuple[ReferenceView, ...]
    sentence: str
    """How many works of which kinds, in words."""


def resolve(
    document: Document,
    formatted: FormatResult,
    references: Mapping[str, Reference],
    strings: Strings,
    *,
    numeric: bool,
) -> ResolvedCitations:
    """Give the HTML of a document's citations from what the formatter made of them.

    A citation is `cite-N`, its card `note-N`, an entry `ref-KEY`; N counts from 1 on each page.
    The number of a numeric style follows the word before it without a blank.
    """
    numbers = {key: n for n, (key, _) in enumerate(formatted.bibliography, start=1)}
    replacements, cards = {}, {}
    places: dict[str, list[str]] = {}
    marked = [(m.token, m.value) for m in document.body.marks if isinstance(m.value, Cluster)]
    for n, ((token, cluster), shown) in enumerate(
        zip(marked, formatted.clusters, strict=True), start=1
    ):
        cited_keys = {item.key for item in cluster.items if item.key in numbers}
        keys = tuple(sorted(cited_keys, key=numbers.__getitem__))
        replacements[token] = _pill(n, shown, keys, strings)
        cards[f"cite-{n}"] = _card(n, [references[key] for key in keys], numbers, strings)
        for key in keys:
            places.setdefault(key, []).append(f"cite-{n}")
    entries = (
        _entry(references[key], html, numbers[key], places.get(key, []), strings)
        for key, html in formatted.bibliography
    )
    joined = (
        token
        for (token, _), shown in zip(marked, formatted.clusters, strict=True)
        if numeric and not shown.author
    )
    works = [references[key] for key in numbers]
    return ResolvedCitations(
        replacements, cards, frozenset(joined), tuple(entries), _sentence(works, strings)
    )


def _sentence(works: Sequence[Reference], strings: Strings) -> str:
    counts = Counter(work.kind for work in works if work.kind)
    parts = [strings(f"sources.kind.{kind}", n=n) for kind, n in counts.most_common()]
    return strings("sources.sentence", n=len(works), parts=strings("list.comma").join(parts))


def entry_id(key: str) -> str:
    """Give the anchor of a work in the list of sources."""
    return "ref-" + "".join(c if c.isalnum() or c in "-_.:" else f"-{ord(c):x}-" for c in key)


def cited(document: Document, references: Mapping[str, Reference]) -> Iterator[Reference]:
    """Yield the works that a document cites, in the order of their first citation."""
    keys = (item.key for cluster in document.clusters for item in cluster.items)
    return (references[key] for key in dict.fromkeys(keys) if key in references)


def _pill(n: int, shown: FormattedCluster, keys: Sequence[str], strings: Strings) -> str:
    word = escape(strings("cite.source"))
    entry = f"#{entry_id(keys[0])}" if keys else "#sources"
    pill = (
        f'<a class="cite" id="cite-{n}" href="#note-{n}" data-entry="{escape(entry)}">'
        f'<span class="vh">{word} </span>{_punctuated(shown.html, strings)}</a>'
    )
    return f"{shown.author} {pill}" if shown.author else pill


def _punctuated(html: str, strings: Strings) -> str:
    """Part works and locators with the marks of the language: CSL styles know the Latin ones."""
    return html.replace("; ", strings("cite.delimiter")).replace(", ", strings("list.comma"))


def _card(n: int, works: Sequence[Reference], numbers: Mapping[str, int], strings: Strings) -> str:
    listed = strings("list.comma").join(str(numbers[work.key]) for work in works)
    label = escape(strings("cite.label", numbers=listed))
    back = escape(strings("cite.back"))
    return (
        f'<div class="note" role="note" id="note-{n}" aria-label="{label}">'
        + "".join(_work(work, numbers[work.key], strings) for work in works)
        + f'<a class="x" href="#cite-{n}">{back}</a></div>'
    )


def _work(work: Reference, number: int, strings: Strings) -> str:
    kind = f'<span class="kind">{escape(_kind(work, strings))}</span> ' if work.kind else ""
    entry = escape(entry_id(work.key))
    return (
        f'<p data-work="{entry}"><b>{number}. {_bdi(work, escape(work.short))}.</b> '
        f'<span class="title">{_bdi(work, escape(work.title))}</span> '
        f'{kind}<a href="#{entry}">{escape(strings("cite.details"))}</a></p>'
    )


def _entry(
    work: Reference, html: str, number: int, places: Sequence[str], strings: Strings
) -> ReferenceView:
    return ReferenceView(
        number=number,
        id=entry_id(work.key),
        html=Markup(html),  # noqa: S704 (the formatter's own HTML, limited to inline elements)
        kind=_kind(work, strings),
        url=work.url,
        archive_url=work.archive_url,
        backlinks=tuple(places),
        lang=language_of(work),
        direction=_direction(work),
    )


def _kind(work: Reference, strings: Strings) -> str:
    return strings(f"kind.{work.kind}") if work.kind else ""


def _bdi(work: Reference, html: str) -> str:
    return f'<bdi lang="{escape(language_of(work))}" dir="{_direction(work)}">{html}</bdi>'


def language_of(work: Reference) -> str:
    """Give the language that a work is written in, a BCP 47 tag; English unless it says so."""
    return str(work.csl.get("language") or "en")


def _direction(work: Reference) -> Direction:
    return "rtl" if language_of(work).split("-")[0] in _RTL else "ltr"
