"""What a reader finds at an address."""

from __future__ import annotations

from dataclasses import dataclass

from openbrief.model.document import Document
from openbrief.model.locale import Locale


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A document as one locale shows it; the source stands in where a translation is missing."""

    document: Document
    locale: Locale
    """The reader's locale; its words are around the text."""
    url: str
    """Relative to the site's root, without a leading slash; empty for the home page."""

    @property
    def is_fallback(self) -> bool:
        """Whether the text is in another language than the page."""
        return self.document.locale != self.locale.tag

    @property
    def foreign(self) -> str:
        """The text's language where it is another than the page's; else empty."""
        return self.document.locale if self.is_fallback else ""

    @property
    def booklet(self) -> tuple[str, str]:
        """What the files of its booklet are known by, as its own are by its document and locale.

        No document's key is like it: a list has files of its own beside its booklet.
        """
        return f"booklet:{self.document.key}", self.document.locale
