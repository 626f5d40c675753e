from __future__ import annotations

import pytest

from openbrief.typeset.order import advice_first

WHY = '<h2 id="why">Why</h2><h3>More</h3><p>a &amp; b</p>'
ADVICE = (
    '<h2>Advice</h2><p>c</p><div class="row"><ol class="dates recs"><li>d</li></ol></div><p>e</p>'
)
REST = "<h2>Rest</h2><p>f</p>"


def test_the_section_with_the_recommendations_comes_first() -> None:
    assert advice_first(f"x &lt; y{WHY}{ADVICE}{REST}") == f"x &lt; y{ADVICE}{WHY}{REST}"


@pytest.mark.parametrize("html", [WHY + REST, ADVICE + WHY, "<ol class='recs'></ol>" + WHY, ""])
def test_nothing_moves_where_there_is_nothing_to_move(html: str) -> None:
    assert advice_first(html) == html
