"""One item of a CSL-JSON file as a reference: each field of the right sort, the rest told.

Source: CSL-JSON schema 1.0.2 and CSL 1.0.2, Appendix III and IV.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from openbrief.features.citations.bibliography.addresses import (
    doi_address,
    read_address,
    read_doi,
)
from openbrief.features.citations.bibliography.csl_json import JsonItem, is_text
from openbrief.features.citations.bibliography.csl_vocabulary import (
    DATE_PARTS,
    DATES,
    NAME_FLAGS,
    NAME_PARTS,
    NAMES,
    PASSED_OVER,
    TEXTS,
    TYPES,
)
from openbrief.features.citations.bibliography.dates import UnreadableDateError, read_date
from openbrief.features.citations.bibliography.encoding import clean
from openbrief.features.citations.bibliography.extensions import (
    EXTENSIONS,
    Source,
    read_extensions,
)
from openbrief.features.citations.bibliography.kinds import kind_of_type
from openbrief.features.citations.bibliography.latex import plain
from openbrief.features.citations.bibliography.report import Report
from openbrief.features.citations.bibliography.short import short_form
from openbrief.model.citation import Reference

_MEND = "leave it out, or write it as the CSL-JSON schema asks"


class _WrongValueError(ValueError):
    """A value that its field cannot have."""


def read_json_reference(item: JsonItem, keys: Container[str], report: Report) -> Reference:
    """Give the work that an item describes, and report what is wrong with its fields."""
    csl: dict[str, Any] = {"id": item.key, "type": _type(item, report)}
    for name, value in item.fields.items():
        read = None if name in PASSED_OVER else _field(name, value, item, report)
        if read:
            csl[name] = read
    csl |= {
        "DOI": read_doi(csl.get("DOI", ""), item.span, report),
        "URL": read_address(csl.get("URL", ""), item.span, report),
    }
    csl = {name: value for name, value in csl.items() if value}
    custom = _custom(item, report)
    source = Source(lambda name: custom.get(name, ""), lambda _: item.span, report, keys)
    extensions = read_extensions(source)
    return Reference(
        key=item.key,
        csl=csl,
        span=item.span,
        kind=extensions.sourcetype or kind_of_type(csl["type"]),
        url=csl.get("URL") or (doi_address(csl["DOI"]) if "DOI" in csl else ""),
        archive_url=extensions.archive_url,
        access=extensions.access,
        notice=extensions.notice,
        short=short_form(csl),
        title=plain(csl.get("title", "")),
    )


def _type(item: JsonItem, report: Report) -> str:
    name = item.text("type")
    if name in TYPES:
        return name
    message = f"`{name}` is no type of CSL" if name else f"the work `{item.key}` has no type"
    report.warning(item.span, "type", message, "use `document`")
    return "document"


def _field(name: str, value: object, item: JsonItem, report: Report) -> Any:
    try:
        if name in NAMES:
            return list(_people(value))
        if name in DATES:
            return _date(value)
        if name in TEXTS:
            return _text(value)
    except _WrongValueError as error:
        report.warning(item.span, "field", f"`{name}` of `{item.key}` {error}", _MEND)
    else:
        message = f"`{clean(name)[:40]}` of `{item.key}` is no field of CSL-JSON"
        report.warning(item.span, "field", message, "mend its name, or put it into `custom`")
    return None


def _text(value: object) -> str:
    if not is_text(value):
        raise _WrongValueError("is neither text nor a number")
    return " ".join(clean(str(value)).split())


def _people(value: object) -> Iterator[dict[str, Any]]:
    if not isinstance(value, list):
        raise _WrongValueError("is no list of names")
    for person in value:
        if not isinstance(person, Mapping):
            raise _WrongValueError("holds a name that is no object")
        name = {part: _text(text) for part, text in person.items() if part in NAME_PARTS}
        flags = {flag: bool(person[flag]) for flag in sorted(NAME_FLAGS & person.keys())}
        if not any(name.get(part) for part in ("family", "given", "literal")):
            raise _WrongValueError("holds a name without `family`, `given` or `literal`")
        yield name | flags


def _date(value: object) -> dict[str, Any]:
    if is_text(value):
        return _written(str(value))
    if not isinstance(value, Mapping) or not value.keys() <= DATE_PARTS:
        raise _WrongValueError("is no date")
    if "raw" in value or "edtf" in value:
        return _written(_text(value.get("edtf", value.get("raw"))))
    made: dict[str, Any] = {
        part: _text(value[part]) for part in ("season", "literal") if part in value
    }
    if "date-parts" in value:
        made["date-parts"] = _parts(value["date-parts"])
    if value.get("circa"):
        made["circa"] = True
    return made


def _written(text: str) -> dict[str, Any]:
    try:
        return read_date(text)
    except UnreadableDateError:
        return {"literal": _text(text)}


def _parts(value: object) -> list[list[int]]:
    ends = value if isinstance(value, list) else []
    if not 1 <= len(ends) <= 2 or not all(isinstance(end, list) and end for end in ends):
        raise _WrongValueError("has no `date-parts` like `[[2024, 5, 31]]`")
    try:
        return [[int(_text(number)) for number in end[:3]] for end in ends]
    except ValueError as error:
        raise _WrongValueError("has `date-parts` that are no numbers") from error


def _custom(item: JsonItem, report: Report) -> Mapping[str, str]:
    """Give our own fields; what other programs keep in `custom` is theirs."""
    custom = item.fields.get("custom", {})
    if not isinstance(custom, Mapping):
        report.warning(item.span, "field", f"`custom` of `{item.key}` is no object", _MEND)
        return {}
    found: dict[str, str] = {}
    for name in EXTENSIONS:
        value = custom.get(name, "")
        if isinstance(value, bool):
            found[name] = "yes" if value else ""
        elif is_text(value):
            found[name] = clean(str(value))
        else:
            report.warning(item.span, "field", f"`{name}` of `{item.key}` is not text", _MEND)
    return found
