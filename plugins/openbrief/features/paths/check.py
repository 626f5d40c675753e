"""What a learning path names: texts of the site, each once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches

from openbrief.features.paths.read import Entry
from openbrief.model.document import Document, Level
from openbrief.model.path import LearningPath
from openbrief.model.problem import Problem, Severity
from openbrief.text.placed import Placed

_PLAIN = f":{Level.PLAIN}"
"""Behind a document: its plain level."""


def names_of(documents: Sequence[Document]) -> Mapping[str, str]:
    """Give the keys of all texts by what a path may call them: their id, or the source's file."""
    names: dict[str, str] = {}
    for document in documents:
        if document.kind.is_text:
            end = _PLAIN if document.level is Level.PLAIN else ""
            for name in (document.id, document.source.path):
                names.setdefault(f"{name}{end}", document.key)
    return names


def paths_of(entries: Sequence[Entry], names: Mapping[str, str]) -> Iterator[LearningPath]:
    """Yield the paths that lead somewhere, each id once, with the steps that are there."""
    seen: set[str] = set()
    for entry in entries:
        found = (names[step.text] for step in entry.documents if step.text in names)
        steps = tuple(dict.fromkeys(found))
        if steps and entry.id.text not in seen:
            seen.add(entry.id.text)
            yield LearningPath(entry.id.text, entry.id.span, entry.words, steps)


def check_paths(
    entries: Sequence[Entry],
    names: Mapping[str, str],
    hidden: Collection[str],
    locales: Sequence[str],
) -> Iterator[Problem]:
    """Yield what is wrong with the paths of a file.

    Args:
        entries: as they were read.
        names: the keys of all texts by what they may be called.
        hidden: files of drafts, which readers do not see.
        locales: the site's BCP 47 tags.
    """
    ids: dict[str, Entry] = {}
    for entry in entries:
        first = ids.setdefault(entry.id.text, entry)
        if first is not entry:
            message = f"the id `{entry.id.text}` is also that of line {first.id.span.line}"
            yield Problem(entry.id.span, "path-twice", message, "choose another id")
        yield from _steps(entry, names, hidden)
        yield from _untranslated(entry, locales)


def _steps(entry: Entry, names: Mapping[str, str], hidden: Collection[str]) -> Iterator[Problem]:
    seen: dict[str, Placed] = {}
    for step in entry.documents:
        key = names.get(step.text)
        if key is None:
            yield _unknown(step, names, hidden)
            continue
        first = seen.setdefault(key, step)
        if first is not step:
            message = f"`{step.text}` is already a step of this path, in line {first.span.line}"
            yield Problem(step.span, "path-document-twice", message, "name each text once")


def _unknown(step: Placed, names: Mapping[str, str], hidden: Collection[str]) -> Problem:
    if step.text.removesuffix(_PLAIN) in hidden:
        message = f"`{step.text}` is a draft, which readers do not see"
        return Problem(step.span, "path-document", message, "publish it first, or take it out")
    near = get_close_matches(step.text, names, n=1)
    return Problem(
        step.span,
        "path-document",
        f"there is no explainer or brief `{step.text}`",
        f"did you mean `{near[0]}`?"
        if near
        else f"write its id or its file, with `{_PLAIN}` behind it for the plain level",
    )


def _untranslated(entry: Entry, locales: Sequence[str]) -> Iterator[Problem]:
    missing = [f"`{tag}`" for tag in locales if tag not in entry.words]
    if missing:
        message = f"the path `{entry.id.text}` has no title in {', '.join(missing)}"
        way = "add it below `title`; until then its page is shown in the source's language"
        yield Problem(entry.id.span, "path-untranslated", message, way, Severity.NOTE)
