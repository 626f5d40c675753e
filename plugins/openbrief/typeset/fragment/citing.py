"""Which works the pieces of a citation lead to."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

from openbrief.typeset.fragment.prepare import has_class

_BETWEEN_WORKS = re.compile(r"([;؛]\s*)")
_NUMBER = re.compile(r"\d+")


def cited_pieces(
    citation: HtmlElement,
    works_by_card: Mapping[str, tuple[str, ...]],
    work_by_number: Mapping[int, str],
) -> tuple[tuple[str, str], ...]:
    """Part a citation at its works, each with the anchor of its entry among the sources.

    What stands between two works has no anchor. A citation in words, or with markup in it, stays
    whole, with the anchor of its first work.
    """
    text = citation.text_content()
    if not has_class(citation, "words") and len(citation) == 0:
        parts = _BETWEEN_WORKS.split(text)
        entries = [_entry(part, work_by_number) for part in parts[::2]]
        if all(entries):
            return tuple(
                (part, "" if index % 2 else entries[index // 2]) for index, part in enumerate(parts)
            )
    return ((text, _first_work(citation, works_by_card)),)


def _entry(part: str, work_by_number: Mapping[int, str]) -> str:
    number = _NUMBER.match(part.strip())
    return work_by_number.get(int(number.group()), "") if number else ""


def _first_work(citation: HtmlElement, works_by_card: Mapping[str, tuple[str, ...]]) -> str:
    target = (citation.get("href") or "")[1:]
    known = (citation.get("data-works") or "").split() or works_by_card.get(target, ())
    return known[0] if known else target if target.startswith("ref-") else ""
