"""Where a work is: web addresses and DOIs, told apart from what only looks like one.

Source: DOI Handbook, "Numbering"; RFC 3986, section 3; the forms of `eprint` are those of
biblatex's manual, "Electronic Publishing Information".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from openbrief.features.citations.bibliography.report import Report
from openbrief.model.problem import Span

_DOI_ADDRESS = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9})*/[^\s\"{}\\]+", re.ASCII)
_UNWANTED = re.compile(r"[\s<>\"\\\x00-\x20\x7f-\x9f]")
_UNQUOTED = "/:;().,_-+!$&'*=@~"
_EPRINTS: Mapping[str, str] = {
    "arxiv": "https://arxiv.org/abs/",
    "jstor": "https://www.jstor.org/stable/",
    "hdl": "https://hdl.handle.net/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
}
_EPRINT = re.compile(r"[\w./:()-]+", re.ASCII)


def bare_doi(text: str) -> str:
    """Give a DOI without the address or the `doi:` before it."""
    return _DOI_ADDRESS.sub("", text.strip(), count=1) if _DOI_ADDRESS.match(text.strip()) else text


def read_doi(text: str, span: Span, report: Report) -> str:
    """Give a DOI; one of the wrong shape is told, and leads nowhere."""
    doi = bare_doi(text).strip()
    if not doi or _DOI.fullmatch(doi):
        return doi
    message = f"`{_shortened(doi)}` is no DOI"
    report.warning(span, "doi", message, "write it as it stands at the publisher: `10.…/…`")
    return ""


def read_address(url: str, span: Span, report: Report) -> str:
    """Give a web address; what is none is told, and left out."""
    url = url.strip()
    if not url or is_web_address(url):
        return url
    report.error(span, "url", f"`{_shortened(url)}` is no web address", "write it with `https://`")
    return ""


def is_web_address(url: str) -> bool:
    """Tell whether a link may lead there: no `javascript:`, `data:` or path, no spaces."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
    return is_web and not _UNWANTED.search(url)


def doi_address(doi: str) -> str:
    """Give the address that a DOI leads to; `<`, `%` and `#` may be part of a DOI."""
    return f"https://doi.org/{quote(doi, safe=_UNQUOTED)}"


def eprint_address(archive: str, number: str) -> str:
    """Give the address of a work in an archive that we know; else an empty text."""
    number = re.sub(r"^(?:arxiv|hdl|pmid):\s*", "", number.strip(), flags=re.IGNORECASE)
    base = _EPRINTS.get(archive.strip().lower(), "")
    return base + number if base and _EPRINT.fullmatch(number) else ""


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
