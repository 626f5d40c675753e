from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from typing import Any

import page
import pikepdf
import pymupdf
import pytest

from openbrief.features.maths.mathml import mathml
from openbrief.typeset import Edition, set_pdf
from openbrief.typeset.faces import characters
from openbrief.typeset.fragment import convert

Sample = Callable[[str], Edition]
LATEX = (
    "E = mc^2",
    r"\frac{a+b}{\sqrt[3]{2}} \le \left(\sum_{i=1}^n x_i\right)",
    r"\begin{pmatrix} a & b \\ c & d\end{pmatrix} \hat{x} \text{ if } \mathbf{v} \in \mathbb{R}",
    r"\begin{cases} 1 & x>0 \\ 0 & \text{else \# \$}\end{cases} \sin x, \bar{y}, |x|",
    r"\begin{aligned} a &= b + c \\ &= d\end{aligned}",
    r"\vec{v}, \ddot x, \underline{ab}, \binom{n}{k}, \underbrace{a+b}_{c}, \phantom{x}",
    r"\left\{ x \middle| y \right\} \lim_{x\to 0} f'(x) \overset{!}{=} \overbrace{a}^{b}",
    r"\int_0^\infty e^{-x^2}\,dx \quad \mathrm{GDP}_{t} \mathrm{x} {} \lVert x \rVert",
    r"\text{العقد } \text{合同} \text{цена}",
)


def with_formulas(brief: Edition) -> Edition:
    html = "".join(
        f'<p>a <math alttext="one {n}">{inner}</math> b</p><p class="maths">'
        f'<math display="block" alttext="two {n}">{inner}</math></p>'
        for n, inner in enumerate(mathml(tuple((latex, True) for latex in LATEX)))
    )
    return dataclasses.replace(brief, body_html=html, works=(), keys_html="")


@pytest.mark.parametrize("locale", ["en", "ar", "zh"])
def test_formulas_are_tagged_with_their_words_in_a_valid_file(sample: Sample, locale: str) -> None:
    made = set_pdf(with_formulas(sample(locale)))

    assert made.problems == ()
    for profile in page.ValidationProfile:
        if profile.value in ("ua1", "2a"):
            result = page.validate_pdf_bytes(made.data, profile=profile)
            assert [failure.rule_id for failure in result.failures] == []
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        said = [str(o.Alt) for o in pdf.objects if _is_formula(o)]
    assert sorted(said) == sorted(f"{w} {n}" for w in ("one", "two") for n in range(len(LATEX)))


def _is_formula(found: pikepdf.Object) -> bool:
    return isinstance(found, pikepdf.Dictionary) and found.get("/S") == "/Formula"


def test_every_sign_is_on_the_page(sample: Sample) -> None:
    opened: Any = pymupdf.open
    with opened(stream=set_pdf(with_formulas(sample("en"))).data, filetype="pdf") as file:
        text = "".join("".join(sheet.get_text() for sheet in file).split())

    for sign in "𝐸=𝑚𝑐≤∑ℝ∈∞∫√→′⏟⏞":
        assert sign in text, sign
    assert all(word in text for word in ("sin", "lim", "GDP", "else#$", "合同", "цена"))


def test_a_formula_is_escapes_strings_and_our_own_functions_alone(sample: Sample) -> None:
    inner = '<mrow><mi>x</mi><mo>"</mo><mo>$</mo><mtext>#panic() $ "</mtext><mi>panic</mi></mrow>'
    html = f'<p><math alttext="say &quot;x&quot;">{inner}</math></p>'

    body = convert(dataclasses.replace(sample("en"), body_html=html), characters()).body

    assert body == (
        'par(formula("say \\"x\\"", $ \\u{78} \\u{22} \\u{24} "#panic() $ \\"" op("panic") $))'
    )


def test_a_sign_without_a_glyph_is_reported(sample: Sample) -> None:
    html = '<p><math alttext="a"><mo>\U0001f600</mo></math></p>'

    result = convert(dataclasses.replace(sample("en"), body_html=html), characters())

    assert [problem.code for problem in result.problems] == ["pdf-no-glyph"]


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_formula_wider_than_the_page_becomes_smaller(sample: Sample, locale: str) -> None:
    (inner,) = mathml(((" + ".join(["x_i^2"] * 60), True),))
    html = f'<p class="maths"><math display="block" alttext="long">{inner}</math></p>'
    made = set_pdf(dataclasses.replace(sample(locale), body_html=html, works=(), keys_html=""))

    opened: Any = pymupdf.open
    with opened(stream=made.data, filetype="pdf") as file:
        words = [word for sheet in file for word in sheet.get_text("words")]
        width = file[0].rect.width
    assert sum(word[4].count("𝑥") for word in words) == 60
    assert min(word[0] for word in words) > 50
    assert max(word[2] for word in words) < width - 50
