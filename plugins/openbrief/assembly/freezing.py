"""Freeze one level of a document in one language: its article, its pictures, its files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin

from openbrief.assembly.comparing import reading_of
from openbrief.assembly.media import media_bytes
from openbrief.assembly.resolving import media_address
from openbrief.model.address import relative
from openbrief.model.archive import FrozenFile, FrozenText
from openbrief.model.page import Page
from openbrief.model.picture import format_named
from openbrief.model.problem import Problem
from openbrief.model.site import Site
from openbrief.model.views import DownloadView, PageView, TextView
from openbrief.text.article import clean, lost, written
from openbrief.text.html import relink

Render = Callable[[PageView], str]
"""Gives the article of a page, as the theme shows it to the archive."""
Files = Mapping[str, bytes]
"""By address or by name."""


@dataclass(frozen=True, slots=True)
class Unfrozen:
    """One level in one language, before it is frozen."""

    page: Page
    view: PageView
    text: TextView
    site: Site
    root: Path
    """The publication's folder."""

    def frozen(
        self, taken: Sequence[DownloadView], data: Files, render: Render
    ) -> tuple[FrozenText, Mapping[str, bytes], tuple[Problem, ...]]:
        """Give it with its files, by name, and what of it the archive can't keep.

        Args:
            taken: what can be taken away of it.
            data: the files of that, by address.
            render: gives its article.
        """
        document, front = self.page.document, self.page.document.front_matter
        pictures = dict(self._pictures())
        page_name, (page, faults) = f"{document.level}.html", self._article(pictures, render)
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
        return (
            text,
            {
                page_name: page,
                **{name: data[each.url] for name, each in named.items()},
                **dict(pictures.values()),
            },
            faults,
        )

    def _pictures(self) -> Iterator[tuple[str, tuple[str, bytes]]]:
        """Yield the name and content of each picture, by its address in the text."""
        site, root = self.site, self.root
        files = {relative(media_address(f, site), self.page.url): f for f in site.media}
        found = (unescape(target) for target in _IMAGE.findall(str(self.text.body)))
        for target in dict.fromkeys(found):
            if target in files and format_named(target):
                content = media_bytes(root, files[target])
                name = f"{hashlib.sha256(content).hexdigest()[:16]}{PurePosixPath(target).suffix}"
                yield target, (name.lower(), content)

    def _article(
        self, pictures: Mapping[str, tuple[str, bytes]], render: Render
    ) -> tuple[bytes, tuple[Problem, ...]]:
        """Give the file of the article; its links count from the root of the site."""
        front, url = self.page.document.front_matter, self.page.url

        def rewrite(target: str) -> str:
            if target in pictures:
                return pictures[target][0]
            return f"/{_from_root(url, target)}"

        shown = relink(render(replace(self.view, exports=())), rewrite)
        article = clean(shown)
        page = written(
            article,
            title=front.title,
            summary=front.summary,
            lang=self.page.locale.tag,
            direction=self.page.locale.direction,
        )
        return page.encode(), tuple(
            Problem(
                self.page.document.source,
                "archive-element",
                f"the archive can't keep `{what}`, which stands in this text",
                "take it out; a picture must lie among the files of the site",
            )
            for what in lost(shown, article)
        )


_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="([^"]+)"')


def _from_root(url: str, target: str) -> str:
    """Give the address that a relative link of a page leads to."""
    return urljoin(f"http://site/{url}", target).removeprefix("http://site/")


def _file(name: str, data: bytes) -> FrozenFile:
    return FrozenFile(name, len(data), hashlib.sha256(data).hexdigest())
