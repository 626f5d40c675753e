"""Formulas in a whole site."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.build.conftest import MKDOCS, Built

from openbrief.host.building import BuildOptions, build_site

TEXT = """
## Sum $`a_i`$

{some} Rulers cost $`c < 5`$ and $5 [@doe2024].

```math a over b
\\frac{a}{b}
```
"""


def with_formulas(root: Path, more: str = "") -> Path:
    for name in ("policy_briefs/rulers.md", "explainers/measuring.md"):
        file = root / name
        file.write_text(f"{file.read_text('utf-8')}\n{TEXT}{more}", "utf-8")
    return root


def test_formulas_are_on_pages_and_on_paper_in_both_builds(copied: Callable[[str], Path]) -> None:
    root = with_formulas(copied("two_locales"))

    outcome = build_site(root / "mkdocs.yml", BuildOptions(site_dir=root / "site"))

    assert [p for p in outcome.problems if p.code.startswith(("maths", "mark", "pdf"))] == []
    document = Built(root, outcome).page("explainers/measuring/")
    said = [math.get("alttext") for math in document.iter("math")]
    assert said == ["aᵢ", "c < 5", "a over b"]
    (block,) = document.xpath("//p[@class='maths']/math[@display='block']")
    assert [child.tag for child in block] == ["mfrac"]
    assert "and $5" in document.text_content()
    (heading,) = document.xpath("//h2[.//math]")
    assert heading.get("id") == "sum"
    assert "Sum aᵢ" in [" ".join(link.text_content().split()) for link in document.iter("a")]
    subprocess.run([MKDOCS, "build", "-q", "-d", "theirs"], cwd=root, check=True, timeout=120)
    for name in ("explainers/measuring", "policy_briefs/rulers"):
        for own in filter(Path.is_file, (root / "site" / name).glob("*.*")):
            theirs = root / "theirs" / own.relative_to(root / "site")
            assert own.read_bytes() == theirs.read_bytes()


def test_a_broken_formula_has_its_place_and_stops_the_build(copied: Callable[[str], Path]) -> None:
    root = with_formulas(copied("two_locales"), "\nBroken: $`\\frac{a`$.\n")
    text = (root / "policy_briefs" / "rulers.md").read_text("utf-8")

    outcome = build_site(root / "mkdocs.yml", BuildOptions(site_dir=root / "own"))

    found = [p for p in outcome.problems if p.code == "maths-syntax"]
    assert not outcome.is_published
    assert [(p.span.path, p.span.column) for p in found] == [
        ("explainers/measuring.md", 9),
        ("policy_briefs/rulers.md", 9),
    ]
    assert found[1].span.line == text[: text.index("Broken")].count("\n") + 1
