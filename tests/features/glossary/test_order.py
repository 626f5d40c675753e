"""The list of terms: its order, its letters; and what a translation must say."""

from __future__ import annotations

import pytest
from tests.features.glossary.shelf import term

from openbrief.features.glossary.linked_data import defined_term, defined_terms, term_set
from openbrief.features.glossary.order import by_letter
from openbrief.features.glossary.translated import lost_terms
from openbrief.model.glossary import Words


@pytest.mark.parametrize(
    ("locale", "names", "listed"),
    [
        ("en", "token AI zoo alignment", "A: AI alignment | T: token | Z: zoo"),
        ("fr", "évaluation équité audit énergie", "A: audit | E: énergie équité évaluation"),
        ("es", "ñu nube oro Nación", "N: Nación nube | Ñ: ñu | O: oro"),
        ("ru", "йод игра ёлка ель жук", "Е: ёлка ель | Ж: жук | И: игра | Й: йод"),
        ("ar", "النموذج أداة بيانات", "ا: أداة | ب: بيانات | ن: النموذج"),
        ("en", "3D-printing token", "#: 3D-printing | T: token"),
    ],
)
def test_names_stand_in_the_order_of_their_alphabet(locale: str, names: str, listed: str) -> None:
    groups = by_letter(((name, name) for name in names.split()), locale)

    shown = " | ".join(f"{letter}: {' '.join(own)}" for letter, own in groups)
    assert shown == listed


def test_a_term_is_described_as_schema_org_does() -> None:
    glossary = term_set("Glossary", locale="en", url="https://example.org/glossary/")
    words = Words("token", "A piece.", ("word piece",), ("tokens",))

    node = defined_term(words, locale="en", url="https://example.org/t/", glossary=glossary)

    assert node == {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "name": "token",
        "alternateName": ["word piece"],
        "description": "A piece.",
        "inLanguage": "en",
        "url": "https://example.org/t/",
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "name": "Glossary",
            "inLanguage": "en",
            "url": "https://example.org/glossary/",
        },
    }
    assert defined_terms(glossary, [("token", "")])["hasDefinedTerm"] == [
        {"@type": "DefinedTerm", "name": "token"}
    ]


MODEL = term("model", en="AI model|AI models", fr="modèle d’IA|modèles d’IA")
WEIGHTS = term("weights", en="model weights|weights", fr="poids du modèle d’IA|poids")
WORD = term("token", en="token")


@pytest.mark.parametrize(
    ("source", "translation", "lost"),
    [
        ("An AI model.", "Un modèle d'IA.", ()),
        ("An AI model.", "Un système.", ("model",)),
        ("AI models and weights", "rien", ("model", "weights")),
        ("AI models and weights", "les poids du modèle d’IA", ()),
        ("A token.", "Un jeton.", ()),
        ("Nothing.", "Rien.", ()),
    ],
)
def test_terms_that_a_translation_has_lost_are_named(
    source: str, translation: str, lost: tuple[str, ...]
) -> None:
    terms = (MODEL, WEIGHTS, WORD)

    assert lost_terms(terms, source, translation, source_locale="en", locale="fr") == lost
