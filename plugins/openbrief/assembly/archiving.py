"""Freeze a published version: its texts as pages show them, and its files byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from openbrief.assembly.freezing import Files, Render, Unfrozen
from openbrief.assembly.resolving import resolving_of
from openbrief.assembly.settings import Settings
from openbrief.assembly.showing import Showing, show_group
from openbrief.assembly.surroundings import surroundings
from openbrief.assembly.taking_away import take_away_group
from openbrief.assembly.texts import Ref, convert_text, lost_in, resolve_group
from openbrief.assembly.versions import current
from openbrief.features.collections.views import identifier
from openbrief.features.versions.check import changed_since
from openbrief.features.versions.record import digests
from openbrief.model.archive import FrozenText, FrozenVersion, in_order
from openbrief.model.document import Document, Level
from openbrief.model.problem import OpenBriefError, Problem
from openbrief.model.site import Site


@dataclass(frozen=True, slots=True)
class Freezing:
    """What freezing any document depends on."""

    site: Site
    settings: Settings
    render: Render
    texts: Mapping[str, str]
    """The files of documents, by path."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A version that is to be written into the archive."""

    version: FrozenVersion
    files: Files
    """Without the record; none that the archive has already."""
    problems: tuple[Problem, ...]


def freeze(id: str, freezing: Freezing) -> Frozen:
    """Freeze what is published of a document, or add to its archived version what it lacks.

    Languages that the archive has are left as they are: their texts must be what they were.

    Raises:
        OpenBriefError: the document is none that can be archived.
    """
    source = _wanted(id, freezing.site)
    site, number = freezing.site, source.front_matter.version
    history = site.histories.get(id)
    before = history.of(number) if history else None
    documents = site.translations[source.key]
    kept = {text.locale for text in before.texts} if before else set()
    problems = [
        problem
        for tag, document in documents.items()
        if before and tag in kept
        for problem in changed_since(document, before, freezing.texts[document.source.path])
    ]
    new = {tag: d for tag, d in documents.items() if tag not in kept}
    texts: list[FrozenText] = list(before.texts) if before else []
    files: dict[str, bytes] = {}
    for level in Level if new and not problems else ():
        key = f"{id}:{level}"
        if key in site.translations:
            made, own, faults = _level(key, new, freezing)
            texts += made
            files |= own
            problems += faults
    sources = {tag: _sections(d, freezing) for tag, d in new.items()}
    known = dict(before.sources) if before else {}
    version = before or _version(source, site)
    return Frozen(
        replace(
            version,
            sources=tuple(sorted({**known, **sources}.items())),
            texts=tuple(sorted(texts, key=lambda text: (text.locale, text.level))),
        ),
        files,
        tuple(problems),
    )


def _wanted(id: str, site: Site) -> Document:
    source = current(site, id)
    if source is None:
        raise OpenBriefError(
            f"no published text has the id `{id}`",
            "name an explainer or a brief; ideas and drafts are not archived",
        )
    front = source.front_matter
    if not front.version or front.published is None:
        raise OpenBriefError(
            f"{source.source.path} has no version or no date",
            "add `version` and `published` to its front matter",
        )
    history = site.histories.get(id)
    if history and in_order(front.version) < in_order(history.newest.version):
        raise OpenBriefError(
            f"{source.source.path} is at version {front.version}, and {history.newest.version} "
            "is archived already",
            "raise `version`",
        )
    return source


def _sections(document: Document, freezing: Freezing) -> tuple[str, ...]:
    found = digests(freezing.texts[document.source.path], document.source.path)
    return tuple(digest for digest, _ in found)


def _version(source: Document, site: Site) -> FrozenVersion:
    front = source.front_matter
    if front.published is None:
        raise ValueError(f"{source.id} has no date")
    return FrozenVersion(
        id=source.id,
        version=front.version,
        kind=source.kind,
        collection=source.collection,
        number=front.number,
        identifier=identifier(source, site),
        area=front.area,
        authors=tuple(person.name for person in front.authors),
        reviewers=tuple(person.name for person in front.reviewers),
        licence=front.licence,
        doi=front.doi,
        published=front.published,
        changes=front.changes,
        sources=(),
        texts=(),
    )


def _level(
    key: str, locales: Mapping[str, Document], freezing: Freezing
) -> tuple[Sequence[FrozenText], Files, Sequence[Problem]]:
    """Freeze one level in some languages."""
    site, settings = freezing.site, freezing.settings
    resolving = resolving_of(site, settings)
    fragments: dict[Ref, str] = {}
    problems: list[Problem] = []
    for document in site.translations[key].values():
        html, fault = convert_text(document.body.text, document.source, settings.markdown)
        fragments[key, document.locale] = html
        problems.extend(lost_in(document, html, fault))
    texts = resolve_group(key, fragments, resolving)
    showing = Showing(site, settings, surroundings(site, settings), resolving.formatter)
    away = take_away_group(key, texts, showing)
    taken_files = away.files()
    views = show_group(key, texts, showing.knowing(away.downloads), {}).views
    problems += [*texts.problems, *away.problems]
    made: list[FrozenText] = []
    files: dict[str, bytes] = {}
    for page in site.pages_of(key):
        if not page.is_fallback and page.locale.tag in locales:
            taken = away.downloads.get((key, page.locale.tag), ())
            data = {each.url: taken_files[each.url] for each in taken}
            own = Unfrozen(page, views[page.url], texts.by_url[page.url], site, settings.root)
            text, more, faults = own.frozen(taken, data, freezing.render)
            problems += faults
            made.append(text)
            files |= {f"{page.locale.tag}/{name}": each for name, each in more.items()}
    return made, files, problems
