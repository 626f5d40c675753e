"""The fields that each content type has, and those that its translations have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from openbrief.features.collections.fields import FIELDS
from openbrief.features.collections.history import history_problems
from openbrief.model.document import Kind
from openbrief.model.front_matter import FrontMatter, Status
from openbrief.model.problem import Problem, Severity, Span
from openbrief.text.field_types import Choice, ListOf
from openbrief.text.schema import Field, Schema, shorten, validate
from openbrief.text.yaml_nodes import ListNode, MappingNode, Node, ScalarNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DOCUMENTS = (Kind.EXPLAINER, Kind.BRIEF)

_BRIEF_ONLY = ("number", "options", "recommendations", "next_dates")
_TRANSLATION_ONLY = ("translation", "translators", "source_rev", "slug")

_REQUIRED_OF_DRAFTS = ("id", "title", "status")
_REQUIRED = (
    *_REQUIRED_OF_DRAFTS,
    *("summary", "area", "key_messages", "authors", "interests", "published", "version"),
)
_REQUIRED_OF_BRIEFS = (*_REQUIRED, "number", "options", "recommendations")

_LISTS_OF_TEXTS = ("key_messages", "faq", "options", "recommendations", "next_dates")
TEXTS = ("title", "headline", "summary", "interests", *_LISTS_OF_TEXTS)
"""The fields that a translation must write anew where its source has them."""
_OWN = (
    *("id", "nav_title", *TEXTS),
    *("translation", "translators", "reviewers", "source_rev", "slug", "aliases", "cite_as"),
)

_ELSEWHERE = {
    "lang": "remove it: the file's name says its language, as in `name.fr.md`",
    "description": "write it as `summary`",
    "author": "write `authors`, a list",
    "date": "write `published` for the day of publication",
    "headline": "remove it: only the home page has a headline",
    **dict.fromkeys(_BRIEF_ONLY, "remove it: only briefs have it"),
    **dict.fromkeys(_TRANSLATION_ONLY, "remove it: only translations, as in `name.fr.md`, have it"),
}
_INHERITED = "remove it: a translation takes it from its source"


def read_front_matter(node: Node, kind: Kind, path: str) -> tuple[FrontMatter, tuple[Problem, ...]]:
    """Read the front matter of a source document; what is wrong stays at its default.

    Ideas and drafts need an id, a title and a status alone, and their lists may be short.
    """
    values, problems = validate(node, schema_for(kind, is_draft=_is_draft(node)))
    front_matter = FrontMatter(**values)
    found = [*problems, *history_problems(node, front_matter)]
    found.sort(key=lambda problem: (problem.span, problem.code))
    return front_matter, _with_path(found, path)


def read_translation(
    node: Node, kind: Kind, path: str, source: FrontMatter
) -> tuple[FrontMatter, tuple[Problem, ...]]:
    """Read the front matter of a translation, over that of its source.

    The texts are the translation's own, and it must have those that the source has; questions
    may be left out. With `status: draft`, it stays out of everything public, though its source does
    not. A list of another length than the source's is a warning, since an edit of
    the source must not stop the site. All else is the source's; reviewers and `cite_as` are so
    unless the translation names its own.
    """
    values, problems = validate(node, translation_schema_for(kind, source))
    own = {"nav_title": "", "slug": "", "faq": (), "aliases": (), **values, "id": source.id}
    found = [*problems, *_id_problems(node, source), *_count_problems(node, source)]
    found.sort(key=lambda problem: (problem.span, problem.code))
    return replace(source, **own), _with_path(found, path)


def schema_for(kind: Kind, *, is_draft: bool = False) -> Schema:
    """Give the fields of a content type."""
    absent = set(_TRANSLATION_ONLY)
    if kind is not Kind.BRIEF:
        absent.update(_BRIEF_ONLY)
    if kind is not Kind.HOME:
        absent.add("headline")
    required = _required(kind, is_draft=is_draft)
    names = [name for name in FIELDS if name not in absent]
    return Schema(
        {name: _field(name, required=name in required, relaxed=is_draft) for name in names},
        _ELSEWHERE,
    )


def translation_schema_for(kind: Kind, source: FrontMatter) -> Schema:
    """Give the fields of a translation; those texts are required that its source has."""
    of_source = schema_for(kind).fields
    names = [name for name in _OWN if name in of_source or name in _TRANSLATION_ONLY]
    if kind in (Kind.HOME, Kind.LISTING):  # Their address is the head of others'.
        names.remove("slug")
    required = {name for name in TEXTS if name != "faq" and getattr(source, name)}
    required |= {"translation", *(("title",) if kind in _DOCUMENTS else ())}
    inherited = dict.fromkeys((name for name in of_source if name not in names), _INHERITED)
    # How many messages or options there must be is the source's affair.
    fields = {name: _field(name, required=name in required, relaxed=True) for name in names}
    fields["status"] = Field(type=Choice({Status.DRAFT: Status.DRAFT}, mend=_INHERITED))
    return Schema(fields, {**_ELSEWHERE, **inherited})


def _required(kind: Kind, *, is_draft: bool) -> tuple[str, ...]:
    if kind not in _DOCUMENTS:
        return ()
    if is_draft:
        return _REQUIRED_OF_DRAFTS
    return _REQUIRED_OF_BRIEFS if kind is Kind.BRIEF else _REQUIRED


def _field(name: str, *, required: bool, relaxed: bool) -> Field:
    declared = FIELDS[name]
    field_type = declared.type
    if relaxed and isinstance(field_type, ListOf):
        field_type = replace(field_type, minimum=0)
    return replace(declared, type=field_type, required=required)


def _is_draft(node: Node) -> bool:
    status = _value(node, "status")
    return isinstance(status, ScalarNode) and status.text in (Status.IDEA, Status.DRAFT)


def _value(node: Node, name: str) -> Node | None:
    entry = node.get(name) if isinstance(node, MappingNode) else None
    return entry.value if entry else None


def _id_problems(node: Node, source: FrontMatter) -> Iterator[Problem]:
    value = _value(node, "id")
    if isinstance(value, ScalarNode) and value.value is not None and value.text != source.id:
        yield Problem(
            value.span,
            "translation-id",
            f"the id is `{shorten(value.text)}`, but that of the source is `{source.id}`",
            "remove it: a translation takes it from its source",
        )


def _count_problems(node: Node, source: FrontMatter) -> Iterator[Problem]:
    for name in _LISTS_OF_TEXTS:
        value = _value(node, name)
        wanted = len(getattr(source, name))
        if not isinstance(value, ListNode) or not wanted or len(value.items) == wanted:
            continue
        yield Problem(
            value.span,
            "translation-count",
            f"`{name}` has {len(value.items)} of the source's {wanted} items",
            "translate the list as it is in the source now",
            Severity.WARNING,
        )


def _with_path(problems: Sequence[Problem], path: str) -> tuple[Problem, ...]:
    """Name the file where the node does not know it."""
    return tuple(
        problem
        if problem.span.path
        else replace(problem, span=Span(path, problem.span.line, problem.span.column))
        for problem in problems
    )
