"""Turn source files into documents: one per level, source files before their translations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import PurePosixPath

from openbrief.features.collections.compose import compose
from openbrief.features.collections.fences import PLAIN, Piece, cut
from openbrief.features.collections.files import SourceFile
from openbrief.features.collections.schemas import read_front_matter, read_translation
from openbrief.model.document import Document, Kind, Level
from openbrief.model.front_matter import FrontMatter
from openbrief.model.locale import Locale
from openbrief.model.problem import Problem, Span
from openbrief.model.site import Collection
from openbrief.model.steps import Step, at
from openbrief.text.front_matter import FrontMatterText, read_yaml, split_front_matter
from openbrief.text.html import text_of
from openbrief.text.markdown import MarkdownOptions, convert
from openbrief.text.marks import Composer, Finder
from openbrief.text.scanner import prose_ranges
from openbrief.text.yaml_characters import bad_characters
from openbrief.text.yaml_nodes import Node
from openbrief.text.yaml_reader import MAX_PROBLEMS

_TITLE = re.compile(r"^#[ \t]+(?P<title>[^\n]+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"[ \t]*\{[^{}]*\}\Z")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


@dataclass(frozen=True, slots=True)
class Folder:
    """Where documents lie: the site's own pages, or a collection."""

    path: str
    collection: Collection | None


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a folder's files."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    front_matter: Mapping[str, Node] = field(default_factory=dict)
    """As it was written, by the file's path."""


@dataclass(frozen=True, slots=True)
class _Name:
    """What a file's name says."""

    file: SourceFile
    path: str
    locale: Locale
    kind: Kind


@dataclass(frozen=True, slots=True)
class Family:
    """A source file and its translations: what must be read together."""

    folder: Folder
    path: str
    """The address that they share."""
    names: tuple[_Name, ...]
    """The source first, then by path."""
    record: SourceFile | None = None
    """What the translations were made from."""

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """All that is read, the source first."""
        return (*(name.file for name in self.names), *([self.record] if self.record else []))

    @property
    def source(self) -> SourceFile:
        """The file that the others translate."""
        return self.names[0].file


def families(
    folder: Folder, files: Sequence[SourceFile], locales: Sequence[Locale]
) -> tuple[tuple[Family, ...], tuple[Problem, ...]]:
    """Sort a folder's files by what they are versions of; files with a wrong name are told.

    The source is the version that does not call itself a translation: most often that in the
    site's first language, but each document may have been written in any.
    """
    found: dict[str, list[_Name]] = {}
    problems: list[Problem] = []
    for file in files:
        name, fault = _name(folder, file, locales)
        problems.extend([fault] if fault else [])
        if name:
            found.setdefault(name.path, []).append(name)
    return (
        tuple(
            Family(folder, path, tuple(sorted(names, key=lambda n: _order(n, locales[0]))))
            for path, names in found.items()
        ),
        tuple(problems),
    )


def _order(name: _Name, first: Locale) -> tuple[bool, bool, str]:
    return (_is_translation(name, first), name.locale.tag != first.tag, name.file.path)


_OWN_FIELD = re.compile(r"^(translation|id)[ \t]*:", re.MULTILINE)


def _is_translation(name: _Name, first: Locale) -> bool:
    """Tell whether a file is a translation.

    It says so by its field `translation`. An explainer or brief in another language than the
    site's first that has no id either is one that has forgotten to.
    """
    fields = set(_OWN_FIELD.findall(split_front_matter(name.file.text).yaml))
    is_like_one = name.kind in (Kind.EXPLAINER, Kind.BRIEF) and name.locale.tag != first.tag
    return "translation" in fields or (is_like_one and "id" not in fields)


def read_family(family: Family, first: Locale, finders: Sequence[Finder]) -> Read:
    """Read a source and its translations, which inherit from it.

    Args:
        family: the files.
        first: the site's first language.
        finders: what looks for our own syntax.
    """
    foremost = family.names[0]
    if foremost.locale.tag != first.tag and _is_translation(foremost, first):
        return Read((), tuple(_no_source(name, first) for name in family.names))
    documents: list[Document] = []
    problems: list[Problem] = []
    nodes: dict[str, Node] = {}
    inherited: FrontMatter | None = None
    for name in family.names:
        at(Step.READING, name.file.path)
        front_matter, text, node, faults = _front_matter(name, inherited)
        problems.extend(faults)
        inherited = inherited or front_matter
        nodes[name.file.path] = node
        made, more = _documents(family.folder, name, front_matter, text, finders)
        documents.extend(made)
        problems.extend(more)
    return Read(tuple(documents), tuple(problems), nodes)


def in_order(reads: Sequence[Read], source: Locale) -> Read:
    """Put the reads of a folder together: sources first, then translations, each by their path."""
    documents = [document for read in reads for document in read.documents]
    documents.sort(key=lambda d: (d.locale != source.tag, d.source.path))
    return Read(tuple(documents), tuple(problem for read in reads for problem in read.problems))


