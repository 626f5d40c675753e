"""One target for each parser of what others write: it answers any input with a value.

A target gives nothing that is looked at; it fails by raising what no author could have caused, and
by what it asserts of its answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from openbrief.csl import Citation, Cite, Processor, Style
from openbrief.features.citations.bibliography import read_library
from openbrief.features.citations.bibliography.latex import decode
from openbrief.features.citations.locators import split_locator
from openbrief.features.citations.quotations import read_passages
from openbrief.features.citations.read import find_clusters
from openbrief.features.citations.standing import read_notices
from openbrief.features.collections.areas import read_areas
from openbrief.features.collections.fences import cut
from openbrief.features.evidence.read import find_claims
from openbrief.features.glossary.read import read_glossary
from openbrief.features.maths.mathml import mathml
from openbrief.features.maths.read import find_maths
from openbrief.features.paths.read import read_paths
from openbrief.features.pictures.check import check_picture, published
from openbrief.features.pictures.container import RefusedError
from openbrief.features.translations.po.file import read as read_po
from openbrief.features.translations.record import read_record
from openbrief.features.versions.record import read_record as read_version
from openbrief.model.picture import PNG, SVG, format_of
from openbrief.model.problem import OpenBriefError
from openbrief.text.article import read as read_article
from openbrief.text.front_matter import read_yaml, split_front_matter
from openbrief.text.markdown import MarkdownOptions, convert
from openbrief.text.sanitize import sanitize
from openbrief.text.scanner import Lines, prose_ranges

Target = Callable[[bytes], object]

_TAGS = ("en", "fr", "ar")
_MARKDOWN = MarkdownOptions()
_ITEM = {
    "id": "a",
    "type": "book",
    "title": "On Rivers",
    "author": [{"family": "Doe", "given": "Jane"}],
    "issued": {"date-parts": [[2024]]},
}


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def front_matter(data: bytes) -> object:
    """Part a file and read its YAML."""
    parts = split_front_matter(_text(data), "a.md")
    return read_yaml(parts.yaml, "a.md", parts.yaml_line), cut(parts.body, "a.md", 1)


def marks(data: bytes) -> object:
    """Find claims, formulas and citations in prose."""
    text = _text(data)
    ranges, lines = prose_ranges(text), Lines.of(text, path="a.md")
    return [find(text, ranges, lines, "fr") for find in (find_claims, find_maths, find_clusters)]


def sanitiser(data: bytes) -> object:
    """Convert Markdown and make it safe; what is safe stays as it is."""
    try:
        safe = sanitize(convert(_text(data), _MARKDOWN))
    except (RecursionError, ValueError) as error:
        # Both are told as problems by `assembly.texts.convert_text`.
        return error
    assert "<script" not in safe.lower()
    return safe


def locators(data: bytes) -> object:
    """Part a locator from what follows it."""
    text = _text(data)
    return split_locator(text, "zh"), split_locator(text, "fr", bare_at_start=True)


def citations(data: bytes) -> object:
    """Find citations alone, which gets deeper into them."""
    text = _text(data)
    return find_clusters(text, prose_ranges(text), Lines.of(text, path="a.md"), "ar")


def bibliography(data: bytes) -> object:
    """Read BibTeX, and each of its works."""
    library = read_library({"a.bib": data})
    return library.references(library.keys)


def csl_json(data: bytes) -> object:
    """Read CSL-JSON, and each of its works."""
    library = read_library({"a.json": data})
    return library.references(library.keys)


def latex(data: bytes) -> object:
    """Read the LaTeX of a field."""
    return decode(_text(data), rich=True)


def data_files(data: bytes) -> object:
    """Read the YAML files beside the texts."""
    text = _text(data)
    return (
        read_areas(text, "areas.yml", _TAGS),
        read_glossary(text, "glossary.yml", _TAGS),
        read_paths(text, "paths.yml", _TAGS),
        read_passages(text, "quotations.yml"),
        read_notices(text, "notices.yml"),
    )


def po(data: bytes) -> object:
    """Read what a translator sends."""
    return read_po(_text(data), "a.po")


def records(data: bytes) -> object:
    """Read the records of translations, and of archived versions as the archive does."""
    text = _text(data)
    try:
        version: object = read_version(text, "a", "1.0")
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        version = error
    return version, read_record(text, "translations/a.json", "a.md")


def svg(data: bytes) -> object:
    """Clean a drawing; what is clean stays as it is."""
    return _cleaned("a.svg", data)


def pictures(data: bytes) -> object:
    """Strip and decode a picture by its own kind; what is stripped stays as it is."""
    each = format_of(data) or PNG
    return _cleaned(f"a{each.endings[0]}", data)


def _cleaned(path: str, data: bytes) -> object:
    problem = check_picture(path, data)
    try:
        once = published(path, data)
    except RefusedError:
        assert problem
        return None
    assert published(path, once) == once
    if path.endswith(SVG.endings):
        assert b"<script" not in once
    return once


def article(data: bytes) -> object:
    """Read an article of the archive."""
    try:
        return read_article(_text(data))
    except ValueError as error:
        return error


def style(data: bytes) -> object:
    """Read a CSL style and cite by it."""
    try:
        processor = Processor(Style.from_xml(data), "en-GB")
        return processor.format({"a": _ITEM}, [Citation((Cite("a", locator="3"),))])
    except OpenBriefError as error:
        return error


def maths(data: bytes) -> object:
    """Turn a formula into MathML."""
    return mathml(((_text(data), False),))


TARGETS: Mapping[str, Target] = {
    each.__name__: each
    for each in (
        *(article, bibliography, citations, csl_json, data_files, front_matter, latex, locators),
        *(marks, maths, pictures, po, records, sanitiser, style, svg),
    )
}
"""All of them, by the name of their folder of seeds."""
