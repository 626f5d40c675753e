"""Which variables are dates, names, numbers and texts (CSL 1.0.2, Appendix IV)."""

from __future__ import annotations

DATES = frozenset(
    ["accessed", "available-date", "event-date", "issued", "original-date", "submitted"]
)
NAMES = frozenset(
    [
        "author", "chair", "collection-editor", "compiler", "composer", "container-author",
        "contributor", "curator", "director", "editor", "editor-translator",
        "editorial-director", "executive-producer", "guest", "host", "illustrator",
        "interviewer", "narrator", "organizer", "original-author", "performer", "producer",
        "recipient", "reviewed-author", "script-writer", "series-creator", "translator",
    ]
)  # fmt: skip
LOCATORS = (
    "act", "appendix", "article-locator", "book", "canon", "chapter", "column", "elocation",
    "equation", "figure", "folio", "issue", "line", "note", "opus", "page", "paragraph", "part",
    "rule", "scene", "section", "sub-verbo", "supplement", "table", "timestamp", "title-locator",
    "verse", "version", "volume",
)  # fmt: skip
"""Terms of locators (CSL 1.0.2, Locators)."""
NUMBERED = frozenset(["chapter-number", "collection-number", "issue", "volume"])
"""Number variables that often hold a range."""
TEXTS = frozenset(
    [
        "abstract", "annote", "archive", "archive-place", "archive_collection",
        "archive_location", "authority", "call-number", "chapter-number", "citation-label",
        "collection-number", "collection-title", "collection-title-short", "container-title",
        "container-title-short", "dimensions", "division", "DOI", "edition", "event",
        "event-place", "event-title", "genre", "ISBN", "ISSN", "issue", "jurisdiction",
        "keyword", "language", "license", "medium", "number", "number-of-pages",
        "number-of-volumes", "original-publisher", "original-publisher-place",
        "original-title", "page", "part-number", "part-title", "PMCID", "PMID",
        "printing-number", "publisher", "publisher-place", "references", "reviewed-genre",
        "reviewed-title", "scale", "section", "source", "status", "supplement-number",
        "title", "title-short", "URL", "version", "volume", "volume-title", "year-suffix",
    ]
)  # fmt: skip
