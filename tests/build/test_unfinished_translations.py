"""What readers see of a translation that is not done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.build.test_loop import built, by_mkdocs
from tests.build.test_translations import edit, outdated, page, written

from openbrief.features.translations.po.file import read
from openbrief.host.building import build_site
from openbrief.host.exchange.export import exported
from openbrief.host.exchange.taking import imported


def test_readers_see_the_source_of_a_draft_and_never_the_draft(
    copied: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied("two_locales")
    written(root)
    edit(
        root / "explainers/tides.ar.md",
        "translation: human\n",
        "translation: human\nstatus: draft\n",
    )

    own = built(root, "site")

    assert "Tides" in page(root, "ar/explainers/tides").findtext(".//title", "")
    assert not any(
        "القمر يجذب" in path.read_text("utf-8") for path in (root / "site").rglob("*.html")
    )
    assert own == by_mkdocs(root, monkeypatch)


def test_a_section_that_is_not_translated_yet_is_missed_at_its_place(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    config = root / "mkdocs.yml"
    source = written(root)
    text = source.with_suffix(".ar.md").read_text("utf-8")
    edit(source, "## The sea\n", "## The wind\n\nQuite another matter.\n\n## The sea\n")
    [file] = exported(config, "ar", [source], out=root / "po", drafts=False)
    catalog, _ = read(file.read_text("utf-8"), "po")
    assert catalog

    done = imported(config, [file], partial=True)

    assert [problem.code for problem in done.problems] == ["po-untranslated"] * 2
    assert source.with_suffix(".ar.md").read_text("utf-8") == text
    assert build_site(config).is_published
    assert outdated(root, "ar/explainers/tides") == ["القمر"]
    assert "The wind" in page(root, "ar/explainers/tides").text_content()
    assert "Quite another matter" not in page(root, "ar/explainers/tides").text_content()
