"""Languages by the names that babel knows.

Source: The biblatex Package, section 2.2.3 (`langid`) and table 2, Supported Languages; babel's
user guide for those that biblatex has no words of its own for.
"""

from __future__ import annotations

from collections.abc import Mapping

_IDENTIFIERS: Mapping[str, str] = {
    "ar": "arabic", "bg": "bulgarian", "ca": "catalan", "cs": "czech", "da": "danish",
    "de": "ngerman", "de-at": "naustrian", "de-ch": "nswissgerman", "el": "greek",
    "en": "english", "en-au": "australian", "en-ca": "canadian", "en-gb": "british",
    "en-nz": "newzealand", "en-us": "american", "es": "spanish", "et": "estonian",
    "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "gl": "galician",
    "he": "hebrew", "hi": "hindi", "hr": "croatian", "hu": "hungarian", "id": "indonesian",
    "is": "icelandic", "it": "italian", "ja": "japanese", "ko": "korean", "la": "latin",
    "lt": "lithuanian", "lv": "latvian", "mr": "marathi", "nb": "norsk", "nl": "dutch",
    "nn": "nynorsk", "pl": "polish", "pt": "portuguese", "pt-br": "brazilian",
    "ro": "romanian", "ru": "russian", "sk": "slovak", "sl": "slovene", "sr": "serbian",
    "sv": "swedish", "th": "thai", "tr": "turkish", "uk": "ukrainian", "vi": "vietnamese",
    "zh": "chinese",
}  # fmt: skip
"""By BCP 47 tag in lower case."""


def language_fields(tag: str) -> tuple[tuple[str, str], ...]:
    """Give the `langid` of a BCP 47 tag; a language that has none is named by its tag.

    Of a tag with a region that babel does not tell apart, the language is left.
    """
    lowered = tag.lower().replace("_", "-")
    known = _IDENTIFIERS.get(lowered) or _IDENTIFIERS.get(lowered.split("-")[0])
    return (("langid", known),) if known else (("language", tag),)
