from __future__ import annotations

import dataclasses
from collections.abc import Callable

import markdown
import pytest

from openbrief.typeset import Edition, Work, set_pdf
from openbrief.typeset.faces import characters
from openbrief.typeset.fragment import Converted, convert

Sample = Callable[[str], Edition]
EXTENSIONS = [
    "tables",
    "footnotes",
    "def_list",
    "abbr",
    "attr_list",
    "admonition",
    "pymdownx.superfences",
    "pymdownx.details",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
]


@pytest.fixture
def converted(sample: Sample) -> Callable[[str], Converted]:
    def run(html: str) -> Converted:
        return convert(dataclasses.replace(sample("en"), body_html=html), characters())

    return run


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<p>a <strong>b</strong> c</p>", 'par({"a "; strong("b"); " c"})'),
        ('<p>a <a class="term" href="../b/" title="c">b</a></p>', 'par({"a "; "b"})'),
        ("<p>a <em>b</em><br>\n c</p>", 'par({"a "; emph("b"); linebreak(); "c"})'),
        ("<p>H<sub>2</sub>O, x<sup>2</sup></p>", 'par({"H"; sub("2"); "O, x"; super("2")})'),
        ("<p><del>a</del> <mark>b</mark></p>", 'par({strike("a"); " "; marked("b")})'),
        ("<p><code>a  b</code></p>", 'par(raw("a b"))'),
        ("<hr>", "thematic-break()"),
        ("<blockquote><p>a</p></blockquote>", 'quote(par("a"), block: true)'),
        ("<pre><code>a  b\nc\n</code></pre>", 'raw("a  b\\nc", block: true)'),
        ("<ol start='3'><li>a</li></ol>", 'enum(enum.item("a"), start: 3)'),
        (
            "<ul><li>a<ol type='a'><li>b</li></ol></li></ul>",
            'list(list.item({par("a"); enum(enum.item("b"), numbering: "a.")}))',
        ),
        (
            "<dl><dt>a</dt><dt>b</dt><dd>c</dd></dl>",
            'terms(terms.item({"a"; linebreak(); "b"}, "c"))',
        ),
        ("<p><bdi>שלום</bdi></p>", 'par(spoken("en", "□□□□"))'),
        ("<p><bdi>שלום!</bdi></p>", 'par(foreign("en", "rtl", "□□□□!"))'),
        ('<p><span lang="fr">oui</span></p>', 'par(spoken("fr", "oui"))'),
        ('<p><span lang="fr">oui ?</span></p>', 'par(foreign("fr", "ltr", "oui ?"))'),
        (
            '<p><abbr title="United Nations">UN</abbr></p>',
            'par({"UN"; {" ("; "United Nations"; ")"}})',
        ),
        (
            "<h2>{0}</h2><p>{0}</p><p>{0}</p>".format('<abbr title="A B">AB</abbr>'),
            '{heading("AB", level: 2); par({"AB"; {" ("; "A B"; ")"}}); par("AB")}',
        ),
        (
            '<p>The united nations, <abbr title="United Nations">UN</abbr></p>',
            'par({"The united nations, "; "UN"})',
        ),
        (
            "<p><ruby>漢<rp>(</rp><rt>han</rt><rp>)</rp></ruby></p>".replace("漢", "汉"),
            'par({"汉"; {" ("; "han"; ")"}})',
        ),
        (
            "<figure><blockquote><p>a</p></blockquote><figcaption>B</figcaption></figure>",
            'quote({par("a"); attribution(small("B"))}, block: true)',
        ),
        (
            "<figure><pre>a</pre><figcaption>b</figcaption></figure>",
            'framed("b", raw("a", block: true))',
        ),
        (f"<p>{'a' * 41}</p>", f'par(breaking("{"a" * 41}"))'),
        (
            "<ul>a<li>b</li><p>c</p>d</ul>",
            'list(list.item("a"), {})'.format(", ".join(f'list.item("{x}")' for x in "bcd")),
        ),
        (
            "<dl><div><dt>a</dt><dd>b</dd></div>c</dl>",
            'terms(terms.item({"a"}, {par("b"); par("c")}))',
        ),
        ("<div>a <p>b</p> c</div>", '{par("a"); par("b"); par("c")}'),
    ],
)
def test_each_element_has_its_code(
    converted: Callable[[str], Converted], html: str, code: str
) -> None:
    assert converted(html).body == code


