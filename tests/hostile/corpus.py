"""The hostile inputs, by their indices, and the site that they are laid out in.

Each folder beside this file holds one class of attack: an `index.yml` and the inputs. An entry says
which `file` it is (or, by `make`, how it is made, where it can't be a plain file), what it `tries`,
what it `must_not` do, whether it is `published` or `refused`, and by which `problem`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from tests.hostile.making import pair, raw_name, sparse, unix_socket

FOLDER = Path(__file__).parent
MUST_NOT = frozenset(
    "run reach-out cover imitate leak escape hang hide crash break-others".split()  # noqa: SIM905
)
_FIELDS = frozenset(("file", "at", "tries", "must_not", "outcome", "problem", "make"))


@dataclass(frozen=True, slots=True)
class Home:
    """Where the inputs of a class go in a site."""

    at: str = "explainers/{stem}.md"
    front: str = ""
    """Stands before a text that has no front matter of its own."""
    shown_by: str = ""
    """The body of a page beside it that shows the input, if it is no page itself."""
    is_alone: bool = False
    """A site has but one such file, so it is not laid out with others (`alone.py`)."""


FRONT = """\
---
id: {stem}
title: {stem}
summary: One of the hostile inputs.
area: [models]
key_messages: [One., Two.]
authors: [Ada Lovelace]
interests: None.
status: published
version: "1.0"
published: 2026-01-01
changes: [{{date: 2026-01-01, kind: new, note: First.}}]
---

