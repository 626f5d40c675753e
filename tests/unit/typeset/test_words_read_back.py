"""What is written as Markdown says the same when it is read again."""

from __future__ import annotations

import re
from html import escape

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html as lxml_html

from openbrief.text.markdown import MarkdownOptions, convert
from openbrief.text.sanitize import sanitize
from openbrief.typeset.fragment.prepare import parse
from openbrief.typeset.plain.blocks import BLOCK
from openbrief.typeset.plain.dialect import joined
from openbrief.typeset.plain.inline import INLINE
from openbrief.typeset.plain.markdown import Markdown
from openbrief.typeset.plain.writer import Writer

_SIGNS = "\\`*_{}[]()<>#+-.!|~^=:@&;?\"'/ 1a中é\u00a0"
_PIECES = st.sampled_from(
    ["<", "&amp;", "&lt;", "[a]", "](b)", "![", "[^1]", "[^1]:", "*[a]:", "==", "~~", "^^", "***",
     "___", "```", "~~~", "!!! note", "??? a", '=== "a"', "1. ", "12)", "- ", "+ ", "* ", "# ",
     "## ", "> ", ":   ", "| a | b |", "--- | ---", "---", "===", "{: #a }", "{#a}", "<!--",
     "<div>", "http://a.b", "<a@b.c>", "@key", "[@key]", "[ ] ", "[x]", "\\", "    ", "&copy;",
     "&copy", "&#1", "a_b_c", "snake_case", "~", "$$"]
)  # fmt: skip
_TEXT = st.one_of(
    st.text(st.sampled_from(_SIGNS), min_size=1, max_size=12),
    st.lists(st.one_of(_PIECES, st.text(st.sampled_from(_SIGNS), max_size=3)), min_size=1).map(
        " ".join
    ),
    st.lists(_PIECES, min_size=1, max_size=5).map("".join),
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), min_size=1, max_size=12
    ),
)


def written(html: str) -> str:
    """Write a fragment as Markdown."""
    url = "https://example.org/a/"
    writer = Writer(dialect=Markdown(), url=url, inline_rules=INLINE, block_rules=BLOCK)
    return joined(writer.blocks(parse(html)))


def read(markdown: str) -> str:
    """Give the words that a Markdown text shows, without white space."""
    return words(sanitize(convert(markdown, MarkdownOptions())))


def words(html: str) -> str:
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    # Python-Markdown ends a number of a character that nobody has ended, even in code.
    return re.sub(r"(&#\d+);?", r"\1;", "".join(root.text_content().split()))


@given(_TEXT)
@example("a\n===")
@example("1986. A year")
@example("[1]: x")
def test_text_is_read_as_it_was(text: str) -> None:
    html = f"<p>{escape(text)}</p>"

    assert read(written(html)) == words(html)


@given(st.lists(_TEXT, min_size=2, max_size=3))
def test_lines_that_an_author_broke_are_read_as_they_were(lines: list[str]) -> None:
    html = f"<p>{'<br>'.join(map(escape, lines))}</p>"

    assert read(written(html)) == words(html)


@given(_TEXT)
def test_headings_items_cells_and_meanings_are_read_as_they_were(text: str) -> None:
    own = escape(text)
    html = (
        f"<h2>{own}</h2><ul><li>{own}</li><li>b</li></ul><ol><li>{own}</li></ol>"
        f"<table><thead><tr><th>{own}</th><th>x</th></tr></thead>"
        f"<tbody><tr><td>y</td><td>{own}</td></tr></tbody></table>"
        f"<blockquote><p>{own}</p></blockquote>"
        f"<dl><dt>a{own}</dt><dd>{own}</dd></dl>"
    )

    assert read(written(html)) == words(html)


_INLINE = st.recursive(
    _TEXT.map(escape),
    lambda inner: st.one_of(
        st.tuples(
            st.sampled_from(
                [
                    "strong",
                    "em",
                    "b",
                    "i",
                    "del",
                    "code",
                    "sub",
                    "sup",
                    "mark",
                    "ins",
                    "kbd",
                    "span",
                ]
            ),
            st.lists(inner, max_size=3).map("".join),
        ).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"),
        inner.map(lambda own: f'<a href="https://example.org/_a_?b=1&amp;c=(d)|*">{own}</a>'),
    ),
    max_leaves=5,
)


@given(st.lists(_INLINE, min_size=1, max_size=4))
def test_what_is_marked_is_read_as_it_was(parts: list[str]) -> None:
    html = sanitize(f"<p>{''.join(parts)}</p>")

    assert read(written(html)) == words(html), html
