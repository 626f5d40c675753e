"""Texts in the order of the alphabet, without regard to case, accents or punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_IGNORED = re.compile(r"[\"“”«»\[\]()<>/*_,.;:!?&]|^['’‘\s]+")
_LOW = str.maketrans({"'": "\x01", "’": "\x01", "‘": "\x01", "-": " ", "–": " "})
_SPECIAL = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ð": "d"})


@lru_cache(maxsize=20_000)
def collation_key(text: str) -> tuple[str, str]:
    """Give a key to sort by: letters first, accents only where the letters are the same."""
    bare = _IGNORED.sub("", text).strip().casefold().translate(_LOW)
    folded = unicodedata.normalize("NFKD", bare).translate(_SPECIAL)
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return letters, folded
