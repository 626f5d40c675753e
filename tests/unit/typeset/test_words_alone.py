"""The same HTML as Markdown and as plain text, element by element."""

from __future__ import annotations

import pytest

from openbrief.text.sanitize import _BLOCKS, _CLASSES, _INLINES, sanitize
from openbrief.typeset.fragment.prepare import parse, take_footnotes, take_screen_only
from openbrief.typeset.plain.blocks import BLOCK
from openbrief.typeset.plain.dialect import Dialect, joined
from openbrief.typeset.plain.inline import INLINE
from openbrief.typeset.plain.markdown import Markdown
from openbrief.typeset.plain.words import PlainWords
from openbrief.typeset.plain.writer import Writer

URL = "https://example.org/en/a/"


def write(html: str, dialect: Dialect) -> str:
    root = parse(html)
    take_screen_only(root)
    notes = take_footnotes(root)
    writer = Writer(
        dialect=dialect, url=URL, inline_rules=INLINE, block_rules=BLOCK, note_by_id=notes
    )
    return joined([*writer.blocks(root), *writer.notes()])


def both(html: str) -> tuple[str, str]:
    """Give a fragment as Markdown and as plain text."""
    return write(html, Markdown()), write(html, PlainWords("Note", ":"))


_EMPTY = {"br", "hr", "img", "input", "col", "wbr"}
_INSIDE = {
    "li": "<ul>{}</ul>", "dt": "<dl>{}</dl>", "dd": "<dl>{}</dl>", "tr": "<table>{}</table>",
    "td": "<table><tr>{}</tr></table>", "th": "<table><tr>{}</tr></table>",
    "thead": "<table>{}</table>", "tbody": "<table>{}</table>", "tfoot": "<table>{}</table>",
    "caption": "<table>{}</table>", "colgroup": "<table>{}</table>",
}  # fmt: skip
_HOLDS = {
    "tr": "<td>{}</td>", "thead": "<tr><th>{}</th></tr>", "tbody": "<tr><td>{}</td></tr>",
    "tfoot": "<tr><td>{}</td></tr>", "ul": "<li>{}</li>", "ol": "<li>{}</li>",
    "dl": "<dd>{}</dd>", "table": "<tr><td>{}</td></tr>",
}  # fmt: skip


@pytest.mark.parametrize("tag", sorted((_BLOCKS | _INLINES) - _EMPTY - {"colgroup"}))
def test_every_element_that_an_author_can_write_keeps_its_words(tag: str) -> None:
    inner = _HOLDS.get(tag, "{}").format("words")
    html = sanitize(_INSIDE.get(tag, "{}").format(f"<{tag}>{inner}</{tag}>"))
    alone = sanitize(f"<p>before <{tag}>words</{tag}> after</p>")

    for text in (*both(html), *both(alone)):
        assert "words" in text


@pytest.mark.parametrize(
    "name", sorted(frozenset().union(*_CLASSES.values()) - {"footnote-backref"})
)
@pytest.mark.parametrize("tag", ["div", "p", "span", "li"])
def test_every_class_that_an_author_can_write_keeps_the_words(tag: str, name: str) -> None:
    html = sanitize(f'<{tag} class="{name}"><p>first</p>words</{tag}>')

    for text in both(html):
        assert "words" in text


