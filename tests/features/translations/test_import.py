from __future__ import annotations

from dataclasses import replace

import pytest
from tests.features.translations.exchange import exchange, exchange_new, exchange_unknown, side
from tests.features.translations.test_export import SOURCE, TARGET

from openbrief.features.translations.po.entries import Entry, Key, digest
from openbrief.features.translations.record import bases_of
from openbrief.features.translations.standing import standing
from openbrief.model.problem import Severity


def test_an_unchanged_file_gives_the_same_bytes() -> None:
    sent = exchange(SOURCE, TARGET)

    assert sent.text == TARGET
    assert sent.problems() == []
    assert sent.bases == bases_of(side(SOURCE).sections)


def test_only_the_text_that_changed_is_written_anew() -> None:
    sent = exchange(SOURCE, TARGET).saying({"A note.": "Une remarque.", "Data": "Les données"})

    assert sent.text == TARGET.replace("Une note.", "Une remarque.").replace(
        "Données", "Les données"
    )
    assert sent.problems() == []


FIELDS = """\
---
title: "Poids: ouverts" # a word
# differs (numbers): here in words
key_messages:
  - 'Un.'
  - >-
    Deux, sur
    deux lignes.
translation: human
---
"""


@pytest.mark.parametrize(
    ("id_", "text", "old", "new"),
    [
        ("Weights", "Poids « ouverts »", '"Poids: ouverts"', '"Poids « ouverts »"'),
        ("Weights", 'Poids "ouverts"', '"Poids: ouverts"', "'Poids \"ouverts\"'"),
        ("First.", "L’un: l'autre", "'Un.'", '"L’un: l\'autre"'),
        ("Second.", "Deux.", ">-\n    Deux, sur\n    deux lignes.", '"Deux."'),
    ],
)
def test_a_field_keeps_all_around_its_text(id_: str, text: str, old: str, new: str) -> None:
    source = "---\ntitle: Weights\nkey_messages: [First., Second.]\n---\n"
    sent = exchange(source, FIELDS).saying({id_: text})

    assert sent.text == FIELDS.replace(old, new)
    assert sent.problems() == []


def test_a_list_with_a_new_item_is_written_in_the_order_of_the_source() -> None:
    before = "---\ntitle: Weights\nkey_messages: [First., Second.]\n---\n"
    source = before.replace("[First.,", "[New., First.,").replace("key", "summary: S.\nkey")
    sent = exchange(source, FIELDS, before).saying({"New.": "Neuf.", "S.": "R."})

    assert sent.problems() == []
    assert sent.text == (
        '---\ntitle: "Poids: ouverts" # a word\nsummary: "R."\n'
        "# differs (numbers): here in words\nkey_messages:\n"
        '  - "Neuf."\n  - "Un."\n  - "Deux, sur deux lignes."\ntranslation: human\n---\n'
    )


def test_a_field_that_the_source_no_longer_has_is_taken_out() -> None:
    before = "---\ntitle: Weights\nkey_messages: [First., Second.]\n---\n"
    sent = exchange("---\ntitle: Weights\n---\n", FIELDS, before)

    assert sent.text == (
        '---\ntitle: "Poids: ouverts" # a word\n'
        "# differs (numbers): here in words\ntranslation: human\n---\n"
    )


BLOCKS = {
    "- one\n- two\n": "- [x] un\n- [ ] deux  \n  et demi\n",
    "> quoted\n": "> cité\n> et cité\n",
    "| a | b |\n|---|---|\n| c | d |\n": "| ah | bé |\n|:--|--:|\n| cé | dé |\n",
    "A[^1]\n\n[^1]: Note\n": "Un[^1]\n\n[^1]: Une\n    note\n",
    "## Head {#h}\n": "## Tête {#h}\n",
    '!!! note "Title"\n    Text\n': '!!! note "Titre"\n    Texte\n',
    "::: known\n\nText\n\n:::\n": "::: known\n\nTexte\n\n:::\n",
    "Term\n: meaning\n": "Mot\n: sens\n",
    "Heading\n===\n": "Titre\n===\n",
}


