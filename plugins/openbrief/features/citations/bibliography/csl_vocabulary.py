"""The words of CSL-JSON: types, fields and the parts of names and dates.

Source: CSL-JSON schema 1.0.2; CSL 1.0.2, Appendix III and IV.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TYPES = _words(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic"
    " collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic"
    " hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet"
    " paper-conference patent performance periodical personal_communication post post-weblog"
    " regulation report review review-book software song speech standard thesis treaty"
    " webpage"
)
NAMES = _words(
    "author chair collection-editor compiler composer container-author contributor curator director"
    " editor editor-translator editorial-director executive-producer guest host illustrator"
    " interviewer narrator organizer original-author performer producer recipient reviewed-author"
    " script-writer series-creator translator"
)
DATES = frozenset(
    ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")
)
TEXTS = _words(
    "abstract annote archive archive-place archive_collection archive_location authority"
    " call-number chapter-number citation-key citation-label citation-number collection-number"
    " collection-title container-title container-title-short dimensions division DOI edition event"
    " event-place event-title first-reference-note-number genre ISBN ISSN issue journalAbbreviation"
    " jurisdiction keyword language license locator medium note number number-of-pages"
    " number-of-volumes original-publisher original-publisher-place original-title page page-first"
    " part part-number part-title PMCID PMID printing printing-number publisher publisher-place"
    " references reviewed-genre reviewed-title scale section shortTitle source status supplement"
    " supplement-number title title-short URL version volume volume-title year-suffix"
)
PASSED_OVER = frozenset(("id", "type", "categories", "custom"))
NAME_PARTS = frozenset(
    ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
)
NAME_FLAGS = frozenset(("comma-suffix", "static-ordering", "parse-names"))
DATE_PARTS = frozenset(("date-parts", "season", "circa", "literal", "raw", "edtf"))
