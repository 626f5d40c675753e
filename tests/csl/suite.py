"""The official CSL test suite: its fixtures read, run and compared.

Two outputs are the same when they are after everything that is a writer's own manner: block
elements, attributes of wrappers, entities and runs of spaces.
"""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from openbrief.csl import Citation, Cite, Formatted, Position, Processor, Style

_SECTION = re.compile(r"^>>=+ *([A-Z0-9-]+) *=+>>\s*\n(.*?)\n?^<<=+ *\1 *=+<<", re.S | re.M)
_BESIDE = Path(__file__).parents[3] / "shared" / "csl-suite"
HOME = Path(os.environ.get("OPENBRIEF_CSL_SUITE", _BESIDE))


@dataclass(frozen=True, slots=True)
class Fixture:
    """One case: what goes in and the text that is to come out."""

    name: str
    mode: str
    result: str
    csl: str
    items: Sequence[Mapping[str, Any]]
    citations: Sequence[Citation] | None
    shown: Mapping[str, Any]
    """Which entries of the bibliography are asked for."""
    listed: Sequence[str]
    """The works that are in the bibliography without being cited."""


def fixtures(names: Sequence[str] = ()) -> Iterator[Fixture]:
    """Yield all fixtures in the order of their names, or those that are named."""
    for path in sorted(HOME.glob("*.txt")):
        if not names or path.stem in names:
            yield read(path)


def read(path: Path) -> Fixture:
    """Read a fixture."""
    found = {key.lower(): text for key, text in _SECTION.findall(path.read_text("utf-8-sig"))}
    values = {
        key: json.loads(found[key])
        for key in ("input", "citation-items", "citations", "bibentries", "bibsection")
        if found.get(key, "").strip()
    }
    items = [{"id": str(at), **item} for at, item in enumerate(values["input"])]
    citations = _citations(values)
    listed = (
        [str(id) for id in values["bibentries"][-1]]
        if "bibentries" in values
        else [str(item["id"]) for item in items]
    )
    if "citations" in values:
        listed = []
    mode = found.get("mode", "citation").strip()
    shown = values.get("bibsection", {})
    return Fixture(
        path.stem, mode, found.get("result", ""), found["csl"].strip(), items, citations, shown,
        listed,
    )  # fmt: skip


def _citations(values: Mapping[str, Any]) -> list[Citation] | None:
    if "citation-items" in values:
        return [_citation(cites, 0, Position.FIRST) for cites in values["citation-items"]]
    if "citations" not in values:
        return None
    latest: dict[str, Any] = {}
    order: list[Any] = []
    for citation, before, after in values["citations"]:
        own = citation["citationID"]
        latest[own] = citation
        order = [*before, [own, citation.get("properties", {}).get("noteIndex", 0)], *after]
    return [
        _citation(latest[id]["citationItems"], note, None) for id, note in order if id in latest
    ]


def _citation(cites: Sequence[Mapping[str, Any]], note: int, position: Position | None) -> Citation:
    return Citation(tuple(_cite(cite, position) for cite in cites), int(note))


def _cite(cite: Mapping[str, Any], position: Position | None) -> Cite:
    if "position" in cite:
        position = Position(int(cite["position"]))
    return Cite(
        id=str(cite["id"]),
        locator=str(cite.get("locator") or ""),
        label=str(cite.get("label") or "page"),
        prefix=str(cite.get("prefix") or ""),
        suffix=str(cite.get("suffix") or ""),
        mode="suppress-author" if cite.get("suppress-author") else "normal",
        position=position,
        near_note=bool(cite.get("near-note")),
    )


@cache
def processor(csl: str) -> Processor:
    """Compile a fixture's style."""
    return Processor(Style.from_xml(csl))


def output(fixture: Fixture) -> str:
    """Format a fixture."""
    references = {str(item["id"]): item for item in fixture.items}
    formatted = processor(fixture.csl).format(references, fixture.citations or (), fixture.listed)
    if fixture.mode == "citation":
        if fixture.citations is None:
            formatted = processor(fixture.csl).format(references, [_all(fixture, formatted)])
        return "\n".join(formatted.citations)
    return "\n".join(
        f"<div>{entry.text}</div>"
        for entry in formatted.bibliography
        if is_shown(references[entry.id], fixture.shown)
    )


def _all(fixture: Fixture, formatted: Formatted) -> Citation:
    """Cite all works in one place, in the bibliography's order, as the suite's own runner does."""
    ids = [entry.id for entry in formatted.bibliography] or dict.fromkeys(fixture.listed)
    return Citation(tuple(Cite(id, position=Position.FIRST) for id in ids))


def is_shown(item: Mapping[str, Any], section: Mapping[str, Any]) -> bool:
    """Tell whether a bibliography's section holds an item."""
    tests = {key: [_holds(item, each) for each in section.get(key, ())] for key in _SECTIONS}
    if tests["select"] and not all(tests["select"]):
        return False
    if tests["include"] and not any(tests["include"]):
        return False
    if tests["quash"] and all(tests["quash"]):
        return False
    return not any(tests["exclude"])


_SECTIONS = ("include", "select", "exclude", "quash")


def _holds(item: Mapping[str, Any], test: Mapping[str, Any]) -> bool:
    value = item.get(test["field"], "")
    return test["value"] in value if isinstance(value, list) else value == test["value"]


def normal(text: str) -> str:
    """Give the form in which two outputs are compared."""
    text = re.sub(r"^(\.\.|>>)\[\d+\] ", "", text, flags=re.M)
    text = re.sub(r"<div[^>]*>|</div>|<br ?/?>", "\n", text)
    text = re.sub(r"<(/?)em>", r"<\1i>", text)
    text = re.sub(r"<(/?)strong>", r"<\1b>", text)
    text = text.replace('<span class="smallcaps">', '<span style="font-variant:small-caps;">')
    text = re.sub(
        r"<u>(.*?)</u>", r'<span style="text-decoration:underline;">\1</span>', text, flags=re.S
    )
    text = _without_wrappers(text)
    text = text.replace("[CSL STYLE ERROR: reference with no printed form.]", "")
    text = html.unescape(html.unescape(text)).replace("\u00a0", " ").replace("\u202f", " ")
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.splitlines())
    return " ".join(line for line in lines if line)


def _without_wrappers(text: str) -> str:
    """Drop spans without a style, and links, but not what they hold."""
    kept: list[str] = []
    stack: list[bool] = []
    for part in re.split(r"(<[^>]+>)", text):
        if part.startswith("<span"):
            stack.append("style=" in part)
            if stack[-1]:
                kept.append(re.sub(r"\s+|;(?=\")", "", part).replace("<span", "<span "))
        elif part == "</span>":
            if not stack or stack.pop():
                kept.append(part)
        elif part and not re.match(r"</?a\b", part):
            kept.append(part)
    return "".join(kept)