def test_text_is_never_markup(converted: Callable[[str], Converted]) -> None:
    text = "# $ @ &lt; * _ \\ / [ ] ~ - ` \" ' // /* #panic() = + 1."

    body = converted(f"<p>{text}</p>").body

    assert body == 'par("# $ @ < * _ \\\\ / [ ] ~ - ` \\" \' // /* #panic() = + 1.")'


def test_what_is_for_the_screen_alone_is_left_out(converted: Callable[[str], Converted]) -> None:
    html = (
        '<p>a <a data-screen href="#x">b</a><span class="vh">c</span></p><div data-screen>d</div>'
    )

    assert converted(html).body == 'par("a")'


def test_an_element_without_a_rule_is_reported_and_its_text_is_kept(
    converted: Callable[[str], Converted],
) -> None:
    result = converted("<p>Before <meter>half full</meter> after</p>")

    (problem,) = result.problems
    assert problem.code == "pdf-no-rule"
    assert problem.message == "`<meter>` cannot be printed, near `half full`"
    assert problem.span.path == "policy_briefs/school-software.en.md"
    assert "half full" in result.body


def test_a_character_without_a_glyph_is_reported_by_name(
    converted: Callable[[str], Converted],
) -> None:
    result = converted("<p>開</p>")

    assert [p.code for p in result.problems] == ["pdf-no-glyph"]
    assert "U+958B" in result.problems[0].message


def test_links_go_to_what_is_printed_else_to_the_web(
    converted: Callable[[str], Converted],
) -> None:
    html = (
        '<h2 id="a">A</h2><p><a href="#a">1</a> <a href="#gone">2</a> <a href="../x/#y">3</a> '
        '<a href="javascript:alert(1)">4</a></p>'
    )

    result = converted(html)

    assert '[#heading("A", level: 2)#label("a")]' in result.body
    assert 'goto("a", linked("1"))' in result.body
    page = "https://example.org/policy_briefs/"
    assert f'link("{page}school-software/#gone", "2")' in result.body
    assert f'link("{page}x/#y", "3")' in result.body
    assert result.body.endswith('" "; "4"})}')


def test_each_number_of_a_citation_leads_to_its_source(
    converted: Callable[[str], Converted],
) -> None:
    html = '<p>a<a class="cite" href="#note-9"><span class="vh">S </span>2, p. 4; 3</a></p>'

    body = converted(html).body

    assert 'goto("ref-ruiz2025", "2, p. 4"); "; "; goto("ref-okafor2026", "3")' in body


def test_a_citation_without_numbers_leads_to_its_card_s_first_source(
    converted: Callable[[str], Converted],
) -> None:
    html = (
        '<p>a<a class="cite" href="#note-9">Ruiz</a></p><div class="note" role="note" id="note-9" '
        'data-screen><p><a href="#ref-ruiz2025">Details</a></p></div>'
    )

    assert 'citation(goto("ref-ruiz2025", "Ruiz"))' in converted(html).body


def test_the_address_in_a_reference_is_a_link(sample: Sample) -> None:
    address = "https://example.org/a?b=1&c=2"
    work = Work(1, "ref-a", "A. (2024). https://example.org/a?b=1&amp;c=2.", "1", url=address)

    result = convert(dataclasses.replace(sample("en"), works=(work,)), characters())

    assert result.works == (f'{{"A. (2024). "; link("{address}", "{address}"); "."}}',)


def test_a_citation_closes_up_to_the_word_before_it(
    converted: Callable[[str], Converted],
) -> None:
    html = '<p>Ruiz <a class="cite" href="#n">2</a> and</p>'

    assert converted(html).body == ('par({"Ruiz"; citation(goto("ref-ruiz2025", "2")); " and"})')


def test_headings_never_skip_a_level(converted: Callable[[str], Converted]) -> None:
    body = converted("<h4>a</h4><h4>b</h4><h2>c</h2>").body

    levels = [part[0] for part in body.split("level: ")[1:]]
    assert levels == ["3", "4", "2"]


