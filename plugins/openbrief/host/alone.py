"""Citations in anyone's MkDocs site: any folder, any front matter or none, any theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from openbrief.assembly import cite_alone, mark_alone, read_references
from openbrief.features.citations.options import CitationsOptions
from openbrief.features.citations.pandoc import PandocFormatter
from openbrief.host.options import citations_of, root_of
from openbrief.host.session import report
from openbrief.model.citation import Reference
from openbrief.model.document import Document
from openbrief.model.problem import Problem, Span
from openbrief.strings import load
from openbrief.text.marks import without_tokens, without_tokens_in_attributes

_ATTRIBUTE = "openbrief_citations"


@dataclass
class Session:
    """What one build knows: the library, and the marked pages as MkDocs comes to them."""

    options: CitationsOptions
    root: Path
    references: Mapping[str, Reference]
    problems: list[Problem]
    documents: dict[str, Document] = field(default_factory=dict)


def begin(config: MkDocsConfig) -> None:
    """Read the library, unless `openbrief/publication` does it."""
    options = citations_of(config)
    if "openbrief/publication" in config.plugins or options is None:
        return
    root = root_of(config)
    references, problems = read_references(options, root)
    session = Session(options, root, references, list(problems))
    setattr(config, _ATTRIBUTE, session)


def mark(markdown: str, page: Page, config: MkDocsConfig) -> str:
    """Give the page's Markdown with marks."""
    session: Session | None = getattr(config, _ATTRIBUTE, None)
    if session is None:
        return markdown
    start = _start(markdown, page, session.root)
    document, problems = mark_alone(markdown, start, _locale(config), session.references)
    session.documents[page.file.src_uri] = document
    session.problems.extend(problems)
    return document.body.text if document.clusters else markdown


def cite(files: Files, config: MkDocsConfig) -> None:
    """Put the citations into all pages; report all problems of all pages at once."""
    session: Session | None = getattr(config, _ATTRIBUTE, None)
    if session is None:
        return
    report(session.problems)
    with PandocFormatter() as formatter:
        for file in files.documentation_pages():
            document = session.documents.get(file.src_uri)
            if file.page is None or document is None or not document.clusters:
                continue
            html = file.page.content or ""
            file.page.content, problems = cite_alone(
                html, document, session.references, session.options, formatter
            )
            report(problems)
            _clean(file.page.toc.items)
            title = load(document.locale)("sources.title")
            file.page.toc.items.append(AnchorLink(title, "sources", 2))


def _clean(links: Iterable[AnchorLink]) -> None:
    """Take the tokens out of the contents: a heading may cite."""
    for link in links:
        link.title = without_tokens(link.title)
        link.id = without_tokens_in_attributes(f'<a id="{link.id}">')[7:-2]
        _clean(link.children)


def _start(markdown: str, page: Page, root: Path) -> Span:
    """Find where the text begins in its file, below the front matter."""
    source = page.file.content_string
    before = source[: -len(markdown)] if markdown and source.endswith(markdown) else ""
    path = Path(page.file.abs_src_path or page.file.src_uri)
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return Span(name, before.count("\n") + 1, 1)


def _locale(config: MkDocsConfig) -> str:
    """Give the language of the site as its theme knows it: Material's `language`, or a locale."""
    language = config.theme.get("language") or config.theme.locale or "en"
    return str(language).replace("_", "-")
