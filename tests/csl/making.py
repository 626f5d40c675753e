"""Small styles and works for the tests, written in a line or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openbrief.csl import Citation, Cite, Formatted, Processor, Style, Writer

AUTHOR_YEAR = (
    '<group delimiter=" "><names variable="author"><name form="short" and="text"/></names>'
    '<date variable="issued"><date-part name="year"/></date></group>'
)


def style(
    layout: str,
    *,
    citation: str = "",
    bibliography: str = "",
    root: str = "",
    extra: str = "",
    sort: str = "",
    wrap: str = "",
) -> Style:
    """Write a style around a citation layout."""
    listed = f"<bibliography>{bibliography}</bibliography>" if bibliography else ""
    return Style.from_xml(
        f'<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" {root}>{extra}'
        f"<citation {citation}>{sort}<layout {wrap}>{layout}</layout></citation>{listed}</style>"
    )


def work(id: str = "a", **fields: Any) -> dict[str, Any]:
    """Write a work; underscores in names stand for hyphens, a year for `issued`."""
    found = {name.replace("_", "-"): value for name, value in fields.items()}
    if isinstance(found.get("issued"), int):
        found["issued"] = {"date-parts": [[found["issued"]]]}
    return {"id": id, "type": "book", **found}


def people(*names: str) -> list[dict[str, str]]:
    """Write names as `Family, Given`."""
    return [dict(zip(("family", "given"), name.split(", "), strict=False)) for name in names]


def formatted(
    style: Style,
    works: Sequence[Mapping[str, Any]],
    citations: Sequence[Citation] | None = None,
    *,
    language: str = "en-US",
    writer: Writer | None = None,
) -> Formatted:
    """Format citations, by default each work in one of its own."""
    processor = Processor(style, language, writer)
    if citations is None:
        citations = [Citation((Cite(str(each["id"])),)) for each in works]
    return processor.format({str(each["id"]): each for each in works}, citations)


def cited(layout: str, *works: Mapping[str, Any], language: str = "en-US", **made: str) -> str:
    """Format one citation of all works."""
    cites = tuple(Cite(str(each["id"])) for each in works)
    return formatted(style(layout, **made), works, [Citation(cites)], language=language).citations[
        0
    ]
