from __future__ import annotations

import re

import pytest

from openbrief.features.maths.mathml import mathml
from openbrief.features.maths.plain import plain
from openbrief.features.maths.read import find_maths
from openbrief.features.maths.resolve import put_maths, resolve_maths
from openbrief.model.document import Document, Formula, Kind, Level
from openbrief.model.front_matter import FrontMatter
from openbrief.model.problem import Severity, Span
from openbrief.text.markdown import MarkdownOptions, convert
from openbrief.text.marks import Composer
from openbrief.text.sanitize import sanitize

FRACTION = r"\frac{a}{b}"


def document(markdown: str) -> Document:
    composer = Composer("seed", "en", [find_maths])
    composer.add_text(markdown, Span("a.md", 4, 1))
    return Document(
        id="a",
        locale="en",
        collection="",
        kind=Kind.EXPLAINER,
        level=Level.FULL,
        path="a",
        front_matter=FrontMatter(),
        body=composer.finish().body,
        source=Span("a.md", 4),
    )


def formulas(markdown: str) -> list[tuple[str, str, bool, int, int]]:
    values = [mark.value for mark in document(markdown).body.marks]
    return [
        (f.latex, f.words, f.is_block, f.span.line, f.span.column)
        for f in values
        if isinstance(f, Formula)
    ]


def shown(markdown: str) -> str:
    text = document(markdown)
    html = sanitize(convert(text.body.text, MarkdownOptions()))
    return put_maths(html, resolve_maths([text]))


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("a $`x^2`$ b", [("x^2", "", False, 4, 3)]),
        ("$`x`${ex} and $`y`$.", [("x", "ex", False, 4, 1), ("y", "", False, 4, 15)]),
        ("$`a`$$`b`$", [("a", "", False, 4, 1), ("b", "", False, 4, 6)]),
        ("$``a`b``$", [("a`b", "", False, 4, 1)]),
        ("it costs $5 or `code` or $ `x` $ or \\$`x`$", []),
        ("`` $`x`$ ``", []),
        ("```math\nx > 0\n```", [("x > 0", "", True, 4, 1)]),
        ("```math x to y\n> x\n\ny\n```", [("> x\ny", "x to y", True, 4, 1)]),
        ("> ```math\n> x\n> ```", [("x", "", True, 4, 3)]),
        ("- a\n\n    ```math\n    x\n    ```", [("x", "", True, 6, 5)]),
        ("```python\nmath\n```", []),
        ("~~~\n$`x`$\n~~~", []),
    ],
)
def test_formulas_are_found_and_nothing_else(
    markdown: str, found: list[tuple[str, str, bool, int, int]]
) -> None:
    assert formulas(markdown) == found


def test_a_formula_stands_in_its_line_and_a_block_in_its_own_paragraph() -> None:
    html = shown("Then $`x`$ holds.\n```math\ny\n```\nAnd on.\n\n$`z`$\n")

    parts = re.sub(r"<math[^>]*?( display=\"block\")? alttext=\"(.)\">.*?</math>", r"(\2\1)", html)
    assert parts == (
        '<p>Then (x) holds.</p>\n<p class="maths" tabindex="0">(y display="block")</p>\n'
        "<p>And on.</p>\n<p>(z)</p>"
    )


def test_formulas_in_lists_and_quotations_stay_there() -> None:
    html = shown("- a\n\n    ```math\n    x\n    ```\n\n> b\n>\n> ```math\n> y\n> ```\n")

    assert re.search(r"<li>\s*<p>a</p>\s*<p class=\"maths\" tabindex=\"0\"><math", html)
    assert re.search(r"<blockquote>\s*<p>b</p>\s*<p class=\"maths\" tabindex=\"0\"><math", html)


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        ("E = mc^2", "E = mc²"),
        (r"x_{i} \le 10^{-6}", "xᵢ ≤ 10⁻⁶"),
        (r"\sin x, f'(y)", "sin x, f′(y)"),
        (r"x_1^2 \text{ if } y", "x₁² if y"),
        (FRACTION, ""),
        (r"\sqrt{x}", ""),
        (r"x^{\alpha}", ""),
    ],
)
def test_a_line_of_signs_says_itself(latex: str, words: str) -> None:
    (inner,) = mathml(((latex, False),))

    assert plain(inner) == words


def test_what_is_said_is_in_the_page() -> None:
    html = shown(f'$`{FRACTION}`${{a < b, "c"}} $`E = mc^2`$')

    assert re.findall('alttext="([^"]*)"', html) == ["a &lt; b, &quot;c&quot;", "E = mc²"]
    assert "annotation" not in html


def test_a_formula_that_nothing_says_asks_for_words() -> None:
    (problem,) = resolve_maths([document(f"a\n\nb $`{FRACTION}`$")]).problems

    assert (problem.code, problem.severity) == ("maths-no-words", Severity.WARNING)
    assert problem.span == Span("a.md", 6, 3)
    assert resolve_maths([document(f"$`{FRACTION}`${{a over b}}")]).problems == ()


@pytest.mark.parametrize(
    "latex",
    [r"\frac{a", r"\nosuch{x}", r"\boxed{x}", "}", "a & b", "$x$", "\\sqrt{" * 60 + "x" + "}" * 60],
)
def test_a_broken_formula_is_told_with_its_place_and_shown_as_written(latex: str) -> None:
    maths = resolve_maths([document(f"a $`{latex}`$ and $`x`$")])

    (problem,) = maths.problems
    assert (problem.code, problem.span) == ("maths-syntax", Span("a.md", 4, 3))
    assert [html.startswith("<math") for html in maths.replacements.values()] == [False, True]


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{</math><script>alert(1)</script>}",
        r"\href{javascript:alert(1)}{x}",
        r"\text{" + "$$ <img src=x onerror=alert(1)> }",
        r"\unicode{x3c}script",
        r"\class{vh}{x} \style{color:red}{y} \htmlId{a}{z}",
        r"\color{red\" onclick=\"x}{y}",
        r"\mathrm{<b title='x'>}",
    ],
)
def test_no_formula_brings_in_html_of_its_own(latex: str) -> None:
    (inner,) = mathml(((latex, False),))

    tags = re.findall(r"<(\w+)([^<>]*)>", inner)
    assert all(tag.startswith("m") for tag, _ in tags)
    assert all(re.fullmatch(r'( [a-z]+="[\w.%-]+")*', attributes) for _, attributes in tags)
    assert "style" not in inner


def test_the_author_s_own_mathml_is_removed() -> None:
    assert sanitize("<p>a<math><mi>x</mi></math>b</p>") == "<p>ab</p>"
