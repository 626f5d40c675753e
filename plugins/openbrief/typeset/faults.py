"""What is wrong with a text in whatever form it is taken away: told once, and not by each form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml.html import HtmlElement

from openbrief.model.problem import Problem, Severity
from openbrief.typeset.edition import Edition
from openbrief.typeset.fragment.converter import near_text
from openbrief.typeset.fragment.prepare import (
    has_class,
    parse,
    take_footnotes,
    take_screen_only,
    wanted_anchors,
)
from openbrief.typeset.fragment.svg import words_of
from openbrief.typeset.places import find_first, span_at

Finding = tuple[Problem, tuple[str, ...]]
"""A problem of the text, and the words by which its place is found."""


def faults(edition: Edition) -> Iterator[Problem]:
    """Yield what is wrong with the pictures and footnotes of a text, each where it first stands."""
    told: set[Problem] = set()
    reached = 0
    for problem, texts in _findings(edition):
        if problem in told:
            continue
        told.add(problem)
        found = find_first(edition.source, texts, reached)
        reached = max(found, reached)
        place = edition.span
        if found >= 0:
            place = span_at(edition.source, place.path, found)
        yield replace(problem, span=place)


def has_all_words(edition: Edition) -> bool:
    """Say whether words stand for each picture."""
    return all(problem.code != "picture-no-alt" for problem, _ in _findings(edition))


def _findings(edition: Edition) -> Iterator[Finding]:
    root = parse(f"{edition.keys_html}{edition.body_html}")
    take_screen_only(root)
    for node in root.iter("img", "svg"):
        yield from (_of_image if node.tag == "img" else _of_drawing)(node, edition)
    yield from _of_notes(take_footnotes(root), root, edition)


def _of_image(node: HtmlElement, edition: Edition) -> Iterator[Finding]:
    source, alt = node.get("src") or "", node.get("alt")
    name = source.rpartition("/")[2]
    if alt is None:
        message = f"the picture `{source}` has no words for those who cannot see it"
        advice = "write them: `![A curve that falls](curve.png)`; leave them empty for decoration"
        yield Problem(edition.span, "picture-no-alt", message, advice), (name,)
    # One without an address led to another site; that is told where the text is read.
    if source and source not in edition.images:
        advice = (
            "put the file where the address leads, or mend the address; other sites' pictures "
            "are not taken into files"
        )
        message = f"the picture `{source}` cannot be found"
        yield Problem(edition.span, "picture-missing", message, advice), (name, alt or "")


def _of_drawing(node: HtmlElement, edition: Edition) -> Iterator[Finding]:
    is_part = next(node.iterancestors("svg"), None) is not None
    if is_part or has_class(node, "pm") or node.get("aria-hidden") == "true" or words_of(node):
        return
    near = near_text(node)
    message = f"a drawing has no title, near `{near}`"
    yield Problem(edition.span, "picture-no-alt", message, "give it a `<title>`"), (near,)


def _of_notes(
    notes: Mapping[str, HtmlElement], root: HtmlElement, edition: Edition
) -> Iterator[Finding]:
    """Yield the footnotes to which neither the text leads nor a note to which it does."""
    marked: set[str] = set()
    ahead = [root]
    while ahead:
        new = (wanted_anchors(ahead) & notes.keys()) - marked
        marked |= new
        ahead = [notes[anchor] for anchor in new]
    for anchor, note in notes.items():
        if anchor not in marked:
            near = near_text(note)
            message = f"no mark leads to the footnote `{near}`"
            advice = "set its mark `[^name]` where it belongs, or take the footnote out"
            yield (
                Problem(edition.span, "footnote-unused", message, advice, Severity.WARNING),
                (near,),
            )
