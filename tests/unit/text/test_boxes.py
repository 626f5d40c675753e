"""Words that Markdown puts in by itself."""

from __future__ import annotations

import pytest

from openbrief.strings import load
from openbrief.text.boxes import in_words_of
from openbrief.text.markdown import MarkdownOptions, convert
from openbrief.text.sanitize import sanitize

KINDS = [key.removeprefix("box.") for key in load("en").texts if key.startswith("box.")]


def html(markdown: str, tag: str) -> str:
    return in_words_of(sanitize(convert(markdown, MarkdownOptions())), load(tag))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sign", ["!!!", "???", "???+"])
def test_a_box_without_a_title_is_named_in_the_language_of_the_text(sign: str, kind: str) -> None:
    made = html(f"{sign} {kind}\n    Words", "ar")

    assert f">{load('ar')(f'box.{kind}')}</" in made
    assert kind.capitalize() not in made


def test_a_title_of_the_authors_own_is_kept() -> None:
    made = html('!!! warning "Warning signs"\n    Words\n\n??? tip "Note"\n    Words', "fr")

    assert ">Warning signs</p>" in made
    assert ">Note</summary>" in made


def test_the_way_back_from_a_footnote_has_a_name() -> None:
    assert f'title="{load("fr")("cite.back")}">↩</a>' in html("Words[^1]\n\n[^1]: Note", "fr")
