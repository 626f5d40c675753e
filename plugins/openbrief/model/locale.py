"""Languages as the site knows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Locale:
    """A language of the site; the first of a site is its source locale."""

    tag: str
    """BCP 47 tag, e.g. `ar`."""
    name: str
    """The language's name in itself, e.g. `العربية`."""
    direction: Direction
    prefix: str
    """The first part of its addresses with a slash, e.g. `ar/`; empty for the source locale."""
    site_name: str = ""
    tagline: str = ""