@pytest.mark.parametrize(("source", "target"), BLOCKS.items())
def test_what_stands_around_a_text_stays(source: str, target: str) -> None:
    sent = exchange(source, target)
    texts = {key.id: f"{entry.text} Z" for key, entry in sent.catalog.entries.items()}

    said = sent.saying(texts)

    assert said.problems() == []
    assert said.text.replace(" Z", "") == " ".join(target.split(" ")).replace(
        "> cité\n> et cité", "> cité et cité"
    ).replace("Une\n    note", "Une note")
    assert said.text.count(" Z") == len(texts)


@pytest.mark.parametrize(
    ("target", "text", "written"),
    [
        ("Un  \ndeux\n", "Trois\nquatre", "Trois  \nquatre\n"),
        ("Un\\\ndeux\n", "Trois\nquatre", "Trois\\\nquatre\n"),
        ("> Un  \n> deux\n", "Trois\nquatre", "> Trois  \n> quatre\n"),
        ("- Un\n", "Trois\nquatre", "- Trois  \n  quatre\n"),
        ("1. Un\n", "Trois\nquatre", "1. Trois  \n   quatre\n"),
    ],
)
def test_a_hard_break_is_written_as_the_text_had_it(target: str, text: str, written: str) -> None:
    source = target.replace("Un", "One").replace("deux", "two")
    sent = exchange(source, target)

    said = sent.saying(dict.fromkeys((key.id for key in sent.catalog.entries), text))

    assert said.text == written
    assert said.problems() == []


def test_a_bar_in_a_cell_is_escaped() -> None:
    sent = exchange("| `y|z` a | b |\n|---|---|\n", "| `y|z` un | deux |\n|---|---|\n")

    said = sent.saying({"`y|z` a": "x | `y|z` \\| w"})

    assert said.text == "| x \\| `y|z` \\| w | deux |\n|---|---|\n"
    assert said.problems() == []


SECTIONS = "Start.\n\n## One\n\nText one.\n\n## Two\n\nText two.\n"
SECTIONS_FR = "Début.\n\n## Un\n\n<!-- Pour moi. -->\n\nTexte un.\n\n## Deux\n\nTexte deux.\n"
NEW = SECTIONS.replace("## Two", "::: known\n\n## Between\n\nText between.\n\n:::\n\n## Two")


def test_a_new_section_goes_where_the_source_has_it() -> None:
    sent = exchange(NEW, SECTIONS_FR, SECTIONS)

    said = sent.saying({"Between": "Entre", "Text between.": "Texte entre."})

    assert said.problems() == []
    assert said.text == SECTIONS_FR.replace(
        "## Deux", "::: known\n\n## Entre\n\nTexte entre.\n\n:::\n\n## Deux"
    )
    assert said.bases == bases_of(side(NEW).sections)


def test_a_section_that_the_source_no_longer_has_is_taken_out() -> None:
    sent = exchange(SECTIONS, SECTIONS_FR.replace("## Deux", "## Entre\n\nTexte.\n\n## Deux"), NEW)

    assert sent.text == SECTIONS_FR
    assert sent.bases == bases_of(side(SECTIONS).sections)


def test_a_fuzzy_text_keeps_its_old_translation_and_what_that_was_made_from() -> None:
    source = SECTIONS.replace("Text one.", "Text number one.").replace("Start.", "The start.")
    sent = exchange(source, SECTIONS_FR, SECTIONS)

    said = sent.saying({"The start.": "Le début."})

    assert said.text == SECTIONS_FR.replace("Début.", "Le début.")
    assert [problem.severity for problem in said.problems()] == [Severity.NOTE]
    [stale] = standing(said.bases or (), side(source).sections).stale
    assert (stale.name, stale.before) == ("One", ("One", "Text one."))
    assert exchange(source, said.text, SECTIONS.replace("Start.", "The start.")).text == said.text


def test_a_section_that_is_half_done_goes_on_where_it_was() -> None:
    before = "## One\n\nA first text.\n\nA second text.\n"
    source = "## One\n\nA first text now.\n\nA second text now.\n\nA third.\n"
    sent = exchange(source, "## Un\n\nPremier.\n\nSecond.\n", before)

    said = sent.saying({"A first text now.": "Premier maintenant.", "A third.": "Troisième."})

    assert said.text == "## Un\n\nPremier maintenant.\n\nSecond.\n\nTroisième.\n"
    [base] = said.bases or ()
    assert base.texts == ("One", "A first text now.", "A second text.", "A third.")


