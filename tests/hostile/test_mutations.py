"""Inputs spliced and changed by chance: what the sanitiser promises holds for all of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from tests.hostile.corpus import FOLDER, read_corpus

from openbrief.text.markdown import MarkdownOptions, convert
from openbrief.text.sanitize import AUTHORS, sanitize
from openbrief.text.yaml_reader import read_yaml

_TEXTS = tuple(
    (FOLDER / item.name).read_text("utf-8", "replace")
    for item in read_corpus()
    if item.make is None and item.file.endswith(".md") and item.attack != "resources"
)
_BITS = (
    *("<", ">", '"', "'", "&", "\0", "\t", "\n\n", "`", "[", "](", "{", "}", "<!--", "-->", "&#"),
    *("<svg>", "<math>", "<table>", "</p>", "<p>", "<b>", "<style>", "</style>", "<template>"),
    *("javascript:", "ob0123456789abcdefm0z", " onclick=PWN=1 ", "\u202e", "\u2066", "\ufeff"),
)


@st.composite
def _mutants(draw: st.DrawFn) -> str:
    """Cut two inputs, join the halves, and put bits of markup anywhere."""
    one, two = draw(st.sampled_from(_TEXTS)), draw(st.sampled_from(_TEXTS))
    cut = draw(st.integers(0, len(one)))
    text = one[:cut] + two[draw(st.integers(0, len(two))) :]
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.sampled_from(_BITS)) + text[place:]
    return text


def _holds(text: str) -> None:
    try:
        clean = sanitize(convert(text, MarkdownOptions()))
    except ValueError as error:
        assert "nested" in str(error)  # noqa: PT017 (the one refusal, which becomes a problem)
        return
    assert sanitize(clean) == clean
    for element in lxml_html.fragment_fromstring(clean, create_parent="div").iterdescendants():
        assert element.tag in AUTHORS.tags
        allowed = AUTHORS.attributes["*"] | AUTHORS.attributes.get(element.tag, set())
        for name, value in element.attrib.items():
            assert name in allowed
            assert AUTHORS.keep(element.tag, name, value) == value
            if name == "href":
                assert _scheme(value) in ("", "http:", "https:", "mailto:")


def _scheme(address: str) -> str:
    """Give the scheme as browsers find it. Source: URL Standard, 4.4, steps 1 to 3."""
    plain = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(33)))))
    found = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", plain)
    return found[0].lower() if found else ""


def _reads(text: str) -> None:
    _, problems = read_yaml(text, "a.md")
    assert all(problem.span.path == "a.md" and problem.code for problem in problems)


_FEW = settings(max_examples=250, deadline=None, derandomize=True)
_MANY = settings(max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_FEW
@given(_mutants())
def test_mutants_come_out_clean(text: str) -> None:
    _holds(text)


@_FEW
@given(_mutants())
def test_mutants_of_front_matter_are_read_or_told(text: str) -> None:
    _reads(text)


@pytest.mark.slow
@_MANY
@given(_mutants())
def test_many_mutants_come_out_clean(text: str) -> None:
    _holds(text)
    _reads(text)
