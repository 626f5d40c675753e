"""The file of the glossary: what may be written, and what is told of it."""

from __future__ import annotations

from openbrief.features.glossary.check import check_entries, check_surroundings
from openbrief.features.glossary.read import Entry, read_glossary
from openbrief.model.problem import Problem, Severity

PIECE = """- id: token
  area: models
  see: [risk]
  source: doe2024
  words:
    en: {term: token, short: "A piece of a word.", aka: [word piece], forms: [tokens]}
    fr: {term: jeton, short: "Un morceau de mot."}
"""
RISK = """- id: risk
  words:
    en: {term: risk, short: "How likely a harm is."}
    fr: {term: risque, short: "La probabilité d’un dommage."}
"""


def read(text: str, *locales: str) -> tuple[tuple[Entry, ...], list[Problem]]:
    tags = locales or ("en", "fr")
    entries, faults = read_glossary(text, "g.yml", tags)
    return entries, [*faults, *check_entries(entries, tags)]


def told(problems: list[Problem]) -> list[str]:
    return [f"{problem.span} {problem.code}" for problem in problems]


def test_an_entry_is_read_with_all_its_languages() -> None:
    entries, problems = read(PIECE + RISK)

    assert problems == []
    token = entries[0].term
    assert (token.id, token.area, token.see, token.source) == (
        "token",
        "models",
        ("risk",),
        "doe2024",
    )
    assert token.words["en"].names == ("token", "word piece", "tokens")
    assert token.words["fr"].names == ("jeton",)


def test_words_in_languages_that_the_site_does_not_have_yet_are_kept() -> None:
    entries, problems = read(RISK + "    id: {term: risiko, short: Bahaya.}\n")

    assert problems == []
    assert entries[0].term.words["id"].term == "risiko"


def test_a_language_that_nobody_speaks_is_an_unknown_field() -> None:
    _, problems = read(RISK + "    frr-x: {term: r, short: s}\n")

    assert told(problems) == ["g.yml:5:5 front-matter-unknown-field"]


def test_the_language_of_the_source_is_needed() -> None:
    _, problems = read("- id: risk\n  words:\n    fr: {term: risque, short: Un mal.}\n")

    assert told(problems) == ["g.yml:3:5 front-matter-missing"]


def test_a_language_of_the_site_that_is_missing_is_a_note() -> None:
    _, [problem] = read(RISK, "en", "fr", "ar", "zh")

    assert (str(problem.span), problem.code) == ("g.yml:1:7", "term-untranslated")
    assert problem.severity is Severity.NOTE
    assert "`ar`, `zh`" in problem.message


def test_an_unknown_term_is_told_at_its_place_with_the_nearest() -> None:
    _, [problem] = read(PIECE.replace("[risk]", "[token, rsk]") + RISK)

    assert (str(problem.span), problem.code) == ("g.yml:3:16", "term-unknown")
    assert problem.help == "did you mean `risk`?"


def test_an_id_is_taken_once() -> None:
    _, problems = read(RISK + RISK)

    assert told(problems) == ["g.yml:5:7 term-twice"]


def test_a_name_stands_for_one_term_in_each_language() -> None:
    _, problems = read(RISK.replace("term: risk,", "term: risk, forms: [Tokens],") + PIECE)

    assert told(problems) == ["g.yml:10:79 term-name-twice"]


def test_unknown_areas_and_sources_are_told_at_their_places() -> None:
    entries, _ = read(PIECE + RISK)

    problems = list(check_surroundings(entries, ["modelz"], ["doe2025"]))

    assert told(problems) == ["g.yml:2:9 area-unknown", "g.yml:4:11 citation-unknown-key"]
    assert [problem.help for problem in problems] == [
        "did you mean `modelz`?",
        "did you mean `doe2025`?",
    ]


def test_a_site_without_areas_and_citations_is_not_asked_for_them() -> None:
    entries, _ = read(PIECE + RISK)

    assert list(check_surroundings(entries, [], None)) == []
