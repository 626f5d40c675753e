"""What is said of a work wherever it is named: its anchor, language, kind and standing."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from html import escape

from openbrief.model.address import address
from openbrief.model.citation import Reference
from openbrief.model.locale import Direction, Locale
from openbrief.strings import Strings

_RTL = ("ar", "fa", "he", "ur")
_SLUG = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*\Z")


def entry_id(key: str) -> str:
    """Give the anchor of a work in a list of sources."""
    return "ref-" + "".join(c if c.isalnum() or c in "-_.:" else f"-{ord(c):x}-" for c in key)


def source_slug(key: str) -> str:
    """Give the last part of the address of a work's page.

    A key that cannot stand in an address everywhere, or that differs from others by capitals
    alone, gets a hash of itself behind what can.
    """
    if _SLUG.match(key):
        return key
    readable = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
    mark = hashlib.sha256(key.encode("utf-8")).hexdigest()[:8]
    return f"{readable}-{mark}" if readable else mark


def source_address(key: str, locale: Locale, folder: str) -> str:
    """Give the address of a work's page in a language of the site, e.g. `fr/sources/doe2024/`."""
    return address(f"{folder}/{source_slug(key)}", locale)


def language_of(work: Reference) -> str:
    """Give the language that a work is written in, a BCP 47 tag; English unless it says so."""
    return str(work.csl.get("language") or "en")


def doi_url(work: Reference) -> str:
    """Give the address of a work's DOI where `url` is another one; empty when it is not."""
    doi = str(work.csl.get("DOI") or "")
    address = f"https://doi.org/{doi}"
    return address if doi and address.lower() != work.url.lower() else ""


def direction_of(work: Reference) -> Direction:
    """Give the direction in which a work is written."""
    return "rtl" if language_of(work).split("-")[0] in _RTL else "ltr"


def bdi(work: Reference, text: str) -> str:
    """Give a text of a work, such as its title, as HTML that keeps its own direction."""
    language = escape(language_of(work))
    return f'<bdi lang="{language}" dir="{direction_of(work)}">{escape(text)}</bdi>'


def kind_in_words(work: Reference, strings: Strings) -> str:
    """Say what sort of source a work is; empty when it is not known."""
    return strings(f"kind.{work.kind}") if work.kind else ""


def access_in_words(work: Reference, strings: Strings) -> str:
    """Say who can read the original; empty when nobody has said."""
    return strings(f"access.{work.access}") if work.access else ""


def notice_in_words(work: Reference, strings: Strings) -> str:
    """Say that a work has been retracted or superseded, and when; empty for all others."""
    if work.notice is None:
        return ""
    key = f"notice.work.{work.notice.standing}"
    day = _day(work.notice.date, strings)
    return strings(f"{key}.on", date=day) if day else strings(key)


def _day(date: str, strings: Strings) -> str:
    try:
        return strings.date(dt.date.fromisoformat(date))
    except ValueError:
        return date
