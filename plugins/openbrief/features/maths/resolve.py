"""Show formulas as MathML, with the words that stand for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

from openbrief.features.maths.mathml import mathml
from openbrief.features.maths.plain import plain
from openbrief.model.document import Document, Formula
from openbrief.model.problem import Problem, Severity

_NAMESPACE = "http://www.w3.org/1998/Math/MathML"


@dataclass(frozen=True, slots=True)
class Maths:
    """What the formulas of some documents become, and what is wrong with them."""

    replacements: Mapping[str, str] = field(default_factory=dict)
    """HTML by token."""
    problems: tuple[Problem, ...] = ()


def resolve_maths(documents: Iterable[Document]) -> Maths:
    """Convert all formulas of some documents, in one go.

    Raises:
        OpenBriefError: pandoc cannot be run.
    """
    found = {
        mark.token: mark.value
        for document in documents
        for mark in document.body.marks
        if isinstance(mark.value, Formula)
    }
    wanted = tuple(dict.fromkeys((f.latex, f.is_block) for f in found.values()))
    converted = dict(zip(wanted, mathml(wanted), strict=True))
    shown = {token: (f, converted[f.latex, f.is_block]) for token, f in found.items()}
    return Maths(
        {token: _html(*each) for token, each in shown.items()},
        tuple(problem for each in shown.values() if (problem := _problem(*each))),
    )


def _html(formula: Formula, inner: str) -> str:
    if not inner:
        return f"<code>{escape(formula.latex)}</code>"
    words = formula.words or plain(inner) or formula.latex
    block = _IS_BLOCK if formula.is_block else ""
    return f'<math xmlns="{_NAMESPACE}"{block} alttext="{escape(words)}">{inner}</math>'


def _problem(formula: Formula, inner: str) -> Problem | None:
    if not inner:
        return Problem(
            formula.span,
            "maths-syntax",
            f"the formula `{formula.latex}` cannot be read",
            "look for a brace without its partner, or a command that is misspelt, or that no "
            "browser can show, such as `\\boxed`",
        )
    if formula.words or plain(inner):
        return None
    way = "```math WORDS" if formula.is_block else "$`…`${WORDS}"
    return Problem(
        formula.span,
        "maths-no-words",
        f"nothing says the formula `{formula.latex}` to those who cannot see it",
        f"write how you would read it out: {way}",
        Severity.WARNING,
    )


def put_maths(html: str, maths: Maths) -> str:
    """Put formulas where their tokens stand; one alone in its paragraph stays there."""
    if not maths.replacements:
        return html

    def put(match: re.Match[str]) -> str:
        found = maths.replacements.get(match["token"])
        if found is None:
            return match[0]
        before = _BLOCK if match["before"] and _IS_BLOCK in found else match["before"] or ""
        return f"{before}{found}"

    return _PLACE.sub(put, html)


_IS_BLOCK = ' display="block"'
_BLOCK = '<p class="maths" tabindex="0">'
"""It can be reached by keyboard, since a wide one has to be scrolled."""
_PLACE = re.compile(r"(?P<before><p>(?=ob[0-9a-f]{16}m\d+z</p>))?(?P<token>ob[0-9a-f]{16}m\d+z)")
