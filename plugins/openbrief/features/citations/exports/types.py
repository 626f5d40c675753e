"""What each CSL type is called elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Type:
    """One sort of work in three vocabularies."""

    biblatex: str
    """Sources: The biblatex Package, sections 2.1.1 to 2.1.3."""
    ris: str
    """Source: RIS Format Specifications of 2011, types of reference."""
    schema_org: str


_DOCUMENT = Type("misc", "GEN", "CreativeWork")

TYPES: Mapping[str, Type] = {
    "article": Type("misc", "UNPB", "ScholarlyArticle"),
    "article-journal": Type("article", "JOUR", "ScholarlyArticle"),
    "article-magazine": Type("article", "MGZN", "Article"),
    "article-newspaper": Type("article", "NEWS", "NewsArticle"),
    "bill": Type("legislation", "BILL", "Legislation"),
    "book": Type("book", "BOOK", "Book"),
    "broadcast": Type("misc", "VIDEO", "CreativeWork"),
    "chapter": Type("incollection", "CHAP", "Chapter"),
    "classic": Type("book", "CLSWK", "Book"),
    "collection": Type("misc", "GEN", "Collection"),
    "dataset": Type("dataset", "DATA", "Dataset"),
    "document": _DOCUMENT,
    "entry": Type("inreference", "ENCYC", "Article"),
    "entry-dictionary": Type("inreference", "DICT", "Article"),
    "entry-encyclopedia": Type("inreference", "ENCYC", "Article"),
    "event": _DOCUMENT,
    "figure": Type("image", "FIGURE", "ImageObject"),
    "graphic": Type("image", "ART", "VisualArtwork"),
    "hearing": Type("misc", "HEAR", "CreativeWork"),
    "interview": _DOCUMENT,
    "legal_case": Type("jurisdiction", "CASE", "CreativeWork"),
    "legislation": Type("legislation", "STAT", "Legislation"),
    "manuscript": Type("unpublished", "MANSCPT", "Manuscript"),
    "map": Type("misc", "MAP", "Map"),
    "motion_picture": Type("video", "MPCT", "Movie"),
    "musical_score": Type("misc", "MUSIC", "SheetMusic"),
    "pamphlet": Type("booklet", "PAMP", "CreativeWork"),
    "paper-conference": Type("inproceedings", "CPAPER", "ScholarlyArticle"),
    "patent": Type("patent", "PAT", "CreativeWork"),
    "performance": Type("performance", "GEN", "CreativeWork"),
    "periodical": Type("periodical", "SER", "Periodical"),
    "personal_communication": Type("letter", "PCOMM", "Message"),
    "post": Type("online", "ICOMM", "SocialMediaPosting"),
    "post-weblog": Type("online", "BLOG", "BlogPosting"),
    "regulation": Type("legislation", "STAT", "Legislation"),
    "report": Type("report", "RPRT", "Report"),
    "review": Type("article", "JOUR", "Review"),
    "review-book": Type("article", "JOUR", "Review"),
    "software": Type("software", "COMP", "SoftwareApplication"),
    "song": Type("audio", "SOUND", "MusicRecording"),
    "speech": Type("unpublished", "GEN", "CreativeWork"),
    "standard": Type("standard", "STAND", "CreativeWork"),
    "thesis": Type("thesis", "THES", "Thesis"),
    "treaty": Type("legal", "LEGAL", "Legislation"),
    "webpage": Type("online", "ELEC", "WebPage"),
}
"""By CSL type (CSL 1.0.2, Appendix III: Types)."""


def csl_type(item: Mapping[str, Any]) -> str:
    """Give the CSL type of an item; one that says nothing we know is a `document`."""
    name = str(item.get("type", ""))
    return name if name in TYPES else "document"


def type_of(item: Mapping[str, Any]) -> Type:
    """Give what an item's type is called elsewhere."""
    return TYPES[csl_type(item)]
