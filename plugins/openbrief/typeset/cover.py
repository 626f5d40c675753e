"""The picture of a cover: what a shelf of books shows, drawn from a title and its claims."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import Any

import typst

from openbrief.model.locale import Direction
from openbrief.typeset.faces import faces, script_of
from openbrief.typeset.literal import array, call, dictionary, string

_PPI = 192
"""On the page of `cover.typ` 1067 by 1600 pixels: what shops of books ask for at least."""


def cover_png(
    *,
    lang: str,
    direction: Direction,
    kind: str,
    area: str,
    site_name: str,
    series: str,
    title: str,
    foot: Sequence[str],
    claims: Sequence[str],
) -> bytes:
    """Draw a cover as PNG; the same words give the same bytes.

    Args:
        lang: the language of the words.
        direction: in which they run.
        kind: `brief` has a deep ground, anything else a pale one.
        area: the area's id; it picks the colour.
        site_name: who publishes.
        series: the line above the title.
        title: the title.
        foot: what stands at the foot, each part by itself.
        claims: the evidence of the claims, in order: the art.
    """
    words = {
        "lang": lang, "direction": direction, "kind": kind, "area": area, "series": series,
        "site-name": site_name, "title": title,
    }  # fmt: skip
    data = dictionary({
        **{name: string(word) for name, word in words.items()},
        "claims": array(map(string, claims)),
        "foot": array(map(string, foot)),
    })  # fmt: skip
    main = f'#import "cover.typ": cover\n#{call("cover", data)}\n'
    folder = resources.files("openbrief.typeset")
    files = {
        file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith(".typ")
    }
    # The stub does not know that a mapping of files is allowed; the version is pinned.
    given: Any = {"main.typ": main.encode(), **files}
    drawn: bytes = typst.compile(
        given,
        font_paths=faces(),
        format="png",
        ppi=_PPI,
        sys_inputs={"script": script_of(lang)},
    )
    return drawn
