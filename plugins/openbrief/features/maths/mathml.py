"""From LaTeX to MathML, of which only what is listed passes.

Source of the list: MathML Core, chapter 3: what browsers and readers know.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape

from lxml import html as lxml_html
from lxml.html import HtmlElement

from openbrief.model.fault import Overspent
from openbrief.typeset.pandoc import pandoc

_LEAVES = ("mi", "mn", "mo", "mtext", "mspace")
_ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("mrow", "mn", "mtext", "msqrt", "mroot", "msup", "msub", "msubsup"), ()),
    **dict.fromkeys(("munder", "munderover", "mtable", "mtr", "mphantom", "mpadded"), ()),
    "mi": ("mathvariant",),
    "mo": ("stretchy", "form", "accent"),
    "mover": ("accent",),
    "mspace": ("width",),
    "mfrac": ("linethickness",),
    "mtd": ("columnalign",),
    "mstyle": ("displaystyle",),
}
_DEPTH = 50
"""No formula for readers nests its parts deeper; parsers and the typesetter have limits, too."""
_VALUE = re.compile(r"[\w.%-]{1,20}")
_PANDOC = ("--from=json", "--to=html", "--mathml", "--wrap=none")
_MODEL = (1, 23)
"""The version of pandoc's document model."""


class Unlisted(Exception):  # noqa: N818 (what a formula holds, not a failure of ours)
    """A formula holds something that is not on the list."""


@lru_cache(maxsize=256)
def mathml(formulas: tuple[tuple[str, bool], ...]) -> tuple[str, ...]:
    """Give the MathML of formulas, without `math` around it; empty for one with a fault.

    All go through pandoc at once, as a document of its own model: nothing in LaTeX can end a
    formula there and begin something else.

    Args:
        formulas: LaTeX, and whether it stands in a block of its own.

    Raises:
        OpenBriefError: pandoc cannot be run.
    """
    tame = tuple(formula for formula in formulas if not _climbs(formula[0]))
    made = dict(zip(tame, _made(tame, _SECONDS), strict=True))
    return tuple(made.get(formula, "") for formula in formulas)


def _made(formulas: tuple[tuple[str, bool], ...], seconds: int) -> tuple[str, ...]:
    if not formulas:
        return ()
    blocks = [_block(number, *formula) for number, formula in enumerate(formulas)]
    document = {"pandoc-api-version": _MODEL, "meta": {}, "blocks": blocks}
    try:
        html = pandoc(_PANDOC, json.dumps(document).encode(), seconds=seconds).decode()
    except Overspent:
        # One of them; by itself it is a formula that can't be read, and told as such.
        return tuple(_made((each,), _ALONE)[0] for each in formulas) if formulas[1:] else ("",)
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    found = (
        root.xpath(f"./div[@id='f{number}']//math/semantics/*[1]") for number in range(len(blocks))
    )
    return tuple(_safe(each[0]) if each else "" for each in found)


_SECONDS = 10
"""That pandoc may take for the formulas of a text: it takes a tenth of one for most."""
_ALONE = 2
"""That it may take for one of them."""
_HIGHEST = 5
"""Scripts on scripts; pandoc's reader takes four times as long for each more."""
_SIGN = re.compile(r"\\.|[\^_]\s*[\^_]|[\^_]\s*\{|[{}]", re.DOTALL)


def _climbs(latex: str) -> bool:
    """Tell whether a formula has more scripts on scripts than pandoc reads in good time."""
    open_braces: list[bool] = []
    for sign in _SIGN.findall(latex):
        if sign == "}":
            del open_braces[-1:]
        elif sign.endswith("{") and not sign.startswith("\\"):
            open_braces.append(len(sign) > 1)
        elif len(sign) > 1 and sign[-1] in "^_" and not sign.startswith("\\"):
            return True
        if sum(open_braces) > _HIGHEST:
            return True
    return False


def _block(number: int, latex: str, is_block: bool) -> object:  # noqa: FBT001 (a pair's second)
    kind = {"t": "DisplayMath" if is_block else "InlineMath"}
    plain = {"t": "Plain", "c": [{"t": "Math", "c": [kind, latex]}]}
    return {"t": "Div", "c": [[f"f{number}", [], []], [plain]]}


def _safe(node: HtmlElement) -> str:
    try:
        return _written(node)
    except Unlisted:
        return ""


def _written(node: HtmlElement, depth: int = 0) -> str:
    tag = str(node.tag)
    if tag not in _ATTRIBUTES or depth > _DEPTH:
        raise Unlisted(tag)
    named = ((name, node.get(name) or "") for name in _ATTRIBUTES[tag])
    attributes = "".join(f' {name}="{value}"' for name, value in named if _VALUE.fullmatch(value))
    inner = (
        escape(node.text or "")
        if tag in _LEAVES
        else "".join(_written(part, depth + 1) for part in node)
    )
    return f"<{tag}{attributes}>{inner}</{tag}>"
