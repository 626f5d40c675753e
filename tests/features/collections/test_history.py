"""When a document is retracted, and what its history may not say."""

import datetime as dt

import pytest

from openbrief.features.collections.schemas import read_front_matter
from openbrief.model.document import Kind
from openbrief.model.front_matter import Change, FrontMatter
from openbrief.text.front_matter import read_yaml

PUBLISHED = """\
title: Tides
status: published
version: "1.1"
published: 2026-03-02
changes:
"""


def told(changes: str, head: str = PUBLISHED) -> list[str]:
    node, _ = read_yaml(head + changes, "a.md", 2)
    _, problems = read_front_matter(node, Kind.PAGE, "a.md")
    return [f"{problem.span.line}:{problem.span.column} {problem.code}" for problem in problems]


def history(*changes: tuple[str, str]) -> FrontMatter:
    days = ((dt.date.fromisoformat(day), kind) for day, kind in changes)
    return FrontMatter(changes=tuple(Change(day, kind, f"{day} {kind}") for day, kind in days))


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ([], ""),
        ([("2026-01-02", "correction"), ("2026-01-01", "new")], ""),
        ([("2026-01-02", "retraction"), ("2026-01-01", "new")], "2026-01-02 retraction"),
        # By day, wherever it stands; of one day, the one that stands first.
        ([("2026-01-01", "new"), ("2026-01-02", "retraction")], "2026-01-02 retraction"),
        ([("2026-01-02", "retraction"), ("2026-01-02", "update")], "2026-01-02 retraction"),
        ([("2026-01-02", "update"), ("2026-01-02", "retraction")], ""),
        ([("2026-01-03", "new"), ("2026-01-02", "retraction")], ""),
    ],
)
def test_a_document_is_retracted_while_its_newest_change_says_so(
    changes: list[tuple[str, str]], note: str
) -> None:
    retraction = history(*changes).retraction

    assert (retraction.note if retraction else "") == note


def test_a_document_was_changed_on_the_day_of_its_newest_change_or_of_publication() -> None:
    published = FrontMatter(published=dt.date(2026, 3, 2))

    assert published.updated == dt.date(2026, 3, 2)
    assert history(("2026-05-01", "update"), ("2026-03-02", "new")).updated == dt.date(2026, 5, 1)
    assert FrontMatter().updated is None


def test_a_history_that_agrees_with_itself_has_no_problems() -> None:
    assert not told(
        '- {date: 2026-09-04, kind: correction, note: A, version: "1.1"}\n'
        "- {date: 2026-09-04, kind: update, note: B}\n"
        '- {date: 2026-03-02, kind: new, note: C, version: "1.0"}\n'
    )


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (
            (
                "- {date: 2026-03-02, kind: new, note: A}\n"
                "- {date: 2026-04-02, kind: update, note: B}\n"
            ),
            ["8:10 changes-order"],
        ),
        ("- {date: 2026-03-03, kind: new, note: A}\n", ["7:10 changes-date"]),
        (
            (
                "- {date: 2026-03-02, kind: new, note: A}\n"
                "- {date: 2026-03-01, kind: update, note: B}\n"
            ),
            ["8:10 changes-date"],
        ),
        ('- {date: 2026-03-02, kind: new, note: A, version: "1.0"}\n', ["7:52 changes-version"]),
        (
            (
                "- {date: 2026-05-02, kind: update, note: A}\n"
                '- {date: 2026-04-02, kind: update, note: B, version: "1.9"}\n'
                '- {date: 2026-03-02, kind: new, note: C, version: "1.10"}\n'
            ),
            ["9:52 changes-version"],
        ),
        (
            (
                "- {date: 2026-05-02, kind: correction, note: A}\n"
                "- {date: 2026-04-02, kind: retraction, note: B}\n"
            ),
            ["7:28 changes-after-retraction"],
        ),
        # Published again: `new` may come twice.
        (
            (
                "- {date: 2026-05-02, kind: new, note: A}\n"
                "- {date: 2026-04-02, kind: retraction, note: B}\n"
                "- {date: 2026-03-02, kind: new, note: C}\n"
            ),
            [],
        ),
    ],
)
def test_what_contradicts_itself_is_told_at_its_place(changes: str, found: list[str]) -> None:
    assert told(changes) == found


def test_the_history_of_a_draft_is_left_alone_but_what_is_retracted_must_not_be_hidden() -> None:
    draft = PUBLISHED.replace("status: published", "status: draft")

    assert told("- {date: 2026-02-02, kind: update, note: A}\n", draft) == []
    assert told("- {date: 2026-04-02, kind: retraction, note: A}\n", draft) == [
        "7:28 retraction-status"
    ]


def test_a_faulty_list_is_told_once() -> None:
    assert told("- {date: 2026-04, kind: update, note: A}\n- {date: 2026-03-02}\n") == [
        "7:10 front-matter-date",
        "8:3 front-matter-missing",
        "8:3 front-matter-missing",
    ]
