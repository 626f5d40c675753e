"""The text of new files: a document to fill in, and a translation to write over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openbrief.features.collections import forms, outlines
from openbrief.features.collections.schemas import TEXTS, read_front_matter
from openbrief.model.document import Kind
from openbrief.model.front_matter import Status, TranslationOrigin
from openbrief.model.problem import OpenBriefError, Severity
from openbrief.text.front_matter import FrontMatterText, read_yaml, split_front_matter
from openbrief.text.schema import is_empty
from openbrief.text.yaml_characters import is_readable
from openbrief.text.yaml_nodes import MappingNode
from openbrief.text.yaml_writer import entry_lines, quoted

if TYPE_CHECKING:
    import datetime as dt

_OUTLINES = {Kind.EXPLAINER: outlines.EXPLAINER, Kind.BRIEF: outlines.BRIEF}
_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def new_document(kind: Kind, slug: str, *, title: str, today: dt.date) -> str:
    """Give a draft of an explainer or a brief: every field and section, nothing made up.

    Fields that only the authors can know are empty, so that they are asked for as soon as the
    status is `in-review`.

    Raises:
        OpenBriefError: The slug cannot be an id, the title is empty, or the kind has no scaffold.
    """
    if kind not in _OUTLINES:
        raise OpenBriefError(f"there is no scaffold for a {kind}", "choose explainer or brief")
    way = forms.slug(slug)
    if way is not None:
        raise OpenBriefError(f"`{slug}` cannot be an id", way)
    title = " ".join(title.split())
    if not title or not is_readable(title):
        raise OpenBriefError("the title is empty or holds a control character", "write a title")
    head, body = _OUTLINES[kind]
    fields = {"ID": quoted(slug), "TITLE": quoted(title), "TODAY": today.isoformat()}
    return re.sub(r"<(ID|TITLE|TODAY)>", lambda found: fields[found[1]], head) + body


def new_translation(
    source_text: str,
    locale: str,
    *,
    kind: Kind,
    path: str,
    source_rev: str = "",
    translation: TranslationOrigin = TranslationOrigin.HUMAN,
    is_draft: bool = True,
) -> str:
    """Give a translation's file: the source's texts, to be written over, and its body.

    Args:
        source_text: The whole source file.
        locale: The BCP 47 tag of the translation.
        kind: The document's content type.
        path: The source's path, for messages.
        source_rev: The revision of the source; left out when empty.
        translation: Who makes the translation.
        is_draft: Whether it keeps out of everything public until a person has taken that line
            away, with the words that tell so.

    Raises:
        OpenBriefError: The source has problems, or the locale or revision is not of its form.
    """
    if not _LOCALE.fullmatch(locale):
        raise OpenBriefError(f"`{locale}` is not a language tag", "write it as `fr` or `pt-BR`")
    way = forms.revision(source_rev) if source_rev else None
    if way is not None:
        raise OpenBriefError(f"`{source_rev}` is not a revision", way)
    node, parts = _read_source(source_text, kind, path)
    lines = [
        "---",
        *(_to_translators(locale) if is_draft else ()),
        *_texts(node),
        *(
            [f"status: {Status.DRAFT}  # take this line away when all is translated"]
            if is_draft
            else ()
        ),
        f"translation: {translation}  # human, reviewed-machine, unreviewed-machine or official",
        *([f"source_rev: {quoted(source_rev)}"] if source_rev else []),
        "translators:  # e.g. [Ada Lovelace]",
        "reviewers:  # who checked the translation; without names, the source's are shown",
        "---",
    ]
    return "\n".join(lines) + "\n" + parts.body


def _to_translators(locale: str) -> tuple[str, str]:
    return (
        f"# Translation into {locale}. Write over the texts in quotes, and over the body below.",
        "# Labels such as {some}, citations, dates and anchors such as {#options} stay the same.",
    )


def _read_source(text: str, kind: Kind, path: str) -> tuple[MappingNode, FrontMatterText]:
    parts = split_front_matter(text, path)
    node, yaml_problems = read_yaml(parts.yaml, path, parts.yaml_line)
    _, problems = read_front_matter(node, kind, path)
    found = (*parts.problems, *yaml_problems, *problems)
    errors = [problem for problem in found if problem.severity is Severity.ERROR]
    if errors or not isinstance(node, MappingNode):
        first = f", the first at {errors[0].span}: {errors[0].message}" if errors else ""
        raise OpenBriefError(f"the source has problems{first}", f"run `openbrief check {path}`")
    return node, parts


def _texts(node: MappingNode) -> list[str]:
    """Write the fields to translate; the id shows whose translation it is."""
    return [
        line
        for entry in node.entries
        if entry.key in ("id", "nav_title", *TEXTS) and not is_empty(entry.value)
        for line in entry_lines(entry)
    ]
