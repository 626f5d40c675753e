"""Works that have been retracted or superseded: from the library, and from a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from openbrief.model.citation import CitationItem, Cluster, Notice, Reference, Standing
from openbrief.model.document import Document
from openbrief.model.problem import Problem, Severity, Span
from openbrief.text.field_types import Choice, Group, Line, ListOf
from openbrief.text.schema import Field, Place, Schema
from openbrief.text.yaml_reader import read_yaml

_HELP = "each notice is `- {work: DOI or key, standing: retracted, date: …, url: …}`"


def read_notices(text: str, path: str) -> tuple[Mapping[str, Notice], tuple[Problem, ...]]:
    """Read the snapshot, a YAML list of notices; they are given by DOI or key, in small letters.

    The file is committed and read as it is: no build asks anybody on the network.
    """
    node, faults = read_yaml(text, path)
    schema = Schema(
        {
            "work": Field(type=Line(), required=True),
            "standing": Field(type=Choice({str(s): s for s in Standing}), required=True),
            "date": Field(type=Line("a date", _date)),
            "url": Field(type=Line("a web address", _address)),
            "by": Field(type=Line()),
        }
    )
    reading = ListOf(Group(schema, dict)).read(node, Place("the notices", Span(path, 1), _HELP))
    found = reading.value if isinstance(reading.value, tuple) else ()
    return {_name(one.pop("work")): Notice(**one) for one in found}, (*faults, *reading.problems)


def _date(text: str) -> str | None:
    parts = text.split("-")
    is_date = len(parts) <= 3 and all(part.isdecimal() for part in parts)
    return None if is_date else "write it as `2026-11-03`, `2026-11` or `2026`"


def _address(text: str) -> str | None:
    return None if text.startswith(("https://", "http://")) else "write it with `https://`"


def _name(work: str) -> str:
    return work.lower().removeprefix("https://doi.org/").removeprefix("doi:")


def with_notices(
    references: Mapping[str, Reference], notices: Mapping[str, Notice]
) -> dict[str, Reference]:
    """Give the works with what the snapshot says of them; what the library says goes first."""
    return {
        key: replace(work, notice=work.notice or _notice(work, notices))
        for key, work in references.items()
    }


def _notice(work: Reference, notices: Mapping[str, Notice]) -> Notice | None:
    return notices.get(work.key.lower()) or notices.get(str(work.csl.get("DOI", "")).lower())


def standing_problems(
    documents: Iterable[Document], references: Mapping[str, Reference]
) -> Iterator[Problem]:
    """Yield a problem for each work that is cited though it no longer stands.

    A waiver behind the citation says that the author knows; one that waives nothing is told.
    """
    for document in documents:
        for cluster in document.clusters:
            works = [(item, references[item.key]) for item in cluster.items
                     if item.key in references]  # fmt: skip
            for item, work in works:
                if work.notice and work.notice.standing not in cluster.waived:
                    yield _no_longer_stands(item, work.notice)
            told = {work.notice.standing for _, work in works if work.notice}
            if len(works) == len(cluster.items):
                yield from _idle_waivers(cluster, cluster.waived - told)


def _no_longer_stands(item: CitationItem, notice: Notice) -> Problem:
    when = f" ({notice.date})" if notice.date else ""
    other = f"cite `@{notice.by}` instead" if notice.by else "cite another work"
    is_retracted = notice.standing is Standing.RETRACTED
    return Problem(
        item.span,
        "citation-retracted" if is_retracted else "citation-superseded",
        f"`{item.key}` has been {notice.standing}{when}",
        f"{other}, or say behind the citation that you know it: `{{.{notice.standing}-ok}}`",
    )


def _idle_waivers(cluster: Cluster, waivers: Iterable[Standing]) -> Iterator[Problem]:
    for standing in sorted(waivers):
        yield Problem(
            cluster.span,
            "citation-waiver",
            f"no work here has been {standing}, as `{{.{standing}-ok}}` says",
            "remove the waiver",
            Severity.WARNING,
        )
