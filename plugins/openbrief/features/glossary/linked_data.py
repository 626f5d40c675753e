"""Terms as schema.org describes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from openbrief.model.glossary import Words

Node = dict[str, Any]


def defined_term(words: Words, *, locale: str, url: str, glossary: Node) -> Node:
    """Give a term as JSON-LD, without empty properties.

    Source: schema.org, `DefinedTerm`.
    """
    node = {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "name": words.term,
        "alternateName": list(words.aka),
        "description": words.short,
        "inLanguage": locale,
        "url": url,
        "inDefinedTermSet": glossary,
    }
    return {name: value for name, value in node.items() if value}


def term_set(title: str, *, locale: str, url: str) -> Node:
    """Name the glossary, as its terms do. Source: schema.org, `DefinedTermSet`."""
    node = {"@type": "DefinedTermSet", "name": title, "inLanguage": locale, "url": url}
    return {name: value for name, value in node.items() if value}


def defined_terms(glossary: Node, terms: Iterable[tuple[str, str]]) -> Node:
    """Give the glossary with its terms, each a name and an address in full."""
    listed = [
        {"@type": "DefinedTerm", "name": name, **({"url": url} if url else {})}
        for name, url in terms
    ]
    return {"@context": "https://schema.org", **glossary, "hasDefinedTerm": listed}