def test_what_has_never_been_translated_is_named() -> None:
    sent = exchange(NEW, SECTIONS_FR, SECTIONS).saying({"Between": "Entre"})

    waiting, problem = sent.problems()

    assert (waiting.code, problem.code) == ("po-waiting", "po-untranslated")
    assert problem.severity is Severity.ERROR
    assert "Text between." in problem.message
    assert problem.span.line == sent.entry("Text between.").line > 0


def test_partly_done_it_leaves_out_what_is_not() -> None:
    sent = exchange(NEW, SECTIONS_FR, SECTIONS).saying({"Between": "Entre", "Start.": "Départ."})

    assert [problem.severity for problem in sent.problems(partial=True)] == [Severity.NOTE] * 2
    assert sent.text == SECTIONS_FR.replace("Début.", "Départ.")
    assert [base.name for base in sent.bases or ()] == ["", "One", "Two"]


def test_partly_done_a_section_with_a_new_text_stays_as_it_was() -> None:
    source = SECTIONS.replace("Text one.", "Text number one.\n\nNew text.")
    sent = exchange(source, SECTIONS_FR, SECTIONS).saying({"Text number one.": "Texte numéro un."})

    assert sent.codes() == ["po-waiting", "po-untranslated"]
    assert sent.text == SECTIONS_FR
    assert sent.bases == bases_of(side(SECTIONS).sections)


def test_a_new_translation_has_nothing_of_the_source_left() -> None:
    target = "---\ntranslation: human\n---\n" + NEW
    texts = {"Start.": "Début.", "Two": "Deux", "Text two.": "Texte deux."}

    sent = exchange_new(NEW, target).saying(texts)

    assert sent.codes() == ["po-untranslated"] * 4
    assert sent.codes(partial=True) == ["po-untranslated"] * 4
    assert {problem.severity for problem in sent.problems(partial=True)} == {Severity.NOTE}
    assert sent.text == (
        "---\ntranslation: human\n---\nDébut.\n\n::: known\n\n:::\n\n## Deux\n\nTexte deux.\n"
    )
    assert [base.name for base in sent.bases or ()] == ["", "Two"]


def test_fields_are_needed_even_if_it_is_partly_done() -> None:
    source = "---\ntitle: T\nsummary: S.\n---\n\nText.\n"
    sent = exchange_new(source, source.replace("---\n\n", "translation: human\n---\n\n"))

    errors = [p for p in sent.problems(partial=True) if p.severity is Severity.ERROR]

    assert [problem.code for problem in errors] == ["po-untranslated"] * 2


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("{some} Voyez [la page](b.md) et `code`[^1].", "citations", "`@a2020 3`"),
        ("{some} Voyez la page et `code`[^1] [@a2020, p. 3].", "links", "`b.md`"),
        ("{some} Voyez [la page](b.md) et code[^1] [@a2020, p. 3].", "code", "`code`"),
        ("{some} Voyez [la page](b.md) et `code` [@a2020, p. 3].", "notes", "`1`"),
        ("Voyez [la page](b.md) et `code`[^1] [@a2020, p. 3].", "labels", "`some`"),
        (
            "{some} Voyez [la page](b.md) et `code`[^1] [@a2020, p. 3; @b2020].",
            "citations",
            "`@b2020`",
        ),
        (
            "{some} Voyez [la page](b.md) ![](c.png) et `code`[^1] [@a2020, p. 3].",
            "images",
            "`c.png`",
        ),
    ],
)
def test_what_must_be_the_same_is_not_lost_or_added(text: str, code: str, named: str) -> None:
    source = "{some} See [the page](b.md) and `code`[^1] [@a2020, p. 3].\n"
    target = "{some} Voyez [la page](b.md) et `code`[^1] [@a2020, p. 3].\n"

    [problem] = exchange(source, target).saying({source.strip(): text}).problems()

    assert (problem.code, problem.severity) == (f"translation-{code}", Severity.ERROR)
    assert named in problem.message
    assert problem.span.path == "a.po"


