from __future__ import annotations

import dataclasses
import io
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import page
import pikepdf
import pymupdf
import pytest

from openbrief.typeset import Edition, File, set_pdf
from openbrief.typeset.faces import characters, faces, folder

Printed = Callable[[str], File]
LOCALES = ["en", "fr", "es", "ar", "zh", "ru"]
PROFILES = [rules for rules in page.ValidationProfile if rules.value in ("ua1", "2a")]


def elements(pdf: pikepdf.File) -> Iterator[pikepdf.Dictionary]:
    """Walk the structure tree in reading order."""
    pending = [pdf.Root.StructTreeRoot]
    while pending:
        node = pending.pop()
        if isinstance(node, pikepdf.Array):
            pending += list(node)[::-1]
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            if "/K" in node:
                pending.append(node.K)


def open_pdf(pdf: File) -> pikepdf.File:
    return pikepdf.open(io.BytesIO(pdf.data))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_file_is_valid(printed: Printed, locale: str, profile: str) -> None:
    rules = next(p for p in page.ValidationProfile if p.value == profile)

    result = page.validate_pdf_bytes(printed(locale).data, profile=rules)

    assert [failure.rule_id for failure in result.failures] == []


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_long_explainer_with_contents_is_valid(
    sample: Callable[[str], Edition], locale: str
) -> None:
    text = sample(locale)
    file = set_pdf(dataclasses.replace(text, kind="explainer", body_html=text.body_html * 3))

    found = [page.validate_pdf_bytes(file.data, profile=rules).failures for rules in PROFILES]

    with open_pdf(file) as pdf:
        assert "/TOC" in {str(e.S) for e in elements(pdf)}
    assert file.pages >= 5
    assert found == [[], []]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_file_says_what_it_is(
    printed: Printed, sample: Callable[[str], Edition], locale: str
) -> None:
    with open_pdf(printed(locale)) as pdf, pdf.open_metadata() as metadata:
        assert str(pdf.Root.Lang) == locale
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert metadata["dc:title"] == sample(locale).title
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert str(metadata["xmp:CreateDate"]).startswith("2026-09-04")
        assert len(pdf.pages) == printed(locale).pages
        direction = pdf.Root.ViewerPreferences.get("/Direction", "/L2R")
        assert str(direction) == ("/R2L" if locale == "ar" else "/L2R")


@pytest.mark.parametrize("locale", LOCALES)
def test_headings_have_no_gaps(printed: Printed, locale: str) -> None:
    with open_pdf(printed(locale)) as pdf:
        names = [str(e.S) for e in elements(pdf)]
        levels = [int(name[2:]) for name in names if name[:2] == "/H" and name[2:].isdigit()]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


@pytest.mark.parametrize("locale", LOCALES)
def test_tables_lists_notes_and_pictures_are_tagged(
    printed: Printed, sample: Callable[[str], Edition], locale: str
) -> None:
    with open_pdf(printed(locale)) as pdf:
        all_elements = list(elements(pdf))
        tags = Counter(str(e.S)[1:] for e in all_elements)
        heads = [e for e in all_elements if e.S == "/TH"]
        scopes = Counter(str(a.Scope) for e in heads for a in attributes(e) if "/Scope" in a)
        alts = [str(e.Alt) for e in all_elements if "/Alt" in e and e.S == "/Figure"]

    assert tags["Table"] == 2
    assert scopes == {"/Column": 5 + 3, "/Row": 3}
    assert tags["Note"] == 1
    assert tags["L"] >= 4
    *pictures, code = alts
    assert pictures == [a for a in pictures if a in sample(locale).body_html] != []
    assert code == f"{sample(locale).words.qr} {sample(locale).version_url}"


@pytest.mark.parametrize("locale", LOCALES)
def test_headings_are_bookmarks(printed: Printed, locale: str) -> None:
    with open_pdf(printed(locale)) as pdf:
        headings = [str(e.S) for e in elements(pdf) if str(e.S)[:2] == "/H"]
        with pdf.open_outline() as outline:
            pending, titles = list(outline.root), []
            while pending:
                item = pending.pop()
                titles.append(item.title)
                pending += item.children

    assert len(titles) == sum(name[2:].isdigit() for name in headings)
    assert all(titles)


