"""An archived article: what may be in it, and how it lies in its file."""

from __future__ import annotations

import pytest

from openbrief.text.article import clean, lost, read, written

OWN = (
    '<section class="keys" aria-labelledby="keys"><h2 id="keys">Key messages</h2></section>\n'
    '<div class="row claim"><div><p class="ev"><svg class="pm" aria-hidden="true">'
    '<use href="#pm-some"></use></svg><b>Some evidence</b> '
    '<a href="/method/#some" data-screen="">why?</a></p><p id="background-462859">Words'
    '<a class="cite" id="cite-1" href="#note-1" data-works="ref-a ref-b">1</a></p></div>'
    '<div class="notes" data-screen=""><div class="note" role="note" id="note-1" '
    'aria-label="Source 1"><a class="x" href="#cite-1">Back</a></div></div></div>\n'
    '<table class="opt" role="table"><tbody role="rowgroup"><tr role="row">'
    '<td role="cell" data-l="Who acts">The state</td></tr></tbody></table>\n'
    '<p><img alt="A river." src="2ef95fccf569eda9.svg"></p>\n'
    '<p class="maths" tabindex="0"><math display="block" alttext="x squared"><msup><mi>x</mi>'
    "<mn>2</mn></msup></math></p>"
)


def test_parts_of_our_own_pages_stay_as_they_are() -> None:
    assert clean(OWN) == OWN


def test_what_can_not_be_kept_is_named() -> None:
    html = '<p class="a keys">A<img alt="x" src="https://example.org/x.png"><video></video></p>'

    assert lost(html, clean(html)) == ('<img src="…">', '<p class="a">', "<video>")
    assert lost(OWN, clean(OWN)) == ()


def test_links_to_quotations_go() -> None:
    assert clean('<p>Words<a class="quote" href="quote/#a">q</a>.</p>') == "<p>Words.</p>"


@pytest.mark.parametrize(
    "evil",
    [
        "<script>x()</script>",
        '<a href="data:text/html,x">x</a>',
        '<p id="about">x</p>',
        '<p id="__search">x</p>',
        '<div class="skip">x</div>',
        '<div role="banner">x</div>',
        '<img alt="x" src="//example.org/x.png">',
        '<img alt="x" src="/x.png">',
        '<svg><use href="x.svg#pm-some"></use></svg>',
        '<p data-md-component="x">x</p>',
        "<!-- x -->",
    ],
)
def test_what_no_page_of_ours_has_is_refused(evil: str) -> None:
    page = written(f"{OWN}\n{evil}", title="T", summary="S", lang="en", direction="ltr")

    with pytest.raises(ValueError, match="do not have"):
        read(page)


def test_an_article_is_read_as_it_was_written_whatever_its_title() -> None:
    title = '<article>\n"&'
    page = written(OWN, title=title, summary=title, lang="ar", direction="rtl")

    assert read(page) == OWN
    assert '<html lang="ar" dir="rtl">' in page
    with pytest.raises(ValueError, match="no article"):
        read("<article></article>")
