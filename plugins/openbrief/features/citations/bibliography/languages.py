"""The language of a work as a BCP 47 tag.

Source: biblatex's manual, "Supported Languages"; the names are babel's and polyglossia's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_LANGUAGES: Mapping[str, str] = {
    "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB",
    "ukenglish": "en-GB", "australian": "en-AU", "canadian": "en-CA", "newzealand": "en-NZ",
    "french": "fr", "francais": "fr", "acadian": "fr-CA", "canadien": "fr-CA",
    "german": "de", "ngerman": "de", "austrian": "de-AT", "naustrian": "de-AT",
    "swissgerman": "de-CH", "nswissgerman": "de-CH", "spanish": "es", "mexican": "es-MX",
    "portuguese": "pt", "portuges": "pt", "brazil": "pt-BR", "brazilian": "pt-BR",
    "italian": "it", "dutch": "nl", "afrikaans": "af", "danish": "da", "swedish": "sv",
    "norsk": "nb", "norwegian": "nb", "nynorsk": "nn", "finnish": "fi", "icelandic": "is",
    "estonian": "et", "latvian": "lv", "lithuanian": "lt", "polish": "pl", "czech": "cs",
    "slovak": "sk", "slovene": "sl", "slovenian": "sl", "croatian": "hr", "serbian": "sr-Latn",
    "serbianc": "sr-Cyrl", "bulgarian": "bg", "ukrainian": "uk", "russian": "ru", "greek": "el",
    "turkish": "tr", "hungarian": "hu", "magyar": "hu", "romanian": "ro", "catalan": "ca",
    "basque": "eu", "galician": "gl", "latin": "la", "hebrew": "he", "arabic": "ar",
    "persian": "fa", "farsi": "fa", "hindi": "hi", "bengali": "bn", "urdu": "ur", "tamil": "ta",
    "japanese": "ja", "chinese": "zh", "korean": "ko", "vietnamese": "vi", "thai": "th",
    "indonesian": "id", "malay": "ms", "swahili": "sw", "irish": "ga", "welsh": "cy",
}  # fmt: skip
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_](?:[A-Za-z]{4}|[A-Za-z]{2}|\d{3}))*")


def language_tag(name: str) -> str:
    """Give the tag for babel's name of a language, or the tag itself; else an empty text."""
    name = name.strip()
    known = _LANGUAGES.get(name.lower())
    if known:
        return known
    if not _TAG.fullmatch(name):
        return ""
    first, *others = re.split("[-_]", name)
    written = (part.title() if len(part) == 4 else part.upper() for part in others)
    return "-".join([first.lower(), *written])
