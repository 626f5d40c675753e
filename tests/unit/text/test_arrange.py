import re
from collections.abc import Mapping

from openbrief.text.arrange import Arranged
from openbrief.text.arrange import arrange as arrange_whole

CARD = '<div class="note" id="note-1">card</div>'
CITE = '<a class="cite" id="cite-1" href="#note-1" data-entry="#ref-a">1</a>'
ANCHOR = re.compile(r' id="(?:top|keys)-[0-9a-f]{6}"')
LABEL = '<span class="ev" data-claim=""><b>Some</b></span> '


def arrange(html: str, cards: Mapping[str, str]) -> Arranged:
    """Leave out the anchors of passages, which have tests of their own."""
    whole = arrange_whole(html, cards)
    return Arranged(ANCHOR.sub("", whole.keys), ANCHOR.sub("", whole.body))


def test_a_cited_paragraph_and_its_cards_share_a_row() -> None:
    arranged = arrange(f"<p>Text{CITE}.</p>", {"cite-1": CARD})

    assert arranged.body == (
        '<div class="row"><div><p>Text<a class="cite" id="cite-1" href="#note-1">1</a>.</p></div>'
        f'<div class="notes" data-screen="">{CARD}</div></div>'
    )


def test_the_label_of_a_claim_stands_above_its_paragraph() -> None:
    arranged = arrange(f"<p>{LABEL}Text.</p>", {})

    assert arranged.body == (
        '<div class="row claim"><div><p class="ev"><b>Some</b></p><p>Text.</p></div></div>'
    )


def test_the_label_of_an_item_stays_in_the_item() -> None:
    arranged = arrange(f"<ul><li>{LABEL}Text.</li></ul>", {})

    assert arranged.body == '<ul><li><span class="ev"><b>Some</b></span> Text.</li></ul>'


def test_in_wide_blocks_a_citation_leads_to_the_entry() -> None:
    arranged = arrange(f'<figure class="frame wide"><p>{CITE}</p></figure>', {"cite-1": CARD})

    assert 'href="#ref-a"' in arranged.body
    assert "note" not in arranged.body


def test_known_disputed_and_unknown_stand_side_by_side() -> None:
    html = '<section class="known">a</section>\n<section class="disputed">b</section><p>c</p>'

    assert arrange(html, {}).body == (
        '<div class="trio wide"><section class="known">a</section>\n'
        '<section class="disputed">b</section></div><p>c</p>'
    )


def test_key_messages_are_kept_apart() -> None:
    arranged = arrange('<section class="keys">k</section><p>t</p>', {})

    assert (arranged.keys, arranged.body) == ('<section class="keys">k</section>', "<p>t</p>")
