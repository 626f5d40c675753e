"""Styles in drawings: values, declarations and sheets, and what of them stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openbrief.features.pictures.container import RefusedError
from openbrief.features.pictures.svg_names import FUNCTIONS, PROPERTIES

_FUNCTION = re.compile(r"([\w-]*)\s*\(")
_URL = re.compile(r"""\burl\s*\(""", re.IGNORECASE)
_OWN = re.compile(r"""\burl\(\s*(["']?)#([\w.:-]+)\1\s*\)""")
_ODD = re.compile(r"[\\@<{}]|/\*|//|[\x00-\x08\x0b\x0c\x0e-\x1f]")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}@;\\<]+)\{([^{}@\\<]*)\}\s*")
_MEND = "take it out; a drawing names its own parts only, as `url(#part)`"


def checked_value(value: str) -> tuple[str, ...]:
    """Look at a value of a style, and give the names of the parts that it uses.

    Raises:
        RefusedError: it names something outside the drawing, or can't be read for sure.
    """
    own = _OWN.findall(value)
    if len(own) != len(_URL.findall(value)):
        raise outside(value)
    strange = [name for name in _FUNCTION.findall(value) if name and name not in FUNCTIONS]
    if strange or _ODD.search(value):
        what = f"`{strange[0]}()`" if strange else f"`{_short(value)}`"
        raise RefusedError(
            "picture-svg", f"a style has {what}, which drawings can't have here", _MEND
        )
    return tuple(name for _, name in own)


def outside(value: str) -> RefusedError:
    """Give the fault of what leads out of the drawing."""
    return RefusedError("picture-svg", f"`{_short(value)}` leads out of the drawing", _MEND)


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def declarations(text: str) -> tuple[str, tuple[str, ...]]:
    """Give the properties of a style that drawings may have, and the parts that they use.

    Raises:
        RefusedError: a value leads out of the drawing.
    """
    kept: list[str] = []
    used: list[str] = []
    for name, value in _declared(_COMMENT.sub(" ", text)):
        used.extend(checked_value(value))
        if name in PROPERTIES:
            kept.append(f"{name}:{value}")
    return ";".join(kept), tuple(used)


def _declared(text: str) -> Iterator[tuple[str, str]]:
    for each in text.split(";"):
        name, colon, value = each.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def sheet(text: str) -> tuple[str, tuple[str, ...]]:
    """Give the rules of a style sheet, and the parts that they use.

    Raises:
        RefusedError: it has `@` rules, or a value leads out of the drawing.
    """
    rest = _COMMENT.sub(" ", text).strip()
    kept: list[str] = []
    used: list[str] = []
    while rest:
        rule = _RULE.match(rest)
        if rule is None:
            message = f"the style sheet has `{_short(rest)}`, where a plain rule should be"
            raise RefusedError("picture-svg", message, "leave out `@` rules; fonts are not loaded")
        own, named = declarations(rule[2])
        used.extend(named)
        if own:
            kept.append(f"{' '.join(rule[1].split())}{{{own}}}")
        rest = rest[rule.end() :]
    return "\n".join(kept), tuple(used)
