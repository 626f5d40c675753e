"""Export and import, over all reference texts and over texts that nobody would write."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.features.translations.exchange import Exchange, exchange, side

from openbrief.features.translations.record import bases_of
from openbrief.text.units import UnitKind

ROOT = Path(__file__).parents[3]
TRANSLATIONS = sorted(
    path
    for folder in ("content", "explainers", "policy_briefs")
    for path in ROOT.glob(f"{folder}/*.*.md")
)


def read(path: Path) -> str:
    return path.read_text("utf-8")


def sent(path: Path) -> Exchange:
    source = path.with_name(f"{path.name.partition('.')[0]}.md")
    return exchange(read(source), read(path))


def test_there_are_translations_into_several_languages() -> None:
    assert len({path.name.split(".")[1] for path in TRANSLATIONS}) >= 2


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.name)
def test_a_reference_text_comes_back_as_it_was(path: Path) -> None:
    there = sent(path)

    assert all(entry.is_translated for entry in there.catalog.entries.values())
    assert there.problems() == []
    assert there.text == read(path)
    assert there.bases == bases_of(there.source.sections)


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.name)
def test_all_texts_of_a_reference_text_can_be_written_anew(path: Path) -> None:
    there = sent(path)
    texts = {key.id: f"{entry.text} Zz" for key, entry in there.catalog.entries.items()}

    said = there.saying(texts)

    # Numbers are not looked at: the language is not the one that the values say.
    assert {*said.codes()} <= {"translation-numbers"}
    assert said.text.count(" Zz") == len(there.catalog.entries)


WORDS = st.lists(
    st.sampled_from(
        ["open", "weights", "data", "*risk*", "[page](b.md)", "`code`", "[@a2020]", "ü", "آ", "中"]
    ),
    min_size=1,
    max_size=5,
).map(lambda words: "A " + " ".join(words))
LINES = st.lists(WORDS, min_size=1, max_size=2)


def _listed(texts: list[str]) -> str:
    return "".join(f"- {text}\n" for text in texts)


def _table(rows: list[tuple[str, str]]) -> str:
    return "| A | B |\n|---|:-:|\n" + "".join(f"| {a} | {b} |\n" for a, b in rows)


BLOCK = st.one_of(
    WORDS.map(lambda text: f"{text}\n"),
    LINES.map(lambda texts: "\n".join(texts) + "\n"),
    LINES.map(lambda texts: "  \n".join(texts) + "\n"),
    LINES.map(lambda texts: "\\\n".join(texts) + "\n"),
    LINES.map(lambda texts: "".join(f"> {text}\n" for text in texts)),
    st.lists(WORDS, min_size=1, max_size=3).map(_listed),
    st.lists(WORDS, min_size=1, max_size=3).map(
        lambda texts: "".join(f"{n}. {text}\n" for n, text in enumerate(texts, start=1))
    ),
    st.lists(WORDS, min_size=1, max_size=2).map(
        lambda texts: "".join(f"- {text}\n\n    Inside {text}\n\n" for text in texts)
    ),
    st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=2).map(_table),
    WORDS.map(lambda text: f"## {text} {{#a}}\n"),
    WORDS.map(lambda text: f"### {text}\n"),
    WORDS.map(lambda text: f"{text}\n===\n"),
    WORDS.map(lambda text: f"[^n]: {text}\n"),
    WORDS.map(lambda text: f'!!! note "{text}"\n    {text}\n'),
    WORDS.map(lambda text: f"Term\n:   {text}\n"),
    WORDS.map(lambda text: f"::: known\n\n{text}\n\n:::\n"),
    WORDS.map(lambda text: f"::: plain\n\n## {text}\n\n{text}\n\n:::\n"),
    WORDS.map(lambda text: f"<!-- {text} -->\n"),
    WORDS.map(lambda text: f"```\n{text}\n```\n"),
    WORDS.map(lambda text: f"    {text}\n"),
    st.just("***\n"),
    st.just("[a]: b.md\n"),
    WORDS.map(lambda text: f"<div>{text}</div>\n"),
)
FIELDS = st.one_of(
    st.just(""),
    WORDS.map(lambda text: f"---\ntitle: '{text}'\n---\n"),
    st.lists(WORDS, min_size=1, max_size=3).map(
        lambda texts: (
            "---\ntitle: T\nkey_messages:\n"
            + "".join(f"  - {text!r}\n" for text in texts)
            + "faq:\n  - question: |\n      Why\n    answer: >-\n      So\n      it is\n---\n"
        )
    ),
)
DOCUMENT = st.builds(
    lambda fields, blocks: fields + "\n".join(blocks), FIELDS, st.lists(BLOCK, max_size=8)
)


@settings(max_examples=150, deadline=None)
@given(DOCUMENT)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    there = exchange(text, text)

    assert there.text == text
    assert there.bases == bases_of(side(text).sections)
    assert [*filter(lambda code: code != "translation-untranslated", there.codes())] == []


@settings(max_examples=150, deadline=None)
@given(DOCUMENT, st.data())
def test_one_text_changes_alone(text: str, data: st.DataObject) -> None:
    there = exchange(text, text)
    units = [unit for section in there.source.sections for unit in section.blocks]
    free = [unit for unit in units if unit.kind.is_translated]
    if not free:
        return
    unit = data.draw(st.sampled_from(free))
    same = [each for each in free if each.text == unit.text]

    said = there.saying({unit.text: f"{unit.text} Zz"})

    assert said.problems() == []
    again = [each for s in side(said.text).sections for each in s.blocks]
    assert [each.kind for each in again] == [each.kind for each in units]
    assert [each.text.removesuffix(" Zz") for each in again] == [each.text for each in units]
    assert sum(each.text.endswith(" Zz") for each in again) == len(same)
    assert _between(said.text) == _between(text)


def _between(text: str) -> list[str]:
    """Give what is no unit, without how a text was broken into lines."""
    found, at = list[str](), 0
    for section in side(text).sections:
        for unit in section.blocks:
            if unit.kind is not UnitKind.FIELD:
                found.append(text[at : unit.start])
                at = unit.end
    return found[1:]


@settings(max_examples=100, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=6), st.lists(BLOCK, max_size=2), st.data())
def test_a_source_that_grew_is_followed_when_all_is_translated(
    blocks: list[str], more: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(blocks)))
    before, source = "\n".join(blocks), "\n".join([*blocks[:at], *more, *blocks[at:]])
    there = exchange(source, before, before)

    said = there.saying({key.id: key.id for key in there.catalog.entries})

    found = [[(u.kind, u.text) for u in s.blocks] for s in side(said.text).sections]
    assert found == [[(u.kind, u.text) for u in s.blocks] for s in side(source).sections]
    assert said.bases == bases_of(side(source).sections)


def test_a_comment_before_the_first_heading_is_no_section_of_its_own() -> None:
    [section] = side("<!-- To do. -->\n\n## One\n\nText.\n").sections

    assert (section.name, section.has_heading) == ("One", True)
    assert section.texts == ("One", "Text.")
