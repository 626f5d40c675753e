"""Find formulas: in a line as on GitHub, between dollars and backticks, or in a fence of `math`."""

from __future__ import annotations

from collections.abc import Sequence

from openbrief.model.document import Formula
from openbrief.model.problem import Problem
from openbrief.text.marks import Found, Ranges
from openbrief.text.scanner import FoundFormula, Lines, find_formulas

_QUOTED = frozenset("> \t")


def find_maths(
    text: str, ranges: Ranges, lines: Lines, locale: str
) -> tuple[Sequence[Found], Sequence[Problem]]:
    """Find formulas as `Composer` wants them; what is wrong with one is found on conversion."""
    del ranges, locale  # Formulas stand in no prose, and are the same in every language.
    return [_found(formula, text, lines) for formula in find_formulas(text)], ()


def _found(found: FoundFormula, text: str, lines: Lines) -> Found:
    formula = Formula(found.latex, found.words, found.is_block, lines.span(found.start))
    if not found.is_block:
        return Found(found.start, found.end, formula)
    # A fence may follow a line of prose directly, its token may not.
    margin = text[text.rfind("\n", 0, found.start) + 1 : found.start]
    before = f"\n{margin}" if _QUOTED.issuperset(margin) else ""
    return Found(found.start, found.end, formula, before, "\n")
