"""Converting text after text gives what converting each by itself gives."""

from __future__ import annotations

from itertools import permutations

import pytest

from openbrief.text.markdown import EXTENSIONS, MarkdownOptions, convert

TEXTS = (
    "A note[^a] and *[HTML]: no\n\n[^a]: The note.\n\n*[HTML]: markup\n\nHTML here.",
    "Another[^a] note[^a].\n\n[^a]: Said twice.\n\n[link]: https://example.org\n\nA [link].",
    "HTML and a [link] that no definition here explains.",
    '=== "One"\n\n    Text.\n\n=== "Two"\n\n    - [x] done\n    - [ ] to do',
    "```python\nprint('`')\n```\n\n    code\n\nA ``code ` span``, <b>tag</b> &copy; AT&T.",
    '!!! note "Title"\n\n    ==Marked==, ~~gone~~, H~2~O, x^2^, ^^new^^, *a **b** c*_d_.',
    '??? tip\n\n    ![A picture](a.png "Title") ![b] [c](<d e> "f") <https://b.org> <a@b.org>',
    "One  \nline\\\nbreak, \\*no emphasis\\*, \\@handle, 5 \\< 6.\n\n![b]: b.png\n[b]: c.png",
    '<div markdown="1">\n\n*inside* | a\n\n| a | b |\n|:--|--:|\n| `|` | \\| |\n\n</div>\n\nT\n: D',
    "Unclosed *emphasis, `code, [bracket, ![picture, <tag, ==mark and ~sub",
    "# Title {#own .class}\n\n> quoted\n> *text*{ .x }\n\n1. one\n2. two\n\n* [ ] three",
)
PLAIN = MarkdownOptions()
# A setting that changes nothing, and that a converter is not kept with.
ALONE = MarkdownOptions(EXTENSIONS, {"tables": {"use_align_attribute": True}})


def test_a_text_leaves_nothing_behind_for_the_next() -> None:
    alone = {text: convert(text, ALONE) for text in TEXTS}

    for pair in permutations(TEXTS, 2):
        for text in pair:
            assert convert(text, PLAIN) == alone[text]


def test_a_text_that_fails_leaves_nothing_behind() -> None:
    before = [convert(text, PLAIN) for text in TEXTS]

    with pytest.raises(RecursionError):
        convert("\n\n".join("    " * depth + "!!! note" for depth in range(500)), PLAIN)

    assert [convert(text, PLAIN) for text in TEXTS] == before


def test_footnotes_are_numbered_by_text_where_a_site_wants_unique_ids() -> None:
    unique = MarkdownOptions(EXTENSIONS, {"footnotes": {"UNIQUE_IDS": True}})

    assert convert(TEXTS[0], unique) == convert(TEXTS[0], unique)
