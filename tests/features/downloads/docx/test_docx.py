"""A brief in six languages as a Word file that can be read, quoted and filed."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.features.downloads.docx.conftest import (
    LOCALES,
    WP,
    W,
    Word,
    edition,
    opened,
    style_of,
    text_of,
)

from openbrief.features.downloads.docx import make_docx
from openbrief.typeset import Edition

Get = Callable[[str], Word]
Texts = Callable[[str], Mapping[str, Any]]
DC = "{http://purl.org/dc/elements/1.1/}"
CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
every_language = pytest.mark.parametrize("locale", LOCALES)


def passages(value: object) -> Iterator[str]:
    """Yield every text of a sample; an ISO date is for programs alone."""
    if isinstance(value, str):
        if not ISO_DATE.fullmatch(value):
            yield re.sub(r"<[^>]+>", "", value)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from passages(inner) if key not in ("alt", "words") else ()
    elif isinstance(value, list):
        for inner in value:
            yield from passages(inner)


def squash(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


@every_language
def test_every_word_of_the_text_is_in_the_file(word: Get, sample_texts: Texts, locale: str) -> None:
    file = word(locale)
    text = squash(text_of(file.document) + text_of(file.notes))

    lost = [p for p in passages(sample_texts(locale)) if squash(p) not in text]

    assert lost == []
    assert file.file.problems == ()


@every_language
def test_nothing_for_the_screen_alone_is_in_the_file(word: Get, locale: str) -> None:
    text = text_of(word(locale).document)

    assert "Card that only the screen shows" not in text
    assert "why?" not in text
    assert "¶" not in text


@every_language
def test_headings_are_real_and_skip_no_level(word: Get, locale: str) -> None:
    styles = [style_of(p) for p in word(locale).paragraphs()]
    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    (title,) = word(locale).paragraphs("Heading1")
    assert text_of(title) == edition(locale).title


@every_language
def test_notes_are_those_of_word(word: Get, sample_texts: Texts, locale: str) -> None:
    file = word(locale)
    (mark,) = file.document.iter(f"{W}footnoteReference")

    (note,) = (n for n in file.notes if n.get(f"{W}id") == mark.get(f"{W}id"))

    said = re.sub(r"<[^>]+>", "", sample_texts(locale)["note"])
    assert text_of(note).strip() == said


@every_language
def test_tables_have_rows_and_a_column_of_headings(word: Get, locale: str) -> None:
    options, offers = word(locale).document.iter(f"{W}tbl")

    for table in (options, offers):
        first, *others = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *others))
        assert (table.find(f"{W}tblPr/{W}bidiVisual") is not None) == (locale == "ar")
        below = table.getnext()
        assert below is not None
        assert below.find(f"{W}pPr/{W}spacing") is not None or "Heading" in style_of(below)
    looks = [table.find(f"{W}tblPr/{W}tblLook") for table in (options, offers)]
    assert [look.get(f"{W}firstColumn") for look in looks if look is not None] == ["1", "0"]
    assert [look.get(f"{W}val") for look in looks if look is not None] == ["00A0", "0020"]


@every_language
def test_a_drawing_is_a_picture_with_words(word: Get, sample_texts: Texts, locale: str) -> None:
    file = word(locale)
    (place,) = file.document.iter(f"{WP}docPr")
    (name,) = (name for name in file.parts if name.startswith("word/media/"))

    assert place.get("descr") == sample_texts(locale)["alt"]
    assert file.parts[name].startswith(b"\x89PNG")
    assert b"base64" not in file.parts["word/document.xml"]
    (size,) = file.document.iter(f"{WP}extent")
    assert int(size.get("cx") or 0) == 300 * 9525  # Pixels of CSS in English metric units.


@every_language
def test_every_style_in_use_is_defined(word: Get, locale: str) -> None:
    file = word(locale)
    styles = {style.get(f"{W}styleId") for style in file.tree("word/styles.xml")}
    names = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle", f"{W}basedOn", f"{W}next")
    trees = (file.tree(name) for name in file.parts if name.startswith("word/") and ".xml" in name)

    used = {str(node.get(f"{W}val")) for tree in trees for node in tree.iter(*names)}

    assert used - styles == set()
    assert used >= {"Keymessages", "Evidence", "Citation", "Source", "Fact", "Tableheading"}


@every_language
def test_a_citation_leads_to_its_source(word: Get, locale: str) -> None:
    document = word(locale).document
    places = {mark.get(f"{W}name") for mark in document.iter(f"{W}bookmarkStart")}
    links = [link for link in document.iter(f"{W}hyperlink") if link.get(f"{W}anchor")]

    assert {link.get(f"{W}anchor") for link in links} <= places
    assert "ref-abara2024" in {link.get(f"{W}anchor") for link in links}
    # As short as this, it does not break.
    assert "\u00a0[1,\u00a0p.\u00a033]" in text_of(document)
    assert "\u00a0[2, pp. 4–7; 3]" in text_of(document)


@every_language
def test_every_other_link_is_absolute(word: Get, locale: str) -> None:
    file = word(locale)
    for name in ("document", "footnotes"):
        rels = file.tree(f"word/_rels/{name}.xml.rels")
        target_by_id = {rel.get("Id"): str(rel.get("Target")) for rel in rels}
        links = file.tree(f"word/{name}.xml").iter(f"{W}hyperlink")
        used = [target_by_id[link.get(f"{R}id")] for link in links if link.get(f"{R}id")]

        assert used
        assert all(target.startswith("https://") for target in used)
        links_kept = [rel for rel in rels if "hyperlink" in str(rel.get("Type"))]
        assert {rel.get("Target") for rel in links_kept} == set(used)


@every_language
def test_each_run_says_the_direction_of_its_letters(word: Get, locale: str) -> None:
    file = word(locale)
    trees = [file.document, file.notes, file.tree("word/header.xml"), file.tree("word/footer.xml")]
    for run in (run for tree in trees for run in tree.iter(f"{W}r")):
        kinds = {unicodedata.bidirectional(c) for c in text_of(run)}
        is_rtl = run.find(f"{W}rPr/{W}rtl") is not None
        assert not (kinds & {"L"} if is_rtl else kinds & {"R", "AL"}), text_of(run)


def test_an_arabic_text_runs_from_the_right_and_its_foreign_sources_from_the_left(
    word: Get,
) -> None:
    def is_rtl(paragraph: etree._Element) -> bool:
        return paragraph.find(f"{W}pPr/{W}bidi") is not None

    file = word("ar")
    sources = list(file.paragraphs("Source"))
    others = [p for p in file.paragraphs() if p not in sources]

    assert len(sources) == 3
    assert not any(map(is_rtl, sources))
    assert all(map(is_rtl, others))
    assert file.document.find(f".//{W}sectPr/{W}bidi") is not None
    assert not any(is_rtl(p) for locale in ("en", "zh") for p in word(locale).paragraphs())


@pytest.mark.parametrize(
    ("locale", "stated"),
    [
        ("en", {"val": "en-US"}),
        ("fr", {"val": "fr-FR"}),
        ("ar", {"bidi": "ar-EG", "val": "en-US"}),
        ("zh", {"eastAsia": "zh-CN", "val": "zh-CN"}),
        ("ru", {"val": "ru-RU"}),
    ],
)
def test_the_language_of_the_text_is_stated(
    word: Get, locale: str, stated: Mapping[str, str]
) -> None:
    language = word(locale).tree("word/styles.xml").find(f".//{W}docDefaults//{W}lang")

    assert language is not None
    assert {name: language.get(f"{W}{name}") for name in stated} == stated


@every_language
def test_foreign_words_say_their_language(word: Get, locale: str) -> None:
    source = next(word(locale).paragraphs("Source"))
    run = next(run for run in source.iter(f"{W}r") if "Abara" in text_of(run))
    language = run.find(f"{W}rPr/{W}lang")

    assert language is not None
    assert language.get(f"{W}val") == "en-US"
    if locale == "ar":
        kind = next(run for run in source.iter(f"{W}r") if "تقرير" in text_of(run))
        assert kind.find(f"{W}rPr/{W}lang[@{W}bidi='ar-EG']") is not None


@every_language
def test_an_address_in_an_arabic_line_is_held_together(word: Get, locale: str) -> None:
    address = next(p for p in word(locale).paragraphs("Fact") if "/v1.2/" in text_of(p))

    assert ("/v1.2/\u200e" in text_of(address)) == (locale == "ar")
    assert all("\u200e" not in text_of(link) for link in address.iter(f"{W}hyperlink"))


@every_language
def test_head_and_foot_say_what_it_is(word: Get, locale: str) -> None:
    file, brief = word(locale), edition(locale)
    head, foot = file.tree("word/header.xml"), file.tree("word/footer.xml")

    assert squash(text_of(head)) == squash(f"{brief.series}{brief.title}")
    assert squash(f"OB-B07·{brief.words.version}·{brief.date}") in squash(text_of(foot))
    fields = [str(node.get(f"{W}instr")).strip() for node in foot.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]
    assert file.document.find(f".//{W}sectPr/{W}titlePg") is not None


@every_language
def test_the_file_says_what_it_is_to_libraries(word: Get, locale: str) -> None:
    brief, core = edition(locale), word(locale).tree("docProps/core.xml")
    custom = {
        str(one.get("name")): "".join(map(str, one.itertext()))
        for one in word(locale).tree("docProps/custom.xml")
    }

    assert core.findtext(f"{DC}title") == brief.title
    assert core.findtext(f"{DC}creator") == "Ada Example; Bela Muster"
    assert core.findtext(f"{DC}description") == brief.summary
    assert core.findtext(f"{DC}language") == locale
    assert core.findtext(f"{CP}version") == "1.2"
    assert "OB-B07" in (core.findtext(f"{CP}keywords") or "")
    dates = [one.text for one in core if "created" in str(one.tag) or "modified" in str(one.tag)]
    assert dates == ["2026-09-04T00:00:00Z"] * 2
    assert custom["DOI"] == "10.5555/school"
    assert custom["Licence"] == "CC BY 4.0"
    assert custom["Version address"] == brief.version_url


@every_language
def test_the_end_tells_how_to_cite_and_where_more_is(word: Get, locale: str) -> None:
    text = "\n".join(text_of(p).replace("\u200e", "") for p in word(locale).paragraphs("Fact"))

    for said in ("/v1.2/", "https://doi.org/10.5555/school", "Dora Probe", "Prices of 2026",
                 "PDF", "العربية", "CC BY 4.0", "Ada Example"):  # fmt: skip
        assert said in text


@every_language
def test_the_same_brief_gives_the_same_bytes(word: Get, locale: str) -> None:
    assert make_docx(edition(locale)).data == word(locale).file.data


def test_another_process_in_another_place_gives_the_same_bytes(word: Get) -> None:
    program = (
        "import hashlib\n"
        "from tests.features.downloads.docx.conftest import edition\n"
        "from openbrief.features.downloads.docx import make_docx\n"
        "print(hashlib.sha256(make_docx(edition('ar')).data).hexdigest())\n"
    )
    root = Path(__file__).parents[4]
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        cwd=root,
        env={
            "PYTHONPATH": f"{root}:{root / 'plugins'}",
            "PYTHONHASHSEED": "7",
            "TZ": "Asia/Tokyo",
            "LC_ALL": "C",
        },
    )

    assert done.stdout.decode().strip() == hashlib.sha256(word("ar").file.data).hexdigest()


def test_a_brief_of_little_has_no_empty_lines(word: Get) -> None:
    brief = edition("en")
    bare = opened(make_docx(_bare(brief)))

    assert bare.file.problems == ()
    assert all(text_of(p) for p in bare.paragraphs())
    assert "DOI" not in text_of(bare.document)
    assert next(word("en").paragraphs("State"), None) is None


def _bare(brief: Edition) -> Edition:
    return replace(
        brief, summary="", claims_sentence="", interests="", keys_html="", works=(), doi="",
        changes=(), forms=(), languages=(), translators=(), url="", version_url="", area="",
        body_html="<p>One.</p>",
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_an_office_opens_it_with_its_notes(word: Get, tmp_path: Path) -> None:
    for locale in LOCALES:
        (tmp_path / f"{locale}.docx").write_bytes(word(locale).file.data)
    files = [f"{locale}.docx" for locale in LOCALES]
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "txt:Text (encoded):UTF8", *files],
        cwd=tmp_path, capture_output=True, check=True,
    )  # fmt: skip

    for locale in LOCALES:
        text = squash((tmp_path / f"{locale}.txt").read_text("utf-8"))
        assert squash(edition(locale).title) in text
