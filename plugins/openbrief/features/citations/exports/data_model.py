"""CSL-JSON that is valid.

Source: CSL-JSON schema 1.0.2 (`csl-data.json`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from openbrief.csl.data.variables import DATES
from openbrief.features.citations.exports.once import once
from openbrief.features.citations.exports.types import csl_type

_NAME_VARIABLES = frozenset(
    (
        "author", "chair", "collection-editor", "compiler", "composer", "container-author",
        "contributor", "curator", "director", "editor", "editorial-director",
        "executive-producer", "guest", "host", "illustrator", "interviewer", "narrator",
        "organizer", "original-author", "performer", "producer", "recipient",
        "reviewed-author", "script-writer", "series-creator", "translator",
    )
)  # fmt: skip
_TEXT_VARIABLES = frozenset(
    (
        "DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL", "abstract", "annote", "archive",
        "archive-place", "archive_collection", "archive_location", "authority", "call-number",
        "chapter-number", "citation-key", "citation-label", "citation-number",
        "collection-number", "collection-title", "container-title", "container-title-short",
        "dimensions", "division", "edition", "event", "event-place", "event-title",
        "first-reference-note-number", "genre", "issue", "journalAbbreviation", "jurisdiction",
        "keyword", "language", "locator", "medium", "note", "number", "number-of-pages",
        "number-of-volumes", "original-publisher", "original-publisher-place",
        "original-title", "page", "page-first", "part", "part-title", "printing", "publisher",
        "publisher-place", "references", "reviewed-genre", "reviewed-title", "scale",
        "section", "shortTitle", "source", "status", "supplement", "title", "title-short",
        "version", "volume", "volume-title", "volume-title-short", "year-suffix",
    )
)  # fmt: skip
_NAME_PARTS = (
    "dropping-particle", "family", "given", "literal", "non-dropping-particle", "suffix",
)  # fmt: skip
_NAME_SWITCHES = ("comma-suffix", "parse-names", "static-ordering")
_DATE_PARTS = ("circa", "date-parts", "literal", "raw", "season")


def csl_json(items: Iterable[Mapping[str, Any]]) -> str:
    """Write items as a JSON array that the schema accepts, the keys of each sorted.

    What the schema does not know is left out; private data is welcome in `custom`. Markup stays in
    the texts. `<` is not escaped: whoever puts this into `<script>` does that.
    """
    listed = ",\n".join(map(_object, items))
    return f"[\n{listed}\n]\n" if listed else "[]\n"


@once
def _object(item: Mapping[str, Any]) -> str:
    """Write one item as it stands in the array. Line ends inside of its texts are escaped."""
    written = json.dumps(dict(_valid(item)), ensure_ascii=False, indent=2, sort_keys=True)
    # Not `textwrap.indent`, which takes a line separator inside of a text for the end of a line.
    return f"  {written}".replace("\n", "\n  ")


def _valid(item: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "id", str(item.get("id", ""))
    yield "type", csl_type(item)
    for variable, value in item.items():
        if variable in _TEXT_VARIABLES and isinstance(value, str | int | float):
            yield variable, str(value)
        elif variable in _NAME_VARIABLES and isinstance(value, list | tuple):
            yield variable, [_name(name) for name in value if isinstance(name, Mapping)]
        elif variable in DATES:
            yield variable, _date(value)
        elif variable == "categories" and isinstance(value, list | tuple):
            yield variable, [str(one) for one in value]
        elif variable == "custom" and isinstance(value, Mapping):
            yield variable, dict(value)


def _name(name: Mapping[str, Any]) -> dict[str, Any]:
    parts = {part: str(name[part]) for part in _NAME_PARTS if name.get(part)}
    return parts | {switch: name[switch] for switch in _NAME_SWITCHES if switch in name}


def _date(value: Any) -> dict[str, Any]:
    """Give a date as the schema has it; one that is only text, EDTF or other, is `raw`."""
    if not isinstance(value, Mapping):
        return {"raw": str(value)}
    date = {part: value[part] for part in _DATE_PARTS if part in value}
    return date | ({"raw": str(value["edtf"])} if "edtf" in value else {})
