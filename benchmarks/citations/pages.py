"""Pages that cite works, the same in every run."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from openbrief.csl import Citation, Cite

CLUSTERS = 12
_SIZES = ((1, 2, 3, 4), (60, 25, 10, 5))
"""How many works a cluster cites, and how often."""
_AGAIN = 0.08
"""The share of cites that cite a work of the page once more."""

Page = tuple[Citation, ...]


def pages(keys: Sequence[str], count: int) -> list[Page]:
    """Give pages of twelve footnotes that cite about eighteen works between them."""
    random = Random(1948)
    return [_page(keys, random) for _ in range(count)]


def _page(keys: Sequence[str], random: Random) -> Page:
    used: list[str] = []
    clusters: list[Citation] = []
    for note in range(1, CLUSTERS + 1):
        ids = [_key(keys, used, random) for _ in range(random.choices(*_SIZES)[0])]
        used += ids
        cites = (Cite(id, _locator(random)) for id in dict.fromkeys(ids))
        clusters.append(Citation(tuple(cites), note))
    return tuple(clusters)


def _key(keys: Sequence[str], used: Sequence[str], random: Random) -> str:
    return random.choice(used if used and random.random() < _AGAIN else keys)


def _locator(random: Random) -> str:
    return str(random.randint(1, 300)) if random.random() < 0.3 else ""
