"""A brief that cannot be set on paper: each fault has its place, and nothing else is lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from openbrief.engine.profile import Profile
from openbrief.host.building import BuildOptions, build_site

PROGRAM = Path(sys.executable).with_name("openbrief")
FAULTS = """
A picture ![A curve that falls](curve.svg) is broken, and so is a sign, 開, in this line.

| Ruler | Mark |
|-------|------|
| Short | a [link](#background) and ![Dots](dots.png) |
"""
EVERYWHERE = """
A picture of another site: ![Far](https://example.org/far.png).

[^lost]: No mark leads here.
"""
FILES = {"curve.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", "dots.png": b"dots"}

DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9'/></svg>"


def lines_of(root: Path, *words: str) -> list[tuple[int, int]]:
    """Give line and column of each of some words in the brief."""
    text = (root / "policy_briefs" / "rulers.md").read_text("utf-8")
    starts = [text.index(word) for word in words]
    return [(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)) for at in starts]


def with_two_briefs(root: Path) -> Path:
    briefs = root / "policy_briefs"
    text = (briefs / "rulers.md").read_text("utf-8")
    clocks = text.replace("id: rulers", "id: clocks").replace("number: 7", "number: 8")
    (briefs / "clocks.md").write_text(clocks, "utf-8")
    (briefs / "rulers.md").write_text(
        text.replace("\n## Options", f"{FAULTS}\n## Options"), "utf-8"
    )
    for name, data in FILES.items():
        (briefs / name).write_bytes(data)
    return briefs


def test_every_fault_has_its_place_and_what_was_good_is_not_made_again(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    briefs = with_two_briefs(root)
    (briefs / "curve.svg").write_bytes(DRAWING)
    Image.new("RGB", (9, 9)).save(briefs / "dots.png")
    options = BuildOptions(site_dir=root / "site")

    broken = build_site(root / "mkdocs.yml", options)

    told = [(p.code, (p.span.line, p.span.column)) for p in broken.problems if "pdf" in p.code]
    assert told == [("pdf-no-glyph", lines_of(root, "開")[0])]
    assert {p.span.path for p in broken.problems} == {"policy_briefs/rulers.md"}
    assert not broken.is_published
    assert not (root / "site").exists()

    rulers = briefs / "rulers.md"
    rulers.write_text(rulers.read_text("utf-8").replace("開", "a"), "utf-8")
    profile = Profile()
    mended = build_site(root / "mkdocs.yml", options, profile)

    assert mended.is_published
    made = {key.partition(":")[0] for key in profile.documents}
    assert "rulers" in made
    assert "clocks" not in made


def test_a_broken_picture_is_told_at_its_own_file_with_all_else(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    with_two_briefs(root)

    broken = build_site(root / "mkdocs.yml")

    assert {(p.span.path, p.code) for p in broken.problems} == {
        ("policy_briefs/curve.svg", "picture-broken"),
        ("policy_briefs/dots.png", "picture-format"),
        ("policy_briefs/rulers.md", "pdf-no-glyph"),
    }


def test_the_command_ends_with_1(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    with_two_briefs(root)

    done = subprocess.run(
        [PROGRAM, "build"], cwd=root, capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == 1
    assert "policy_briefs/rulers.md:" in done.stdout + done.stderr
    assert not (root / "site").exists()


def test_what_is_wrong_in_each_form_is_told_once(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    brief = root / "policy_briefs" / "rulers.md"
    text = brief.read_text("utf-8")
    brief.write_text(text.replace("\n## Options", f"{EVERYWHERE}\n## Options"), "utf-8")

    broken = build_site(root / "mkdocs.yml", BuildOptions(site_dir=root / "site"))

    far, lost = lines_of(root, "far.png", "No mark leads")
    assert [(p.code, p.span.line) for p in broken.problems] == [
        ("image-elsewhere", far[0]),
        ("footnote-unused", lost[0]),
    ]
