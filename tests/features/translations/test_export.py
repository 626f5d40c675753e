from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.features.translations.exchange import (
    HEADER,
    exchange,
    exchange_new,
    exchange_unknown,
    side,
)

from openbrief.features.translations.align import align
from openbrief.features.translations.po.entries import Entry, Key
from openbrief.features.translations.po.export import entries
from openbrief.features.translations.po.file import Header, read, written
from openbrief.features.translations.record import bases_of

SOURCE = """\
---
title: Weights
key_messages: [First., Second.]
---

Beginning [@a2020, p. 3].

## Parts

| Part | Open |
|---|---|
| Weights | yes |
| Data | yes |

{some} See [the page](b.md) and `code`[^1].

```
code
```

[^1]: A note.
"""
TARGET = """\
---
translation: human
title: Poids
key_messages: [Un., Deux.]
---

Début [@a2020, p. 3].

## Parties

| Partie | Ouverte |
|---|---|
| Poids | oui |
| Données | oui |

{some} Voyez [la page](b.md) et `code`[^1].

```
code
```

[^1]: Une note.
"""


def ids(source: str = SOURCE) -> list[str]:
    return [entry.key.id for entry in entries(align(side(source).sections, (), None))]


def test_each_text_is_an_entry_in_the_order_of_the_file() -> None:
    assert ids() == [
        *("Weights", "First.", "Second.", "Beginning [@a2020, p. 3].", "Parts"),
        *("Part", "Open", "Weights", "yes", "Data", "yes"),
        *("{some} See [the page](b.md) and `code`[^1].", "A note."),
    ]


def test_an_entry_says_where_it_stands_and_what_to_keep() -> None:
    sent = exchange(SOURCE, TARGET, terms=lambda text: [("note", "note")] if "note" in text else [])
    text = written(HEADER, entries(sent.aligned, lambda _: [("weights", "poids")]))

    assert (
        "#. paragraph in “Parts”\n"
        "#. Keep: {some} b.md [^1] `code`\n"
        "#. Glossary: weights = poids\n"
        "#: a.md:15\n"
        'msgid "{some} See [the page](b.md) and `code`[^1]."\n'
        'msgstr "{some} Voyez [la page](b.md) et `code`[^1]."\n'
    ) in text
    assert "#. key_messages.2\n" in text


def test_a_text_that_is_there_twice_says_which_it_is() -> None:
    found = [entry.key for entry in entries(exchange(SOURCE, TARGET).aligned)]

    assert Key("title", "Weights") in found
    assert Key("Parts: cell", "Weights") in found
    assert Key("Parts: cell", "yes") in found
    assert Key("Parts: cell 2", "yes") in found
    assert Key("", "Data") in found
    assert len(set(found)) == len(found)


def test_a_changed_text_is_fuzzy_and_tells_what_the_translation_was_made_from() -> None:
    sent = exchange(SOURCE.replace("Beginning", "The beginning"), TARGET, SOURCE)
    entry = next(each for each in entries(sent.aligned) if each.is_fuzzy)

    assert entry.previous == "Beginning [@a2020, p. 3]."
    assert (entry.text, sent.entry(entry.key.id).is_fuzzy) == ("Début [@a2020, p. 3].", True)
    assert '#| msgid "Beginning [@a2020, p. 3]."' in written(HEADER, [entry])


def test_a_text_with_no_word_in_common_is_fuzzy_where_it_took_the_place_of_one() -> None:
    sent = exchange(SOURCE.replace("| Data | yes |", "| Data | no |"), TARGET, SOURCE)
    entry = sent.entry("no")

    assert (entry.text, entry.is_fuzzy) == ("oui", True)


def test_a_new_text_is_empty_and_its_neighbours_keep_their_translations() -> None:
    sent = exchange(SOURCE.replace("{some} See", "New.\n\n{some} See"), TARGET, SOURCE)

    assert sent.entry("New.").text == ""
    assert sent.entry("A note.").text == "Une note."
    assert not any(entry.is_fuzzy for entry in sent.catalog.entries.values())


def test_a_removed_text_takes_no_other_text_for_its_own() -> None:
    source = SOURCE.replace("  key", "").replace("| Weights | yes |\n", "")
    sent = exchange(source, TARGET, SOURCE)

    assert sent.entry("Data").text == "Données"
    assert not any(entry.is_fuzzy for entry in sent.catalog.entries.values())


