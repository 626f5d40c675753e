"""Scenes of whole commands, on a tiny site that is built once and copied for each trial."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from mkdocs.__main__ import cli as mkdocs  # noqa: TID251 (the program that is tried)
from tests.faults.injector import run
from tests.faults.publishing import SPARE, write
from tests.faults.trials import FAST, Scene

# Loaded here and not by each child.
import openbrief.cli
import openbrief.cli.archive
import openbrief.cli.build
import openbrief.cli.translate
import openbrief.host.building
import openbrief.host.publication

_TEXT = """---
id: {id}
title: Text {id}
summary: One sentence on {id}.
area: [models]
key_messages: [There is a text., It says little.]
authors: [{{name: Test editors}}]
interests: None.
status: published
published: 2026-01-02
version: "1.0"
---

Words on {id}, for whoever looks for them. {more}

## More

A second section.
"""
_AREAS = """- {id: models, title: {en: Models, fr: M}, question: {en: "What?", fr: "Quoi ?"}}
"""
CONFIGURATION = """site_name: Tiny
site_url: https://example.org/tiny/
docs_dir: content
theme: {name: openbrief}
plugins:
  - openbrief/publication:
      collections: [{name: explainers, kind: explainer}]
      locales: [{tag: en}, {tag: fr, site_name: Petit}]
  - openbrief/search
"""
SITE = {
    "mkdocs.yml": CONFIGURATION,
    "tmp/keep": "for what programs write beside: a system clears it",
    "content/areas.yml": _AREAS,
    "content/index.md": "---\ntitle: Home\n---\n\n# Home\n",
    "explainers/one.md": _TEXT.format(id="one", more="As they were."),
    "explainers/two.md": _TEXT.format(id="two", more="They stay."),
}
EDIT = {
    "explainers/one.md": _TEXT.format(id="one", more="As they are now."),
    "explainers/three.md": _TEXT.format(id="three", more="New."),
}
SOURCES = frozenset(
    {"mkdocs.yml", "content", "explainers", "translations", "archive", ".cache", "tmp"}
)


def command(root: Path, *words: str) -> int:
    """Run one of our commands in a folder."""
    os.chdir(root)
    os.environ["TMPDIR"] = str(root / "tmp")
    return openbrief.cli._run([*words])


def build(root: Path) -> int:
    """Build as our own command does."""
    return command(root, "build", "--jobs", "2")


def build_cold(root: Path) -> int:
    """Build without what earlier builds have left."""
    return command(root, "build", "--jobs", "2", "--no-cache")


def build_by_mkdocs(root: Path) -> int:
    """Build as `mkdocs build` does; what the machine refuses ends it with 1."""
    os.chdir(root)
    return int(bool(mkdocs(["build", "-q"], standalone_mode=False)))


@cache
def _master(name: str) -> Path:
    root = Path(mkdtemp(prefix="faults-master-", dir=FAST))
    write(root, SITE)
    if name != "first":
        ran = run(lambda: build(root), root)
        if ran.status:
            raise AssertionError(ran.words)
        write(root, EDIT)
    return root


def copied(name: str) -> Callable[[Path], None]:
    """Give what puts a site into an empty folder: built and then edited, or not built (`first`)."""

    def prepare(root: Path) -> None:
        shutil.copytree(_master(name), root, symlinks=True, dirs_exist_ok=True)

    return prepare


_BESIDE = SOURCES | {SPARE}
# A fault of a worker's is one of ours until the worker tells it apart.
_TOLD = frozenset({0, 2, 3})
SCENES = (
    Scene("first build", copied("first"), build, beside=_BESIDE, told=_TOLD),
    Scene("after an edit", copied("built"), build, beside=_BESIDE, told=_TOLD),
    Scene("without cache", copied("built"), build_cold, beside=_BESIDE, told=_TOLD),
    Scene(
        "mkdocs build",
        copied("built"),
        build_by_mkdocs,
        beside=_BESIDE,
        told=frozenset({0, 1, 2, 99}),
    ),
)
