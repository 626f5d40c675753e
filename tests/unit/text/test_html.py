from openbrief.text.html import (
    Heading,
    heading_ids,
    headings,
    relink,
    slug,
    text_of,
    with_heading_ids,
)


def test_anchors_are_the_authors_else_made_of_the_words_and_never_twice() -> None:
    found = headings('<h2 id="own">A</h2><h2>Two words</h2><h3>Two <em>words</em></h3><h2>¿?</h2>')

    assert found[0] == Heading(2, "own", "A")
    assert heading_ids(found) == ("own", "two-words", "two-words-2", "s-")


def test_anchors_are_made_in_any_script_and_leave_ours_alone() -> None:
    assert slug("ثلاثة أشياء") == "ثلاثة-أشياء"
    assert slug("Sources") == "s-sources"
    assert slug("2024 in review") == "s-2024-in-review"


def test_anchors_are_set_in_order_and_headings_past_the_last_keep_theirs() -> None:
    html = with_heading_ids('<h2>A</h2><h3 id="x">B</h3><h2 id="z">C</h2>', ["one", "two"])

    assert html == '<h2 id="one">A</h2><h3 id="two">B</h3><h2 id="z">C</h2>'


def test_relative_links_are_rewritten_and_others_are_left() -> None:
    html = '<a href="b.md#x">b</a><a href="https://a.org/?a=1&amp;b=2">a</a><a href="#y">y</a>'

    assert relink(html + '<img src="i.png" alt="">', lambda target: f"../{target}") == (
        '<a href="../b.md#x">b</a><a href="https://a.org/?a=1&amp;b=2">a</a><a href="#y">y</a>'
        '<img src="../i.png" alt="">'
    )


def test_the_words_of_a_fragment() -> None:
    assert text_of("<p>A &amp; <b>b</b></p>\n<p>c</p>") == "A & b c"


def test_a_formula_in_a_heading_is_its_words() -> None:
    html = '<h2 id="a">So <math display="block" alttext="a over b"><mi>a</mi></math></h2>'

    assert [heading.text for heading in headings(html)] == ["So a over b"]
    assert text_of(html) == "So a over b"
