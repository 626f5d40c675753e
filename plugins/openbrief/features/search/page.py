"""A page as the indexer sees it: its title and its words, without the apparatus."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from lxml import etree, html

# What is on a page for the eye or for screen readers alone; its words would only clutter excerpts.
# Pictures go as well: the indexer would take the first one for the page's own.
_CLASSES = frozenset(("cite", "headerlink", "vh"))
_TAGS = frozenset(("img", "picture", "script", "style", "svg", "template"))
# Languages that join short words to the next: who looks for `IA` wants `l’IA` as well. A hair space
# after the apostrophe parts them for the indexer and hardly shows in an excerpt.
_ELIDING = ("ca", "fr", "it", "oc")
_ELISION = re.compile(r"['’](?<=[^\W\d_].)(?=[^\W\d_])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What of a page can be found."""

    url: str
    """Relative to the site's root, without a slash at its head: `fr/explainers/open/`."""
    locale: str
    """BCP 47 tag; each language has an index of its own."""
    title: str
    """Plain text."""
    html: str
    """The resolved body, key messages included."""
    kind: str
    """A filter: `explainer`, `brief`, `page`."""
    area: str = ""
    """A filter: the area's id; empty for none."""
    also: str = ""
    """Words by which it is to be found though it does not show them."""


@dataclass(frozen=True, slots=True)
class Findable:
    """A page as the indexer takes it: all that its part of the index depends on."""

    url: str
    locale: str
    html: str
    """A whole HTML document with the words alone."""


def findable(page: SearchPage) -> Findable:
    """Give what of a page the indexer takes."""
    return Findable(page.url, page.locale, markup(page))


def markup(page: SearchPage) -> str:
    """Write the page as the smallest HTML document that the indexer takes.

    Headings keep their ids, so that results can point at a section.
    """
    return (
        f'<!doctype html><html lang="{escape(page.locale)}"><head><meta charset="utf-8"></head>'
        f"<body><main data-pagefind-body{_filters(page)}{_also(page)}>"
        f'<h1 data-pagefind-meta="title">{escape(_CONTROL.sub("", page.title))}</h1>'
        f"{_indexed(page.html, page.locale)}</main></body></html>"
    )


def _filters(page: SearchPage) -> str:
    # From attributes: a value that is written out in data-pagefind-filter runs to the end of it.
    values = [(name, value) for name, value in (("kind", page.kind), ("area", page.area)) if value]
    if not values:
        return ""
    names = ", ".join(f"{name}[data-{name}]" for name, _ in values)
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in values)
    return f' data-pagefind-filter="{names}"{data}'


def _also(page: SearchPage) -> str:
    # The indexer searches what is told about a page, and takes excerpts from its text alone.
    words = escape(_CONTROL.sub("", page.also))
    return f' data-also="{words}" data-pagefind-meta="also[data-also]"' if words else ""


def _indexed(fragment: str, locale: str) -> str:
    text = _CONTROL.sub("", fragment)
    if locale.partition("-")[0] in _ELIDING:
        text = _ELISION.sub("\\g<0>\u200a", text)
    root = html.fragment_fromstring(text, create_parent="div")
    for formula in list(root.iter("math")):
        _say(formula)
    for element in [each for each in root.iter("*") if _is_left_out(each)]:
        _close_gap(element)
        element.drop_tree()
    for cell in root.iter("th", "td", "dt", "dd", "li"):
        cell.tail = f" {cell.tail or ''}"
    return etree.tostring(root, encoding="unicode", method="html", with_tail=False)


def _say(formula: html.HtmlElement) -> None:
    """Put the words of a formula in its place: its signs in a row mean something else."""
    words, tail = formula.get("alttext") or "", formula.tail
    formula.clear()
    formula.tag, formula.text, formula.tail = "span", words, tail


def _is_left_out(element: html.HtmlElement) -> bool:
    if element.tag in _TAGS or element.get("data-screen") is not None:
        return True
    classes = element.get("class")
    return bool(classes) and not _CLASSES.isdisjoint(classes.split())


def _close_gap(element: html.HtmlElement) -> None:
    """Take away the space before an element unless a word follows it: `so [1].` reads `so.`."""
    tail = element.tail or ""
    if tail[:1].isalnum() or (not tail and element.getnext() is not None):
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "").rstrip()
        return
    parent = element.getparent()
    if parent is not None:
        parent.text = (parent.text or "").rstrip()
