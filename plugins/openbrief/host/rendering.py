"""Hand MkDocs the resolved texts and the templates their values."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from openbrief.assembly import convert_all, not_found, resolve_texts, show
from openbrief.features.citations.pandoc import PandocFormatter
from openbrief.host.pages import DocumentPage
from openbrief.host.session import Session, errors_in, report, session_of
from openbrief.model.problem import Problem
from openbrief.model.views import TextView
from openbrief.strings import load


def resolve_pages(config: MkDocsConfig, files: Files) -> None:
    """Resolve all pages and give MkDocs their texts; report all problems."""
    session = session_of(config)
    if session is None:
        return
    report(resolve(session))
    for file in files.documentation_pages():
        if isinstance(file.page, DocumentPage):
            text = session.texts.by_url[file.page.shown.url]
            file.page.content = f"{text.keys}{text.body}"
            file.page.toc = _toc(text)


def resolve(session: Session) -> tuple[Problem, ...]:
    """Convert, resolve and show all pages; give all problems that come up on the way."""
    settings, site = session.settings, session.site
    fragments, lost = convert_all(site, settings.markdown)
    if errors_in(lost):
        return lost
    with ExitStack() as stack:
        formatter = stack.enter_context(PandocFormatter()) if settings.citations else None
        method = settings.publication.method
        session.texts = resolve_texts(site, fragments, settings.citations, formatter, method)
    session.shown = show(site, session.texts, settings)
    return (*lost, *session.texts.problems, *session.shown.problems)


def _toc(text: TextView) -> TableOfContents:
    links: list[AnchorLink] = []
    for heading in text.outline:
        link = AnchorLink(heading.title, heading.id, heading.level)
        (links[-1].children if heading.level > 2 and links else links).append(link)
    return TableOfContents(links)


def page_context(page: Page, config: MkDocsConfig) -> dict[str, Any]:
    """Give what the theme's templates read beside MkDocs' own context."""
    session = session_of(config)
    if session is None or not isinstance(page, DocumentPage):
        return {}
    return {
        "view": session.shown.views[page.shown.url],
        "t": load(page.shown.locale.tag),
    }


def template_context(name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Give the page for unknown addresses its words in all languages."""
    session = session_of(config)
    if session is None or name != "404.html":
        return {}
    return {"not_found": not_found(session.site, session.settings)}
