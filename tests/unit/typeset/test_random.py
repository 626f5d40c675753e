"""Whatever an author nests in whatever: the file is made, and no word is lost."""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pymupdf
import pytest
from lxml import html as lxml_html

from openbrief.text import sanitize
from openbrief.typeset import Edition, set_pdf

# Brackets around readings are for browsers that know no readings.
TAGS = sorted((sanitize._BLOCKS | sanitize._INLINES) - {"rp"})
OFTEN = ("table", "tr", "td", "th", "ul", "li", "dl", "dt", "dd", "figure", "figcaption", "thead")
ATTRIBUTES = {
    **dict.fromkeys(
        ("td", "th"),
        ("", ' colspan="2"', ' rowspan="2"', ' rowspan="0"', ' colspan="3" rowspan="3"'),
    ),
    "ol": ("", " reversed", ' start="3" type="a"'),
    "img": (' src="price.svg" alt="x"',),
    "a": (' href="#i1"', ' href="../x/"', ' id="i1"'),
    "abbr": (' title="long"',),
    "div": ("", ' class="admonition note"', ' class="tabbed-set"', ' class="footnote"'),
    "p": ("", "", ' lang="fr"', ' id="i2"'),
}


def nested(chance: random.Random, depth: int, numbers: Iterator[int]) -> str:
    parts = []
    for _ in range(chance.randint(1, 4)):
        if depth == 0 or chance.random() < 0.3:
            parts.append(f"w{next(numbers)}x ")
            continue
        tag = chance.choice(OFTEN if chance.random() < 0.35 else TAGS)
        attributes = chance.choice(ATTRIBUTES.get(tag, ("",)))
        parts.append(f"<{tag}{attributes}>{nested(chance, depth - 1, numbers)}</{tag}>")
    return "".join(parts)


@pytest.mark.parametrize("seed", range(12))
def test_no_nesting_loses_a_word(sample: Callable[[str], Edition], seed: int) -> None:
    html = sanitize.sanitize(nested(random.Random(seed), 5, count(1)))  # noqa: S311 (a fixed seed)

    made = set_pdf(dataclasses.replace(sample("en"), body_html=html, works=(), keys_html=""))

    opened: Any = pymupdf.open
    with opened(stream=made.data, filetype="pdf") as file:
        printed = "".join(sheet.get_text() for sheet in file).replace("\n", "")
    written = lxml_html.fragment_fromstring(html, create_parent="div").text_content()
    assert [word for word in re.findall(r"w\d+x", written) if word not in printed] == []
    assert made.problems == ()
