from __future__ import annotations

import pytest

from openbrief.features.collections import forms


@pytest.mark.parametrize("text", ["a", "a1-b2", "2026"])
def test_slugs(text: str) -> None:
    assert forms.slug(text) is None


@pytest.mark.parametrize("text", ["", "A", "a--b", "-a", "a_b", "é", "a/b", "a.b", "a\n"])
def test_what_is_no_slug(text: str) -> None:
    assert forms.slug(text)


@pytest.mark.parametrize("text", ["0000-0002-1825-0097", "0000-0002-1694-233X"])
def test_orcids(text: str) -> None:
    assert forms.orcid(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "0000-0002-1825-0098",
        "0000-0002-1694-2330",
        "0000000218250097",
        "0000-0002-1694-233x",
        "https://orcid.org/0000-0002-1825-0097",
        "٠000-0002-1825-0097",
    ],
)
def test_what_is_no_orcid(text: str) -> None:
    assert forms.orcid(text)


@pytest.mark.parametrize("text", ["a", "a/b", "explainers/old/", "a.html", "été/x_y", "2024/a-b"])
def test_aliases(text: str) -> None:
    assert forms.alias(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "/a",
        "a//b",
        "../a",
        "a/../b",
        "a/..",
        ".",
        ".git/x",
        "a/.git",
        "http://a",
        "a:b",
        "a\\b",
        "a?b",
        "a#b",
        "a b",
        "%2e%2e/a",
        "~/a",
        "",
        "a" * 300,
        "<b>",
        "a\n",
    ],
)
def test_what_is_no_alias(text: str) -> None:
    assert forms.alias(text)


@pytest.mark.parametrize("text", ["CC-BY-4.0", "Apache-2.0", "GPL-2.0+", "MIT", "LicenseRef-x"])
def test_licences(text: str) -> None:
    assert forms.licence(text) is None


def test_a_licence_with_blanks_is_answered_with_its_identifier() -> None:
    assert forms.licence("CC BY 4.0") == "write its SPDX identifier, e.g. `CC-BY-4.0`"


def test_roles_are_known_by_name_and_by_id() -> None:
    assert forms.known_role("Writing – review & editing") is None
    assert forms.role("Writing – review & editing") == "writing-review-editing"
    assert forms.known_role("editor")


def test_dois_stand_without_an_address() -> None:
    assert forms.doi("10.5281/zenodo.1234") is None
    assert forms.doi("https://doi.org/10.5281/zenodo.1234")
    assert forms.doi('10.1234/"><script>')
