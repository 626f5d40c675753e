"""Which words of a text become links."""

from __future__ import annotations

import pytest
from tests.features.glossary.shelf import term

from openbrief.features.glossary.recognise import recogniser
from openbrief.features.glossary.resolve import link_terms, term_link
from openbrief.model.glossary import Term, Words
from openbrief.text.markdown import MarkdownOptions, convert
from openbrief.text.sanitize import sanitize

TERMS = (
    term("risk", en="risk|risks", fr="risque|risques", ar="خطر|مخاطر", zh="风险"),
    term("systemic", en="systemic risk", zh="系统性风险"),
    term("rag", en="retrieval-augmented generation|RAG", zh="RAG"),
    term("lora", en="LoRA"),
    term("chip", en="AI chip|AI chips"),
    term("ai", fr="loi d’échelle|IA"),
    term("model", en="model", ar="نموذج لغوي|نموذج|النموذج اللغوي", ru="счётчик"),
    term("rd", en="R&D"),
)


def linked(html: str, locale: str = "en", *breaks: str) -> str:
    """Link all terms; a link is shown as `[id:words]`."""
    names = recogniser(TERMS, locale)
    assert names is not None
    ids = {term.id for term in TERMS}
    return link_terms(html, names, ids, lambda id, words: f"[{id}:{words}]", breaks).html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A risk.", "A [risk:risk]."),
        ("Risks rise", "[risk:Risks] rise"),
        ("a systemic  risk", "a [systemic:systemic  risk]"),
        ("a systemic\nrisk", "a [systemic:systemic\nrisk]"),
        ("a systemic&nbsp;risk", "a [systemic:systemic&nbsp;risk]"),
        ("systemic riskier", "systemic riskier"),
        ("asterisk, risky, risk_free", "asterisk, risky, risk_free"),
        ("risk-based, no-risk", "risk-based, no-risk"),
        ("the risk’s name", "the [risk:risk]’s name"),
        ("RAG and rag and Rag", "[rag:RAG] and rag and Rag"),
        ("rag before RAG", "rag before [rag:RAG]"),
        ("Retrieval‑augmented generation", "[rag:Retrieval‑augmented generation]"),
        ("lora, LORA, LoRA", "lora, LORA, [lora:LoRA]"),
        ("an ai chip, an AI Chip", "an ai chip, an [chip:AI Chip]"),
        ("R&amp;D and r&amp;d", "[rd:R&amp;D] and r&amp;d"),
        ("risk, risks, risk", "[risk:risk], risks, risk"),
        ("İ and a risk", "İ and a [risk:risk]"),
    ],
)
def test_names_are_found_as_whole_words_the_longest_first(text: str, shown: str) -> None:
    assert linked(text) == shown


@pytest.mark.parametrize(
    ("locale", "text", "shown"),
    [
        ("fr", "la loi d'échelle de l’IA", "la [ai:loi d'échelle] de l’IA"),
        ("fr", "l’IA", "l’[ai:IA]"),
        ("ar", "المخاطر كثيرة", "[risk:المخاطر] كثيرة"),
        ("ar", "وبالخطر", "[risk:وبالخطر]"),
        ("ar", "للنموذج اللغوي", "[model:للنموذج اللغوي]"),
        ("ar", "نموذجٌ لغويّ", "[model:نموذجٌ لغويّ]"),
        ("ar", "مخاطرة", "مخاطرة"),
        ("ar", "قمخاطر", "قمخاطر"),
        ("zh", "这是系统性风险和风险。", "这是[systemic:系统性风险]和[risk:风险]。"),
        ("zh", "使用RAG系统", "使用[rag:RAG]系统"),
        ("zh", "使用RAGS系统", "使用RAGS系统"),
        ("ru", "Счетчик и счётчик", "[model:Счетчик] и счётчик"),
    ],
)
def test_each_language_has_its_own_bounds_of_a_name(locale: str, text: str, shown: str) -> None:
    assert linked(text, locale) == shown


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Risk</h2>",
        '<h3 id="a">Risk</h3>',
        '<p><a href="x">risk</a></p>',
        "<p><code>risk</code></p>",
        "<pre><code>risk\n</code></pre>",
        "<blockquote><p>risk</p><blockquote><p>a</p></blockquote><p>risk</p></blockquote>",
        "<p><q>risk</q> <cite>Risk</cite> <kbd>risk</kbd></p>",
        '<p><abbr title="what risk is">risk</abbr></p>',
        "<table><thead><tr><th>Risk</th></tr></thead></table>",
        "<details><summary>Risk</summary></details>",
        "<dl><dt>Risk</dt></dl>",
        '<p><img src="a.png" alt="a risk" title="x > risk"></p>',
        '<p title="a risk">a <em title="risk">b</em></p>',
    ],
)
def test_headings_links_code_and_other_peoples_words_are_left_alone(html: str) -> None:
    assert linked(html) == html


