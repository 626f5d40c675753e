"""What sort of work an entry is: its CSL type, and the kind that readers are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

KINDS = (
    "law", "standard", "peer-reviewed", "report", "official-statistics", "preprint", "press",
    "opinion", "book", "dataset", "software", "web",
)  # fmt: skip
"""Keys of the strings catalog, without `kind.`"""

_CSL_TYPES: Mapping[str, str] = {
    "article": "article-journal", "suppperiodical": "article-journal", "periodical": "periodical",
    "review": "review",
    **dict.fromkeys(
        ("book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "manual",
         "reference", "mvreference"), "book"),
    "booklet": "pamphlet",
    **dict.fromkeys(
        ("inbook", "bookinbook", "suppbook", "incollection", "suppcollection"), "chapter"),
    "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference", "conference": "paper-conference",
    "techreport": "report", "report": "report",
    **dict.fromkeys(("thesis", "phdthesis", "mastersthesis"), "thesis"),
    **dict.fromkeys(("online", "electronic", "www", "webpage"), "webpage"),
    "dataset": "dataset", "software": "software", "unpublished": "manuscript",
    "patent": "patent", "standard": "standard",
    **dict.fromkeys(("legislation", "legal", "constitution"), "legislation"),
    "bill": "bill", "legmaterial": "bill", "legadminmaterial": "regulation",
    "regulation": "regulation", "jurisdiction": "legal_case", "hearing": "hearing",
    "treaty": "treaty", "letter": "personal_communication",
    **dict.fromkeys(("video", "movie"), "motion_picture"),
    **dict.fromkeys(("audio", "music"), "song"), "performance": "performance",
    **dict.fromkeys(("image", "artwork"), "graphic"), "map": "map",
    "misc": "document",
}  # fmt: skip
"""CSL 1.0.2, Appendix III, by the entry types of BibTeX, biblatex and biblatex-apa."""

_SUBTYPES: Mapping[tuple[str, str], str] = {
    ("article-journal", "newspaper"): "article-newspaper",
    ("article-journal", "magazine"): "article-magazine",
    ("chapter", "encyclopedia"): "entry-encyclopedia",
    ("entry-encyclopedia", "dictionary"): "entry-dictionary",
    ("webpage", "blog"): "post-weblog", ("webpage", "post"): "post",
}  # fmt: skip
"""By CSL type and biblatex's `entrysubtype`."""

_KIND_BY_TYPE: Mapping[str, str] = {
    **dict.fromkeys(
        ("article-journal", "paper-conference", "review", "review-book"), "peer-reviewed"),
    **dict.fromkeys(("article-newspaper", "article-magazine", "broadcast"), "press"),
    **dict.fromkeys(
        ("chapter", "book", "pamphlet", "classic", "periodical", "entry-encyclopedia",
         "entry-dictionary", "entry"), "book"),
    **dict.fromkeys(("report", "thesis"), "report"),
    "dataset": "dataset", "software": "software", "standard": "standard",
    **dict.fromkeys(
        ("legislation", "bill", "regulation", "legal_case", "hearing", "treaty"), "law"),
    **dict.fromkeys(("manuscript", "article"), "preprint"),
}  # fmt: skip
_TYPE_BY_KIND: Mapping[str, str] = {
    "law": "legislation", "standard": "standard", "preprint": "article", "dataset": "dataset",
    "software": "software", "web": "webpage", "press": "article-newspaper",
}  # fmt: skip
_STANDARDS_BODY = re.compile(
    r"\b(?:ISO|IEC|ISO/IEC|ITU(?:-T)?|ANSI(?:/NISO)?|ETSI|CEN|IEEE Std|BSI|DIN|RFC \d+"
    r"|International Organization for Standardization|W3C Recommendation)\b"
)

Text = Callable[[str], str]
"""Gives a field's text by its name; empty without the field."""


def is_entry_type(name: str) -> bool:
    """Tell whether this is an entry type we know."""
    return name in _CSL_TYPES


def kind_of(entry_type: str, text: Text) -> str:
    """Give the kind of a work; an explicit `sourcetype` wins."""
    if text("sourcetype") in KINDS:
        return text("sourcetype")
    if "law" in {word.strip() for word in text("keywords").split(",")}:
        return "law"
    csl_type = _with_subtype(entry_type, text)
    if csl_type == "document":
        return _kind_of_other(text)
    if csl_type == "article-journal" and "arxiv" in _journal(text).lower():
        return "preprint"
    return kind_of_type(csl_type)


def kind_of_type(csl_type: str) -> str:
    """Give the kind of a work of which no more than its CSL type is known."""
    return _KIND_BY_TYPE.get(csl_type, "web")


def csl_type_of(entry_type: str, kind: str, text: Text) -> str:
    """Give the CSL type; an entry that says no more than `@misc` has that of its kind."""
    csl_type = _with_subtype(entry_type, text)
    if csl_type == "manuscript" and text("eventtitle"):
        return "speech"
    return _TYPE_BY_KIND.get(kind, csl_type) if csl_type == "document" else csl_type


def is_arxiv(text: Text) -> bool:
    """Tell whether the work has a number at arXiv."""
    archive = text("archiveprefix") or text("eprinttype")
    return bool(text("eprint")) and archive.lower() == "arxiv"


def _with_subtype(entry_type: str, text: Text) -> str:
    csl_type = _CSL_TYPES.get(entry_type, "document")
    return _SUBTYPES.get((csl_type, text("entrysubtype").lower()), csl_type)


def _journal(text: Text) -> str:
    return text("journaltitle") or text("journal")


def _kind_of_other(text: Text) -> str:
    published = text("howpublished")
    if "standard" in published.lower().split() or _STANDARDS_BODY.search(published):
        return "standard"
    if "standards" in text("keywords") and _STANDARDS_BODY.search(text("title")):
        return "standard"
    return "preprint" if is_arxiv(text) else "web"
