"""Find the CSL style that a site names: ours, one of the package's, or a file of its own."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from openbrief.csl import Style, style_by_name, style_path

_OURS = Path(__file__).with_name("styles")


class Form(StrEnum):
    """What stands in the text where a work is cited."""

    NUMBER = "number"
    """A number beside the word: `1`."""
    TEXT = "text"
    """Words in the sentence: `(Widder 2024)`, `[Wid24]`."""
    NOTE = "note"
    """The number of a note, and the note holds the citation."""


def find_style(name: str) -> Style:
    """Read a style by its name or by the path of its `.csl` file.

    Our own styles go before those of the package; a dependent style becomes its parent.

    Raises:
        OpenBriefError: there is no such style, or its file holds none.
    """
    own = _OURS / f"{name}.csl"
    if name.endswith(".csl"):
        return Style.from_path(Path(name), style_path)
    return Style.from_path(own) if own.is_file() else style_by_name(name)


def form_of(style: Style) -> Form:
    """Tell how a style cites (CSL 1.0.2, Info: `citation-format`; Style: `class`)."""
    if style.style_class == "note":
        return Form.NOTE
    return Form.NUMBER if style.citation_format == "numeric" else Form.TEXT
