"""Who may import whom, as docs/decisions/0001 says; read from the source, nothing is imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "plugins" / "openbrief"

RANKS = {
    **dict.fromkeys(("model", "theme"), 0),
    **dict.fromkeys(("text", "csl", "typeset", "strings"), 1),
    **dict.fromkeys(("features", "engine"), 2),
    "assembly": 3,
    **dict.fromkeys(("cli", "host"), 4),
}
# Beside its own package, a module may import these of its own rank.
SIDEWAYS = {("cli", "host")}
HOMES = {"mkdocs": "host", "properdocs": "host", "material": "host", "click": "cli"}
"""Programs that one layer alone may know."""


def test_every_module_imports_its_own_package_and_lower_layers_alone() -> None:
    found = [
        f"{path.relative_to(PACKAGE.parent)}:{fault}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for fault in faults(path.read_text(encoding="utf-8"), path.relative_to(PACKAGE))
    ]

    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("path", "line", "fault"),
    [
        ("model/site.py", "from openbrief.text import marks", "model may not import text"),
        ("text/marks.py", "import openbrief.features", "text may not import features"),
        ("text/marks.py", "from openbrief import engine", "text may not import engine"),
        ("engine/lock.py", "import openbrief.features.search", "engine may not import features"),
        (
            "features/search/emit.py",
            "from openbrief.engine.publish import stage",
            "features may not import engine",
        ),
        (
            "features/search/emit.py",
            "from openbrief.features.citations.read import find_clusters",
            "features.search may not import features.citations",
        ),
        ("assembly/reading.py", "from openbrief.host import pages", "assembly may not import host"),
        ("host/pages.py", "from openbrief.cli import main", "host may not import cli"),
        ("text/markdown.py", "from mkdocs.plugins import X", "text may not import mkdocs"),
        ("host/session.py", "import click", "host may not import click"),
    ],
)
def test_an_import_against_the_rules_is_named_with_its_line(
    path: str, line: str, fault: str
) -> None:
    source = f"def late() -> None:\n    {line}\n"

    assert list(faults(source, Path(path))) == [f"2: {fault}"]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("features/search/emit.py", "from openbrief.features.search.page import markup"),
        ("features/search/emit.py", "from openbrief.text.html import text_of"),
        ("assembly/texts.py", "from openbrief.features.citations.read import find_clusters"),
        ("engine/report.py", "import openbrief"),
        ("engine/report.py", "from openbrief import __version__"),
        ("cli/build.py", "from openbrief.host.building import build_site"),
        ("host/pages.py", "from mkdocs.structure.files import File"),
    ],
)
def test_an_import_by_the_rules_is_no_fault(path: str, line: str) -> None:
    assert list(faults(line, Path(path))) == []


def faults(source: str, path: Path) -> Iterator[str]:
    """Yield `line: layer may not import layer` for a module at a path inside the package."""
    parts = path.with_suffix("").parts
    if parts == ("__init__",):
        return
    for line, target in imports(source):
        fault = _fault(parts, target.split("."))
        if fault:
            yield f"{line}: {fault}"


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Yield each import of a source with its line, those inside functions included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "openbrief":
            yield from ((node.lineno, f"openbrief.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


def _fault(importer: tuple[str, ...], target: list[str]) -> str:
    layer = importer[0]
    if target[0] != "openbrief":
        return f"{layer} may not import {target[0]}" if _is_away(layer, target[0]) else ""
    # `import openbrief` gives the version; `from openbrief import __version__` as well.
    if len(target) == 1 or target[1] == "__version__":
        return ""
    other = target[1]
    if layer == other == "features" and importer[1:2] != tuple(target[2:3]):
        return f"features.{importer[1]} may not import {'.'.join(target[1:3])}"
    allowed = layer == other or (layer, other) in SIDEWAYS or RANKS[other] < RANKS[layer]
    return "" if allowed else f"{layer} may not import {other}"


def _is_away(layer: str, program: str) -> bool:
    return program in HOMES and HOMES[program] != layer
