"""Numbers as they are written in fields: whether they are numeric, and their forms.

Source: CSL 1.0.2, Number and Choose (`is-numeric`).
"""

from __future__ import annotations

import re

_NUMERIC = re.compile(
    r"^[A-Za-zÀ-ɏ]*\d+[A-Za-zÀ-ɏ]*(?:\s*[,&\-–—]\s*[A-Za-zÀ-ɏ]*\d+[A-Za-zÀ-ɏ]*)*$"
)
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_NUMBER = r"(?:[^\W_]*\d+[^\W_]*|[ivxlcdm]+)"
_SEVERAL = re.compile(
    rf"(?:^|\s){_NUMBER}(?:\s*(?:[,&–—]|(?<!\\)-|\b(?:and|et|und|y|e)\b)\s*)+{_NUMBER}(?=\W|$)",
    re.IGNORECASE,
)


def is_numeric(text: str) -> bool:
    """Tell whether a field holds numbers alone, with affixes: `2nd`, `D2`, `1, 3-5`."""
    return bool(_NUMERIC.match(text.strip()))


def is_plural(text: str) -> bool:
    """Tell whether a field holds several numbers (CSL 1.0.2, Label: contextual plural)."""
    return bool(_SEVERAL.search(text.replace("\\-", "_")))


def roman(number: int) -> str:
    """Write a number in lower-case Roman numerals."""
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def letters(number: int) -> str:
    """Give the year suffix of a number: 1 is `a`, 27 is `aa`."""
    written = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        written = chr(97 + rest) + written
    return written
