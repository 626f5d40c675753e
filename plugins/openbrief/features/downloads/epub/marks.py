"""The proof marks as drawings that stand in the text: the outlines are those of the site."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from lxml import etree

SVG = "http://www.w3.org/2000/svg"


@cache
def _symbols() -> Mapping[str, str]:
    """Read the site's symbols: the attributes and the inside of each, by its id."""
    file = resources.files("openbrief.theme").joinpath("partials/symbols.html")
    found = etree.fromstring(file.read_bytes())
    return {
        str(symbol.get("id")).removeprefix("pm-"): _drawing(symbol)
        for symbol in found.iter("symbol")
    }


def _drawing(symbol: etree._Element) -> str:
    inside = "".join(etree.tostring(part, encoding="unicode").strip() for part in symbol)
    return (
        f'<svg xmlns="{SVG}" class="pm" viewBox="{symbol.get("viewBox")}" width="1em" height="1em" '
        f'fill="currentColor" aria-hidden="true">{inside}</svg>'
    )


def mark(name: str) -> str:
    """Give the drawing of a proof mark, e.g. `strong`; its word stands beside it.

    A name without a drawing gives none.
    """
    return _symbols().get(name, "")
