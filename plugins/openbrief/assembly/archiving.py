"""Freeze a published version: its texts as pages show them, and its files byte for byte."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import urljoin

from openbrief.assembly.comparing import reading_of
from openbrief.assembly.settings import Settings
from openbrief.assembly.showing import Showing, show_group, surroundings
from openbrief.assembly.taking_away import take_away_group
from openbrief.assembly.texts import (
    Ref,
    convert_text,
    lost_in,
    media_address,
    resolve_group,
    resolving_of,
)
from openbrief.assembly.versions import current
from openbrief.features.collections.views import identifier
from openbrief.features.versions.check import changed_since
from openbrief.features.versions.record import digests
from openbrief.model.address import relative
from openbrief.model.archive import FrozenFile, FrozenText, FrozenVersion, in_order
from openbrief.model.document import Document, Level
from openbrief.model.page import Page
from openbrief.model.problem import OpenBriefError, Problem
from openbrief.model.site import Site
from openbrief.model.views import DownloadView, PageView, TextView
from openbrief.text.frozen import clean, written
from openbrief.text.html import relink

Render = Callable[[PageView], str]
"""Gives the article of a page, as the theme shows it to the archive."""
Files = Mapping[str, bytes]
"""By their path in the version's folder."""


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
            own = _Text(page, views[page.url], texts.by_url[page.url], freezing)
            text, more = own.frozen(taken, data)
            made.append(text)
            files |= {f"{page.locale.tag}/{name}": each for name, each in more.items()}
    return made, files, problems


@dataclass(frozen=True, slots=True)
class _Text:
    """One level in one language, before it is frozen."""

    page: Page
    view: PageView
    text: TextView
    freezing: Freezing

    def frozen(
        self, taken: Sequence[DownloadView], data: Files
    ) -> tuple[FrozenText, Mapping[str, bytes]]:
        """Give it with its files, by name."""
        document, front = self.page.document, self.page.document.front_matter
        pictures = dict(self._pictures())
        page_name, page = f"{document.level}.html", self._article(pictures)
        named = {PurePosixPath(each.url).name: each for each in taken}
        reading = reading_of(document, self.text)
        text = FrozenText(
            locale=document.locale,
            level=document.level,
            path=document.path,
            title=front.title,
            summary=front.summary,
            interests=front.interests,
            translation=front.translation or "",
            translators=tuple(person.name for person in front.translators),
            claims=tuple(claim.evidence for claim in document.claims),
            words=document.words,
            page=_file(page_name, page),
            blocks=tuple(reading.blocks),
            works=tuple(reading.works),
            files=tuple(
                replace(
                    _file(name, data[each.url]), form=each.id, title=each.format, pages=each.pages
                )
                for name, each in named.items()
            ),
            pictures=tuple(_file(name, bytes_) for name, bytes_ in sorted(pictures.values())),
        )
        return text, {
            page_name: page,
            **{name: data[each.url] for name, each in named.items()},
            **dict(pictures.values()),
        }

    def _pictures(self) -> Iterator[tuple[str, tuple[str, bytes]]]:
        """Yield the name and content of each picture, by its address in the text."""
        site, root = self.freezing.site, self.freezing.settings.root
        files = {relative(media_address(f, site), self.page.url): f for f in site.media}
        found = (unescape(target) for target in _IMAGE.findall(str(self.text.body)))
        for target in dict.fromkeys(found):
            if target in files and PurePosixPath(target).suffix.lower() in _PICTURES:
                content = (root / files[target]).read_bytes()
                name = f"{hashlib.sha256(content).hexdigest()[:16]}{PurePosixPath(target).suffix}"
                yield target, (name.lower(), content)

    def _article(self, pictures: Mapping[str, tuple[str, bytes]]) -> bytes:
        """Give the file of the article; its links count from the root of the site."""
        front, url = self.page.document.front_matter, self.page.url

        def rewrite(target: str) -> str:
            if target in pictures:
                return pictures[target][0]
            return f"/{_from_root(url, target)}"

        shown = self.freezing.render(replace(self.view, exports=()))
        return written(
            clean(relink(shown, rewrite)),
            title=front.title,
            summary=front.summary,
            lang=self.page.locale.tag,
            direction=self.page.locale.direction,
        ).encode()


_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="([^"]+)"')
_PICTURES = frozenset((".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"))


def _from_root(url: str, target: str) -> str:
    """Give the address that a relative link of a page leads to."""
    return urljoin(f"http://site/{url}", target).removeprefix("http://site/")


def _file(name: str, data: bytes) -> FrozenFile:
    return FrozenFile(name, len(data), hashlib.sha256(data).hexdigest())
