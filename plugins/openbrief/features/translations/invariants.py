"""What of a text is the same in every language: citations, links, code and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CITATION = re.compile(r"\[[^\[\]]*?@[^\[\]]*\]|(?<![\w@])@[\w{][\w:.#$%&+?<>~/{}-]*")
_ITEM = re.compile(r"@(?:\{([^{}]+)\}|([\w:.#$%&+?<>~/-]*\w))([^;@\]]*)")
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?([^\s)>]+)")
_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*<?([^\s)>]+)")
_AUTOLINK = re.compile(r"<(https?://[^>\s]+)>")
_NOTE = re.compile(r"\[\^([^\]]+)\]")
_CODE = re.compile(r"(`+)(.+?)\1")
_LABEL = re.compile(r"\{(strong|some|contested|early|opinion)\b")
_NO_WORDS = re.compile(r"\]\([^)]*\)|\{[:#.][^{}]*\}|<[^<>]+>")


_MARKED = re.compile(r"[\[@`{<]")
"""What a text has that holds anything but words."""


def prose(text: str) -> str:
    """Give a unit without citations, code, addresses and labels: what is read aloud."""
    if not has_marks(text):
        return text
    for pattern in (_CITATION, _NOTE, _CODE, _NO_WORDS, _LABEL):
        text = pattern.sub(" ", text)
    return text


def kept(text: str) -> tuple[str, ...]:
    """Give what of a text stays the same in every language, each once."""
    return tuple(
        dict.fromkeys(
            (
                *(f"{{{label}}}" for label in labels(text)),
                *citations(text),
                *links(text),
                *_IMAGE.findall(text),
                *(f"[^{note}]" for note in notes(text)),
                *(f"`{code}`" for code in codes(text)),
            )
        )
    )


def citations(text: str) -> Iterator[str]:
    """Yield the works that a text cites, each with the figures of its place."""
    for cluster in _CITATION.findall(text):
        for braced, plain, rest in _ITEM.findall(cluster):
            # The words of a locator may be the language's own; its figures are not.
            figures = " ".join(re.findall(r"\d+(?:[.–-]\d+)*[a-z]?\b", rest, re.ASCII))
            yield f"@{braced or plain}" + (f" {figures}" if figures else "")


def links(text: str) -> Iterator[str]:
    """Yield the targets of links."""
    yield from _LINK.findall(text)
    yield from _AUTOLINK.findall(text)


def images(text: str) -> Iterator[str]:
    """Yield the pictures; a picture of the language's own counts as that of the source."""
    for target in _IMAGE.findall(text):
        yield re.sub(r"\.[a-z]{2,3}(?:-[A-Za-z0-9]+)*(\.\w+)$", r"\1", target)


def codes(text: str) -> Iterator[str]:
    """Yield what is written as code."""
    yield from (found for _, found in _CODE.findall(text))


def notes(text: str) -> Iterator[str]:
    """Yield the names of the footnotes that a text refers to."""
    yield from _NOTE.findall(text)


def labels(text: str) -> Iterator[str]:
    """Yield the evidence labels of a text."""
    yield from _LABEL.findall(text)


def has_marks(text: str) -> bool:
    """Tell whether a text holds anything but words."""
    return bool(_MARKED.search(text))
