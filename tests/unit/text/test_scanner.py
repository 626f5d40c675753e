from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbrief.model.problem import Span
from openbrief.text.scanner import FoundLink, Lines, find_links, prose_ranges


def prose(text: str) -> str:
    """Everything that may carry our syntax, the rest as one `·` a stretch."""
    parts = [text[start:end] for start, end in prose_ranges(text)]
    return "·".join(parts)


def holds_citation(text: str) -> bool:
    return "@x" in prose(text)


VERBATIM = {
    "fence": "```\n@x\n```\n",
    "tilde fence": "~~~ python\n@x\n~~~\n",
    "long fence": "`````\n```\n@x\n```\n`````\n",
    "fence in a list": "- a\n\n    ```\n    @x\n    ```\n",
    "fence in a quote": "> ```\n> @x\n> ```\n",
    "fence with attributes": "``` { .yaml title='a' }\n@x\n```\n",
    "indented code": "a\n\n    @x\n",
    "indented code at the start": "    @x\n",
    "indented code after a heading": "## a\n    @x\n",
    "indented code with a tab": "a\n\n\t@x\n",
    "indented code in a list": "- a\n\n        @x\n",
    "code over a blank line": "a\n\n    b\n\n    @x\n",
    "code span": "a `@x` b",
    "code span of two": "a `` ` @x ` `` b",
    "code span over a line": "a `b\n@x` c",
    "comment": "a <!-- @x --> b",
    "comment over blocks": "a <!-- b\n\n@x\n\n--> c",
    "attribute": '<a title="@x">b</a>',
    "attribute with an angle": '<a title="> @x">b</a>',
    "script": "<script>\nlet a = '[@x]'\n\n</script>",
    "style": "<STYLE>@x {}</STYLE>",
    "pre": "<pre>\n\n@x\n</pre>",
    "code element": "a <code>@x</code> b",
    "autolink": "<https://a.org/@x>",
    "mail": "<me@x.org>",
    "bare url": "see https://a.org/@x, there",
    "bare url in brackets": "(https://a.org/(b)/@x)",
    "www": "www.a.org/@x",
    "destination": "[a](https://a.org/@x)",
    "destination with parens": "[a](b(c)/@x)",
    "title": '[a](b "see @x")',
    "title with a paren": '[a](b "see ) @x")',
    "pointed destination": "[a](<b c @x>)",
    "image": "![a @x](b.png)",
    "image by reference": "![a @x][b]",
    "reference definition": "[a]: https://a.org/@x",
    "reference title": '[a]: b "@x"',
    "reference title on the next line": '[a]: b\n  "@x"\n',
    "reference target on the next line": "[a]:\n  b/@x\n",
    "abbreviation": "*[HTML]: see @x",
    "escape": r"a \@x",
    "attribute list": "# Title {: title='@x' }",
    "id list": "## Title {#a .@x}",
}

PROSE = {
    "plain": "a @x b",
    "list": "- a\n\n    @x\n",
    "nested list": "- a\n    - b\n\n        @x\n",
    "footnote": "[^1]: see @x",
    "footnote paragraph": "[^1]: a\n\n    @x\n",
    "definition": ":   a\n\n    @x\n",
    "admonition": "!!! note\n\n    @x\n",
    "tab": '=== "One"\n\n    @x\n',
    "hanging indent": "a\n    @x\n",
    "unclosed fence": "```\n@x\n",
    "fence of another length": "````\n@x\n```\n",
    "fence left by a dedent": "- a\n\n    ```\n    b\n\n@x\n\n    ```\n",
    "unclosed code span": "a ` @x",
    "code spans of unequal length": "a ` @x `` b",
    "code span ends with the block": "a ` b\n\n@x ` c",
    "code span ends with the item": "- a ` b\n- @x ` c\n",
    "code span ends with the row": "| a ` b |\n| @x ` c |\n",
    "unclosed comment": "a <!-- @x",
    "less than": "a < b and @x > c",
    "table cell": "| a | b |\n|---|---|\n| c | @x |\n",
    "link text": "[a @x](b)",
    "after a link": "[a](b) @x",
    "unmatched bracket": "a](b @x",
    "unclosed destination": "[a](b @x",
    "evidence": "{some} @x",
    "opinion": "{opinion: A. Body} @x",
    "money": "$5 @x $6",
    "double escape": r"a \\ @x",
    "braced key": "a @{https://a.org/@x}",
    "maths": "a $@x$ b",
}


