"""A style as a tree, before it is compiled for a locale."""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from openbrief.csl.data.element import Element, read_xml
from openbrief.csl.data.weight import MAX_WEIGHT, weight_of
from openbrief.model.problem import OpenBriefError

_MAX_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """What a style file says (CSL 1.0.2, Root Element and File Types).

    A dependent style has a `parent` (the last part of its parent's address), all else of which
    it takes over.
    """

    title: str
    style_class: str
    options: Mapping[str, str]
    macros: Mapping[str, Element]
    citation: Element | None
    bibliography: Element | None
    locales: tuple[Element, ...]
    default_locale: str
    parent: str = ""
    citation_format: str = ""
    """`author-date`, `author`, `numeric`, `label` or `note` (CSL 1.0.2, Info)."""

    @classmethod
    def from_xml(cls, source: bytes | str, what: str = "the style") -> Style:
        """Read a style; `what` names it in messages."""
        root = read_xml(source, what)
        if root.name != "style":
            raise OpenBriefError(f"{what} is not a CSL style", "give a file whose root is `style`")
        macros = {macro.get("name"): macro for macro in root.all("macro")}
        areas = (each for each in root.children if each.name in ("citation", "bibliography"))
        if any(weight_of(area, macros) > MAX_WEIGHT for area in areas):
            raise OpenBriefError(
                f"the macros of {what} call one another too often", "give a style that does less"
            )
        info = root.first("info") or Element("info")
        return cls(
            title=next((child.text for child in info.all("title")), ""),
            style_class=root.get("class", "in-text"),
            options=root.attributes,
            macros=macros,
            citation=root.first("citation"),
            bibliography=root.first("bibliography"),
            locales=tuple(root.all("locale")),
            default_locale=root.get("default-locale"),
            parent=_parent(info),
            citation_format=_citation_format(info),
        )

    @classmethod
    def from_path(cls, path: Path, find: Callable[[str], Path] | None = None) -> Style:
        """Read a style file; `find` gives the path of a dependent style's parent by its name."""
        try:
            found = path.lstat()
        except OSError as error:
            raise OpenBriefError(f"{path} can't be read: {error.strerror}") from error
        if not stat.S_ISREG(found.st_mode) or found.st_size > _MAX_BYTES:
            raise OpenBriefError(
                f"{path} is no file, a link or larger than {_MAX_BYTES // 1024} KB",
                "put a copy of the style in its place",
            )
        style = cls.from_xml(path.read_bytes(), str(path))
        if not style.parent or style.citation is not None:
            return style
        if find is None:
            raise OpenBriefError(
                f"{path} depends on the style `{style.parent}`", "give that style itself"
            )
        return style.of_parent(cls.from_path(find(style.parent)))

    def of_parent(self, parent: Style) -> Style:
        """Give the parent under this style's title and locale (CSL 1.0.2, Dependent styles)."""
        return replace(
            parent,
            title=self.title,
            default_locale=self.default_locale or parent.default_locale,
            parent=self.parent,
        )


def _parent(info: Element) -> str:
    links = (link for link in info.all("link") if link.get("rel") == "independent-parent")
    return next((link.get("href").rpartition("/")[2] for link in links), "")


def _citation_format(info: Element) -> str:
    found = (category.get("citation-format") for category in info.all("category"))
    return next(filter(None, found), "")
