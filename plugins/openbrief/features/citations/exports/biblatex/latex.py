"""Text as LaTeX that stays inside of its braces.

Braces in a text become commands: BibTeX counts braces, also those after a backslash. Sources:
BibTeXing, section 4 (case and braces); LaTeX2e's text commands; The biblatex Package, 2.2.1
(verbatim fields, literal lists).
"""

from __future__ import annotations

import re
from urllib.parse import quote

from openbrief.features.citations.exports.richtext import folded, pieces

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "`": r"\textasciigrave{}",
        **{character: f"\\{character}" for character in "&%$#_"},
    }
)
_LIGATURE = re.compile(r"([-',<>])(?=\1)")
"""Characters that TeX's fonts make one of, e.g. `--`."""
_AND = re.compile(r"\band\b", re.IGNORECASE)
_COMMANDS = {
    "i": "emph",
    "b": "textbf",
    "sup": "textsuperscript",
    "sub": "textsubscript",
    "sc": "textsc",
}


def latex(text: str) -> str:
    """Escape plain text."""
    return _LIGATURE.sub(r"\1{}", text.translate(_ESCAPES))


def rich_latex(rich: str) -> str:
    """Write a text with markup: italics and the like as commands, protected case in braces."""
    groups: list[tuple[str, list[str]]] = [("", [])]
    for piece in pieces(rich):
        if piece.opens:
            groups.append((piece.opens, []))
        elif piece.closes:
            style, parts = groups.pop()
            groups[-1][1].append(_wrapped(style, "".join(parts)))
        else:
            groups[-1][1].append(latex(piece.text))
    return "".join(groups[0][1])


def _wrapped(style: str, content: str) -> str:
    if style != "nocase":
        return f"\\{_COMMANDS[style]}{{{content}}}"
    # A group that begins with a command does not protect its case: it may be an accent.
    return f"{{{{{content}}}}}" if content.startswith("\\") else f"{{{content}}}"


def literal_list(value: str) -> str:
    """Keep a value one item where biblatex would part it at `and`: a publisher, a place."""
    return f"{{{value}}}" if _AND.search(value) else value


def verbatim(value: str) -> str:
    """Write an address or a number in which LaTeX has no meaning.

    What could end the field, or would not be one word, is percent-encoded.
    """
    return re.sub(r"[\s\\{}]", lambda found: quote(found[0]), folded(value))
