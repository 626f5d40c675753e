"""The briefs of tests/unit/typeset as Word files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pytest
from lxml import etree
from tests.unit.typeset.conftest import make, sample, sample_texts

from openbrief.features.downloads.docx import make_docx
from openbrief.features.downloads.docx.package import unpacked
from openbrief.typeset import Change, Edition, File, Other

__all__ = ["sample", "sample_texts"]

LOCALES = ("en", "fr", "es", "ar", "zh", "ru")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c631009d5070001190099f4ce5c9f0000000049454e44ae426082"
)
"""A picture of one dot."""


@dataclass(frozen=True)
class Word:
    """A Word file taken apart."""

    file: File
    parts: Mapping[str, bytes] = field(hash=False)

    @cached_property
    def document(self) -> etree._Element:
        return self.tree("word/document.xml")

    @cached_property
    def notes(self) -> etree._Element:
        return self.tree("word/footnotes.xml")

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    def paragraphs(self, style: str = "") -> Iterator[etree._Element]:
        for paragraph in self.document.iter(f"{W}p"):
            if not style or style_of(paragraph) == style:
                yield paragraph


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def text_of(node: etree._Element) -> str:
    return "".join(text.text or "" for text in node.iter(f"{W}t"))


def opened(file: File) -> Word:
    return Word(file, unpacked(file.data))


def edition(locale: str) -> Edition:
    """Give a brief with everything that can be said of one."""
    return replace(
        make(locale),
        kind="brief",
        version="1.2",
        version_url=f"https://example.org/{locale}/policy_briefs/school-software/v1.2/",
        doi="10.5555/school",
        changes=(Change("4 September 2026", "Update", "Prices of 2026", "en"),),
        forms=(Other("PDF", "https://example.org/a.pdf"),),
        languages=(Other("العربية", "https://example.org/ar/", "ar"),),
        translators=("Dora Probe",),
        words=replace(
            make(locale).words,
            this_version="This version",
            changes="Changes",
            translators="Translators",
            languages="Other languages",
            forms="Other forms",
        ),
    )


@pytest.fixture(scope="session")
def word() -> Callable[[str], Word]:
    """Give the Word file in a language; each is made once."""
    done: dict[str, Word] = {}

    def get(locale: str) -> Word:
        if locale not in done:
            done[locale] = opened(make_docx(edition(locale)))
        return done[locale]

    return get


@pytest.fixture(scope="session")
def made() -> Callable[..., Word]:
    """Make the Word file of a text in HTML."""

    def get(body: str, locale: str = "en", **fields: object) -> Word:
        plain = replace(make(locale), keys_html="", body_html=body, images={"a.png": PNG})
        return opened(make_docx(replace(plain, **fields)))  # type: ignore[arg-type]  # by name

    return get
