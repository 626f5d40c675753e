"""Tell what of a PO file is lost, what is not done, and what has no place any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from openbrief.features.translations.compare import Difference, differences
from openbrief.features.translations.po.entries import Entry, digest
from openbrief.features.translations.po.file import Catalog
from openbrief.features.translations.po.take import Chosen, Taken
from openbrief.model.problem import Problem, Severity, Span
from openbrief.text.units import FRONT_MATTER, Unit


def problems(
    taken: Sequence[Taken],
    catalog: Catalog,
    excused: Mapping[Span, Sequence[str]],
    *,
    source: str,
    partial: bool,
) -> Iterator[Problem]:
    """Yield what is lost, what is missing and what has no place any more.

    Args:
        taken: what has been chosen.
        catalog: the PO file.
        excused: the checks that a unit of the translation need not pass, by its place.
        source: the language of the source.
        partial: whether sections may be missing. Fields of the front matter may not.
    """
    for each in taken:
        for one in each.chosen:
            yield from _not_done(one, each, catalog.path, partial=partial)
            if one.is_said and (one.is_new or not one.segment.is_current):
                yield from _differences(one, catalog, source, excused)
    used = {one.entry.key for each in taken for one in each.chosen if one.entry}
    now = digest([each.aligned.section for each in taken])
    for key, entry in catalog.entries.items():
        if key not in used and entry.is_translated:
            yield _unknown(entry, catalog, is_same=catalog.header.digest == now)


def _not_done(one: Chosen, each: Taken, path: str, *, partial: bool) -> Iterator[Problem]:
    section = each.aligned.section
    is_needed = section.part == FRONT_MATTER and section.name != "faq"
    if one.is_missing:
        may_lack = partial and (each.fate == "kept" or not is_needed)
        yield _untranslated(one, path, Severity.NOTE if may_lack else Severity.ERROR)
    elif one.entry and one.entry.is_fuzzy:
        yield _fuzzy(one.entry, path)
    elif one.entry and one.is_said and one.is_new and each.fate != "taken":
        yield _waiting(one.entry, path)


def _unknown(entry: Entry, catalog: Catalog, *, is_same: bool) -> Problem:
    if is_same:
        message = "the source does not have this msgid: it has been changed in this file"
        way = f"put it back, or export {catalog.header.document} anew"
    else:
        message = "the source no longer has this text, so its translation goes nowhere"
        way = f"export {catalog.header.document} anew to see what it says now"
    return Problem(Span(catalog.path, entry.line), "po-unknown", message, way, Severity.WARNING)


def _untranslated(one: Chosen, path: str, severity: Severity) -> Problem:
    text = _short(one.segment.source.text)
    if one.entry is None:
        message = f"the source has a text that this file does not have: “{text}”"
        way = "export the document anew"
        return Problem(Span(path), "po-untranslated", message, way, severity)
    return Problem(
        Span(path, one.entry.line),
        "po-untranslated",
        f"this is not translated: “{text}”",
        "translate it; with `--partial`, sections that are not done stay as they are",
        severity,
    )


def _fuzzy(entry: Entry, path: str) -> Problem:
    return Problem(
        Span(path, entry.line),
        "po-fuzzy",
        f"this is fuzzy, so the translation of the earlier text stays: “{_short(entry.key.id)}”",
        "bring it up to date, and take the mark `fuzzy` away",
        Severity.NOTE,
    )


def _waiting(entry: Entry, path: str) -> Problem:
    return Problem(
        Span(path, entry.line),
        "po-waiting",
        f"this stays out until its whole section is done: “{_short(entry.key.id)}”",
        "keep the PO file, and translate the rest of the section",
        Severity.NOTE,
    )


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


def _differences(
    one: Chosen, catalog: Catalog, source: str, excused: Mapping[Span, Sequence[str]]
) -> Iterator[Problem]:
    original, target = one.segment.source, one.segment.target
    unit = Unit(original.kind, one.text or "", original.span)
    waived = excused.get(target.span, ()) if target else ()
    for found in differences(original, unit, source, catalog.header.locale):
        if found.code.removeprefix("translation-") not in waived:
            yield _problem(found, Span(catalog.path, one.entry.line if one.entry else 0))


def _problem(found: Difference, span: Span) -> Problem:
    severity = Severity.WARNING if found.code == "translation-numbers" else Severity.ERROR
    return Problem(span, found.code, found.message, "write it as it stands in the msgid", severity)