@pytest.mark.parametrize("text", VERBATIM.values(), ids=VERBATIM)
def test_verbatim_carries_no_citation(text: str) -> None:
    assert not holds_citation(text)


@pytest.mark.parametrize("text", PROSE.values(), ids=PROSE)
def test_prose_carries_citations(text: str) -> None:
    assert holds_citation(text)


def test_prose_stands_beside_each_construct() -> None:
    text = "a `b` c <i>d</i> [e](f) ![g](h) i\n\n```\nj\n```\n\nk\n"

    assert prose(text) == "a · c ·d· [e]· · i\n\n·\nk\n"


def test_windows_line_ends_are_white_space() -> None:
    assert not holds_citation("a\r\n\r\n```\r\n@x\r\n```\r\n")
    assert holds_citation("a ` b\r\n\r\n@x ` c\r\n")


def test_links_are_found_with_place_and_kind() -> None:
    text = 'a [b](c.md#d "e") ![f](g(1).png)\n[h](<i j>)\n\n[k]: l.md\n\n[m](n\\_o)'

    assert find_links(text) == (
        FoundLink(2, "c.md#d"),
        FoundLink(18, "g(1).png", is_image=True),
        FoundLink(33, "i j"),
        FoundLink(45, "l.md"),
        FoundLink(56, "n_o"),
    )


def test_an_image_in_a_link_gives_both() -> None:
    assert find_links("[![a](b.png)](c.md)") == (
        FoundLink(0, "c.md"),
        FoundLink(1, "b.png", is_image=True),
    )


@pytest.mark.parametrize(
    "text", ["`[a](b)`", "```\n[a](b)\n[c]: d\n```", "<!-- [a](b) -->", "[^1]: a"]
)
def test_no_link_is_found_in_code_or_comment(text: str) -> None:
    assert find_links(text) == ()


def test_lines_give_the_place_in_the_file() -> None:
    lines = Lines.of("ab\ncd\n", path="a.md", line=7, column=5)

    assert lines.span(1) == Span("a.md", 7, 6)
    assert lines.span(3) == Span("a.md", 8, 1)
    assert lines.span(6) == Span("a.md", 9, 1)


PIECES = [
    "[",
    "]",
    "(",
    ")",
    "`",
    "``",
    "<",
    ">",
    "!",
    "\\",
    "{",
    "}",
    ":",
    "#",
    "@x",
    " ",
    "    ",
    "\n",
    "\n\n",
    "```",
    "~~~",
    "- ",
    "> ",
    "1. ",
    '"',
    "'",
    "<a ",
    "<!--",
    "-->",
    "<pre>",
    "</pre>",
    "http://",
    "](",
    "[a]: b",
    "[^1]: ",
    "|",
    "\t",
    "\r\n",
    "é",
    "ص",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60))
def test_ranges_are_sorted_disjoint_and_in_bounds(text: str) -> None:
    ranges = prose_ranges(text)
    links = find_links(text)

    edges = [edge for pair in ranges for edge in pair]
    assert edges == sorted(set(edges)) or not edges
    assert not edges or (edges[0] >= 0 and edges[-1] <= len(text))
    assert all(0 <= link.start < len(text) for link in links)


HOSTILE = [
    "[",
    "]",
    "`",
    "<",
    "(",
    "](",
    "[](",
    "<a ",
    '<a "',
    "<!--",
    "![",
    "\n",
    "- ",
    "> ",
    "\\",
    "[a](b ",
    "` ``",
    "<pre>",
    "{:",
    "http://(",
    "[a]: ",
    "```\n",
    "  ```a\n",
    "    a\n\n",
    "'\"<a",
    " \t",
    '[a](b "',
    "[a](((",
    "<a@",
    "</pre",
    ")(",
    "www.",
    "* [",
    "![a][",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (256_000 // len(piece))
    start = time.process_time()

    prose_ranges(text)

    assert time.process_time() - start < 2