SPANNED = """<table><caption>Costs</caption><thead><tr><th rowspan="2">Country</th>
<th colspan="2">Cost</th></tr><tr><th>2024</th><th>2025</th></tr></thead><tbody>
<tr><th rowspan="2">France</th><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>
<tr><th>Chile</th><td colspan="2">5</td></tr></tbody></table>
<table><tr><th>Alone</th><td>6</td></tr><tr><th>Other</th><td>7</td></tr></table>
<figure><img src="price.svg" alt="Bars"><figcaption>Falling. <small>Source</small></figcaption>
</figure><figure><blockquote><p>a</p></blockquote><figcaption>b</figcaption></figure>
<figure><pre>c</pre><figcaption>d</figcaption></figure>
<p>a<sup><a class="footnote-ref" href="#fn:1">1</a></sup> <sup><a class="footnote-ref"
href="#fn:1">1</a></sup></p><div class="footnote"><ol><li id="fn:1"><p>e</p><p>f <a class="cite"
href="#note-1">1</a></p></li></ol></div>"""


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_spans_and_captions_are_valid_and_tagged(
    sample: Callable[[str], Edition], locale: str
) -> None:
    made = set_pdf(dataclasses.replace(sample(locale), body_html=SPANNED))

    for profile in page.ValidationProfile:
        if profile.value in ("ua1", "2a"):
            result = page.validate_pdf_bytes(made.data, profile=profile)
            assert [failure.rule_id for failure in result.failures] == []
    with open_pdf(made) as pdf:
        found = list(elements(pdf))
        heads = [a for e in found if e.S == "/TH" for a in attributes(e)]
        scopes = Counter(str(a.Scope) for a in heads)
        tags = Counter(str(e.S)[1:] for e in found)
    # A head that spans rows and columns says so; no cell names its heads against the scopes.
    assert scopes == {"/Column": 4, "/Row": 4}
    assert sorted(int(a.RowSpan) for a in heads if "/RowSpan" in a) == [2, 2]
    assert [int(a.ColSpan) for a in heads if "/ColSpan" in a] == [2]
    assert not any("/Headers" in a for e in found if e.S == "/TD" for a in attributes(e))
    # The code with the address of the version is a figure as well.
    assert (tags["Caption"], tags["Figure"], tags["Note"], tags["BlockQuote"]) == (2, 2, 1, 1)


def test_bold_cells_are_no_row_headers(sample: Callable[[str], Edition]) -> None:
    html = (
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>"
        "<tr><td><strong>c</strong></td><td>d</td></tr>"
        "<tr><th>e</th><td><strong>f</strong></td></tr></tbody></table>"
    )

    with open_pdf(set_pdf(dataclasses.replace(sample("en"), body_html=html))) as pdf:
        cells = [e for e in elements(pdf) if e.S in ("/TH", "/TD")]
        shapes = [(str(e.S), str(a.get("/Scope", ""))) for e in cells for a in attributes(e)]

    column, row, cell = ("/TH", "/Column"), ("/TH", "/Row"), ("/TD", "")
    assert shapes == [column, column, cell, cell, row, cell]


def attributes(element: pikepdf.Dictionary) -> list[pikepdf.Object]:
    """Give the attributes that belong to tables."""
    owned = element.get("/A")
    return [a for a in owned if a.O == "/Table"] if isinstance(owned, pikepdf.Array) else []


@pytest.mark.parametrize("locale", LOCALES)
def test_each_link_says_where_it_leads(printed: Printed, locale: str) -> None:
    with open_pdf(printed(locale)) as pdf:
        links = [a for p in pdf.pages for a in p.get("/Annots", []) if a.Subtype == "/Link"]

        assert len(links) > 8
        assert all(str(link.get("/Contents", "")) for link in links)


