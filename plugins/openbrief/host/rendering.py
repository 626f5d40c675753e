"""Hand MkDocs the resolved texts and the templates their values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from openbrief.assembly import (
    all_booklets,
    lost_in,
    not_found,
    plans,
    resolve_texts,
    show,
)
from openbrief.assembly.resolving import resolving_of
from openbrief.assembly.served import policy_of
from openbrief.assembly.texts import Ref
from openbrief.host.pages import DocumentPage
from openbrief.host.session import Session, report, session_of
from openbrief.model.address import relative
from openbrief.model.problem import Problem
from openbrief.model.views import PageView, TextView
from openbrief.strings import load


def resolve_pages(config: MkDocsConfig, files: Files) -> None:
    """Resolve all pages and give MkDocs their texts; report all problems."""
    session = session_of(config)
    if session is None:
        return
    pages = [f.page for f in files.documentation_pages() if isinstance(f.page, DocumentPage)]
    report(_resolve(session, *_converted(pages)))
    for page in pages:
        text = session.texts.by_url[page.shown.url]
        page.content = f"{text.keys}{text.body}"
        page.toc = _toc(text)


def _converted(pages: Iterable[DocumentPage]) -> tuple[Mapping[Ref, str], tuple[Problem, ...]]:
    """Gather what MkDocs and its other plugins made of the documents, fallbacks apart."""
    fragments: dict[Ref, str] = {}
    problems: list[Problem] = []
    for page in pages:
        if not page.shown.is_fallback:
            document, html = page.shown.document, page.content or ""
            fragments[document.key, document.locale] = html
            problems.extend(lost_in(document, html, page.fault))
    return fragments, tuple(problems)


def _resolve(
    session: Session,
    fragments: Mapping[Ref, str],
    lost: tuple[Problem, ...],
) -> tuple[Problem, ...]:
    settings, site = session.settings, session.site
    resolving = resolving_of(site, settings)
    session.texts = resolve_texts(fragments, resolving)
    booklets, too_long = plans(site, settings)
    also = partial(all_booklets, booklets, fragments, resolving)
    session.shown = show(site, session.texts, settings, resolving.formatter, also)
    return (*lost, *too_long, *session.texts.problems, *session.shown.problems)


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
    settings = session.settings
    policy = policy_of(settings).in_page
    return {"not_found": not_found(session.site, settings), "policy": policy}


def render_page(url: str, view: PageView, *, env: Environment, config: object) -> bytes:
    """Give a page as MkDocs would write it.

    Args:
        url: the page's address.
        view: what it shows.
        env: our templates.
        config: MkDocs' configuration, or what our templates read of it.
    """
    template = env.get_template("main.html")
    context = {
        "config": config,
        "base_url": relative("", url).rstrip("/") or ".",
        "page": SimpleNamespace(url=url, meta={}),
        "view": view,
        "t": load(view.locale.tag),
    }
    return template.render(context).encode("utf-8", errors="xmlcharrefreplace")
