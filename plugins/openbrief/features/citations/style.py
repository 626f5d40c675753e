"""CSL styles as Pandoc is given them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

from openbrief.model.problem import OpenBriefError

_STYLES = Path(__file__).with_name("styles")

NAMES_STYLE = str(Path(__file__).with_name("narrative-names.csl"))
"""The style that gives only names, e.g. `Kapoor et al.`"""

_TERMS: Mapping[str, str] = {
    name: f"openbrief{name.replace('-', '')}"
    for name in (
        "book", "chapter", "column", "figure", "folio", "issue", "line", "note", "opus", "page",
        "paragraph", "part", "section", "verse", "volume",
    )
}  # fmt: skip
"""The locator labels that Pandoc can read, each with a word that stands for it everywhere.

Pandoc takes a label for one only if it is a term of the page's locale (`S.` and not `p.` in
German), and styles may change terms. So every style gets a locale of ours with one more form of
each term, a form that no style shows.
"""

_FULL_LOCALES: Mapping[str, str] = {
    "ar": "ar", "bg": "bg-BG", "ca": "ca-AD", "cs": "cs-CZ", "da": "da-DK", "de": "de-DE",
    "el": "el-GR", "en": "en-GB", "es": "es-ES", "et": "et-EE", "eu": "eu", "fa": "fa-IR",
    "fi": "fi-FI", "fr": "fr-FR", "he": "he-IL", "hi": "hi-IN", "hr": "hr-HR", "hu": "hu-HU",
    "id": "id-ID", "is": "is-IS", "it": "it-IT", "ja": "ja-JP", "ko": "ko-KR", "la": "la",
    "lt": "lt-LT", "lv": "lv-LV", "mn": "mn-MN", "nb": "nb-NO", "nl": "nl-NL", "nn": "nn-NO",
    "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO", "ru": "ru-RU", "sk": "sk-SK", "sl": "sl-SI",
    "sr": "sr-RS", "sv": "sv-SE", "th": "th-TH", "tr": "tr-TR", "uk": "uk-UA", "vi": "vi-VN",
    "zh": "zh-CN",
}  # fmt: skip
"""The locales of CSL; Pandoc does not know every bare code."""


def full_locale(tag: str) -> str:
    """Give the locale of CSL for a page's: a bare code gets the region that CSL has for it."""
    return _FULL_LOCALES.get(tag.lower(), tag)


def private_term(label: str) -> str:
    """Give the word that stands for a locator label in all locales; empty if there is none."""
    return _TERMS.get(label, "")


def style_address(style: str) -> str:
    """Give a style as a `data:` address, with our terms in it.

    Raises:
        OpenBriefError: There is no such style, or it is not complete in itself.
    """
    return f"data:text/xml;base64,{b64encode(_with_terms(_read(style)).encode()).decode()}"


def is_numeric(style: str) -> bool:
    """Say whether a style cites by number. Source: CSL 1.0.2, Info, `citation-format`."""
    return 'citation-format="numeric"' in _read(style)


def _read(style: str) -> str:
    name = style if style.endswith(".csl") else f"{style}.csl"
    path = next((one for one in (_STYLES / name, Path(name)) if one.is_file()), None)
    if path is None:
        ours = ", ".join(f"`{one.stem}`" for one in sorted(_STYLES.glob("*.csl")))
        raise OpenBriefError(
            f"there is no citation style `{style}`",
            help=f"set `style` to the path of a .csl file, or to {ours}",
        )
    text = path.read_text(encoding="utf-8-sig")
    if "</info>" not in text or "<citation" not in text:
        raise OpenBriefError(
            f"`{style}` is not a complete CSL style",
            help="a style that only names its parent cannot be used; get the parent's file",
        )
    return text


def _with_terms(text: str) -> str:
    terms = "".join(
        f'<term name="{name}" form="verb-short">{word}</term>' for name, word in _TERMS.items()
    )
    return text.replace("</info>", f"</info><locale><terms>{terms}</terms></locale>", 1)
