"""All formats of some typical works, to be looked at; --update-golden writes them anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.features.citations.exports.works import KNOWN

from openbrief.features.citations.exports import (
    bibtex,
    csl_json,
    highwire_reference,
    highwire_tags,
    ris,
    schema_org,
)

GOLDEN = Path(__file__).parent / "golden"


def references() -> str:
    return "".join(f"{highwire_reference(item)}\n" for item in KNOWN)


def tags() -> str:
    pages = (highwire_tags(item, pdf_url="https://example.org/a.pdf") for item in KNOWN)
    return "\n".join("".join(f"{name}: {content}\n" for name, content in page) for page in pages)


def nodes() -> str:
    listed = [schema_org(item) for item in KNOWN]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("works.bib", lambda: bibtex(KNOWN)),
        ("works.ris", lambda: ris(KNOWN)),
        ("works.csl.json", lambda: csl_json(KNOWN)),
        ("citation_reference.txt", references),
        ("citation_tags.txt", tags),
        ("schema_org.json", nodes),
    ],
)
def test_known_works_look_as_they_did(
    name: str, write: Callable[[], str], request: pytest.FixtureRequest
) -> None:
    path = GOLDEN / name
    text = write()

    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert path.read_bytes().decode() == text
