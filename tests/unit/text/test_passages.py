"""The passages of a text and their addresses."""

from __future__ import annotations

from lxml import html as lxml_html
from lxml.html import HtmlElement

from openbrief.text.passages import Passage, mark_passages

CITE = '<a class="cite" id="cite-{0}" href="#note-{0}"><span class="vh">Source </span>{0}</a>'


def root_of(html: str) -> HtmlElement:
    return lxml_html.fragment_fromstring(html, create_parent="div")


def passages(html: str) -> tuple[Passage, ...]:
    return mark_passages(root_of(html))


def test_an_address_is_that_of_the_section_and_the_words() -> None:
    one, two, three = passages('<p>Lead.</p><h2 id="options">Options</h2><p>Text.</p><p>More.</p>')

    assert one.id.startswith("top-")
    assert two.id.startswith("options-")
    assert two.id != three.id


def test_it_holds_when_others_come_and_go_and_numbers_change() -> None:
    before = passages(f'<h2 id="a">A</h2><p>Text {CITE.format(1)}.</p>')
    after = passages(f'<h2 id="a">A</h2><p>New.</p><p>Text <em>{CITE.format(2)}</em>.</p>')

    assert before[-1].id == after[-1].id


def test_it_changes_with_the_words() -> None:
    assert passages("<p>Text.</p>")[0].id != passages("<p>Texts.</p>")[0].id


def test_the_same_words_twice_in_a_section_have_two_addresses() -> None:
    one, two = passages("<p>Text.</p><p>Text.</p>")

    assert two.id == f"{one.id}-2"


def test_an_anchor_of_the_authors_own_is_kept() -> None:
    [one] = passages('<p id="mine">Text.</p>')

    assert one.id == "mine"


def test_items_and_cells_are_passages_and_what_holds_blocks_is_none() -> None:
    html = (
        "<ul><li>One<ul><li>Inner</li></ul></li><li><p>Two</p></li></ul>"
        "<table><tr><td>Cell</td></tr></table><blockquote><p>Quoted</p></blockquote>"
    )

    assert [one.text for one in passages(html)] == ["Inner", "Two", "Cell", "Quoted"]


def test_key_messages_are_a_section_of_their_own() -> None:
    html = '<section class="keys"><h2 id="keys">Key</h2><ol><li>One</li></ol></section><p>Lead.</p>'

    key, lead = passages(html)

    assert key.id.startswith("keys-")
    assert lead.id.startswith("top-")


def test_the_text_leaves_out_labels_and_numbers_and_can_take_words_in_their_place() -> None:
    html = (
        '<p><span class="ev" data-claim=""><svg class="pm"><use href="#pm-some"></use></svg>'
        f"<b>Some</b></span> One{CITE.format(1)}. Two{CITE.format(2)}, three.</p>"
    )

    [one] = passages(html)

    assert one.text == "One. Two, three."
    assert one.with_words([" [1]", " [2, p. 3]"]) == "One [1]. Two [2, p. 3], three."
    assert one.evidence == "some"
    assert one.cites == ("cite-1", "cite-2")


def test_the_sentence_around_a_citation_is_found() -> None:
    html = (
        f"<p>First, e.g. this one{CITE.format(1)}. Second “quoted.” "
        f"Third has 3.5 parts{CITE.format(2)}? Last.{CITE.format(3)}</p>"
    )

    [one] = passages(html)

    assert one.sentence("cite-1") == "First, e.g. this one."
    assert one.sentence("cite-2") == "Third has 3.5 parts?"
    assert one.sentence("cite-3") == "Last."


def test_sentences_end_in_chinese_and_arabic_too() -> None:
    chinese = f"<p>第一句。第二句{CITE.format(1)}。第三句。</p>"
    arabic = f"<p>الجملة الأولى. هل هذه الثانية{CITE.format(1)}؟ الثالثة.</p>"

    assert passages(chinese)[0].sentence("cite-1") == "第二句。"
    assert passages(arabic)[0].sentence("cite-1") == "هل هذه الثانية؟"


def test_a_citation_in_words_stays_in_the_text() -> None:
    html = '<p>So it is <a class="cite words" id="cite-1" href="#note-1">(Doe 2024)</a>.</p>'

    [one] = passages(html)

    assert one.text == "So it is (Doe 2024)."
    assert one.sentence("cite-1") == "So it is (Doe 2024)."


def test_the_link_that_quotes_is_put_at_the_end() -> None:
    root = root_of("<p>Text.</p>")

    [one] = mark_passages(root, lambda anchor: f'<a class="quote" href="quote/#{anchor}"></a>')

    assert root[0].get("id") == one.id
    assert root[0][-1].get("href") == f"quote/#{one.id}"
    assert one.text == "Text."


def test_a_formula_is_its_words_and_one_in_a_block_is_no_passage() -> None:
    maths = '<math alttext="a over b"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>'

    (only,) = passages(f'<p>So {maths} holds.</p><p class="maths">{maths}</p>')

    assert only.text == "So a over b holds."
