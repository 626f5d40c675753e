"""The words that Markdown puts into a text by itself, in the text's language.

Source: the default titles of Python-Markdown's `admonition` and of PyMdown's `details`, which are
the box's kind with a capital; the empty title of a footnote's way back, as `markdown` asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_TITLE = re.compile(
    r'(?P<before><(?:div class="admonition |details class=")(?P<kind>[a-z]+)[^>]*>\s*'
    r'<(?:p class="admonition-title"|summary)>)(?P<title>\w+)(?=</)'
)


def in_words_of(html: str, words: Callable[[str], str]) -> str:
    """Give sanitised HTML with default titles in another language.

    Args:
        html: the text.
        words: gives the text for a key: `box.KIND`, e.g. `box.note`, and `cite.back`.
    """

    def title(match: re.Match[str]) -> str:
        before, kind, said = match.groups()
        return f"{before}{words(f'box.{kind}')}" if said == kind.capitalize() else match[0]

    back = words("cite.back")
    return _TITLE.sub(title, html).replace(' title="">↩', f' title="{back}">↩')
