"""What a reader copies, searches or hears is what the authors wrote."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from openbrief.typeset import Edition, File, set_pdf

Printed = Callable[[str], File]
Texts = Callable[[str], Mapping[str, Any]]
NOT_SHOWN = {"alt", "words"}
"""Spoken, not printed; and labels that are printed where they are needed."""
INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
SIGNS = "\u064b-\u0652\u0670"
LETTERS = "\u0621-\u064a"


def poppler(data: bytes, folder: Path) -> list[str]:
    file = folder / "brief.pdf"
    file.write_bytes(data)
    done = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")


def mupdf(data: bytes, _folder: Path) -> list[str]:
    read: Any = pymupdf.open
    with read(stream=data, filetype="pdf") as file:
        return [page.get_text() for page in file]


def passages(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield re.sub(r"<[^>]+>", "", value)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from passages(inner) if key not in NOT_SHOWN else ()
    elif isinstance(value, list):
        for inner in value:
            yield from passages(inner)


def squash(text: str) -> str:
    return re.sub(r"\s+", "", INVISIBLE.sub("", text))


def is_in(passage: str, pages: list[str]) -> bool:
    """Look for a passage on a page, or cut by the end of one."""
    if any(passage in page for page in pages):
        return True
    pairs = pairwise(pages)
    return any(
        passage[:cut] in first and passage[cut:] in second
        for first, second in pairs
        for cut in range(1, len(passage))
    )


@pytest.mark.parametrize("extract", [poppler, mupdf])
@pytest.mark.parametrize("locale", ["en", "fr", "es", "zh", "ru"])
def test_text_from_left_to_right_comes_back_letter_for_letter(
    printed: Printed,
    sample_texts: Texts,
    tmp_path: Path,
    locale: str,
    extract: Callable[[bytes, Path], list[str]],
) -> None:
    pages = [squash(page) for page in extract(printed(locale).data, tmp_path)]

    wanted = [p for p in passages(sample_texts(locale)) if not ISO_DATE.fullmatch(p)]
    lost = [p for p in wanted if not is_in(squash(p), pages)]

    assert lost == []


@pytest.mark.parametrize("extract", [poppler, mupdf])
def test_ligatures_come_back_as_letters(
    printed: Printed, tmp_path: Path, extract: Callable[[bytes, Path], list[str]]
) -> None:
    text = "".join(extract(printed("en").data, tmp_path))

    for word in ("affordable, official and fit for office", "efficient but stiff", "offers"):
        assert word in text.replace("\n", " ")
    assert not re.search("[\ufb00-\ufb06\ufffd]", text)


def arabic_words(text: str) -> list[str]:
    return re.findall(f"[{LETTERS}{SIGNS}]+", INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def unreversed(text: str) -> str:
    """Put vowel signs behind their letters: readers give a joined glyph from left to right."""
    return re.sub(f"([{SIGNS}]+)([{LETTERS}])", r"\2\1", INVISIBLE.sub("", text))


def arabic_passages(texts: Mapping[str, Any]) -> list[list[str]]:
    return [words for p in passages(texts) if (words := arabic_words(p))]


@pytest.mark.parametrize("extract", [poppler, mupdf])
def test_arabic_text_comes_back_with_the_same_words(
    printed: Printed,
    sample_texts: Texts,
    tmp_path: Path,
    extract: Callable[[bytes, Path], list[str]],
) -> None:
    text = unreversed("\n".join(extract(printed("ar").data, tmp_path)))
    found = Counter(arabic_words(text))

    wanted = Counter(word for words in arabic_passages(sample_texts("ar")) for word in words)

    assert {word: n for word, n in wanted.items() if found[word] < n} == {}


def test_arabic_paragraphs_keep_their_order(
    printed: Printed, sample_texts: Texts, tmp_path: Path
) -> None:
    pages = poppler(printed("ar").data, tmp_path)
    text = " ".join(arabic_words(unreversed("\n".join(pages))))

    # The end block on a page of its own has more Latin letters than Arabic ones: poppler then
    # gives the words of each line from left to right.
    texts = {name: said for name, said in sample_texts("ar").items() if name != "cite"}
    lost = [p for p in arabic_passages(texts) if " ".join(p) not in text]

    assert lost == []


@pytest.mark.parametrize("extract", [poppler, mupdf])
def test_arabic_letters_are_neither_lost_nor_doubled(
    printed: Printed, tmp_path: Path, extract: Callable[[bytes, Path], list[str]]
) -> None:
    text = "".join(extract(printed("ar").data, tmp_path))

    # A vowel sign in its own glyph would be given twice.
    assert not re.search(f"[{SIGNS}][{LETTERS}]?[{SIGNS}]", text)
    assert not re.search("[\ufb50-\ufdff\ufe70-\ufefc\ufffd]", text)


MARKS = "\u200b-\u200f\u202a-\u202e\u2066-\u2069"


@pytest.mark.parametrize("extract", [poppler, mupdf])
def test_arabic_words_of_the_sources_are_whole(
    printed: Printed,
    sample_texts: Texts,
    tmp_path: Path,
    extract: Callable[[bytes, Path], list[str]],
) -> None:
    texts = sample_texts("ar")
    text = "\n".join(extract(printed("ar").data, tmp_path))
    sources = text[text.rindex(texts["words"]["sources"]) : text.rindex(texts["words"]["about"])]

    # Nothing is stripped but what stands before and after a word.
    found = re.findall(f"[{LETTERS}{SIGNS}{MARKS}]+", sources)
    whole = Counter(unreversed(word.strip("\u202a\u202b\u202c")) for word in found)

    assert [
        word for word in found if re.search(f"[{LETTERS}{SIGNS}][{MARKS}]+[{LETTERS}]", word)
    ] == []
    wanted = Counter(
        w for said in (*texts["kinds"], texts["words"]["saved"]) for w in arabic_words(said)
    )
    assert {word: n for word, n in wanted.items() if whole[word] < n} == {}


@pytest.mark.parametrize("extract", [poppler, mupdf])
def test_lines_and_words_longer_than_the_page_come_back_whole(
    sample: Callable[[str], Edition],
    tmp_path: Path,
    extract: Callable[[bytes, Path], list[str]],
) -> None:
    code, inline, word = (letter * 250 for letter in "xyz")
    table = f"<table><tr><td>{word}</td></tr></table>"
    html = f"<pre>if a:\n    {code}</pre><p><code>{inline}</code></p>{table}"
    made = set_pdf(dataclasses.replace(sample("en"), body_html=html, works=(), keys_html=""))

    text = squash("".join(extract(made.data, tmp_path)))

    assert all(long in text for long in (f"ifa:{code}", inline, word))
