from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from openbrief.features.collections.schemas import read_front_matter, read_translation
from openbrief.model.document import Kind
from openbrief.model.front_matter import (
    Change,
    FrontMatter,
    Person,
    Status,
    Text,
    TranslationOrigin,
)
from openbrief.model.problem import Problem, Span
from openbrief.text.front_matter import read_yaml

EXPLAINER = """\
id: open-weights
title: "What open means"
summary: Words about words.
area: [models]
key_messages: ["One [@a].", Two.]
authors: [Ada Lovelace, {name: Bo, orcid: 0000-0002-1825-0097, roles: [Data curation]}]
interests: None known.
status: published
published: 2026-11-03
version: 1.10
"""

BRIEF = (
    EXPLAINER
    + """\
number: 2
options:
  - {option: A, who: B, benefits: C, costs: D, evidence: "{some} [@a]"}
  - {option: E, who: F, benefits: G, costs: H, evidence: I, precedent: J}
recommendations:
  - {text: K, who: L, by_when: 2027, evidence: M}
next_dates:
  - {date: 2026-12-09, jurisdiction: N, event: O, checked: 2026-11-22}
"""
)

TRANSLATION = """\
title: Ce qu’ouvert veut dire
summary: Des mots.
key_messages: [Un., Deux.]
interests: Aucun.
translation: human
"""

BRIEF_TRANSLATION = (
    TRANSLATION
    + """\
options:
  - {option: a, who: b, benefits: c, costs: d, evidence: e}
  - {option: f, who: g, benefits: h, costs: i, evidence: j}
recommendations:
  - {text: k, who: l, by_when: m, evidence: n}
next_dates:
  - {date: 2026-12-09, jurisdiction: n, event: o}
"""
)


def read(text: str, kind: Kind = Kind.EXPLAINER) -> tuple[FrontMatter, list[str]]:
    node, yaml_problems = read_yaml(text, "a.md", 2)
    assert yaml_problems == ()
    front_matter, problems = read_front_matter(node, kind, "a.md")
    return front_matter, lines(problems)


def translate(
    text: str, source: str = EXPLAINER, kind: Kind = Kind.EXPLAINER
) -> tuple[FrontMatter, list[str]]:
    node, yaml_problems = read_yaml(text, "a.fr.md", 2)
    assert yaml_problems == ()
    front_matter, problems = read_translation(node, kind, "a.fr.md", read(source, kind)[0])
    return front_matter, lines(problems)


def lines(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem).partition("\n")[0] for problem in problems]


def without(text: str, name: str) -> str:
    return "".join(
        line for line in text.splitlines(keepends=True) if not line.startswith(f"{name}:")
    )


def test_an_explainer_is_read() -> None:
    front_matter, problems = read(EXPLAINER)

    assert problems == []
    assert front_matter.version == "1.10"
    assert front_matter.published == dt.date(2026, 11, 3)
    assert front_matter.authors == (
        Person("Ada Lovelace"),
        Person("Bo", "0000-0002-1825-0097", ("data-curation",)),
    )
    assert front_matter.key_messages[0] == Text("One [@a].", Span("a.md", 6, 17))
    assert front_matter.status is Status.PUBLISHED
    assert front_matter.licence == "CC-BY-4.0"


def test_a_brief_is_read() -> None:
    front_matter, problems = read(BRIEF, Kind.BRIEF)

    assert problems == []
    assert front_matter.number == 2
    assert front_matter.options[0].evidence.markdown == "{some} [@a]"
    assert front_matter.options[1].precedent is not None
    assert front_matter.recommendations[0].by_when == "2027"
    assert front_matter.next_dates[0].checked == dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    "name",
    [
        "id",
        "title",
        "summary",
        "area",
        "key_messages",
        "authors",
        "interests",
        "status",
        "published",
        "version",
    ],
)
@pytest.mark.parametrize("kind", [Kind.EXPLAINER, Kind.BRIEF])
def test_a_document_must_have_its_fields(kind: Kind, name: str) -> None:
    text = EXPLAINER if kind is Kind.EXPLAINER else BRIEF

    assert read(without(text, name), kind)[1] == [
        f"a.md:2:1: error[front-matter-missing]: `{name}` is missing"
    ]


