"""Find the evidence label at the head of a paragraph, an item or a table cell: `{some} Text`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from openbrief.model.document import Claim, Evidence
from openbrief.model.problem import Problem
from openbrief.text.marks import Found, Ranges
from openbrief.text.scanner import Lines

# Where a block of text may begin: after list, quotation and definition markers of a line, or after
# the bar of a table cell.
_HEAD = re.compile(
    r"(?:^[ \t]*(?:(?:[-*+]|\d{1,9}[.)]|>|:)[ \t]+)*|(?<=\|)[ \t]*)"
    r"(?P<label>\{(?P<word>[A-Za-z]+)(?::[ \t]*(?P<holder>[^{}\n]{1,200}))?\})[ \t]+",
    re.MULTILINE,
)
_WORDS = tuple(evidence.value for evidence in Evidence)


def find_claims(
    text: str, ranges: Ranges, lines: Lines, locale: str
) -> tuple[Sequence[Found], Sequence[Problem]]:
    """Give the claims of a text with their places; the label must begin its block.

    A word that is nearly a label's is a problem; any other `{word}` is the author's own.
    """
    del locale  # The words are the same in every language.
    found: list[Found] = []
    problems: list[Problem] = []
    for match in _HEAD.finditer(text):
        if not _in_prose(match.start("label"), ranges) or not _begins_block(text, match):
            continue
        span = lines.span(match.start("label"))
        word = match["word"].lower()
        if word in _WORDS:
            claim = Claim(Evidence(word), span, (match["holder"] or "").strip())
            problems.extend(_holder_problems(claim))
            if claim.evidence is not Evidence.OPINION:
                # Told, and out of the way of what else can be found.
                claim = replace(claim, holder="")
            found.append(Found(match.start("label"), match.end(), claim))
        elif near := get_close_matches(word, _WORDS, n=1, cutoff=0.7):
            problems.append(_unknown(match["word"], near[0], lines, match.start("label")))
    return found, problems


def _begins_block(text: str, match: re.Match[str]) -> bool:
    """Say whether the label stands at the head: after a marker, a bar or an empty line."""
    before = text[: match.start("label")]
    line_start = before.rfind("\n") + 1
    if before[line_start:].strip():
        return True
    previous = before[: max(line_start - 1, 0)].rsplit("\n", 1)[-1].strip()
    return not previous or previous.startswith(("#", ":::"))


def _in_prose(offset: int, ranges: Ranges) -> bool:
    index = bisect_right(ranges, (offset, len(ranges) and ranges[-1][1])) - 1
    return index >= 0 and ranges[index][0] <= offset < ranges[index][1]


def _holder_problems(claim: Claim) -> Iterator[Problem]:
    if claim.evidence is Evidence.OPINION and not claim.holder:
        yield Problem(
            claim.span,
            "claim-opinion-holder",
            "an opinion has no holder",
            "write whose view it is: `{opinion: the authors}`",
        )
    if claim.evidence is not Evidence.OPINION and claim.holder:
        yield Problem(
            claim.span,
            "claim-holder",
            f"`{claim.evidence}` does not take a holder",
            f"write `{{{claim.evidence}}}`",
        )


def _unknown(word: str, near: str, lines: Lines, offset: int) -> Problem:
    return Problem(
        lines.span(offset),
        "claim-unknown-label",
        f"`{word}` is no evidence label",
        f"did you mean `{{{near}}}`?",
    )
