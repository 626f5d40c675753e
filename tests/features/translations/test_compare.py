from __future__ import annotations

import pytest

from openbrief.features.translations.compare import compare
from openbrief.features.translations.fields import Side, cut
from openbrief.features.translations.record import bases_of

SOURCE = """---
title: Tests of 2024
key_messages:
  - One message [@doe2024, p. 3].
  - Another with 12.5%.
---

Before all headings.

## A heading

{some} A paragraph with `code`, [a link](other.md), a note[^1] and ![a picture](chart.png).

- An item of 2023 [@roe2020; @doe2024, pp. 4-6].

| One | 2 |
|---|---|
| three | 4,500 |

[^1]: The note.
"""

TARGET = """---
translation: human
title: Les tests de 2024
key_messages:
  - Un message [@doe2024, p. 3].
  - Un autre avec 12,5 %.
---

Avant les titres.

## Un titre

{some} Un paragraphe avec `code`, [un lien](other.md), une note[^1] et ![une image](chart.fr.png).

- Un point de 2023 [@roe2020; @doe2024, p. 4-6].

| Un | 2 |
|---|---|
| trois | 4 500 |

[^1]: La note.
"""


def side(text: str, locale: str) -> Side:
    path = f"x.{locale}.md"
    return Side.of(text, path, locale)


def codes(target: str, source: str = SOURCE) -> list[str]:
    found = compare(side(source, "en"), side(target, "fr"), None)
    return [f"{p.span.line}:{p.code.removeprefix('translation-')}" for p in found]


def test_a_faithful_translation_has_no_differences() -> None:
    assert codes(TARGET) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("tests de 2024", "tests de 2025", "3:numbers"),
        ("12,5 %", "1,25 %", "6:numbers"),
        ("4 500", "45 000", "19:numbers"),
        ("@roe2020; ", "", "15:citations"),
        ("p. 4-6", "p. 4-7", "15:citations"),
        ("@doe2024, p. 3", "@roe2020, p. 3", "5:citations"),
        ("(other.md)", "(another.md)", "13:links"),
        ("chart.fr.png", "graph.png", "13:images"),
        ("note[^1]", "note", "13:notes"),
        ("`code`", "`kode`", "13:code"),
        ("{some}", "{strong}", "13:labels"),
        ("- Un point de 2023", "Un point de 2023", "15:structure"),
        ("| trois | 4 500 |\n", "", "20:structure"),
    ],
)
def test_a_difference_is_told_at_its_place(old: str, new: str, expected: str) -> None:
    assert old in TARGET

    assert codes(TARGET.replace(old, new)) == [expected]


def test_both_places_are_named() -> None:
    found = compare(side(SOURCE, "en"), side(TARGET.replace("2023", "2022"), "fr"), None)

    (problem,) = found
    assert str(problem.span) == "x.fr.md:15:3"
    assert "(x.en.md:14:3)" in problem.message
    assert "`2023`" in problem.message
    assert "`2022`" in problem.message


def test_a_difference_that_is_meant_is_excused_in_place() -> None:
    reason = "<!-- differs (numbers): the French law is later -->"
    excused = TARGET.replace("- Un point de 2023", f"{reason}\n\n- Un point de 2022")

    assert codes(excused) == []


def test_a_field_is_excused_by_the_line_before_it() -> None:
    reason = "# differs (numbers): the title has no year here"
    excused = TARGET.replace("title: Les tests de 2024", f"{reason}\ntitle: Les tests")

    assert codes(excused) == []


def test_an_excuse_for_nothing_is_told() -> None:
    idle = TARGET.replace("- Un point", "<!-- differs (numbers): no reason -->\n\n- Un point")

    assert codes(idle) == ["15:waiver"]


def test_a_section_whose_source_has_changed_is_not_compared() -> None:
    changed = SOURCE.replace("An item of 2023", "An item of 2031")
    target = side(TARGET.replace("12,5 %", "99 %"), "fr")
    base = bases_of(cut(SOURCE, "x.en.md"))

    found = compare(side(changed, "en"), target, base)

    assert [problem.span.line for problem in found] == [6]
