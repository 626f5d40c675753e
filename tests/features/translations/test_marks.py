from __future__ import annotations

from openbrief.features.translations.marks import with_marks, without_marks
from openbrief.model.standing import StaleSection, Standing
from openbrief.strings import load


def test_what_can_be_found_does_not_change_when_a_section_becomes_stale() -> None:
    html = '<h2 id="one">One</h2><p>Words.</p><h2 id="two">Two</h2><p>More.</p>'
    stale = (StaleSection("changed", "Two", "", 2, 3), StaleSection("added", "Three", "", 2, 4))

    marked = with_marks(html, Standing(4, stale), "", ["one", "two"], "../x/", load("en"))

    assert marked.count('class="outdated') == 2
    assert '<h2 id="two">Two</h2><p class="outdated' in marked
    assert without_marks(marked) == html


def test_a_text_without_key_messages_is_marked_once_where_its_beginning_is_stale() -> None:
    standing = Standing(2, (StaleSection("changed", "", "", 0, 2),))

    parts = [with_marks(html, standing, "", [], "../x/", load("en")) for html in ("", "<p>Go.</p>")]

    assert [part.count('class="outdated') for part in parts] == [0, 1]
