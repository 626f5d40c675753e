"""Labels made of names and year (CSL 1.0.2, Appendix IV: `citation-label`)."""

from __future__ import annotations

from openbrief.csl.data.item import Item
from openbrief.csl.data.person import named

_LETTERS = {1: (4,), 2: (2, 2), 3: (1, 1, 2)}


def trigraph(item: Item) -> str:
    """Give a label such as `Doe65` or `AsBr90`: the names' first letters and the year."""
    names = item.names("author") or item.names("editor")
    counts = _LETTERS.get(len(names), (1, 1, 1, 1))
    letters = "".join(
        (person.family or person.literal)[:count]
        for person, count in zip(names[: named(names)], counts, strict=False)
    )
    date = item.date("issued")
    year = f"{abs(date.start.year) % 100:02d}" if date.start else ""
    return (letters or item.text("title")[:4]) + year