def test_a_footnote_is_set_once_and_pointed_to_again(
    converted: Callable[[str], Converted],
) -> None:
    mark = '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>'
    html = (
        f'<p>a{mark} b{mark}</p><div class="footnote"><hr><ol><li id="fn:1"><p>Note.&#160;'
        '<a class="footnote-backref" href="#fnref:1">x</a></p></li></ol></div>'
    )

    assert converted(html).body == (
        'par({"a"; note("fn:1", "Note."); " b"; footnote(label("fn:1"))})'
    )


def test_a_link_in_a_footnote_leads_to_its_anchor(converted: Callable[[str], Converted]) -> None:
    html = (
        '<p>a<sup><a class="footnote-ref" href="#fn:1">1</a></sup></p><p id="here">b</p>'
        '<div class="footnote"><ol><li id="fn:1"><p><a href="#here">there</a></p></li></ol></div>'
    )

    body = converted(html).body

    assert 'anchor("here")' in body
    assert 'goto("here", ' in body


def test_words_stand_for_a_picture_that_is_not_there(
    converted: Callable[[str], Converted],
) -> None:
    html = '<p><img src="price.svg"></p><p><img src="gone.png" alt="A bar chart"></p>'

    result = converted(html)

    (name,) = result.sheet.files
    assert f'picture("{name}", "")' in result.body
    assert '"A bar chart"' in result.body


def test_a_finding_has_the_place_of_the_words_in_the_source(sample: Sample) -> None:
    html = "<p>Then <meter>half full</meter>.</p><p>the sign 開</p>"
    source = "---\ntitle: 開\n---\n\nThen <meter>half **full**</meter>.\n\nthe *sign* 開\n"

    result = convert(dataclasses.replace(sample("en"), body_html=html, source=source), characters())

    assert [(p.code, str(p.span).partition(".md:")[2]) for p in result.problems] == [
        ("pdf-no-rule", "5:13"),
        ("pdf-no-glyph", "7:12"),
    ]


def test_a_drawing_in_the_text_is_a_picture(converted: Callable[[str], Converted]) -> None:
    html = '<p><svg viewBox="0 0 9 9" width="9"><title>Dot</title><circle r="3"/></svg></p>'

    result = converted(html)

    ((name, data),) = result.sheet.files.items()
    assert f'picture("{name}", "Dot", width: 6.75pt)' in result.body
    assert b"viewBox" in data


def test_tables_keep_sides_spans_and_heads(converted: Callable[[str], Converted]) -> None:
    html = (
        '<table><thead><tr><th>a</th><th style="text-align: right;">b</th></tr></thead>'
        '<tbody><tr><th>c</th><td>d</td></tr><tr><td colspan="2">e</td></tr></tbody></table>'
    )

    assert converted(html).body == (
        'grid-table("", 2, (start, end, ), table.header(table.cell("a"), table.cell("b")), '
        'table.cell(row-head("c")), table.cell("d"), table.cell("e", colspan: 2))'
    )


MARKDOWN = """
## Every kind {#kinds}

Text with `code`, *emphasis*, **strength**, <span lang="ar" dir="rtl">الربط المرن</span>, HTML and
a [link](#kinds), a <mark>mark</mark>, H<sub>2</sub>O, 5 < 6 & 7 > 3.[^1] Again.[^1]

| Option | Time | Cost |
|:-------|-----:|:----:|
| Firm   | 6–9  | High |

!!! warning "Mind this"
    Inside a box.

    1. One
    2. Two
        - nested

??? note
    Folded away.

=== "Tab A"
    First tab.

=== "Tab B"
    Second tab.

> A quotation.
>
> > Within another.

Term
:   Its meaning.

    Second paragraph.

- [x] done
- [ ] to do

```python
print("hello")  # fine
```

![A chart](price.svg){ width="50%" }

---

*[HTML]: HyperText Markup Language

[^1]: A note with two paragraphs.

    The second, with a [link](../x.md).
"""


def test_rows_and_spans_that_do_not_add_up_become_a_whole_table(
    converted: Callable[[str], Converted],
) -> None:
    html = (
        '<table><tr><td>a</td></tr><tr><td rowspan="9">b</td><td colspan="2">c</td></tr>'
        "<tr><td>d</td><td>e</td><td>f</td></tr></table>"
    )

    assert converted(html).body == (
        'headed(0, grid-table("", 4, (start, start, start, start, ), '
        'table.cell("a"), table.cell(""), table.cell(""), table.cell(""), '
        'table.cell("b", rowspan: 2), table.cell("c", colspan: 2), table.cell(""), '
        'table.cell("d"), table.cell("e"), table.cell("f")))'
    )


