"""Where links lead: to a place in the book if it is there, else to the web."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from openbrief.features.downloads.epub.draft import Draft

_SCHEMES = frozenset(("http", "https", "mailto", "tel"))
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Links:
    """What the links of one chapter can lead to."""

    url: str
    """The page that relative links are read from."""
    own: Mapping[str, str]
    """The chapter's ids in the book by those of the text."""
    works: Mapping[str, str]
    """The entries of the book's own list of sources."""
    places: Mapping[str, str]
    """Addresses of pages whose text is in the book, with and without an anchor."""

    def to(self, href: str) -> str:
        """Give what stands in `href`; empty when there is nowhere to go."""
        href = href.strip()
        anchor = href[1:] if href.startswith("#") else ""
        if anchor in self.own:
            return f"#{self.own[anchor]}"
        if anchor in self.works:
            return self.works[anchor]
        address = urljoin(self.url, href) if href else ""
        return self.places.get(address) or web_address(address)


def links(chapters: Sequence[Draft], sources: Sequence[Draft]) -> Iterator[Links]:
    """Yield what the links of each chapter, then of the book's own list of sources, can lead to."""
    places: dict[str, str] = {}
    for draft in chapters:
        if page := urldefrag(draft.chapter.edition.url).url:
            places[page] = draft.file
            places |= {f"{page}#{old}": f"{draft.file}#{new}" for old, new in draft.names.items()}
    works = {old: f"{draft.file}#{new}" for draft in sources for old, new in draft.names.items()}
    for draft in (*chapters, *sources):
        yield Links(draft.chapter.edition.url, draft.names, works, places)


def web_address(address: str) -> str:
    """Give an address as a book may have it; empty for one that leads nowhere from a book.

    What may not stand in an address is escaped. Source: RFC 3986, 2.
    """
    try:
        if urlsplit(address).scheme not in _SCHEMES:
            return ""
    except ValueError:
        return ""
    return _BARE_PERCENT.sub("%25", quote(address, safe="%/:=&?~#+!$,;'@()*"))
