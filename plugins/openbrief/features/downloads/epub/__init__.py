"""EPUB 3: documents as books that flow, can be heard and need no script."""

from __future__ import annotations

from openbrief.features.downloads.epub.book import Book, Chapter, book_of
from openbrief.features.downloads.epub.make import epub

__all__ = ["Book", "Chapter", "book_of", "epub"]
