"""The forms that front-matter texts must have: ids, ORCID, DOI, licences, roles, aliases.

Each check gives None when the text is right, and else how to write it.
"""

from __future__ import annotations

import re
import unicodedata

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,2}")
_ORCID = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]")
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s<>\"]+")
_LICENCE = re.compile(r"[A-Za-z0-9]+([.+-][A-Za-z0-9]+)*\+?")
_REVISION = re.compile(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*")
_WORDS = re.compile(r"[^\W_]+(-[^\W_]+)*")
_SEGMENT = re.compile(r"[^\W_][\w~-]*(\.[\w~-]+)*")

ROLES = (
    "conceptualization",
    "data-curation",
    "formal-analysis",
    "funding-acquisition",
    "investigation",
    "methodology",
    "project-administration",
    "resources",
    "software",
    "supervision",
    "validation",
    "visualization",
    "writing-original-draft",
    "writing-review-editing",
)
"""The contributor roles by the ends of their addresses at credit.niso.org (ANSI/NISO Z39.104)."""


def slug(text: str) -> str | None:
    """Check an id."""
    if _SLUG.fullmatch(text):
        return None
    near = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    wanted = "write small letters a to z, digits and single hyphens"
    return f"{wanted}, e.g. `{near[:60]}`" if near else wanted


def version(text: str) -> str | None:
    """Check a version, e.g. `1.0`."""
    return None if _VERSION.fullmatch(text) else "write numbers parted by dots, e.g. `1.0`"


def revision(text: str) -> str | None:
    """Check the name of a revision: a commit or a version."""
    return None if _REVISION.fullmatch(text) else "write the commit or the version of the source"


def orcid(text: str) -> str | None:
    """Check an ORCID iD and its last digit (ISO/IEC 7064, MOD 11-2)."""
    if not _ORCID.fullmatch(text):
        return "write the sixteen digits without an address, e.g. `0000-0002-1825-0097`"
    total = 0
    for digit in text.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    if text[-1] != ("X" if rest == 10 else str(rest)):
        return "compare it with the person's ORCID page: its last digit does not fit the others"
    return None


def doi(text: str) -> str | None:
    """Check a DOI without an address."""
    return None if _DOI.fullmatch(text) else "write it as `10.1234/abc`, without `https://doi.org/`"


def licence(text: str) -> str | None:
    """Check that a licence looks like an identifier of the SPDX list."""
    if _LICENCE.fullmatch(text):
        return None
    near = re.sub(r"[^A-Za-z0-9.+]+", "-", text).strip("-.")
    return f"write its SPDX identifier, e.g. `{near or 'CC-BY-4.0'}`"


def role(text: str) -> str:
    """Give a contributor role's id for its name: `Writing – review & editing` or the id itself."""
    return re.sub(r"[^a-z]+", "-", text.lower()).strip("-")


def known_role(text: str) -> str | None:
    """Check a contributor role, by name or id."""
    return None if role(text) in ROLES else f"write one of {', '.join(ROLES)}"


def segment(text: str) -> str | None:
    """Check a part of an address: small letters of any script, as keyboards give them (NFC)."""
    near = unicodedata.normalize("NFC", text).lower()
    if text == near and len(text) <= 80 and _WORDS.fullmatch(text):
        return None
    near = re.sub(r"[\W_]+", "-", near).strip("-")
    wanted = "write small letters, digits and single hyphens"
    return f"{wanted}, e.g. `{near[:60]}`" if near else wanted


def alias(text: str) -> str | None:
    """Check a former address: it must stay inside the site and be a plain path."""
    segments = text.removesuffix("/").split("/")
    if len(text) <= 200 and all(_SEGMENT.fullmatch(segment) for segment in segments):
        return None
    return (
        "write the former path without `..`, a slash or an address in front, "
        "e.g. `explainers/old-name`"
    )
