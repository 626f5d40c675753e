"""Whether a document's history agrees with itself: its order, its days, its versions, its status.

No clock is asked, so that a text that is right today is right for ever: days are compared with one
another and with the day of publication alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from openbrief.model.front_matter import Change, FrontMatter
from openbrief.model.problem import Problem, Span
from openbrief.text.yaml_nodes import ListNode, MappingNode, Node

Written = Sequence[tuple[MappingNode, Change]]
"""The changes as they stand in the file, each with where it stands."""


def history_problems(node: Node, front: FrontMatter) -> Iterator[Problem]:
    """Yield what `changes` says against itself or against another field.

    Args:
        node: the front matter as it was written.
        front: what was read of it; a list with faults of its own is passed over.
    """
    written = _written(node, front.changes)
    if not front.status.is_public:  # The history of a draft is not told yet.
        yield from _hidden(written, front)
        return
    yield from _out_of_order(written)
    yield from _days(written, front)
    yield from _versions(written, front)
    yield from _after_retraction(written)


def _written(node: Node, changes: Sequence[Change]) -> Written:
    entry = node.get("changes") if isinstance(node, MappingNode) else None
    items = entry.value.items if entry and isinstance(entry.value, ListNode) else ()
    groups = [item for item in items if isinstance(item, MappingNode)]
    return tuple(zip(groups, changes, strict=True)) if len(groups) == len(changes) else ()


def _at(item: MappingNode, field: str) -> Span:
    entry = item.get(field)
    return entry.value.span if entry else item.span


def _hidden(written: Written, front: FrontMatter) -> Iterator[Problem]:
    for item, change in written:
        if change is front.retraction:
            yield Problem(
                _at(item, "kind"),
                "retraction-status",
                f"the document is retracted, and hidden by its status, `{front.status}`",
                "write `status: published` or `retired`: it stays at its address, with the notice",
            )


def _out_of_order(written: Written) -> Iterator[Problem]:
    for (_, above), (item, below) in pairwise(written):
        if below.date > above.date:
            yield Problem(
                _at(item, "date"),
                "changes-order",
                f"the change of {below.date} stands below that of {above.date}",
                "write the newest change first",
            )


def _days(written: Written, front: FrontMatter) -> Iterator[Problem]:
    """Yield what was before the day of publication, and a first `new` on another day."""
    published = front.published
    if published is None:
        return
    new = [change for _, change in written if change.kind == "new"]
    first = min(new, key=lambda change: change.date, default=None)
    for item, change in written:
        if change is first and change.date != published:
            yield Problem(
                _at(item, "date"),
                "changes-date",
                f"the document is `new` on {change.date}, but `published` is {published}",
                "write one day in both places",
            )
        elif change is not first and change.date < published:
            yield Problem(
                _at(item, "date"),
                "changes-date",
                f"the change of {change.date} is older than the document: `published` is"
                f" {published}",
                "mend one of the two days; what came before publication is not told",
            )


def _versions(written: Written, front: FrontMatter) -> Iterator[Problem]:
    """Yield a version that is not the document's own, and those that go down as time goes on."""
    named = [(item, change.version) for item, change in written if change.version]
    if written and written[0][1].version not in ("", front.version):
        item, change = written[0]
        yield Problem(
            _at(item, "version"),
            "changes-version",
            f"the newest change led to version `{change.version}`, but `version` is"
            f" `{front.version}`",
            "write one version in both places",
        )
    for (_, above), (item, below) in pairwise(named):
        if _number(below) > _number(above):
            yield Problem(
                _at(item, "version"),
                "changes-version",
                f"version `{below}` stands below version `{above}`",
                "write the newest change first, and let versions grow",
            )


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _after_retraction(written: Written) -> Iterator[Problem]:
    for (item, later), (_, earlier) in pairwise(written):
        if earlier.kind == "retraction" and later.kind in ("correction", "retraction"):
            yield Problem(
                _at(item, "kind"),
                "changes-after-retraction",
                f"a {later.kind} follows the retraction of {earlier.date}",
                "mend the retraction's note; `new` or `update` publishes the document again",
            )
