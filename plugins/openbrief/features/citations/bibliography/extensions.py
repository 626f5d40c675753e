"""What OpenBrief reads besides: the kind, a saved copy, who can read a work, its standing."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass

from openbrief.features.citations.bibliography.addresses import read_address
from openbrief.features.citations.bibliography.blocks import is_key
from openbrief.features.citations.bibliography.dates import UnreadableDateError, read_date
from openbrief.features.citations.bibliography.kinds import KINDS
from openbrief.features.citations.bibliography.report import Report
from openbrief.model.citation import Notice, Standing
from openbrief.model.problem import Span

EXTENSIONS = (
    "sourcetype", "archiveurl", "archivedate", "access",
    "retracted", "retractionurl", "superseded", "supersededby",
)  # fmt: skip
"""Names of the fields, in BibTeX as in CSL-JSON's `custom`."""

_ACCESS = ("open", "registration", "paid")
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Extensions:
    """What the fields say; empty where they say nothing usable."""

    sourcetype: str = ""
    archive_url: str = ""
    access: str = ""
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the fields are found."""

    text: Callable[[str], str]
    place: Callable[[str], Span]
    report: Report
    keys: Container[str]
    """The keys of all works of the library."""


def read_extensions(source: Source) -> Extensions:
    """Read our fields, and report what they cannot mean."""
    # Both are read, so that faults in either are told; a retraction weighs more.
    retracted, superseded = _retracted(source), _superseded(source)
    return Extensions(
        sourcetype=_choice(source, "sourcetype", "kind", "a kind of source", KINDS),
        archive_url=_address(source, "archiveurl"),
        access=_choice(source, "access", "access", "a way of access", _ACCESS),
        notice=retracted or superseded,
    )


def _choice(source: Source, name: str, code: str, what: str, choices: tuple[str, ...]) -> str:
    value = source.text(name).strip()
    if not value or value in choices:
        return value
    options = ", ".join(f"`{each}`" for each in choices)
    source.report.error(source.place(name), code, f"`{value}` is not {what}", f"use {options}")
    return ""


def _address(source: Source, name: str) -> str:
    return read_address(source.text(name), source.place(name), source.report)


def _retracted(source: Source) -> Notice | None:
    date = _date(source, "retracted")
    url = _address(source, "retractionurl")
    if date is None and not url:
        return None
    return Notice(Standing.RETRACTED, date or "", url)


def _superseded(source: Source) -> Notice | None:
    date = _date(source, "superseded")
    by = source.text("supersededby").strip()
    if date is None and not by:
        return None
    if is_key(by) and by not in source.keys:
        message = f"no entry has the key `{by}`, by which this work is superseded"
        help_text = "add the entry, or tell in words what supersedes the work"
        source.report.warning(source.place("supersededby"), "notice", message, help_text)
        by = ""
    return Notice(Standing.SUPERSEDED, date or "", by=by)


def _date(source: Source, name: str) -> str | None:
    """Give the date of an event; an empty one for `yes`, none if it has not come about."""
    value = source.text(name).strip()
    if value.lower() in ("", "no", "false"):
        return None
    if value.lower() in ("yes", "true"):
        return ""
    if _ISO.fullmatch(value) and _exists(value):
        return value
    message = f"`{value}` in the field `{name}` is neither a date nor `yes`"
    source.report.error(source.place(name), "notice", message, "write a date: `2024-05-31`")
    # Someone wanted to warn readers; a mistyped date must not keep the warning from them.
    return ""


def _exists(value: str) -> bool:
    try:
        found = read_date(value)
    except UnreadableDateError:
        return False
    return "season" not in found
