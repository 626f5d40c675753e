"""How often a build takes its expensive steps: counted, since seconds differ between machines.

A count above its most says that something is done twice that was done once, or that there is more
to do: then the change says so, and moves the bound. A count below its least says that the work has
gone where this test does not look, to another process or function: then count it there. Where less
is done than before, lower the most.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType

import jinja2
import lxml.html
import pytest

from openbrief.csl import Processor
from openbrief.engine import workers
from openbrief.host.building import BuildOptions, build_site
from openbrief.text import markdown

DOCUMENTS = 30
LOCALES = ("en", "fr")
WORKS = 5
STEPS: dict[CodeType, str] = {
    markdown.convert.__code__: "converted",
    Processor.format.__code__: "formatted",
    lxml.html.fragment_fromstring.__code__: "parsed",
    jinja2.Template.render.__code__: "rendered",
}
LEAST_AND_MOST: dict[str, tuple[float, float]] = {
    # Beside the documents there are the pages that tell of translations, corrections and privacy.
    "converted": (1, 1.1),
    # Its citations, the page itself in two styles, and for French the works in their own language.
    "formatted": (1, 3.6),
    # Laid out, with the row of its notes, and made fit for the index; and its links to passages.
    "parsed": (2, 4.1),
    # One page is for addresses that nobody has.
    "rendered": (1, 1.12),
    # Page, the way to its version, page to quote from, three files each to cite it and its sources,
    # a part of the index; and some forty files of the site.
    "written": (10, 10.85),
}
"""How often each step may be taken, for each document in each locale."""


@dataclass(slots=True)
class Work:
    """What a build was seen to do."""

    folder: Path
    counts: Counter[str] = field(default_factory=Counter)
    is_seen: bool = True

    def called(self, frame: FrameType, event: str, _argument: object) -> None:
        """Count a call. Source: sys.setprofile."""
        if event == "call" and (step := STEPS.get(frame.f_code)):
            self.counts[step] += 1

    def audited(self, event: str, arguments: tuple[object, ...]) -> None:
        """Count a file that is opened to write below the folder. Source: the audit event `open`."""
        if not self.is_seen or event not in ("open", "os.link"):
            return
        if event == "os.link":
            self.counts["linked"] += self.folder in Path(str(arguments[1])).parents
            return
        path, _, flags = arguments
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
        if writes and isinstance(path, str | os.PathLike) and self.folder in Path(path).parents:
            # Where the folder has yet to be made, this try fails and another follows.
            self.counts["written"] += Path(path).parent.is_dir()


@contextmanager
def watching(folder: Path) -> Iterator[Counter[str]]:
    """Count the steps, and the files written below a folder."""
    work = Work(folder)
    # There is no way to take a hook away; it is told to look no more.
    sys.addaudithook(work.audited)
    before = sys.getprofile()
    sys.setprofile(work.called)
    try:
        yield work.counts
    finally:
        sys.setprofile(before)
        work.is_seen = False


@pytest.fixture(scope="module", autouse=True)
def seen() -> Iterator[None]:
    """Let all work be done in this process, where it can be counted."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(workers, "can_fork", lambda: False)
        yield


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """Build a small publication once, and count."""
    root = tmp_path_factory.mktemp("counted")
    write_publication(root)
    with watching(root) as counts:
        outcome = build_site(root / "mkdocs.yml", BuildOptions(strict=True, jobs=1, cache=False))
    assert outcome.is_published, outcome.problems
    return counts


@pytest.mark.parametrize("step", LEAST_AND_MOST)
def test_a_step_is_taken_so_often_for_each_document(counts: Counter[str], step: str) -> None:
    least, most = LEAST_AND_MOST[step]

    each = counts[step] / (DOCUMENTS * len(LOCALES))

    assert least <= each <= most


def test_after_an_edit_that_text_alone_is_converted_in_all_languages(tmp_path: Path) -> None:
    write_publication(tmp_path)
    options = BuildOptions(jobs=1)  # Not strict: the translation is not edited with its source.
    build_site(tmp_path / "mkdocs.yml", options)
    path = tmp_path / "explainers" / "text-7.md"
    write(path, path.read_text("utf-8") + "\nOne more paragraph.\n")

    with watching(tmp_path) as counts:
        build_site(tmp_path / "mkdocs.yml", options)

    assert counts["converted"] == len(LOCALES)
    # The text's two pages and the page for addresses that nobody has.
    assert counts["rendered"] == len(LOCALES) + 1