@pytest.mark.parametrize(
    ("html", "markdown", "plain"),
    [
        ("<p>One\n  line</p><p>Two</p>", "One line\n\nTwo", "One line\n\nTwo"),
        ("<h2>A</h2><p>b</p><h3>C</h3>", "## A\n\nb\n\n### C", "\nA\n\nb\n\nC"),
        ("<p>a<br>b</p>", "a  \nb", "a\nb"),
        ("<p><strong> a </strong>b<em>c</em></p>", "**a** b*c*", "a bc"),
        ("<p>中<strong>“文”</strong>中</p>", "中<strong>“文”</strong>中", "中“文”中"),
        ("<p>10<sup>25</sup>, 1<sup>er</sup></p>",
         "10<sup>25</sup>, 1<sup>er</sup>", "10²⁵, 1er"),
        ("<p><del>old</del><ins>new</ins></p>", "~~old~~<ins>new</ins>", "[-old-]new"),
        ("<p>Press <kbd>*</kbd>, <code>a_b</code></p>",
         "Press <kbd>\\*</kbd>, `a_b`", "Press *, a_b"),
        ("<p><abbr title='World Trade'>WT</abbr>, <abbr title='World Trade'>WT</abbr></p>",
         "WT (World Trade), WT", "WT (World Trade), WT"),
        ("<p><q>Yes</q></p>", "“Yes”", "“Yes”"),
        ("<p><ruby>漢<rt>kan</rt></ruby></p>", "漢 (kan)", "漢 (kan)"),
        ("<hr>", "* * *", "* * *"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b", "    a\n\n    b"),
        ('<pre><code class="language-py">a\n  b\n</code></pre>',
         "```py\na\n  b\n```", "    a\n      b"),
        ("<pre>```</pre>", "````\n```\n````", "    ```"),
    ],
)  # fmt: skip
def test_words_and_blocks(html: str, markdown: str, plain: str) -> None:
    assert both(html) == (markdown, plain)


@pytest.mark.parametrize(
    ("html", "markdown", "plain"),
    [
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
         "-   a\n-   b\n    -   c", "- a\n- b\n  - c"),
        ('<ol start="9"><li><p>a</p><p>b</p></li><li><p>c</p></li></ol>',
         "9.  a\n\n    b\n\n10. c", "9. a\n\n   b\n\n10. c"),
        ("<ol reversed><li>a</li><li>b</li></ol>", "2.  a\n1.  b", "2. a\n1. b"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "-   a\n\n<!-- -->\n\n-   b", "- a\n\n- b"),
        (('<ul class="task-list"><li class="task-list-item"><label class="task-list-control">'
         '<input type="checkbox" disabled checked><span class="task-list-indicator"></span></label>'
         ' Done</li><li><input type="checkbox"> Open</li></ul>'),
         "-   [x] Done\n-   [ ] Open", "- [x] Done\n- [ ] Open"),
        ("<dl><dt>a</dt><dt>b</dt><dd>c</dd><dd><p>d</p><p>e</p></dd></dl>",
         "a\nb\n:   c\n:   d\n\n    e", "a\nb\n    c\n    d\n\n    e"),
    ],
)  # fmt: skip
def test_lists(html: str, markdown: str, plain: str) -> None:
    assert both(html) == (markdown, plain)


def test_a_table_has_a_line_a_row_or_a_line_a_cell() -> None:
    html = (
        "<table><caption>All</caption><thead><tr><th>Name</th><th align='right'>Size</th></tr>"
        "</thead><tbody><tr><th>a|b</th><td><p>1</p><p>2</p></td></tr>"
        "<tr><td>c</td><td></td></tr></tbody></table>"
    )

    assert both(html) == (
        "All\n\n| Name | Size |\n| --- | ---: |\n| a\\|b | 1<br>2 |\n| c |  |",
        "All\n\nName: a|b\nSize: 1 2\n\nName: c",
    )


def test_cells_that_span_rows_and_columns_keep_all_others_in_their_places() -> None:
    html = (
        "<table><thead><tr><th rowspan='2'>A</th><th colspan='2'>B</th></tr>"
        "<tr><th>C</th><th>D</th></tr></thead>"
        "<tbody><tr><td rowspan='2'>1</td><td>2</td><td>3</td></tr>"
        "<tr><td colspan='99999999999'>4</td></tr></tbody></table>"
    )
    markdown, plain = both(html)

    assert markdown.startswith("| A | B / C | B / D |")
    assert plain == "A: 1\nB / C: 2\nB / D: 3\n\nA: 1\nB / C: 4"


def test_a_table_without_names_of_columns_is_read_line_by_line() -> None:
    html = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></table>"

    assert both(html) == ("|  |  |\n| --- | --- |\n| a | b |\n| c |  |", "a; b\nc")


def test_links_are_absolute_and_plain_text_spells_them_out() -> None:
    html = (
        '<p><a href="../b/">b</a>, <a href="#c">c</a>, <a href="https://x.org/">https://x.org/</a>,'
        ' <a href="mailto:a@x.org">a@x.org</a>, <a href="javascript:x">d</a>!'
        '<a href="https://x.org/(e)">e</a>, <a class="term" href="../t/">t</a></p>'
    )

    assert both(html) == (
        (
            "[b](https://example.org/en/b/), [c](https://example.org/en/a/#c), <https://x.org/>,"
            " [a@x.org](mailto:a@x.org), d\\![e](https://x.org/%28e%29), t"
        ),
        "b (https://example.org/en/b/), c, https://x.org/, a@x.org, d!e (https://x.org/(e)), t",
    )