def test_what_nobody_answers_for_is_fuzzy() -> None:
    sent = exchange_unknown(SOURCE, TARGET)

    assert all(entry.is_fuzzy and entry.text for entry in sent.catalog.entries.values())


def test_a_section_of_another_structure_is_fuzzy() -> None:
    sent = exchange(SOURCE, TARGET.replace("| Données | oui |\n", ""))

    assert sent.entry("A note.").is_fuzzy
    assert not sent.entry("Second.").is_fuzzy


def test_the_words_of_the_source_are_no_translation_in_a_draft() -> None:
    sent = exchange_new(SOURCE, SOURCE.replace("Beginning", "Début"))

    assert sent.entry("First.").text == ""
    assert sent.entry("Beginning [@a2020, p. 3].").text == "Début [@a2020, p. 3]."


def test_the_header_names_the_document_and_the_same_input_gives_the_same_bytes() -> None:
    header = Header("a.md", "0123456789abcdef", "en", "pt-BR", "Site", "1.2")
    text = written(header, [])

    assert written(header, []) == text
    assert '"Language: pt_BR\\n"' in text
    assert '"X-OpenBrief-Document: a.md\\n"' in text
    assert '"X-OpenBrief-Digest: 0123456789abcdef\\n"' in text
    assert '"X-Generator: OpenBrief 1.2\\n"' in text
    assert "nplurals=2" in text
    catalog, _ = read(text, "a.po")
    assert catalog
    assert (catalog.header.locale, catalog.header.document) == ("pt-BR", "a.md")


@pytest.mark.parametrize("locale", ["fr", "ar", "es", "zh", "ru", "en"])
def test_the_plural_forms_are_those_of_the_language(locale: str) -> None:
    text = written(Header("a.md", "", "en", locale), [])

    count = {"ar": 6, "zh": 1, "ru": 3, "es": 2, "fr": 2, "en": 2}[locale]
    assert f"nplurals={count};" in text


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_gettext_finds_no_fault(tmp_path: Path) -> None:
    sent = exchange(SOURCE.replace("Beginning", "The beginning"), TARGET, SOURCE)
    file = tmp_path / "a.po"
    file.write_text(written(HEADER, entries(sent.aligned)), "utf-8")

    done = subprocess.run(
        ["msgfmt", "--check", "--statistics", "-o", "/dev/null", str(file)],
        capture_output=True,
        text=True,
        check=False,
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )

    assert done.returncode == 0, done.stderr
    assert "12 translated messages, 1 fuzzy translation." in done.stderr


@pytest.mark.parametrize(
    "text", ['a "b" \\n c', "a\nb", "a\\", "\tb", "é 中 ع", "a\u2028b", "x" * 300, "{n} %s %(a)s"]
)
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    entry = Entry(Key("", text), text, comments=("c", "d"), line=3)

    catalog, problems = read(written(HEADER, [entry]), "a.po")

    assert catalog
    assert not problems
    [again] = catalog.entries.values()
    plain = text.replace("\u2028", " ")
    assert (again.key.id, again.text) == (plain, plain)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "po-header", 1),
        ("/etc/hostname", "po-syntax", 1),
        ("\x00", "po-syntax", 1),
        ('msgid ""\nmsgstr "a"\nmsgstr[x] "a"\n', "po-syntax", 3),
        ('msgid "a"\nmsgid "b"\nmsgstr ""\n', "po-syntax", 2),
        ('msgid ""\nmsgstr ""\n"Language: fr\\n"\n', "po-header", 1),
        (written(HEADER, [Entry(Key("", "a"), "b")] * 2), "po-twice", 25),
    ],
)
def test_a_file_that_is_no_export_is_told_with_its_place(text: str, code: str, line: int) -> None:
    _, problems = read(text, "a.po")

    assert [(problem.code, problem.span.line) for problem in problems] == [(code, line)]


def test_obsolete_entries_are_passed_over() -> None:
    text = written(HEADER, []) + '\n#~ msgid "old"\n#~ msgstr "vieux"\n'

    catalog, problems = read(text, "a.po")

    assert catalog
    assert (catalog.entries, problems) == ({}, ())


def test_bases_are_what_the_source_says() -> None:
    assert exchange(SOURCE, TARGET).bases == bases_of(side(SOURCE).sections)