"""
_TEXT = Home(front=FRONT)
_PICTURE = Home("content/media/{name}", shown_by="![A picture](../content/media/{name})")
HOMES: Mapping[str, Home] = {
    "svg": _PICTURE,
    "pictures": _PICTURE,
    "files": Home("content/{name}"),
    "bibliography": Home("bibliography/{name}"),
    "data": Home("data/{name}", is_alone=True),
    "styles": Home("data/{name}", is_alone=True),
    "catalogs": Home("{name}", is_alone=True),
}
"""The classes that are not texts of a collection."""


@dataclass(frozen=True, slots=True)
class Input:
    """One attack."""

    attack: str
    """Its class: the name of its folder."""
    file: str
    at: str
    tries: str
    must_not: frozenset[str]
    is_published: bool
    code: str = ""
    """The problem that refuses it."""
    line: int | None = None
    """Where, counted in the input itself."""
    make: Mapping[str, Any] | None = None

    @property
    def name(self) -> str:
        """Give what tells it from all others."""
        return f"{self.attack}/{self.file}"

    @property
    def stem(self) -> str:
        """Give its name without the ending."""
        return self.file.partition(".")[0]

    @property
    def home(self) -> Home:
        """Give where its class goes."""
        return HOMES.get(self.attack, _TEXT)

    def data(self) -> bytes:
        """Give the bytes of a plain file as they go into the site."""
        data = (FOLDER / self.attack / self.file).read_bytes()
        return self.front(data) + data

    def front(self, data: bytes) -> bytes:
        """Give what stands before the input in the site."""
        has_own = data.removeprefix(b"\xef\xbb\xbf").startswith(b"---")
        return b"" if has_own else self.home.front.format(stem=self.stem).encode()

    def problem(self) -> tuple[str, str, int | None]:
        """Give path, code and line of the problem that refuses it, in the site."""
        before = 0
        if self.make is None and self.home.front:
            before = self.front((FOLDER / self.attack / self.file).read_bytes()).count(b"\n")
        return self.at, self.code, None if self.line is None else self.line + before


def read_corpus() -> tuple[Input, ...]:
    """Read all indices, in the order of classes and entries."""
    return tuple(
        _input(index.parent.name, entry)
        for index in sorted(FOLDER.glob("*/index.yml"))
        for entry in yaml.safe_load(index.read_text("utf-8"))
    )


def _input(attack: str, entry: Mapping[str, Any]) -> Input:
    """Make an input of an entry.

    Raises:
        ValueError: the entry is not of the form that this module tells.
    """
    name = entry["file"]
    code, _, line = str(entry.get("problem", "")).partition(":")
    is_published = entry["outcome"] == "published"
    faults = (
        bool(set(entry) - _FIELDS),
        not set(entry["must_not"]) <= MUST_NOT or not entry["must_not"],
        entry["outcome"] not in ("published", "refused"),
        is_published == bool(code),
    )
    if any(faults):
        raise ValueError(f"{attack}/index.yml: the entry of `{name}` is not of the right form")
    at = entry.get("at", HOMES.get(attack, _TEXT).at)
    return Input(
        attack,
        name,
        at.format(name=name, stem=name.partition(".")[0]),
        entry["tries"],
        frozenset(entry["must_not"]),
        is_published,
        code,
        int(line) if line else None,
        entry.get("make"),
    )


def lay_out(inputs: Iterable[Input], root: Path, *, plugins: Iterable[str] = ()) -> Path:
    """Write a site that holds these inputs beside harmless texts; give its configuration.

    Args:
        inputs: what goes in.
        root: an empty folder.
        plugins: what the site has besides texts and citations, as lines of YAML.
    """
    libraries = ["content/references.bib"]
    _write(root / "content/references.bib", _BIB)
    _write(root / "content/areas.yml", _AREAS)
    _write(root / "content/index.md", "---\ntitle: Home\nheadline: Home\nsummary: Home.\n---\n")
    _write(root / "content/neighbour.md", "# Neighbour\n\nA page that nobody attacks.\n")
    _write(root / "explainers/plain.md", FRONT.format(stem="plain") + "Words.\n")
    (root / "content/dot.png").write_bytes(_DOT)
    _write(root / "secret.txt", OUTSIDE)
    # A work is read in full only where a text lists it.
    works = '---\ntitle: Works\nsummary: All.\nnocite: ["*"]\n---\n\n::: bibliography\n:::\n'
    _write(root / "content/works.md", works)
    for item in inputs:
        place = root / item.at
        place.parent.mkdir(parents=True, exist_ok=True)
        if item.make is None:
            place.write_bytes(item.data())
        else:
            MAKERS[item.make["kind"]](place, item.make)
        if item.home.shown_by:
            body = item.home.shown_by.format(name=Path(item.at).name)
            shown = f"shows-{item.attack}-{item.stem}".lower()
            _write(root / f"explainers/{shown}.md", FRONT.format(stem=shown) + body + "\n")
        if item.at.startswith("bibliography/"):
            libraries.append(item.at)
    config = root / "mkdocs.yml"
    listed = "".join(f"\n        - {library}" for library in libraries)
    extra = "".join(f"\n  - {plugin}" for plugin in plugins)
    _write(config, _CONFIG + f"\n      bibliography:{listed}{extra}\n")
    return config


OUTSIDE = "left-outside-7f3a9c"
"""What a file beside the site holds: no output may."""
_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)
_BIB = """\
@misc{doe2024, author = {Doe, Jane}, title = {A Work}, year = {2024}, url = {https://example.org/w}}
@misc{evil,
  author = {<img src=x onerror=PWN=1>, Jane},
  title = {<script>PWN=1</script> "quoted" & <b>bold</b>},
  year = {2024},
  howpublished = {<svg onload=PWN=1>},
  url = {https://example.org/evil}
}
"""
_AREAS = """\
- id: models
  title: {en: Models}
  question: {en: "How do models work?"}
"""
_CONFIG = """\
site_name: Hostile
site_url: https://example.org/hostile/
docs_dir: content
theme: {name: openbrief}
plugins:
  - openbrief/publication:
      collections: [{name: explainers, kind: explainer}]
  - openbrief/citations:"""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _repeat(place: Path, recipe: Mapping[str, Any]) -> None:
    """Write `head`, then `text` as often as `times` says, then `tail`.

    The file lies at its place, or `below` that.
    """
    place /= recipe.get("below", "")
    place.parent.mkdir(parents=True, exist_ok=True)
    text = recipe.get("head", "") + recipe["text"] * recipe["times"] + recipe.get("tail", "")
    stem = place.name.partition(".")[0]
    has_own = text.startswith("---") or place.suffix != ".md"
    place.write_text(("" if has_own else FRONT.format(stem=stem)) + text, "utf-8")


def _symlink(place: Path, recipe: Mapping[str, Any]) -> None:
    place.symlink_to(recipe["to"])


def _fifo(place: Path, recipe: Mapping[str, Any]) -> None:
    os.mkfifo(place, stat.S_IRUSR | stat.S_IWUSR)


MAKERS: dict[str, Callable[[Path, Mapping[str, Any]], None]] = {
    "repeat": _repeat,
    "symlink": _symlink,
    "fifo": _fifo,
    "pair": pair,
    "raw-name": raw_name,
    "socket": unix_socket,
    "sparse": sparse,
}
"""What makes an input that can't be a plain file, by `kind`."""
