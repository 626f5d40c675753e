"""An archived article as a file of its own: written, read, and kept from doing harm.

The archive is content, and comes with pull requests like all content: it may hold what our own
pages hold (evidence labels, citations, cards), and nothing that runs, looks different or loads
anything from elsewhere. Hashes beside it only tell of accidents, for who changes one can change
the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape

from lxml import html as lxml_html
from lxml.html import HtmlElement

from openbrief.text.sanitize import AUTHORS, Rules, sanitize

_CLASSES = frozenset(
    (
        *("again", "by", "change", "cite", "claim", "dates", "disagree", "disputed", "ev", "faq"),
        *("footnote", "frame", "keys", "kind", "known", "maths", "meta", "note", "notes", "opt"),
        *(
            "outdated",
            "pm",
            "recs",
            "refs",
            "row",
            "small",
            "term",
            "title",
            "to",
            "trio",
            "twice",
            "ui",
        ),
        *("unknown", "vh", "was", "wide", "words", "x"),
    )
)
_DATA = frozenset(("data-l", "data-note", "data-screen", "data-term", "data-works"))
_ROLES = frozenset("cell columnheader note row rowgroup rowheader table".split())  # noqa: SIM905
_ID = re.compile(r"(?!(?:main|about|cite-as|cite-formats|feedback)\Z)[^\W\d_][\w:.-]{0,400}\Z")
_USE = re.compile(r"#pm-[a-z]+\Z")
_PICTURE = re.compile(r"[0-9a-f]{16}\.[a-z]{3,4}\Z")


def _keep(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        own = [n for n in value.split() if n in _CLASSES or AUTHORS.keep(tag, "class", n)]
        return " ".join(own) or None
    if attribute == "id":
        return value if _ID.match(value) or AUTHORS.keep(tag, "id", value) else None
    if attribute == "role":
        return value if value in _ROLES else None
    if attribute == "tabindex":
        return value if value == "0" else None
    if tag == "use":
        return value if _USE.match(value) else None
    if attribute == "src":
        return value if _PICTURE.match(value) else None
    return AUTHORS.keep(tag, attribute, value)


_MATHS_TAGS = frozenset(
    (
        *("math", "mi", "mn", "mo", "mtext", "mspace", "mrow", "mfrac", "msqrt", "mroot", "mstyle"),
        *("msup", "msub", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"),
        *("mphantom", "mpadded"),
    )
)
"""Formulas, as far as browsers know them. Source: MathML Core, chapter 3."""
_MATHS: Mapping[str, set[str]] = {
    "math": {"display", "alttext"},
    "mi": {"mathvariant"},
    "mo": {"stretchy", "form", "accent"},
    "mover": {"accent"},
    "mspace": {"width"},
    "mfrac": {"linethickness"},
    "mtd": {"columnalign"},
    "mstyle": {"displaystyle"},
}
OURS = Rules(
    AUTHORS.tags | {"svg", "use"} | _MATHS_TAGS,
    {
        **_MATHS,
        **AUTHORS.attributes,
        "*": {
            *AUTHORS.attributes["*"],
            "role",
            "tabindex",
            "aria-label",
            "aria-labelledby",
            *_DATA,
        },
        "svg": {"aria-hidden"},
        "use": {"href"},
    },
    _keep,
)
"""What may be in an archived article: what authors may write, and the parts of our own."""

_PAGE = re.compile(r"<article>\n(.*)\n</article>\n</body>\n</html>\n\Z", re.DOTALL)


def clean(html: str) -> str:
    """Give an article as it may be archived.

    What leads to a passage to be quoted goes, and from a notice that a section is behind its source
    the way to what has changed: both would lead to what is true of the newest version.
    """
    root = _without_ways(html)
    inner = "".join(
        (root.text or "", *(lxml_html.tostring(each, encoding="unicode") for each in root))
    )
    return sanitize(inner, OURS).strip()


def lost(html: str, cleaned: str) -> tuple[str, ...]:
    """Name what `clean` has taken out of an article: a version must not lack it unnoticed."""
    before, after = Counter(_parts(_without_ways(html))), Counter(_parts(_root(cleaned)))
    return tuple(sorted((before - after).keys()))


def _root(html: str) -> HtmlElement:
    return lxml_html.fragment_fromstring(html, create_parent="div")


def _without_ways(html: str) -> HtmlElement:
    root = _root(html)
    for link in root.xpath("//a[@class='quote'] | //p[@class='outdated ui']/a"):
        link.drop_tree()
    return root


def _parts(root: HtmlElement) -> Iterator[str]:
    """Yield each element, attribute and class, as it is written; a comment is no part."""
    for element in root.iterdescendants():
        if not isinstance(element.tag, str):
            continue
        yield f"<{element.tag}>"
        for name in element.attrib:
            values = (element.get(name) or "").split() if name == "class" else ("…",)
            if name != "xmlns":  # What a parser of HTML knows by itself.
                yield from (f'<{element.tag} {name}="{value}">' for value in values)


def written(article: str, *, title: str, summary: str, lang: str, direction: str) -> str:
    """Write the file of an article, which any browser shows."""
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}" dir="{direction}">\n<head>\n'
        f'<meta charset="utf-8">\n<title>{escape(title)}</title>\n</head>\n<body>\n'
        f"<h1>{escape(title)}</h1>\n<p>{escape(summary)}</p>\n"
        f"<article>\n{article}\n</article>\n</body>\n</html>\n"
    )


def read(page: str) -> str:
    """Give the article of a file.

    Raises:
        ValueError: it has none, or holds what no page of ours has.
    """
    found = _PAGE.search(page)
    if not found:
        raise ValueError("it has no article")
    article = found[1]
    if sanitize(article, OURS) != article:
        raise ValueError("it holds what pages of this site do not have")
    return article
