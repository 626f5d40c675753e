"""The last part of an address in a language of its own."""

from __future__ import annotations

import pytest

from openbrief.features.collections.forms import segment
from openbrief.features.collections.schemas import schema_for, translation_schema_for
from openbrief.model.document import Kind
from openbrief.model.front_matter import FrontMatter


@pytest.mark.parametrize(
    "text", ["modeles-ouverts", "modèles", "открытые-веса", "开放权重", "2026"]
)
def test_small_letters_of_any_script_can_be_an_address(text: str) -> None:
    assert segment(text) is None


@pytest.mark.parametrize(
    "text", ["A", "a b", "a/b", "..", "a--b", "-a", "a_b", "e\u0301", "a" * 81]
)
def test_what_servers_and_keyboards_take_for_two_things_cannot(text: str) -> None:
    assert segment(text)


def test_a_way_out_is_shown() -> None:
    assert segment("Modèles Ouverts!") == (
        "write small letters, digits and single hyphens, e.g. `modèles-ouverts`"
    )


@pytest.mark.parametrize("kind", Kind)
def test_only_translations_of_single_pages_have_one(kind: Kind) -> None:
    has_one = "slug" in translation_schema_for(kind, FrontMatter()).fields

    assert "slug" not in schema_for(kind).fields
    assert has_one is (kind not in (Kind.HOME, Kind.LISTING))
