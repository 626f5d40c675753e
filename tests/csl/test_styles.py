from __future__ import annotations

from pathlib import Path

import pytest

from openbrief.csl import Style, read_style, style_by_name
from openbrief.model.problem import OpenBriefError

DEPENDENT = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" default-locale="fr-FR"><info>'
    '<title>Ours</title><link rel="independent-parent" '
    'href="http://www.zotero.org/styles/{parent}"/></info></style>'
)


def test_a_dependent_style_is_its_parent_under_another_name() -> None:
    found = style_by_name("nature-communications")

    assert found.title == "Nature Communications"
    assert found.parent == "nature"
    assert found.macros.keys() == style_by_name("nature").macros.keys()


def test_a_dependent_file_of_ones_own_finds_its_parent_in_the_package(tmp_path: Path) -> None:
    path = tmp_path / "ours.csl"
    path.write_text(DEPENDENT.format(parent="apa"))

    found = read_style(path)

    assert (found.title, found.default_locale) == ("Ours", "fr-FR")
    assert found.citation is not None


def test_a_dependent_file_whose_parent_is_unknown_names_it(tmp_path: Path) -> None:
    path = tmp_path / "ours.csl"
    path.write_text(DEPENDENT.format(parent="nowhere-to-be-found"))

    with pytest.raises(OpenBriefError, match="nowhere-to-be-found"):
        read_style(path)


def test_a_dependent_style_alone_names_what_it_depends_on(tmp_path: Path) -> None:
    path = tmp_path / "dependent.csl"
    path.write_text(DEPENDENT.format(parent="apa"))

    with pytest.raises(OpenBriefError, match="depends on the style `apa`"):
        Style.from_path(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OpenBriefError, match="missing"):
        read_style(tmp_path / "missing.csl")


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("chicago-author-dat", "did you mean `chicago-author-date`"),
        ("natur-communications", "`nature-communications`"),
        ("§", "give the name of a style"),
    ],
)
def test_an_unknown_name_brings_the_nearest_ones(name: str, advice: str) -> None:
    with pytest.raises(OpenBriefError) as caught:
        style_by_name(name)

    assert advice in (caught.value.help or "")


@pytest.mark.parametrize(
    ("name", "citation_format"),
    [
        ("apa", "author-date"),
        ("ieee", "numeric"),
        ("nature-communications", "numeric"),
        ("chicago-notes-bibliography", "note"),
        ("american-mathematical-society-label", "label"),
        ("modern-language-association", "author"),
    ],
)
def test_a_style_tells_its_format(name: str, citation_format: str) -> None:
    assert style_by_name(name).citation_format == citation_format


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"<style", "not well-formed"),
        (b"<html/>", "not a CSL style"),
    ],
)
def test_what_is_no_style_is_refused(source: bytes, message: str) -> None:
    with pytest.raises(OpenBriefError, match=message):
        Style.from_xml(source)
