"""The order in which a brief is set: what it advises comes before why.

A reader who turns one page has then seen the answer. Nothing is changed but the place of one
section: the headings of the page on screen bear no numbers, so that none is contradicted.
"""

from __future__ import annotations

from html import escape

from lxml import html
from lxml.html import HtmlElement

from openbrief.typeset.fragment.prepare import has_class, parse


def advice_first(body_html: str) -> str:
    """Give a text with the section that holds the recommendations at its beginning.

    A section goes from a heading of the second level to the next one. A text without
    recommendations, or with no heading before them, comes back as it was.
    """
    root = parse(body_html)
    children = list(root)
    holds = next((n for n, child in enumerate(children) if _advises(child)), None)
    if holds is None:
        return body_html
    heads = [n for n, child in enumerate(children) if child.tag == "h2"]
    start = max((n for n in heads if n <= holds), default=0)
    end = min((n for n in heads if n > holds), default=len(children))
    if start == 0:
        return body_html
    ordered = [*children[start:end], *children[:start], *children[end:]]
    before = escape(root.text or "", quote=False)
    return before + "".join(html.tostring(child, encoding="unicode") for child in ordered)


def _advises(node: HtmlElement) -> bool:
    return any(has_class(found, "recs") for found in node.iter("ol"))
