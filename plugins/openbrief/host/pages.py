"""Our pages among MkDocs' files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from openbrief.assembly.media import media_bytes
from openbrief.assembly.resolving import media_address
from openbrief.host.session import Session, session_of
from openbrief.model.document import Level
from openbrief.model.page import Page as ShownPage
from openbrief.model.problem import Problem


class DocumentPage(Page):
    """A page whose text comes from the Site and not from the file."""

    def __init__(self, shown: ShownPage, file: File, config: MkDocsConfig) -> None:
        super().__init__(shown.document.front_matter.title, file, config)
        self.shown = shown
        self.fault: Problem | None = None

    def read_source(self, config: MkDocsConfig) -> None:
        """Give the marked Markdown; the front matter has been read already."""
        del config
        self.markdown = self.shown.document.body.text
        self.meta = {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the marked text, as other plugins have left it; `on_env` resolves the marks."""
        del files
        session = session_of(config)
        if session is not None:
            document = self.shown.document
            text = self.markdown or ""
            self.content, self.fault = session.converted(text, document.source)
        self.present_anchor_ids = set()


class MediaFile(File):
    """A file beside the texts, of which nothing is published but what shows it."""

    of: tuple[Path, str]
    """The publication's folder, and the path from there."""

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 (MkDocs' own)
        """Write what is published of it."""
        del dirty
        path = Path(self.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(media_bytes(*self.of))


def with_our_pages(
    files: Files, session: Session, config: MkDocsConfig, *, with_pages: bool
) -> Files:
    """Put the publication's pages and media in the place of what MkDocs found in `docs_dir`."""
    kept = [file for file in files if not _is_replaced(file, config)]
    pages = _pages(session, config) if with_pages else ()
    # Our own loop places media itself: most stay as they are in the live site.
    media = _media(session, config) if with_pages else ()
    return Files([*kept, *pages, *media])


# What our theme uses of Material's files; the rest of them would only be copied.
_OF_MATERIAL = re.compile(r"assets/javascripts/bundle\.[0-9a-f]+\.min\.js\Z")


def _is_replaced(file: File, config: MkDocsConfig) -> bool:
    """Say whether a file is one of ours in another form: a page, or a font before it is cut."""
    if file.src_dir == config.docs_dir:
        return True
    if config.theme.name != "openbrief" or file.src_dir is None:
        return False
    own, *inherited = (
        Path(folder) for folder in config.theme.dirs if Path(folder, "base.html").is_file()
    )
    if Path(file.src_dir) == own:
        return file.src_uri.startswith("fonts/")
    return Path(file.src_dir) in inherited and not _OF_MATERIAL.match(file.src_uri)


def _pages(session: Session, config: MkDocsConfig) -> Iterator[File]:
    root = session.settings.root
    for shown in session.site.pages:
        source = shown.document.source.path
        file = File.generated(config, _src_uri(shown, session), abs_src_path=str(root / source))
        file.edit_uri = source
        file.inclusion = InclusionLevel.NOT_IN_NAV
        DocumentPage(shown, file, config)
        yield file


def _src_uri(shown: ShownPage, session: Session) -> str:
    """Give the path that MkDocs sees: the real one where `nav` may name it, else a virtual one."""
    document = shown.document
    if document.kind.is_written and not shown.locale.prefix and document.level is Level.FULL:
        return document.source.path.removeprefix(f"{session.settings.content}/")
    return f"{shown.url.rstrip('/')}/index.md" if shown.url else "index.md"


def _media(session: Session, config: MkDocsConfig) -> Iterator[File]:
    for name in session.site.media:
        path = Path(session.settings.root, name)
        address = media_address(name, session.site)
        file = MediaFile.generated(
            config, address, abs_src_path=str(path), inclusion=InclusionLevel.INCLUDED
        )
        if isinstance(file, MediaFile):
            file.of = (session.settings.root, name)
        yield file
