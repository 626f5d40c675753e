"""Citations in anyone's MkDocs site: any folder, any front matter or none, any theme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from openbrief.assembly import cite_alone, has_marks, mark_alone, read_alone
from openbrief.features.citations.options import CitationsOptions
from openbrief.host.options import citations_of, root_of
from openbrief.host.session import report
from openbrief.model.document import Document
from openbrief.model.problem import Problem, Span
from openbrief.strings import load
from openbrief.text.marks import without_tokens, without_tokens_in_attributes

_ATTRIBUTE = "openbrief_citations"
_FOLDER = "assets/openbrief"


@dataclass
class Session:
    """What one build knows: the marked pages, as MkDocs comes to them."""

    options: CitationsOptions
    root: Path
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)


def dress(config: MkDocsConfig) -> None:
    """Add the style and the script of the card to the pages, unless our own theme has them."""
    if _is_alone(config):
        config.extra_css.append(f"{_FOLDER}/citations.css")
        config.extra_javascript.append(f"{_FOLDER}/citations.js")


def with_assets(files: Files, config: MkDocsConfig) -> Files:
    """Put the card's style and script among the files of a foreign site."""
    if _is_alone(config):
        assets = Path(str(resources.files("openbrief.theme"))) / "assets"
        for path in ("stylesheets/citations.css", "javascripts/citations.js"):
            name = f"{_FOLDER}/{path.rpartition('/')[2]}"
            files.append(File.generated(config, name, abs_src_path=str(assets / path)))
    return files


def _is_alone(config: MkDocsConfig) -> bool:
    return "openbrief/publication" not in config.plugins


def begin(config: MkDocsConfig) -> None:
    """Begin a build, unless `openbrief/publication` cites."""
    options = citations_of(config)
    if _is_alone(config) and options is not None:
        setattr(config, _ATTRIBUTE, Session(options, root_of(config)))


def mark(markdown: str, page: Page, config: MkDocsConfig) -> str:
    """Give the page's Markdown with marks."""
    session: Session | None = getattr(config, _ATTRIBUTE, None)
    if session is None:
        return markdown
    start = _start(markdown, page, session.root)
    document, problems = mark_alone(markdown, start, _locale(page, config), _nocite(page))
    session.documents[page.file.src_uri] = document
    session.problems.extend(problems)
    return document.body.text if document.body.marks else markdown


def cite(files: Files, config: MkDocsConfig) -> None:
    """Put the citations into all pages; report all problems of all pages at once."""
    session: Session | None = getattr(config, _ATTRIBUTE, None)
    if session is None:
        return
    whole, problems = read_alone(session.documents.values(), session.options, session.root)
    report((*session.problems, *problems))
    for file in files.documentation_pages():
        document = session.documents.get(file.src_uri)
        if file.page is None or document is None or not has_marks(document):
            continue
        file.page.content, problems = cite_alone(file.page.content or "", document, whole)
        report(problems)
        _clean(file.page.toc.items)
        if document.clusters:
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


def _nocite(page: Page) -> tuple[str, ...]:
    """Give the works that a page lists without citing them."""
    named = page.meta.get("nocite") or ()
    return tuple(map(str, named)) if isinstance(named, list) else ()


def _locale(page: Page, config: MkDocsConfig) -> str:
    """Give the language of a page: its own `lang`, Material's `language`, or the theme's locale."""
    language = page.meta.get("lang") or config.theme.get("language") or config.theme.locale or "en"
    return str(language).replace("_", "-")
