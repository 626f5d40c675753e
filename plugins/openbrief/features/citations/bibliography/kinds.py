"""What sort of work an entry is: its CSL type, and the kind that readers are told."""

from __future__ import annotations

import re
from collections.abc import Mapping

KINDS = (
    "law", "standard", "peer-reviewed", "report", "preprint", "book", "dataset", "software", "web",
)  # fmt: skip
"""Keys of the strings catalog, without `kind.`"""

CSL_TYPES: Mapping[str, str] = {
    "article": "article-journal",
    "book": "book", "mvbook": "book", "collection": "book", "proceedings": "book",
    "manual": "book", "booklet": "pamphlet", "reference": "book",
    "inbook": "chapter", "incollection": "chapter", "suppbook": "chapter",
    "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference", "conference": "paper-conference",
    "techreport": "report", "report": "report",
    "thesis": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis",
    "online": "webpage", "electronic": "webpage", "www": "webpage",
    "dataset": "dataset", "software": "software", "unpublished": "manuscript",
    "patent": "patent", "standard": "standard",
    "legislation": "legislation", "legal": "legislation", "bill": "bill",
    "jurisdiction": "legal_case", "hearing": "hearing",
    "video": "motion_picture", "audio": "song", "image": "graphic",
    "misc": "document",
}  # fmt: skip
"""CSL 1.0.2, Appendix III, by the entry types of BibTeX and biblatex."""

_KIND_BY_TYPE: Mapping[str, str] = {
    "article-journal": "peer-reviewed",
    "paper-conference": "peer-reviewed",
    "chapter": "book",
    "book": "book",
    "report": "report",
    "thesis": "report",
    "dataset": "dataset",
    "software": "software",
    "standard": "standard",
    "legislation": "law",
    "bill": "law",
    "legal_case": "law",
    "manuscript": "preprint",
    "article": "preprint",
}
_TYPE_BY_KIND: Mapping[str, str] = {
    "law": "legislation",
    "standard": "standard",
    "preprint": "article",
    "dataset": "dataset",
    "software": "software",
    "web": "webpage",
}
_STANDARDS_BODY = re.compile(
    r"\b(?:ISO|IEC|ISO/IEC|ITU(?:-T)?|ANSI(?:/NISO)?|ETSI|CEN|IEEE Std|BSI|DIN|RFC \d+"
    r"|International Organization for Standardization|W3C Recommendation)\b"
)


def kind_of(entry_type: str, fields: Mapping[str, str]) -> str:
    """Give the kind of a work; an explicit `sourcetype` wins."""
    if fields.get("sourcetype") in KINDS:
        return fields["sourcetype"]
    keywords = {word.strip() for word in fields.get("keywords", "").split(",")}
    if "law" in keywords:
        return "law"
    csl_type = CSL_TYPES.get(entry_type, "document")
    if csl_type == "document":
        return _kind_of_other(fields)
    if entry_type == "article" and "arxiv" in fields.get("journal", "").lower():
        return "preprint"
    return _KIND_BY_TYPE.get(csl_type, "web")


def csl_type_of(entry_type: str, kind: str) -> str:
    """Give the CSL type; an entry that says no more than `@misc` has that of its kind."""
    csl_type = CSL_TYPES.get(entry_type, "document")
    return _TYPE_BY_KIND.get(kind, csl_type) if csl_type == "document" else csl_type


def is_arxiv(fields: Mapping[str, str]) -> bool:
    """Tell whether the work has a number at arXiv."""
    archive = fields.get("archiveprefix") or fields.get("eprinttype") or ""
    return bool(fields.get("eprint")) and archive.lower() == "arxiv"


def _kind_of_other(fields: Mapping[str, str]) -> str:
    published = fields.get("howpublished", "")
    if "standard" in published.lower().split() or _STANDARDS_BODY.search(published):
        return "standard"
    keywords = fields.get("keywords", "")
    if "standards" in keywords and _STANDARDS_BODY.search(fields.get("title", "")):
        return "standard"
    return "preprint" if is_arxiv(fields) else "web"
