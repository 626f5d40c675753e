"""Python values as Typst code.

Text becomes string literals and never markup, so no character of it can act on the page.
Source: Typst reference, "Scripting" and "Symbols: escapes in strings".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff]")
"""Controls, soft hyphens and zero-width spaces: nothing to read, and no glyph to show."""


def string(text: str) -> str:
    r"""Give a string literal, e.g. `"a \"b\""`."""
    clean = _INVISIBLE.sub("", text)
    quoted = clean.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + quoted.replace("\n", "\\n").replace("\r", "").replace("\t", "\\t") + '"'


def array(items: Iterable[str]) -> str:
    """Give an array of expressions; the comma makes one item an array as well."""
    return "(" + "".join(f"{item}, " for item in items) + ")"


def dictionary(items: Mapping[str, str]) -> str:
    """Give a dictionary from names to expressions."""
    inner = ", ".join(f"{string(name)}: {item}" for name, item in items.items())
    return f"({inner})" if inner else "(:)"


def join(expressions: Iterable[str]) -> str:
    """Give one expression that shows the others one after another."""
    parts = [part for part in expressions if part]
    if len(parts) == 1:
        return parts[0]
    return "{" + "; ".join(parts) + "}" if parts else '""'


def call(name: str, *positional: str, **named: str) -> str:
    """Give a call; an underscore in a name stands for the hyphen of Typst, no code for no words."""
    given = (item or '""' for item in positional)
    arguments = [*given, *(f"{key.replace('_', '-')}: {item}" for key, item in named.items())]
    return f"{name}({', '.join(arguments)})"