def test_a_term_is_linked_where_it_first_stands_in_a_section() -> None:
    html = "<p>risk risk</p><h3>a</h3><p>risk</p><h2>b</h2><p>risk</p>X<p>risk</p>"

    assert linked(html, "en", "X") == (
        "<p>[risk:risk] risk</p><h3>a</h3><p>risk</p><h2>b</h2><p>[risk:risk]</p>X"
        "<p>[risk:risk]</p>"
    )


def test_a_mark_is_no_part_of_a_word_and_parts_a_name() -> None:
    token = f"ob{'0a' * 8}m12z"

    shown = linked(f"<p>{token}Risk{token} and a systemic {token} lora</p>")

    assert shown == f"<p>{token}[risk:Risk]{token} and a systemic {token} lora</p>"


def test_a_term_that_is_not_wanted_is_not_linked_but_hides_what_it_holds() -> None:
    names = recogniser(TERMS, "en")
    assert names is not None

    done = link_terms("a systemic risk", names, {"risk"}, lambda id, _: id)

    assert done.html == "a systemic risk"
    assert done.ids == frozenset()


def test_the_link_carries_name_and_meaning_and_nothing_breaks_out_of_it() -> None:
    link = term_link(Words('a"b', "<i>&", (), ()), "../?a&b", "A<b>")

    assert link == (
        '<a class="term" href="../?a&amp;b" data-term="a&quot;b" title="&lt;i&gt;&amp;">A<b></a>'
    )


def test_what_the_markdown_holds_is_known_before_it_is_converted() -> None:
    names = recogniser(TERMS, "en")
    assert names is not None
    text = "## Risk\n\nAn **AI chip** and R&D, see [LoRA](a.md).\n"

    found = names.ids_in(text)

    html = sanitize(convert(text, MarkdownOptions()))
    done = link_terms(html, names, {term.id for term in TERMS}, lambda id, _: id)
    assert done.ids <= found == {"risk", "chip", "rd", "lora"}


def test_a_language_without_words_has_no_recogniser() -> None:
    assert recogniser(TERMS, "sw") is None


def test_many_names_cost_no_more_than_few() -> None:
    """A count that does not depend on the machine: the pattern tries no name by itself."""
    many = tuple(term(f"t{n}", en=f"term {n} of many") for n in range(500))

    names = recogniser((*TERMS, *many), "en")

    assert names is not None
    assert names.pattern.pattern.count("term") < 20
    assert names.ids_in("It is term 321 of many.") == {"t321"}


def test_names_with_signs_of_patterns_are_taken_as_they_are() -> None:
    odd = (Term("c", term("c").span, {"en": Words("C++ (lang.)", "x")}),)
    names = recogniser(odd, "en")

    assert names is not None
    assert names.ids_in("in C++ (lang.) and more") == {"c"}
    assert names.ids_in("in C__ (langx)") == frozenset()