def test_a_picture_is_told_by_its_words_and_its_caption() -> None:
    html = (
        '<figure><img src="c.svg" alt="A curve that rises"><figcaption>Growth</figcaption></figure>'
        '<p><img src="x.png" alt=""></p>'
    )

    assert both(html) == (
        (
            "![A curve that rises](https://example.org/en/a/c.svg)\n\nGrowth\n\n"
            "![](https://example.org/en/a/x.png)"
        ),
        "[A curve that rises] (https://example.org/en/a/c.svg)\n\nGrowth",
    )


def test_boxes_details_and_tabs_are_written_under_their_titles() -> None:
    html = (
        '<div class="admonition note"><p class="admonition-title">Note</p><p>a</p></div>'
        "<details><summary>More</summary><p>b</p></details>"
        '<div class="tabbed-set"><input type="radio"><div class="tabbed-labels"><label>One</label>'
        '<label>Two</label></div><div class="tabbed-content"><div class="tabbed-block"><p>c</p>'
        '</div><div class="tabbed-block"><p>d</p></div></div></div>'
    )

    assert both(html) == (
        "> **Note**\n>\n> a\n\n> **More**\n>\n> b\n\n**One**\n\nc\n\n**Two**\n\nd",
        "Note\n\na\n\nMore\n\nb\n\nOne\n\nc\n\nTwo\n\nd",
    )


def test_footnotes_are_numbered_as_the_text_comes_to_them() -> None:
    html = (
        '<p>a<sup id="fnref:x"><a class="footnote-ref" href="#fn:x">1</a></sup>'
        '<sup><a class="footnote-ref" href="#fn:y">2</a></sup>'
        '<sup><a class="footnote-ref" href="#fn:x">1</a></sup></p>'
        '<div class="footnote"><hr><ol><li id="fn:y"><p>Why.&#160;'
        '<a class="footnote-backref" href="#fnref:y">↩</a></p></li>'
        '<li id="fn:x"><p>First.</p><p>Second.</p></li><li id="fn:z"><p>Unused.</p></li></ol></div>'
    )

    assert both(html) == (
        "a[^1][^2][^1]\n\n[^1]: First.\n\n    Second.\n\n[^2]: Why.\n\n[^3]: Unused.",
        (
            "a (Note 1) (Note 2) (Note 1)\n\n"
            "Note 1: First.\n\nSecond.\n\nNote 2: Why.\n\nNote 3: Unused."
        ),
    )


def test_evidence_is_said_in_words_and_citations_stand_in_brackets() -> None:
    html = (
        '<p class="ev"><svg class="pm"><use href="#pm-some"></use></svg><b>Some evidence</b> '
        '<a href="m" data-screen="">why?</a></p>'
        '<p>It is so <a class="cite" href="#note-1"><span class="vh">Source </span>1, p. 3</a>'
        '(really), says <a class="cite words" href="#note-2">Doe (2020)</a>'
        '<a class="cite" href="#note-3">(Roe 2021)</a>.'
        '<a class="cite" data-note="fn:c9" href="#note-4"><span class="vh">Note </span>4</a></p>'
        '<ul><li><span class="ev"><svg class="pm"></svg><b>Early</b></span> a</li></ul>'
        '<div class="footnote"><ol><li id="fn:c9"><p>Roe, <i>Book</i>.</p></li></ol></div>'
    )

    assert both(html) == (
        (
            "**Some evidence**\n\n"
            "It is so \\[1, p. 3\\](really), says Doe (2020) [Roe 2021].[^1]\n\n-   **Early** a\n\n"
            "[^1]: Roe, *Book*."
        ),
        (
            "[Some evidence]\n\n"
            "It is so [1, p. 3](really), says Doe (2020) [Roe 2021]. (Note 1)\n\n"
            "- [Early] a\n\nNote 1: Roe, Book."
        ),
    )


def test_recommendations_and_dates_begin_with_when() -> None:
    html = (
        '<ol class="dates recs"><li><b class="by">1<small> by mid-2027</small></b><div>'
        '<p>Do it.</p><p class="small">Who: all</p></div></li></ol>'
        '<ul class="dates"><li><time datetime="2027-01-02">2 January 2027<small> Union</small>'
        "</time><div><p>It applies.</p></div></li></ul>"
    )

    assert both(html) == (
        (
            "1.  **by mid-2027**\n\n    Do it.\n\n    Who: all\n\n"
            "-   **2 January 2027 (Union)**\n\n    It applies."
        ),
        "1. by mid-2027\n\n   Do it.\n\n   Who: all\n\n- 2 January 2027 (Union)\n\n  It applies.",
    )
