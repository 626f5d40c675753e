"""Quotations that name a stored passage are compared with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches

from lxml import html as lxml_html

from openbrief.model.citation import Cluster, StoredPassage
from openbrief.model.document import Document
from openbrief.model.problem import Problem, Span
from openbrief.text.field_types import Group, Line, ListOf, Paragraph
from openbrief.text.marks import without_tokens
from openbrief.text.schema import Field, Place, Schema
from openbrief.text.yaml_reader import read_yaml

_HELP = "each passage is `- {id: …, source: …, text: …}`, `source` being the work's key"
_MARKS = str.maketrans("“”„«»‘’‚‹›–—−\u00a0\u202f", "\"\"\"\"\"'''''---  ")
_LEFT_OUT = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.")
_LETTER = re.compile(r"\[(\w)\](?=\w)")
"""A letter whose case was changed: `[N]obody`."""
_ADDED = re.compile(r"\[[^\[\]]*\]")
_ENDS = ".,;:!?،؛؟。，"


def read_passages(text: str, path: str) -> tuple[Mapping[str, StoredPassage], tuple[Problem, ...]]:
    """Read the file of passages, a YAML list of `id`, `source` and `text`; ids are taken once."""
    node, faults = read_yaml(text, path)
    schema = Schema(
        {
            "id": Field(type=Line(), required=True),
            "source": Field(type=Line(), required=True),
            "text": Field(type=Paragraph(), required=True),
        }
    )
    reading = ListOf(Group(schema, dict)).read(node, Place("the passages", Span(path, 1), _HELP))
    found = reading.value if isinstance(reading.value, tuple) else ()
    passages = {one["id"]: StoredPassage(one["source"], one["text"], Span(path)) for one in found}
    return passages, (*faults, *reading.problems)


def compare_quotations(
    document: Document, html: str, passages: Mapping[str, StoredPassage]
) -> Iterator[Problem]:
    """Yield a problem for each quotation that differs from the passage it names.

    White space and the kind of quotation marks and dashes do not count, nor do the case of the
    first letter and the mark at the end of a piece; `[…]` leaves words out, and what else stands
    in square brackets was added by the one who quotes.

    Args:
        document: what quotes.
        html: its fragment, in which tokens stand for citations.
        passages: the stored passages, by name.
    """
    named = [
        (mark.token, mark.value)
        for mark in document.body.marks
        if isinstance(mark.value, Cluster) and mark.value.quotation
    ]
    if not named:
        return
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    quotations = [element.text_content() for element in root.iter("blockquote")]
    for token, cluster in named:
        quotation = next((text for text in quotations if token in text), None)
        yield from _compare(cluster, quotation, passages)


def _compare(
    cluster: Cluster, quotation: str | None, passages: Mapping[str, StoredPassage]
) -> Iterator[Problem]:
    passage = passages.get(cluster.quotation)
    keys = {item.key for item in cluster.items}
    if passage is None:
        near = get_close_matches(cluster.quotation, passages, n=1)
        help_text = f"did you mean `{near[0]}`?" if near else "add it to the file of passages"
        yield _problem(cluster, "unknown", f"there is no passage `{cluster.quotation}`", help_text)
    elif quotation is None:
        message = "a citation that names a passage stands outside of a block quotation"
        yield _problem(cluster, "outside", message, "begin the lines of the quotation with `>`")
    elif passage.key not in keys:
        message = f"the passage `{cluster.quotation}` is from `{passage.key}`, which is not cited"
        yield _problem(cluster, "source", message, f"cite `@{passage.key}`")
    elif difference := _difference(without_tokens(quotation), passage.text):
        message = f"the quotation differs from the passage `{cluster.quotation}`: {difference}"
        yield _problem(
            cluster, "differs", message, "write what the source says, or mark it: `[…]`, `[added]`"
        )


def _difference(quotation: str, passage: str) -> str:
    """Say where a quotation leaves its passage; empty when it does not."""
    source = _words(passage)
    at = 0
    for part in _LEFT_OUT.split(_LETTER.sub(r"\1", quotation)):
        pieces = [words for piece in _ADDED.split(part) if (words := _words(piece))]
        for words in pieces:
            place = _find(words, source, at)
            if place is None:
                return _told(words, source[at:])
            at = place + len(words)
    return ""


def _words(text: str) -> list[str]:
    return text.translate(_MARKS).replace('"', " ").split()


def _find(words: list[str], source: list[str], start: int) -> int | None:
    wanted = _loosened(words)
    for at in range(start, len(source) - len(words) + 1):
        if _loosened(source[at : at + len(words)]) == wanted:
            return at
    return None


def _loosened(words: list[str]) -> list[str]:
    """Leave aside what quoting may change at the ends: a capital, a full stop."""
    first, *rest = words
    loose = [first[:1].lower() + first[1:], *rest]
    return [*loose[:-1], loose[-1].rstrip(_ENDS)]


def _told(words: list[str], source: list[str]) -> str:
    matcher = SequenceMatcher(None, words, source, autojunk=False)
    first = next((op for op in matcher.get_opcodes() if op[0] in ("replace", "delete")), None)
    if first is None:
        return f"“{' '.join(words)}” has other words between"
    _, start, end, other, other_end = first
    ours, theirs = " ".join(words[start:end]), " ".join(source[other:other_end][: end - start + 3])
    return f"“{ours}” is “{theirs}” there" if theirs else f"“{ours}” is not there"


def _problem(cluster: Cluster, code: str, message: str, help_text: str) -> Problem:
    return Problem(cluster.span, f"quotation-{code}", message, help_text)