def test_an_edit_touches_the_files_that_it_changes_and_no_others(tmp_path: Path) -> None:
    write_publication(tmp_path)
    options = BuildOptions(jobs=1)  # Not strict: the translation is not edited with its source.
    build_site(tmp_path / "mkdocs.yml", options)
    path = tmp_path / "explainers" / "text-7.md"
    for number in range(2):  # The first one makes the tree that later ones bring up to date.
        write(path, path.read_text("utf-8") + f"\nParagraph {number}.\n")
        build_site(tmp_path / "mkdocs.yml", options)
    write(path, path.read_text("utf-8") + "\nOne more paragraph.\n")

    with watching(tmp_path) as counts:
        build_site(tmp_path / "mkdocs.yml", options)

    # What this edit has changed and what the last one had: in each locale the page and that to
    # quote from, and the part of the index that has the text; and what lists the files.
    assert 0 < counts["linked"] <= 45


def test_an_entry_of_the_library_is_no_reason_to_index_again(tmp_path: Path) -> None:
    write_publication(tmp_path)
    options = BuildOptions(strict=True, jobs=1)
    build_site(tmp_path / "mkdocs.yml", options)
    before = inodes(tmp_path / "site" / "pagefind")
    library = tmp_path / "content" / "references.bib"
    write(library, library.read_text("utf-8").replace("Work 3", "Another Work 3"))

    with watching(tmp_path) as counts:
        build_site(tmp_path / "mkdocs.yml", options)

    assert counts["converted"] == len(LOCALES) * DOCUMENTS / WORKS
    assert inodes(tmp_path / "site" / "pagefind") == before


def inodes(folder: Path) -> dict[str, int]:
    """Give what tells each file from another one, by its address."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in paths}


def write_publication(root: Path) -> None:
    """Write explainers that cite, note and link, in each locale."""
    write(root / "mkdocs.yml", CONFIGURATION)
    write(root / "content" / "areas.yml", "- {id: care, title: {en: Care, fr: Soins}}\n")
    write(root / "content" / "references.bib", "".join(WORK.format(n=n) for n in range(WORKS)))
    for number in range(DOCUMENTS):
        body = BODY.format(n=number, work=number % WORKS, next=(number + 1) % DOCUMENTS)
        for locale in LOCALES:
            own, suffix = (FACTS, "") if locale == LOCALES[0] else (TRANSLATED, f".{locale}")
            text = f"---\ntitle: Text {number}\n{SHARED}{own.format(n=number)}---\n\n{body}"
            said = text if locale == LOCALES[0] else re.sub(r"\bwhat\b", "ce que", text, flags=re.I)
            write(root / "explainers" / f"text-{number}{suffix}.md", said)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


CONFIGURATION = """\
site_name: Counted
site_url: https://example.org/
docs_dir: content
theme: {name: openbrief}
nav: []
plugins:
  - openbrief/publication:
      collections: [{name: explainers, kind: explainer}]
      locales: [{tag: en}, {tag: fr}]
  - openbrief/citations: {sources: ''}
  - openbrief/search
"""
WORK = """\
@book{{work{n}, author = {{Doe, Jane}}, title = {{Work {n}}}, year = {{20{n:02}}},
  publisher = {{Press}}, url = {{https://example.org/{n}}}}}
"""
SHARED = """\
summary: What is counted, and why it is.
key_messages: [One says this., Another says that., A third says more.]
interests: None.
"""
FACTS = """\
id: text-{n}
area: [care]
authors: [Jane Doe]
status: published
published: 2026-01-02
version: "1.0"
"""
TRANSLATED = "translation: human\n"
BODY = """\
## What is known {{#known}}

Text {n} says what a work says [@work{work}, p. 3] and what another one says as well.[^1]

- One point of a list
- Another, which leads [on](text-{next}.md)

| a | b |
| --- | --- |
| 1 | 2 |

[^1]: A note that cites [@work{work}].
"""
