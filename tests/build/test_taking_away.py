"""A brief's other forms in a whole build, and what stops it when one is too long."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from openbrief.host import building
from openbrief.host.building import BuildOptions, Outcome, build_site

Copied = Callable[[str], Path]


def built(root: Path, name: str = "site") -> Outcome:
    return build_site(root / "mkdocs.yml", BuildOptions(site_dir=root / name))


def with_one_page(root: Path) -> Path:
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8")
    wanted = "- openbrief/downloads:\n      formats: [pdf, one-page]"
    config.write_text(text.replace("- openbrief/downloads", wanted), "utf-8")
    return root


def test_a_brief_on_one_page_is_made_beside_the_pdf_and_the_same_by_mkdocs(
    copied: Copied, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = with_one_page(copied("two_locales"))

    assert built(root).is_published
    with monkeypatch.context() as patch:
        patch.setattr(building, "is_ours", lambda _config: False)
        assert built(root, "plain").is_published

    files = {p.relative_to(root / "site") for p in (root / "site").rglob("*one-page*.pdf")}
    assert {file.name for file in files} >= {"t-07-one-page-v1.2-en.pdf"}
    for file in files:
        assert (root / "site" / file).read_bytes() == (root / "plain" / file).read_bytes()
    page = (root / "site" / "policy_briefs" / "rulers" / "index.html").read_text("utf-8")
    assert "t-07-one-page-v1.2-en.pdf" in page


def test_a_brief_over_its_pages_is_named_and_nothing_is_published(copied: Copied) -> None:
    root = copied("two_locales")
    source = root / "policy_briefs" / "rulers.md"
    text = source.read_text("utf-8")
    more = "\n\nA sentence that fills the paper well enough, and then some more.\n" * 90
    source.write_text(text.replace("\nnumber:", "\npages: 1\nnumber:", 1) + more, "utf-8")

    outcome = built(root)

    assert not outcome.is_published
    (problem,) = [p for p in outcome.problems if p.code == "pdf-too-long"]
    assert problem.span.path == "policy_briefs/rulers.md"
    assert "its limit is 1" in problem.message
