"""The corpus of the speed bench as a publication of ours: collections, locales, front matter.

What is written has the same prose, headings, tables, notes and links as what the peers get, and as
many citations. One thing differs: the corpus draws numbers, links and the works that a text cites
anew for each language. Ours would tell of each translation that it does not say what its source
says, so a translation is its source here, with words in the place of its words.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from types import ModuleType
from typing import Any

_WORD = re.compile(
    r"""(?P<kept>```.*?```
            | `[^`\n]*` | \[@[^\]]*\] | \]\([^)]*\) | \{[^}]*\} | \[\^\w+\] | <[^>]*>)
        | [^\W\d_]+""",
    re.DOTALL | re.VERBOSE,
)
"""A word, or what is the same in every language."""
LIBRARY = "content/refs.bib"


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication that was written."""

    folder: Path
    documents: tuple[Path, ...]
    """The explainers in the source language, in order."""
    library: Path


def generate(
    corpus: ModuleType, pages: int, locales: Sequence[str], out: Path, *, sources: str = ""
) -> Publication:
    """Write a publication of so many documents in each locale.

    Args:
        corpus: the bench's module.
        pages: how many documents, the home page and those of the sections included.
        locales: the first is the source.
        out: a folder, which is emptied first.
        sources: where the pages of the sources are; empty for none.
    """
    shutil.rmtree(out, ignore_errors=True)
    skeleton = corpus.skeleton(pages)
    written: dict[int, str] = {}
    for locale in locales:
        is_source = locale == locales[0]
        for page, text in _texts(corpus, skeleton, locale, is_source=is_source):
            cited = written.setdefault(page.no, text)
            path = out / _path(page, "" if is_source else f".{locale}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                _worded_as(text, cited) if cited is not text else text, encoding="utf-8"
            )
    (out / LIBRARY).write_text(corpus.bibtex(), encoding="utf-8")
    (out / "content" / "areas.yml").write_text(_areas(corpus.TOPICS), encoding="utf-8")
    (out / "mkdocs.yml").write_text(_configuration(skeleton, locales, sources), encoding="utf-8")
    explainers = tuple(out / _path(page, "") for page in skeleton if not page.index)
    return Publication(out, explainers, out / LIBRARY)


def _texts(
    corpus: ModuleType, skeleton: Sequence[Any], locale: str, *, is_source: bool, seed: int = 1
) -> Iterator[tuple[Any, str]]:
    prose = corpus.Prose(locale)
    # As the bench's own writer draws them: then titles are those of the peers.
    random = corpus.random.Random(f"titles:{seed}:{locale}")
    titles = [prose.title(random) for _ in skeleton]
    dialect = _dialect(corpus, skeleton, titles)
    for page in skeleton:
        filled = corpus.fill(page, skeleton, prose, titles, seed)
        yield page, _written(dialect, filled, is_source=is_source)


def _worded_as(text: str, source: str) -> str:
    """Say in the words of one text what another says; the fields are those of the first."""
    if text is source:
        return text
    fields, _, own = text.partition("\n---\n")
    words = cycle(found[0] for found in _WORD.finditer(own) if not found["kept"])
    body = source.partition("\n---\n")[2]
    said = _WORD.sub(lambda found: found[0] if found["kept"] else next(words), body)
    return f"{fields}\n---\n{said}"


def _path(page: Any, suffix: str) -> str:
    folder = "content" if page.section < 0 else f"section-{page.section:03d}"
    name = "index" if page.index else f"explainer-{page.no:05d}"
    return f"{folder}/{name}{suffix}.md"


def _dialect(corpus: ModuleType, pages: Sequence[Any], titles: Sequence[str]) -> Any:
    """Write links as the files lie on disk; the title and the list of sources are the page's."""

    class OpenBrief(corpus.Dialect):  # type: ignore[name-defined,misc] # a module found at run time
        def rel(self, src: Any, dst: Any) -> str:
            return os.path.relpath(_path(dst, ""), Path(_path(src, "")).parent)

        def h1(self, _page: Any) -> list[str]:
            return []

        def refs(self, _label: str) -> str:
            return ""

    return OpenBrief(pages, titles)


def _written(dialect: Any, page: Any, *, is_source: bool) -> str:
    messages: Sequence[str] = next(
        (block[2] for block in page.blocks if block[0] == "admonition"), []
    )
    page.blocks = [block for block in page.blocks if block[0] not in ("admonition", "refs")]
    body = dialect.render(page).partition("\n---\n")[2]
    own = _facts(page) if is_source else ["translation: human"]
    fields = [*_words(page, messages), *own]
    return "---\n" + "\n".join(fields) + f"\n---\n{body}"


def _words(page: Any, messages: Sequence[str]) -> Iterator[str]:
    yield f"title: {json.dumps(page.title, ensure_ascii=False)}"
    yield f"summary: {json.dumps(page.meta['summary'], ensure_ascii=False)}"
    if not page.index:
        yield f"key_messages: {json.dumps(list(messages), ensure_ascii=False)}"
        yield 'interests: "None."'


def _facts(page: Any) -> Iterator[str]:
    if page.index:
        return
    yield f"id: explainer-{page.no:05d}"
    yield f"area: [{page.meta['topics'][0]}]"
    yield "authors: [Bench editors]"
    yield "status: published"
    yield f"published: {page.meta['date']}"
    yield 'version: "1.0"'


def _areas(topics: Sequence[str]) -> str:
    return "".join(f"- {{id: {topic}, title: {{en: {topic.capitalize()}}}}}\n" for topic in topics)


def _configuration(pages: Sequence[Any], locales: Sequence[str], sources: str) -> str:
    sections = sorted({page.section for page in pages if page.section >= 0})
    collections = "".join(
        f"        - {{name: section-{section:03d}, kind: explainer}}\n" for section in sections
    )
    tags = "".join(f"        - {{tag: {locale}}}\n" for locale in locales)
    nav = "".join(f"  - section-{section:03d}/index.md\n" for section in sections[:7])
    return (
        "site_name: Policy explainers\nsite_url: https://example.org/\ndocs_dir: content\n"
        f"theme: {{name: openbrief}}\nnav:\n{nav or '  []'}\nplugins:\n  - openbrief/publication:\n"
        f"      collections:\n{collections}      locales:\n{tags}"
        f"  - openbrief/citations: {{bibliography: [{LIBRARY}], sources: '{sources}'}}\n"
        "  - openbrief/search\n"
    )