def test_a_lost_citation_is_told_where_a_fuzzy_text_is_taken_for_done() -> None:
    sent = exchange("A text of words [@a; @b].\n", "Un texte [@a].\n", "A text of words [@a].\n")

    assert sent.saying({"A text of words [@a; @b].": "Un texte [@a]."}).codes() == [
        "translation-citations"
    ]


def test_another_number_is_a_warning() -> None:
    [problem] = exchange("In 2024.\n", "En 2024.\n").saying({"In 2024.": "En 2025."}).problems()

    assert (problem.code, problem.severity) == ("translation-numbers", Severity.WARNING)


@pytest.mark.parametrize(
    "text",
    [
        *("# Titre", "- point", "1. point", "1986. Une année", "| a | b |", "::: known", "> cité"),
        *(
            "    code",
            "[a]: b.md",
            "un\n\ndeux",
            "un\n- deux",
            "<!-- un -->",
            "a\x07b",
        ),
        *("un\n===", "!!! note", "***"),
    ],
)
def test_a_text_that_would_be_read_as_something_else_is_refused(text: str) -> None:
    sent = exchange("One.\n\nTwo.\n\nThree.\n", "Un.\n\nDeux.\n\nTrois.\n")

    warnings = ("translation-numbers",)
    found = [p for p in sent.saying({"Two.": text}).problems() if p.code not in warnings]

    if text == "    code":
        # Blanks before a text mean nothing, and go.
        assert found == []
        return
    assert [problem.code for problem in found] == ["po-structure"]
    assert found[0].span.line == sent.entry("Two.").line


def test_a_heading_and_a_cell_are_one_line() -> None:
    sent = exchange("## A\n\n| b |\n|---|\n", "## Un\n\n| deux |\n|---|\n")

    assert sent.saying({"A": "Un\ndeux"}).codes() == ["po-structure"]
    assert sent.saying({"b": "un\ndeux"}).codes() == ["po-structure"]


def test_a_text_of_an_earlier_version_is_told_and_goes_nowhere() -> None:
    old = exchange(SECTIONS, SECTIONS_FR)
    now = exchange(SECTIONS.replace("Text one.", "Something else."), SECTIONS_FR, SECTIONS)

    said = replace(now, catalog=old.catalog)

    assert [(p.code, p.severity) for p in said.problems()] == [("po-unknown", Severity.WARNING)]
    assert said.text == SECTIONS_FR


def test_a_msgid_that_was_changed_in_the_file_is_told_as_such() -> None:
    sent = exchange("One.\n", "Un.\n")
    header = replace(sent.catalog.header, digest=digest(sent.source.sections))
    entry = Entry(Key("", "Another."), "Autre.", line=7)
    catalog = replace(sent.catalog, header=header, entries={entry.key: entry})

    [problem] = replace(sent, catalog=catalog).problems()

    assert (problem.code, problem.span.line) == ("po-unknown", 7)
    assert "changed in this file" in problem.message


def test_what_nobody_answers_for_stays_and_is_not_recorded() -> None:
    sent = exchange_unknown(SOURCE, TARGET)

    assert sent.text == TARGET
    assert sent.bases is None
    texts = {key.id: entry.text for key, entry in sent.catalog.entries.items()}
    texts.pop("yes")
    texts.pop("Weights")
    assert sent.saying(texts).bases is None


def test_code_is_that_of_the_source_where_the_source_has_changed() -> None:
    before = "Text.\n\n```\ncode\n```\n"
    target = "Texte.\n\n```\nmon code\n```\n"

    assert exchange(before, target).text == target
    assert exchange(before.replace("code", "new"), target, before).text == (
        "Texte.\n\n```\nnew\n```\n"
    )


def test_a_section_of_another_structure_stays_until_all_of_it_is_done() -> None:
    source = "## One\n\nFirst.\n\nSecond.\n"
    target = "## Un\n\nPremier.\n\nSecond.\n\nTroisième.\n"
    sent = exchange(source, target)

    assert sent.text == target
    half = sent.saying({"First.": "Le premier."})
    assert (half.text, half.codes()) == (target, ["po-fuzzy", "po-waiting", "po-fuzzy"])
    done = sent.saying({"One": "Un", "First.": "Le premier.", "Second.": "Le second."})
    assert done.text == "## Un\n\nLe premier.\n\nLe second.\n"
    assert done.bases == bases_of(side(source).sections)