def test_a_brief_must_have_number_options_and_recommendations() -> None:
    assert read(EXPLAINER, Kind.BRIEF)[1] == [
        f"a.md:2:1: error[front-matter-missing]: `{name}` is missing"
        for name in ("number", "options", "recommendations")
    ]


@pytest.mark.parametrize("status", ["idea", "draft"])
@pytest.mark.parametrize("kind", [Kind.EXPLAINER, Kind.BRIEF])
def test_ideas_and_drafts_need_little_and_their_lists_may_be_short(kind: Kind, status: str) -> None:
    text = f"id: a\ntitle: A\nstatus: {status}\nkey_messages: [one]\nauthors: []\n"

    assert read(text, kind)[1] == []
    assert len(read(f"status: {status}\n", kind)[1]) == 2


def test_a_draft_is_still_checked_for_what_it_says() -> None:
    _, problems = read("id: a\ntitle: A\nstatus: draft\nkey_messages: [a, b, c, d]\nversion: x\n")

    assert [problem.split("[")[1].split("]")[0] for problem in problems] == [
        "front-matter-count",
        "front-matter-form",
    ]


@pytest.mark.parametrize("kind", [Kind.PAGE, Kind.HOME, Kind.LISTING])
def test_pages_need_nothing(kind: Kind) -> None:
    assert read("", kind) == (FrontMatter(), [])


def test_only_the_home_page_has_a_headline() -> None:
    assert read("headline: We ==show== it\n", Kind.HOME)[1] == []
    assert read("headline: We ==show== it\n", Kind.PAGE)[1] == [
        "a.md:2:1: error[front-matter-unknown-field]: there is no field `headline`"
    ]


@pytest.mark.parametrize("name", ["number", "options", "template", "hide", "translation"])
def test_fields_of_others_are_refused(name: str) -> None:
    assert read(f"{name}: x\n", Kind.PAGE)[1] == [
        f"a.md:2:1: error[front-matter-unknown-field]: there is no field `{name}`"
    ]


def test_what_is_wrong_is_told_at_once_and_stays_at_its_default() -> None:
    front_matter, problems = read(
        EXPLAINER.replace("id: open-weights", "id: Open Weights")
        .replace("2026-11-03", "soon")
        .replace("status: published", "status: publishd")
        .replace("0097", "0098")
        + "changes: [{date: 2026-11-03, kind: fix, note: x}]\nreviewers: [{orcid: x}]\n"
    )

    assert [problem.split(" ")[0] for problem in problems] == [
        "a.md:2:5:",
        "a.md:7:43:",
        "a.md:9:9:",
        "a.md:10:12:",
        "a.md:12:36:",
        "a.md:13:13:",
        "a.md:13:21:",
    ]
    assert (front_matter.id, front_matter.published, front_matter.authors) == ("", None, ())


def test_changes_are_read() -> None:
    front_matter, _ = read(EXPLAINER + "changes: [{date: 2026-11-03, kind: correction, note: x}]")

    assert front_matter.changes == (Change(dt.date(2026, 11, 3), "correction", "x"),)


def test_a_translation_has_its_own_texts_and_inherits_the_rest() -> None:
    more = "tags: [law]\naudience: [public]\naliases: [explainers/old]\nreviewers: [Cy]\n"

    front_matter, problems = translate(TRANSLATION, EXPLAINER + more + "cite_as: X\n")

    assert problems == []
    assert front_matter.title == "Ce qu’ouvert veut dire"
    assert [text.markdown for text in front_matter.key_messages] == ["Un.", "Deux."]
    assert front_matter.key_messages[0].span.path == "a.fr.md"
    source = read(EXPLAINER + more + "cite_as: X\n")[0]
    own = {"title", "summary", "key_messages", "interests", "translation", "aliases"}
    kept = {name: getattr(front_matter, name) for name in own}
    assert replace(source, **kept) == front_matter
    assert front_matter.aliases == ()
    assert front_matter.translation is TranslationOrigin.HUMAN


