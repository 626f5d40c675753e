from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from openbrief.features.translations.fields import cut
from openbrief.features.translations.record import (
    Record,
    bases_of,
    read_record,
    record_path,
    written,
)
from openbrief.features.translations.standing import standing
from openbrief.text.units import Section

SOURCE = """---
title: A title
summary: What it says.
key_messages:
  - First.
  - Second.
---

Words before all headings.

::: plain

## Plain one

Easy words.

:::

## One

The first section has a few words of its own.

## Two

The second section has others.

### Three

A third one that is about something else.
"""


def sections(text: str) -> tuple[Section, ...]:
    return cut(text, "x.md")


def stale(before: str, after: str) -> list[tuple[str, str, int]]:
    found = standing(bases_of(sections(before)), sections(after)).stale
    return [(each.fate, each.name, each.heading) for each in found]


def test_nothing_is_stale_where_nothing_has_changed() -> None:
    assert stale(SOURCE, SOURCE) == []


def test_wrapping_and_quoting_are_no_change() -> None:
    wrapped = SOURCE.replace("has a few words", "has a\nfew words").replace(
        "title: A title", 'title: "A title"'
    )

    assert stale(SOURCE, wrapped) == []


def test_a_section_that_has_moved_is_not_stale() -> None:
    first, rest = SOURCE.split("## One")
    one, two = rest.split("## Two")

    assert stale(SOURCE, f"{first}## Two{two}\n\n## One{one}") == []


def test_a_changed_section_is_marked_after_its_heading() -> None:
    assert stale(SOURCE, SOURCE.replace("others", "new ones")) == [("changed", "Two", 2)]


def test_a_heading_may_change() -> None:
    assert stale(SOURCE, SOURCE.replace("## Two", "## Two and a half")) == [
        ("changed", "Two and a half", 2)
    ]


def test_added_and_removed_sections_are_told_where_they_are_missed() -> None:
    more = SOURCE.replace("## Two", "## New\n\nQuite another thing.\n\n## Two")

    assert stale(SOURCE, more) == [("added", "New", 1)]
    assert stale(more, SOURCE) == [("removed", "New", 2)]


def test_fields_of_the_front_matter_are_sections() -> None:
    changed = SOURCE.replace("  - Second.", "  - Second, and more.")

    assert stale(SOURCE, changed) == [("changed", "key_messages", 0)]
    assert stale(SOURCE, SOURCE.replace("What it says", "What it says now")) == [
        ("changed", "head", 0)
    ]


def test_the_plain_level_has_headings_of_its_own() -> None:
    assert stale(SOURCE, SOURCE.replace("Easy", "Simple")) == [("changed", "Plain one", 1)]


WORDS = st.lists(st.sampled_from(["model", "risk", "test", "law", "2024", "7%"]), min_size=1)
PARAGRAPH = WORDS.map(lambda words: " ".join(words).capitalize() + ".")
BODIES = st.lists(st.lists(PARAGRAPH, min_size=1, max_size=3), min_size=1, max_size=6)


def document(bodies: list[list[str]]) -> str:
    parts = [f"## Heading {n}\n\n" + "\n\n".join(own) for n, own in enumerate(bodies)]
    return "---\ntitle: A title\n---\n\n" + "\n\n".join(parts) + "\n"


@given(bodies=BODIES, data=st.data())
def test_editing_any_section_makes_exactly_that_one_stale(
    bodies: list[list[str]], data: st.DataObject
) -> None:
    edited = data.draw(st.integers(0, len(bodies) - 1))
    block = data.draw(st.integers(0, len(bodies[edited]) - 1))
    after = [list(own) for own in bodies]
    after[edited][block] = f"{after[edited][block]} An edit."

    found = standing(bases_of(sections(document(bodies))), sections(document(after)))

    assert [each.name for each in found.stale] == [f"Heading {edited}"]
    assert found.stale[0].heading == edited + 1


def test_a_record_comes_back_as_it_was_written() -> None:
    base = bases_of(sections(SOURCE))
    record = Record({"fr": base, "ar": base[:-1]})

    text = written(record)

    assert read_record(text, "translations/x.json", "x.md") == (record, ())
    assert text.count('"The second section has others."') == 1


def test_a_damaged_record_is_told_and_counts_as_none() -> None:
    text = written(Record({"fr": bases_of(sections(SOURCE))}))

    lies, no_version = text.replace("others", "lies"), text.replace('"version": 1', "")
    for damaged in ("", "{", "[]", lies, no_version):
        record, problems = read_record(damaged, "translations/x.json", "x.md")
        assert (bool(record), len(problems)) == (False, 1)
        assert problems[0].code == "translation-record"


def test_a_record_lies_where_its_document_lies() -> None:
    assert record_path("explainers/open.md") == "translations/explainers/open.json"
    assert record_path("content/law/eu.fr.md") == "translations/content/law/eu.json"
