"""Learning paths: read, made into documents that nobody writes, and shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from openbrief.assembly.settings import Settings
from openbrief.assembly.unwritten import unwritten
from openbrief.features.collections.files import MAX_BYTES, read_text
from openbrief.features.collections.surroundings import minutes, minutes_of
from openbrief.features.paths.check import check_paths, names_of, paths_of
from openbrief.features.paths.read import read_paths
from openbrief.model.address import relative
from openbrief.model.document import Document, Kind, Level
from openbrief.model.front_matter import FrontMatter
from openbrief.model.locale import Locale
from openbrief.model.page import Page
from openbrief.model.path import PATHS, LearningPath
from openbrief.model.problem import Problem, Span
from openbrief.model.site import Site
from openbrief.model.views import PageView, PathView, StepView
from openbrief.strings import load

_LIST_ID = "all-paths"


def read(
    settings: Settings, documents: Sequence[Document], hidden: Collection[str]
) -> tuple[tuple[LearningPath, ...], tuple[Problem, ...]]:
    """Read the file of the paths, if there is one, and look for the texts that they name.

    Args:
        settings: the site's.
        documents: all that are shown.
        hidden: files of drafts.
    """
    name = settings.publication.paths
    text, faults = read_text(settings.root, name, MAX_BYTES) if name else (None, ())
    if text is None:
        return (), faults
    tags = [option.tag for option in settings.publication.locales]
    entries, faults = read_paths(text, name, tags)
    names = names_of(documents)
    found = tuple(paths_of(entries, names))
    return found, (*faults, *check_paths(entries, names, hidden, tags))


def path_documents(paths: Sequence[LearningPath], locales: Sequence[Locale]) -> Iterator[Document]:
    """Yield the list in each language, and the page of each path in each that it has words in."""
    if not paths:
        return
    top = Span(paths[0].span.path)
    for locale in locales:
        t = load(locale.tag)
        front = FrontMatter(id=_LIST_ID, title=t("paths.title"), summary=t("paths.summary"))
        yield unwritten(Kind.PATHS, PATHS, locale, front, top)
    for path in paths:
        for locale in locales:
            if words := path.words.get(locale.tag):
                id_ = f"path-{path.id}"
                front = FrontMatter(id=id_, title=words.title, summary=words.summary)
                yield unwritten(Kind.PATH, f"{PATHS}/{path.id}", locale, front, path.span)


def path_key(path: LearningPath) -> str:
    """Give the key of a path's documents."""
    return f"path-{path.id}:{Level.FULL}"


def path_of(document: Document, site: Site) -> LearningPath:
    """Give the path of which a document is the page."""
    return site.path_by_id[document.path.rpartition("/")[2]]


def with_paths(page: Page, view: PageView, site: Site) -> PageView:
    """Add what a page of learning paths shows; others stay as they are."""
    return replace(view, paths=path_views(page, site))


def path_views(page: Page, site: Site) -> tuple[PathView, ...]:
    """Give the path whose page this is, or all of them for their list; none for other pages."""
    if page.document.kind is Kind.PATH:
        return (_path(path_of(page.document, site), page, site),)
    if page.document.kind is Kind.PATHS:
        return tuple(_path(path, page, site) for path in site.paths)
    return ()


def _path(path: LearningPath, page: Page, site: Site) -> PathView:
    own, t = site.page(path_key(path), page.locale), load(page.locale.tag)
    document, steps = own.document, [site.page(key, page.locale) for key in path.steps]
    length = (
        t("path.texts", n=len(steps)),
        t("minutes", n=sum(minutes(step.document) for step in steps)),
    )
    return PathView(
        title=document.front_matter.title,
        url=relative(own.url, page.url),
        summary=document.front_matter.summary,
        audience=path.words[document.locale].audience,
        length=t("list.comma").join(length),
        steps=tuple(_step(step, page, site) for step in steps),
        lang=document.locale,
        direction=site.locale_by_tag[document.locale].direction,
    )


def _step(step: Page, page: Page, site: Site) -> StepView:
    document, t = step.document, load(page.locale.tag)
    front = document.front_matter
    return StepView(
        title=front.title,
        url=relative(step.url, page.url),
        kind_title=t(f"kind_of.{document.kind}"),
        level="" if document.level is Level.FULL else t(f"level.{document.level}"),
        minutes=minutes_of(document, t),
        summary=front.summary,
        area=front.area[0] if front.area else "",
        lang=document.locale,
        direction=site.locale_by_tag[document.locale].direction,
    )