def _name(
    folder: Folder, file: SourceFile, locales: Sequence[Locale]
) -> tuple[_Name | None, Problem | None]:
    inside = PurePosixPath(file.path).relative_to(folder.path)
    stem, _, tag = inside.stem.partition(".")
    locale = next((each for each in locales if each.tag == tag), None) if tag else locales[0]
    if locale is None:
        what = f"`{tag}` is no language of this site"
        mend = f"add it to `locales` in mkdocs.yml, or rename the file `{stem}.md`"
        code = "locale-unknown" if _TAG.match(tag) else "file-name-dot"
        return None, Problem(Span(file.path), code, what, mend)
    parts = [*inside.parent.parts, *([] if stem == "index" else [stem])]
    prefix = [folder.collection.name] if folder.collection else []
    path = "/".join([*prefix, *parts])
    return _Name(file, path, locale, _kind(folder, stem, path)), None


def _kind(folder: Folder, stem: str, path: str) -> Kind:
    if folder.collection is None:
        return Kind.HOME if not path else Kind.PAGE
    return Kind.LISTING if stem == "index" else folder.collection.kind


def _front_matter(
    name: _Name, source: FrontMatter | None
) -> tuple[FrontMatter, FrontMatterText, Node, tuple[Problem, ...]]:
    text = split_front_matter(name.file.text, name.file.path)
    node, yaml_faults = read_yaml(text.yaml, name.file.path, text.yaml_line)
    if source is None:
        front_matter, faults = read_front_matter(node, name.kind, name.file.path)
    else:
        front_matter, faults = read_translation(node, name.kind, name.file.path, source)
    if not front_matter.id:
        front_matter = replace(front_matter, id=name.path.replace("/", "-") or "home")
    body = Span(name.file.path, text.body_line)
    unreadable = islice(bad_characters(text.body, body, "text-character"), MAX_PROBLEMS)
    # Where the front matter has no end, all that its fields lack is no news.
    return front_matter, text, node, text.problems or (*yaml_faults, *faults, *unreadable)


def _no_source(name: _Name, locale: Locale) -> Problem:
    wanted = re.sub(r"\.[^.]+\.md\Z", ".md", name.file.path)
    return Problem(
        Span(name.file.path),
        "translation-no-source",
        f"there is no `{wanted}` of which this is the translation",
        f"write the document in {locale.name} first, or mend the file's name",
    )


def _documents(
    folder: Folder,
    name: _Name,
    front_matter: FrontMatter,
    text: FrontMatterText,
    finders: Sequence[Finder],
) -> tuple[list[Document], list[Problem]]:
    body = text.body
    if not front_matter.title:
        body, title = _without_title(body)
        front_matter = replace(front_matter, title=title or _title_of(name))
    pieces, fence_faults = cut(body, name.file.path, text.body_line)
    problems = [*fence_faults, *_heading_problems(body, name.file.path, text.body_line)]
    documents = []
    for level, some in _levels(pieces).items():
        composer = Composer(f"{name.file.text}{level}", name.locale.tag, finders)
        problems.extend(compose(composer, front_matter, some, level))
        whole = composer.finish()
        # The key messages stand on both levels; their problems are told once.
        problems.extend(p for p in whole.problems if p not in problems)
        documents.append(
            Document(
                id=front_matter.id,
                locale=name.locale.tag,
                collection=folder.collection.name if folder.collection else "",
                kind=name.kind,
                level=level,
                path=_path(name.path, front_matter.slug),
                front_matter=front_matter,
                body=whole.body,
                source=Span(name.file.path, text.body_line),
                links=whole.links,
                words=whole.words,
            )
        )
    return documents, problems


def _path(path: str, slug: str) -> str:
    """Put a slug in the place of a path's last part."""
    return "/".join([*path.split("/")[:-1], slug]) if slug else path


def _levels(pieces: Sequence[Piece]) -> dict[Level, tuple[Piece, ...]]:
    plain = tuple(replace(piece, name="") for piece in pieces if piece.name == PLAIN)
    full = tuple(piece for piece in pieces if piece.name != PLAIN)
    return {Level.FULL: full, **({Level.PLAIN: plain} if plain else {})}


def _title_of(name: _Name) -> str:
    """Make a title of the file's name, for a page that has none."""
    last = name.path.rpartition("/")[2] or "home"
    return last.replace("-", " ").replace("_", " ").capitalize()


def _without_title(body: str) -> tuple[str, str]:
    """Take a first-level heading out of a body that begins with one; keep the line count."""
    match = _TITLE.match(body.lstrip("\n"))
    if not match:
        return body, ""
    start = len(body) - len(body.lstrip("\n"))
    words = text_of(convert(_ATTRIBUTES.sub("", match["title"]), MarkdownOptions()))
    return body[:start] + body[start + match.end() :], words


def _heading_problems(body: str, path: str, first_line: int) -> list[Problem]:
    found = [match for match in _TITLE.finditer(body) if body[: match.start()].strip()]
    ranges = prose_ranges(body) if found else ()
    return [
        Problem(
            Span(path, first_line + body.count("\n", 0, match.start()), 1),
            "heading-level",
            "a heading of the first level stands in the text; the title is the first",
            "begin with `##`",
        )
        for match in found
        if any(a <= match.start() < b for a, b in ranges)
    ]
