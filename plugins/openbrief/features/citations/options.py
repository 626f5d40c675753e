"""The settings of the citations feature."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationsOptions:
    """Settings of `openbrief/citations`."""

    style: str = "openbrief-numeric"
    """How citations and sources look: a style of ours by name, or the path of a `.csl` file."""

    bibliography: tuple[str, ...] = ("content/references.bib",)
    """The BibTeX files with the works that may be cited, relative to mkdocs.yml."""
