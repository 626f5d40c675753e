"""Everything that a text can hold comes into its Word file, or is reported."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.features.downloads.docx.conftest import PNG, WP, W, Word, style_of, text_of

from openbrief.features.downloads.docx.proof import lost
from openbrief.text.sanitize import _BLOCKS, _INLINES

Made = Callable[..., Word]
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
NOTES = '<div class="footnote"><hr><ol>{}</ol></div>'
NOTE = (
    '<li id="fn:{0}"><p>Note {0}.&#160;<a class="footnote-backref" href="#fnref:{0}">↩</a></p></li>'
)
MARK = '<sup id="fnref:{0}"><a class="footnote-ref" href="#fn:{0}">{0}</a></sup>'
PARENTS = {
    "li": "<ul>{}</ul>",
    "dt": "<dl>{}<dd>d</dd></dl>",
    "dd": "<dl><dt>t</dt>{}</dl>",
    "caption": "<table>{}<tr><td>d</td></tr></table>",
    "thead": "<table><thead><tr><th>{}</th></tr></thead></table>",
    "tbody": "<table><tbody><tr><td>{}</td></tr></tbody></table>",
    "tfoot": "<table><tbody><tr><td>a</td></tr></tbody><tfoot><tr><td>{}</td></tr></tfoot></table>",
    "tr": "<table><tr><td>{}</td></tr></table>",
    "td": "<table><tr>{}</tr></table>",
    "th": "<table><tr>{}</tr><tr><td>d</td></tr></table>",
    "table": "<table><tr><td>{}</td></tr></table>",
    "figcaption": '<figure><img src="a.png" alt="x">{}</figure>',
    "summary": "<details>{}<p>body</p></details>",
    "ul": "<ul><li>{}</li></ul>",
    "ol": "<ol><li>{}</li></ol>",
    "dl": "<dl><dt>t</dt><dd>{}</dd></dl>",
}
EMPTY = frozenset(("br", "col", "colgroup", "hr", "img", "input", "wbr"))


def body_of(word: Word) -> str:
    """Give the text between the title and the sources, a line for a paragraph."""
    lines = [(style_of(p), text_of(p)) for p in word.paragraphs()]
    start = next(n for n, (style, _) in enumerate(lines) if style == "Interests") + 1
    return "\n".join(text for _, text in lines[start : lines.index(("Heading2", "Sources"))])


def test_every_element_that_a_text_may_have_keeps_its_words(made: Made) -> None:
    tags = sorted((_BLOCKS | _INLINES) - EMPTY)
    word = made("".join(map(_example, tags)))

    text = body_of(word)
    assert [tag for tag in tags if f"words of {tag}." not in text] == []
    assert word.file.problems == ()


def _example(tag: str) -> str:
    words, frame = f"words of {tag}.", PARENTS.get(tag, "{}")
    return frame.format(words if f"<{tag}" in frame else f"<{tag}>{words}</{tag}>")


def test_what_has_no_rule_keeps_its_words_and_is_reported(made: Made) -> None:
    word = made("<p>before <video>words of a film</video> behind</p>")

    assert "before words of a film behind" in body_of(word)
    (problem,) = word.file.problems
    assert problem.code == "docx-lost"
    assert "`<video>`" in problem.message
    assert "words of a film" in problem.message


def test_a_note_with_two_marks_stands_once(made: Made) -> None:
    marks = f"<p>one{MARK.format(1)} two{MARK.format(2)} again{MARK.format(1)}</p>"
    word = made(marks + NOTES.format(NOTE.format(1) + NOTE.format(2)))

    assert len(list(word.document.iter(f"{W}footnoteReference"))) == 2
    assert text_of(word.notes).count("Note 1.") == 1
    (again,) = (a for a in word.document.iter(f"{W}hyperlink") if a.get(f"{W}anchor") == "mark1")
    assert text_of(again) == "1"
    assert word.file.problems == ()


def test_pictures_of_notes_are_found_by_word(made: Made) -> None:
    note = '<li id="fn:1"><p>See <img src="a.png" alt="a dot"></p></li>'
    word = made(f"<p>x{MARK.format(1)}</p>" + NOTES.format(note))

    rels = {rel.get("Id"): rel.get("Target") for rel in word.tree("word/_rels/footnotes.xml.rels")}
    embed = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
    (used,) = (n.get(embed) for n in word.notes.iter() if n.get(embed))
    assert f"word/{rels[used]}" in word.parts


def test_citations_in_notes_are_notes_and_those_in_words_lead_to_the_source(made: Made) -> None:
    word = made(
        '<p>a<a class="cite" data-note="fn:1" href="#fn:1">1</a> and '
        '<a class="cite words" href="#ref-abara2024">Abara (2024)</a></p>'
        + NOTES.format(NOTE.format(1))
    )

    assert len(list(word.document.iter(f"{W}footnoteReference"))) == 1
    (link,) = (a for a in word.document.iter(f"{W}hyperlink") if a.get(f"{W}anchor"))
    assert (text_of(link), link.get(f"{W}anchor")) == ("Abara (2024)", "ref-abara2024")


def test_several_works_of_a_citation_have_a_link_each(made: Made) -> None:
    word = made(
        '<p>a<a class="cite" href="#note-1" data-works="ref-abara2024 ref-ruiz2025">'
        "1; 2, p. 4</a></p>"
    )

    links = [a for a in word.document.iter(f"{W}hyperlink") if a.get(f"{W}anchor")]
    assert [(text_of(a), a.get(f"{W}anchor")) for a in links] == [
        ("1", "ref-abara2024"),
        ("2, p. 4", "ref-ruiz2025"),
    ]


def test_lists_keep_their_numbers(made: Made) -> None:
    word = made('<ol><li>a</li><li value="7">b</li></ol><ol reversed><li>y</li><li>z</li></ol>')

    assert body_of(word) == "a\nb\ny\nz"
    numbers = [
        next(
            start.get(f"{W}val")
            for num in word.tree("word/numbering.xml").iter(f"{W}num")
            if num.get(f"{W}numId") == used.get(f"{W}val")
            for start in num.iter(f"{W}startOverride")
        )
        for used in word.document.iter(f"{W}numId")
    ]
    assert numbers == ["1", "7", "2", "1"]


def test_boxes_tabs_and_details_are_shown_with_their_titles(made: Made) -> None:
    word = made(
        '<div class="admonition note"><p class="admonition-title">Mind</p><p>the gap</p></div>'
        "<details><summary>More</summary><ul><li>tight</li></ul></details>"
        '<div class="tabbed-set"><input type="radio"><div class="tabbed-labels">'
        '<label>One</label><label>Two</label></div><div class="tabbed-content">'
        '<div class="tabbed-block">1st</div><div class="tabbed-block"><p>2nd</p></div></div></div>'
    )

    lines = [(style_of(p), text_of(p)) for p in word.paragraphs()]
    start = lines.index(("Boxtitle", "Mind"))
    assert lines[start : start + 8] == [
        ("Boxtitle", "Mind"),
        ("Box", "the gap"),
        ("Boxtitle", "More"),
        ("Box", "tight"),
        ("Boxtitle", "One"),
        ("Box", "1st"),
        ("Boxtitle", "Two"),
        ("Box", "2nd"),
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<q>a <q>b</q></q>", "“a ‘b’”"),
        ("<small><q>a <small><q>b</q></small></q></small>", "“a ‘b’”"),
        ("long<wbr>word", "long\u200bword"),
        ('<input type="checkbox" checked> done', "☑ done"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
        ('<span class="ev"><b>Some</b> <a data-screen>why?</a></span> words', "Some words"),
    ],
)
def test_small_things_are_written_out(html: str, text: str, made: Made) -> None:
    assert text in body_of(made(f"<p>{html}</p>"))


def test_quotation_marks_are_those_of_the_language(made: Made) -> None:
    word = made("<p><q>mot</q></p>", "fr")

    assert "«\u00a0mot\u00a0»" in text_of(word.document).replace("\u202f", "\u00a0")


def test_letters_without_italics_are_stressed_by_weight(made: Made) -> None:
    word = made("<p><em>كلمة</em> <em>Latin</em></p>", "ar")

    runs = {text_of(run): run for run in word.document.iter(f"{W}r")}
    assert runs["كلمة"].find(f"{W}rPr/{W}bCs") is not None
    assert runs["Latin"].find(f"{W}rPr/{W}i") is not None


def test_code_reads_from_left_to_right_in_all_languages(made: Made) -> None:
    word = made("<pre><code>a = 1\n  b</code></pre><p>كلمة <code>x = (y)</code></p>", "ar")

    (listing,) = word.paragraphs("SourceCode")
    assert listing.find(f"{W}pPr/{W}bidi") is None
    assert len(list(listing.iter(f"{W}br"))) == 1
    code = next(run for run in word.document.iter(f"{W}r") if text_of(run) == "x = (y)")
    assert code.find(f"{W}rPr/{W}rtl") is None


def test_formulas_become_formulas(made: Made) -> None:
    word = made(
        "<p>It is <math><msup><mi>x</mi><mn>2</mn></msup></math>.</p>"
        '<p><math display="block"><semantics><mfrac><mn>1</mn><mn>2</mn></mfrac>'
        '<annotation encoding="application/x-tex">\\frac12</annotation></semantics></math></p>'
    )

    assert len(list(word.document.iter(f"{M}oMath"))) == 2
    assert len(list(word.document.iter(f"{M}f"))) == 1
    assert word.file.problems == ()


def test_a_picture_that_says_nothing_is_decoration(made: Made) -> None:
    word = made('<p><img src="a.png" alt=""></p>')

    (place,) = word.document.iter(f"{WP}docPr")
    assert place.get("descr") is None
    assert any("decorative" in str(node.tag) for node in place.iter())
    assert word.file.problems == ()


def test_pictures_that_cannot_be_shown_are_reported_and_their_words_kept(made: Made) -> None:
    word = made(
        '<p><img src="gone.png" alt="first"> <img src="bad.svg" alt="second"><img src="a.png"></p>',
        images={"bad.svg": b"<svg", "a.png": PNG},
    )

    assert "first second" in body_of(word)
    assert [(p.code, p.message.split("`")[1]) for p in word.file.problems] == [
        ("docx-lost", "bad.svg"),
    ]


def test_a_table_without_a_head_gets_its_first_row_of_headings(made: Made) -> None:
    word = made(
        "<table><tr><th>A</th><th>B</th></tr><tr><th>r</th><td rowspan='2'>two</td></tr>"
        "<tr><th>s</th></tr></table>"
    )

    (table,) = word.document.iter(f"{W}tbl")
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
    assert heads == [True, False, False]
    look = table.find(f"{W}tblPr/{W}tblLook")
    assert look is not None
    assert look.get(f"{W}firstColumn") == "1"


def test_a_link_without_a_site_is_text(made: Made) -> None:
    word = made('<p><a href="../other/">other</a> <a href="javascript:x">no</a></p>', url="")

    assert "other no" in body_of(word)
    links = [text_of(link) for link in word.document.iter(f"{W}hyperlink")]
    assert "other" not in links
    assert "no" not in links


def test_an_anchor_that_a_link_leads_to_is_a_bookmark(made: Made) -> None:
    word = made('<p><a href="#here">there</a></p><p id="here">here</p><p id="other">x</p>')

    names = {mark.get(f"{W}name") for mark in word.document.iter(f"{W}bookmarkStart")}
    assert "here" in names
    assert "other" not in names


DOCUMENT = f'<w:document xmlns:w="{W[1:-1]}"><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:document>'


@pytest.mark.parametrize(
    ("source", "written", "missing"),
    [
        ("<p>One.</p><p>Two.</p>", "One.Two.", []),
        ("<p>One.</p><p>Two.</p>", "One.", ["Two."]),
        ("<p>One.</p><p>Two.</p>", "Two.One.", ["Two."]),
        ("<p>One</p><img src='x'>", "One", ["pictures: 0 of 1"]),
        ("<p>One <math><mi>x</mi></math></p>", "One", ["formulas: 0 of 1"]),
        ('<p>One<a epub:type="noteref" href="#fn1">1</a></p>', "One", ["notes: 0 of 1"]),
        ('<p>One</p><aside epub:type="footnote" id="a"><p>N</p></aside>', "OneN", ["N"]),
    ],
)
def test_what_pandoc_leaves_out_is_found(source: str, written: str, missing: list[str]) -> None:
    notes = DOCUMENT.format("").encode()

    assert list(lost(source, DOCUMENT.format(written).encode(), notes)) == missing
