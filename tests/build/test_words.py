"""No page speaks English to readers of another language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement

from openbrief.strings import load

TAGS = [
    tag
    for tag in ("fr", "es", "ar", "zh", "ru")
    if (resources.files("openbrief.strings") / f"{tag}.yml").is_file()
]
OF_MARKDOWN = (
    *("Note", "Abstract", "Info", "Tip", "Success", "Question", "Warning", "Failure", "Danger"),
    *("Bug", "Example", "Quote", "Footnotes", "Table of contents", "Permanent link"),
    *("Jump back to footnote {n} in the text", "Copy to clipboard", "Back to top", "Search"),
)
"""What Python-Markdown, its extensions and Material say by themselves."""
SPOKEN = ("title", "aria-label", "alt", "placeholder")
KINDS = {"home", "listing", "explainer", "brief", "page", "source", "missing"}


def texts_of(tag: str) -> Iterator[str]:
    for text in load(tag).texts.values():
        yield from [text] if isinstance(text, str) else text.values()


def english_of(tag: str) -> re.Pattern[str]:
    """Match what is said in English alone: whole texts, with anything in their places."""
    own = set(texts_of(tag))
    said = {text for text in (*texts_of("en"), *OF_MARKDOWN) if text not in own}
    wordy = sorted(text for text in said if re.search(r"[A-Za-z]{2}", re.sub(r"\{\w+\}", "", text)))
    patterns = (".+?".join(map(re.escape, re.split(r"\{\w+\}", text))) for text in wordy)
    return re.compile("|".join(f"(?:{pattern}[.:]?)" for pattern in patterns))


def said_in(tag: str, element: HtmlElement, language: str = "") -> Iterator[str]:
    """Yield what an element says in a language: texts and spoken attributes, but no code."""
    language = element.get("lang", language)
    if not isinstance(element.tag, str) or element.tag in ("code", "pre", "style", "svg"):
        return
    if language == tag and element.tag != "script":
        yield element.text or ""
    if language == tag:
        said = element.attrib.items()
        yield from (text for name, text in said if name in SPOKEN or name.startswith("data-"))
    for child in element:
        yield from said_in(tag, child, language)
        if language == tag:
            yield child.tail or ""


def kind_of(page: HtmlElement) -> str:
    classes = page.find("body").get("class", "")
    return classes.split()[0].removeprefix("k-") if classes else "redirect or quotations"


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_that_the_site_says_is_left_in_english(reference_site: Path, tag: str) -> None:
    english = english_of(tag)
    found: dict[str, str] = {}
    kinds = set()
    for file in [reference_site / "404.html", *sorted((reference_site / tag).rglob("*.html"))]:
        page = lxml_html.fromstring(file.read_bytes())
        kinds.add(kind_of(page))
        for text in said_in(tag, page):
            if english.fullmatch(" ".join(text.split())):
                found.setdefault(" ".join(text.split()), str(file.relative_to(reference_site)))

    assert found == {}
    assert kinds >= KINDS


def test_english_that_is_left_would_be_seen() -> None:
    page = lxml_html.fromstring(
        '<html lang="fr"><body class="k-page"><p title="Back to the text">Sources</p>'
        "<p>Version 2.0</p><p>3 minutes</p><div lang='en'><p>Key messages</p></div>"
        "<p><b>Evidence:</b> Note</p></body></html>"
    )
    english = english_of("fr")

    said = [text for text in said_in("fr", page) if english.fullmatch(text)]

    assert said == ["Back to the text", "Evidence:"]
