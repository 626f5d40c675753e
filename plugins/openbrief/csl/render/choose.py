"""Conditions (CSL 1.0.2, Choose)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from openbrief.csl.context import Context, Position, Render
from openbrief.csl.data.element import Element
from openbrief.csl.data.numbers import is_numeric
from openbrief.csl.nodes import Node

if TYPE_CHECKING:
    from openbrief.csl.render.compiler import Compiler

Test = Callable[[Context], bool]


def compile_choose(compiler: Compiler, element: Element, delimiter: str = "") -> Render:
    """Compile branches; the first whose condition holds is rendered.

    `delimiter` is that of the group around, which also parts what a branch holds.
    """
    branches = [
        (_condition(branch), compiler.later(branch, delimiter))
        for branch in element.children
        if branch.name in ("if", "else-if", "else")
    ]

    def render(context: Context) -> Node | None:
        for test, inner in branches:
            if test(context):
                return inner(context)
        return None

    return render


def _condition(branch: Element) -> Test:
    if branch.name == "else":
        return lambda _: True
    match = branch.get("match", "all")
    tests = _tests(branch, match)
    if len(tests) == 1 and match != "none":
        return tests[0]
    if match == "any":
        return lambda context: any(test(context) for test in tests)
    if match == "none":
        return lambda context: not any(test(context) for test in tests)
    return lambda context: all(test(context) for test in tests)


def _tests(branch: Element, match: str) -> list[Test]:
    """List an element's tests; several types become one, but where all of them must hold."""
    types = frozenset(branch.get("type").split())
    if match == "all" and len(types) > 1:
        return [lambda _: False]
    found: list[Test] = [lambda context: context.item.type in types] if types else []
    for name, make in _TESTS.items():
        found += [make(value) for value in branch.get(name).split()]
    return found


def _variable(name: str) -> Test:
    if name == "locator":
        return lambda context: bool(context.locator)
    if name == "citation-number":
        return lambda context: bool(context.number)
    if name == "first-reference-note-number":
        return lambda context: bool(context.first_note)
    if name == "year-suffix":
        return lambda context: bool(context.distinction.suffix)
    return lambda context: context.item.has(name)


def _numeric(name: str) -> Test:
    if name == "locator":
        return lambda context: is_numeric(context.locator)
    if name == "citation-number":
        return lambda context: bool(context.number)
    return lambda context: is_numeric(context.item.text(name))


def _position(name: str) -> Test:
    if name == "near-note":
        return lambda context: context.near_note and not context.in_bibliography
    wanted = Position[name.upper().replace("-", "_")]
    if wanted == Position.FIRST:
        return lambda context: context.position == Position.FIRST and not context.in_bibliography
    return lambda context: context.position >= wanted and not context.in_bibliography


def _locator(name: str) -> Test:
    wanted = name.replace("sub verbo", "sub-verbo")
    return lambda context: bool(context.locator) and context.label == wanted


def _disambiguate(value: str) -> Test:
    """Hold for as many conditions, in their order, as disambiguation has switched on."""

    def test(context: Context) -> bool:
        context.conditions += 1
        return (context.conditions <= context.distinction.conditions) is (value == "true")

    return test


_TESTS: dict[str, Callable[[str], Test]] = {
    "variable": _variable,
    "is-numeric": _numeric,
    "is-uncertain-date": lambda name: lambda context: context.item.date(name).circa,
    "locator": _locator,
    "position": _position,
    "disambiguate": _disambiguate,
}
