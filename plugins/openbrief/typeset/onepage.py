"""A brief on one page: what a minister's reader has time for, in the words of the brief itself."""

from __future__ import annotations

from dataclasses import replace

from lxml import html
from lxml.html import HtmlElement

from openbrief.model.problem import Problem
from openbrief.typeset.compile import compile_files
from openbrief.typeset.edition import Edition, File
from openbrief.typeset.faces import characters
from openbrief.typeset.fragment import convert
from openbrief.typeset.fragment.prepare import has_class, parse
from openbrief.typeset.limits import lines_over
from openbrief.typeset.metadata import facts_of
from openbrief.typeset.pages import source_files
from openbrief.typeset.pdf import finish

_COLUMNS = 5
"""Option, who, benefits, costs and evidence; precedents are for the full text."""

_PARTS = (("table", "opt"), ("ol", "recs"), ("ul", "dates"))
"""What is taken from the text: its element and its class, in the order of the page."""


def set_one_page(edition: Edition) -> File:
    """Set a brief on one page; the same brief gives the same bytes.

    A brief without options, advice or dates has a page without them. The numbers of citations are
    those of the full text, which has the sources; the page tells its address.

    Raises:
        OpenBriefError: Typst cannot set it.
    """
    root = parse(edition.body_html)
    numbered = tuple(replace(work, html="") for work in edition.works)
    short = replace(edition, works=numbered, cite_html="")
    options, *more = (
        convert(replace(short, body_html=_part(root, tag, name)), characters())
        for tag, name in _PARTS
    )
    # Works that are not printed are looked for in the full text on the site.
    bare = replace(short, works=())
    made = compile_files(
        source_files(bare, options, *more, template="onepage"),
        name=edition.name,
        lang=edition.lang,
        day=edition.day,
        span=edition.span,
        sheets=tuple(part.sheet for part in (options, *more)),
    )
    problems = [p for part in (options, *more) for p in part.problems] + list(made.problems)
    if made.layout.pages > 1:
        problems.append(
            Problem(
                edition.span,
                "one-page-too-long",
                f"the one-page version of {edition.name} is {lines_over(made.layout, 1)} too long",
                "shorten options, recommendations, dates, key messages or the summary",
            )
        )
    return File(finish(made, facts_of(edition)), made.layout.pages, tuple(problems))


def _part(root: HtmlElement, tag: str, name: str) -> str:
    """Give a list or a table with the heading over it; nothing if the text has none."""
    found = next((node for node in root.iter(tag) if has_class(node, name)), None)
    if found is None:
        return ""
    if tag == "table":
        _narrow(found)
    heads = found.xpath("preceding::h2[1]")
    found.tail = None
    return "".join(_text(node) for node in (*heads, found))


def _narrow(table: HtmlElement) -> None:
    for row in table.iter("tr"):
        for cell in row[_COLUMNS:]:
            row.remove(cell)


def _text(node: HtmlElement) -> str:
    return str(html.tostring(node, encoding="unicode", with_tail=False))
