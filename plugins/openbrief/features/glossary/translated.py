"""Whether a translation uses the terms of its source."""

from __future__ import annotations

from openbrief.features.glossary.recognise import recogniser
from openbrief.model.glossary import Term


def lost_terms(
    terms: tuple[Term, ...], source: str, translation: str, *, source_locale: str, locale: str
) -> tuple[str, ...]:
    """Give the terms that a source text uses and its translation calls by none of their names.

    A term without words in the language of the translation is not asked for. Both texts are
    plain, one block each.

    Args:
        terms: the glossary; always the same tuple, since what is made of it is kept.
        source: what was translated.
        translation: what came of it.
        source_locale: BCP 47 tag of the source.
        locale: BCP 47 tag of the translation.

    Returns:
        Ids, in the order of the glossary.
    """
    names = recogniser(terms, source_locale)
    used = names.ids_in(source) if names else frozenset()
    return tuple(
        term.id
        for term in terms
        if term.id in used and locale in term.words and not _has(translation, term, locale)
    )


def _has(text: str, term: Term, locale: str) -> bool:
    """Look for one term by itself: the longer name of another may lie over it."""
    names = recogniser((term,), locale)
    return names is not None and term.id in names.ids_in(text)