def test_a_cell_s_own_side_and_a_second_header_row_are_kept(
    converted: Callable[[str], Converted],
) -> None:
    html = (
        '<table><thead><tr><th colspan="2">a</th></tr><tr><th>b</th><th>c</th></tr></thead>'
        '<tbody><tr><td align="right">d</td><td>e</td></tr></tbody></table>'
    )

    assert converted(html).body == (
        'headed(2, grid-table("", 2, (start, start, ), table.header(table.cell("a", colspan: 2), '
        'table.cell(column-head("b"), stroke: head-line), '
        'table.cell(column-head("c"), stroke: head-line)), '
        'table.cell("d", align: end), table.cell("e")))'
    )


@pytest.mark.parametrize("locale", ["en", "fr", "es", "ar", "zh", "ru"])
@pytest.mark.parametrize("options", [{}, {"pymdownx.tabbed": {"alternate_style": True}}])
def test_all_that_markdown_makes_can_be_printed(
    sample: Sample, locale: str, options: dict[str, dict[str, bool]]
) -> None:
    html = markdown.markdown(MARKDOWN, extensions=EXTENSIONS, extension_configs=options)

    pdf = set_pdf(dataclasses.replace(sample(locale), body_html=html))

    assert pdf.problems == ()


def test_the_site_s_own_markup_can_be_printed(sample: Sample) -> None:
    for locale in ("en", "fr", "es", "ar", "zh", "ru"):
        assert convert(sample(locale), characters()).problems == ()


def test_odd_but_legal_html_can_be_printed(sample: Sample) -> None:
    html = (
        "<p></p><p> </p><ul><li></li></ul><table></table><figure></figure>"
        "<div>loose<table><tr><td>"
        '<table><tr><td id="t">inner</td></tr></table></td></tr></table></div>'
        '<p><a href="#t">to</a>'
        "<a>nothing</a><q>quoted</q><kbd>k</kbd></p><details><p>no summary</p></details>"
        '<ol reversed><li value="9">nine</li></ol><tr id="r">stray</tr><p><a href="#r">row</a></p>'
    )

    pdf = set_pdf(dataclasses.replace(sample("en"), body_html=html, keys_html=""))

    assert pdf.pages >= 1


def test_a_brief_with_almost_nothing_can_be_printed(sample: Sample) -> None:
    bare = dataclasses.replace(
        sample("en"),
        keys_html="",
        body_html="",
        cite_html="",
        works=(Work(1, "ref-a", "A.", "1"),),
        summary="",
        interests="",
        claims=(),
        claims_sentence="",
        authors=(),
        licence=("", ""),
        area="",
        images={},
    )

    assert set_pdf(bare).pages == 1


def test_what_cannot_stand_there_is_printed_all_the_same(
    converted: Callable[[str], Converted],
) -> None:
    html = (
        "<p>a <a href='../x/'>b <del>c</del></a> <ins><u>d</u></ins></p><h2> </h2>"
        "<table><tr><th><p>e</p><p>f</p></th><td>m</td></tr></table><p>g<wbr>h</p>"
        "<dl><dt>i</dt><dd><p>j</p><p>k</p></dd><dd>l</dd></dl>"
    )

    assert converted(html).body == (
        '{par({"a "; {"b "; strike("c")}; " "; underline("d")}); ""; headed(0, grid-table("", 2, '
        '(start, start, ), table.cell(row-head("e f ")), table.cell("m"))); '
        'par({"g"; "h"}); terms(terms.item({"i"}, {{par("j"); par("k")}; par("l")}))}'
    )


def test_a_link_to_what_came_to_nothing_leads_to_the_web(sample: Sample) -> None:
    html = '<p><a href="#gone">a</a></p><table><colgroup><col id="gone"></colgroup></table>'

    made = set_pdf(dataclasses.replace(sample("en"), body_html=html, works=(), keys_html=""))

    assert made.problems == ()