def test_a_site_without_an_address_prints_none_and_links_to_none(
    sample: Callable[[str], Edition],
) -> None:
    # The row of a head gets no anchor, so its place is one that cannot be led to in the file.
    html = (
        '<table><thead><tr id="row"><th>a</th></tr></thead></table><p><a href="#row">unplaced</a> '
        '<a href="../other/">beside</a> <a href="/top/">top</a> <a href="#here">inside</a> '
        '<a href="//example.org/x">schemeless</a> <a href="https://example.org/y">outside</a></p>'
        '<h2 id="here">Here</h2>'
    )
    brief = sample("en")
    bare = dataclasses.replace(
        brief,
        url="",
        version_url="",
        forms=(),
        languages=(),
        body_html=html,
        works=(),
        cite_html="Example (2026).",
        licence=("CC0", ""),
    )

    result = set_pdf(bare)

    with open_pdf(result) as pdf:
        links = [a for p in pdf.pages for a in p.get("/Annots", []) if a.Subtype == "/Link"]
        addresses = [str(link.A.URI) for link in links if "/A" in link and "/URI" in link.A]
        assert set(addresses) == {"https://example.org/y"}
        assert len(links) == len(addresses) + 1
    opened: Any = pymupdf.open
    with opened(stream=result.data, filetype="pdf") as file:
        text = "".join(sheet.get_text() for sheet in file)
    assert brief.words.address not in text
    assert all(word in text for word in ("unplaced", "beside", "top", "schemeless", "CC0"))


def test_foreign_passages_name_their_language(printed: Printed) -> None:
    with open_pdf(printed("ar")) as pdf:
        languages = Counter(str(e.Lang) for e in elements(pdf) if "/Lang" in e)

    assert languages["en"] >= 3


def test_the_same_brief_gives_the_same_bytes(
    printed: Printed, sample: Callable[[str], Edition]
) -> None:
    assert set_pdf(sample("ar")).data == printed("ar").data


def test_another_process_with_another_seed_gives_the_same_bytes(
    printed: Printed, tmp_path: Path
) -> None:
    conftest = Path(__file__).parent / "conftest.py"
    code = (
        "import importlib.util, sys; s = importlib.util.spec_from_file_location('c', sys.argv[1]);"
        "c = importlib.util.module_from_spec(s); s.loader.exec_module(c);"
        "open(sys.argv[2], 'wb').write(c.set_pdf(c.make('fr')).data)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "41", "TZ": "Asia/Tokyo", "LC_ALL": "C"}

    subprocess.run(
        [sys.executable, "-c", code, conftest, tmp_path / "a"], check=True, env=environment
    )

    assert (tmp_path / "a").read_bytes() == printed("fr").data


def test_briefs_of_all_areas_and_none_can_be_set(sample: Callable[[str], Edition]) -> None:
    areas = ("evaluation", "models", "hardware", "skills", "debate", "development", "", "unknown")

    files = {set_pdf(dataclasses.replace(sample("en"), area=area)).data for area in areas}

    assert len(files) == 7


def test_fonts_are_ours_alone_small_and_licensed() -> None:
    families = set(faces().families())

    assert families == {
        "Commissioner",
        "Literata",
        "Literata Display",
        "Noto Sans Mono",
        "OpenBrief Maths",
        "OpenBrief Naskh",
        "OpenBrief Song",
        "OpenBrief Symbols",
    }
    assert sum(f.stat().st_size for f in folder().iterdir()) < 8_000_000
    assert len(list(folder().glob("*OFL.txt"))) == 6


def test_fonts_have_the_characters_of_six_languages_and_common_signs() -> None:
    wanted = (
        "的一是不了人在有我他这中大来上国 彧喆堃昇淼㧟䁖"
        "。，、；：？！（）《》〈〉「」『』【】——……·“”‘’％～￥　"
        "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя ¿¡ñÑüÜªº "
        "ÀÉÎÕÜßæœøåčđęğıłńőřşšťůžżạếựĄŁŻ «»“”‘’„…–—•·§©®™°±×÷½€£¥₹ →←↑↓⇒≤≥≠≈∞∑√− ☐☑✓✗ ⁴₂ №"
        "ЖщыЇђ ΑΩβλ ابتثجحخدذرزسشصضطظعغفقكلمنهوية ًٌٍَُِّْ ء آ أ إ ؤ ئ ى ة ، ؛ ؟ پچژگ"
    )

    assert [c for c in wanted if ord(c) not in characters() and c != " "] == []