@pytest.mark.parametrize("name", ["title", "summary", "key_messages", "interests", "translation"])
def test_a_translation_must_have_its_texts(name: str) -> None:
    assert translate(without(TRANSLATION, name))[1] == [
        f"a.fr.md:2:1: error[front-matter-missing]: `{name}` is missing"
    ]


def test_a_brief_is_translated_with_its_options_recommendations_and_dates() -> None:
    front_matter, problems = translate(BRIEF_TRANSLATION, BRIEF, Kind.BRIEF)

    assert problems == []
    assert [option.option for option in front_matter.options] == ["a", "f"]
    assert front_matter.next_dates[0].date == dt.date(2026, 12, 9)
    assert front_matter.number == 2
    assert translate(TRANSLATION, BRIEF, Kind.BRIEF)[1] == [
        f"a.fr.md:2:1: error[front-matter-missing]: `{name}` is missing"
        for name in ("options", "recommendations", "next_dates")
    ]


def test_the_id_of_a_translation_is_that_of_its_source() -> None:
    assert translate("id: open-weights\n" + TRANSLATION)[1] == []
    front_matter, problems = translate("id: poids-ouverts\n" + TRANSLATION)
    assert front_matter.id == "open-weights"
    assert problems == [
        (
            "a.fr.md:2:5: error[translation-id]: the id is `poids-ouverts`, "
            "but that of the source is `open-weights`"
        )
    ]


@pytest.mark.parametrize("name", ["area", "tags", "authors", "version", "published"])
def test_what_a_translation_inherits_it_may_not_say(name: str) -> None:
    node, _ = read_yaml(TRANSLATION + f"{name}: x\n", "a.fr.md", 2)

    _, problems = read_translation(node, Kind.EXPLAINER, "a.fr.md", read(EXPLAINER)[0])

    assert [problem.code for problem in problems] == ["front-matter-unknown-field"]
    assert problems[0].help == "remove it: a translation takes it from its source"


def test_a_translation_may_be_a_draft_and_nothing_else_of_its_own() -> None:
    front_matter, problems = translate(f"{TRANSLATION}status: draft\n")
    _, others = translate(f"{TRANSLATION}status: published\n")

    assert (front_matter.status, problems) == (Status.DRAFT, [])
    assert ["front-matter-choice" in problem for problem in others] == [True]
    assert translate(TRANSLATION)[0].status is Status.PUBLISHED


def test_a_list_that_is_behind_the_source_is_a_warning() -> None:
    front_matter, problems = translate(TRANSLATION.replace("[Un., Deux.]", "[Un.]"))

    assert problems == [
        "a.fr.md:4:15: warning[translation-count]: `key_messages` has 1 of the source's 2 items"
    ]
    assert len(front_matter.key_messages) == 1


def test_a_translated_page_needs_only_what_its_source_has() -> None:
    assert translate("translation: human\n", "", Kind.PAGE)[1] == []
    assert translate("translation: human\n", "title: About\n", Kind.PAGE)[1] == [
        "a.fr.md:2:1: error[front-matter-missing]: `title` is missing"
    ]


def test_a_translation_with_a_fault_falls_back_to_the_source() -> None:
    front_matter, problems = translate(TRANSLATION.replace("Des mots.", "[x]"))

    assert len(problems) == 1
    assert front_matter.summary == "Words about words."


def test_questions_that_are_not_translated_are_left_out() -> None:
    assert translate(TRANSLATION, EXPLAINER + "faq: [{question: Q, answer: A}]")[0].faq == ()
