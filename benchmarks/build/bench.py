"""The speed bench: a corpus and the generators that it knows, kept outside this repository.

`OPENBRIEF_BENCH` names its folder; without it, `shared/bench` beside the checkout is looked at.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path
from types import ModuleType
from typing import Any

BENCH = Path(
    os.environ.get("OPENBRIEF_BENCH", Path(__file__).resolve().parents[3] / "shared" / "bench")
)


def module(name: str) -> ModuleType:
    """Import a module of the bench: `corpus` or `bench`."""
    if not (BENCH / f"{name}.py").is_file():
        sys.exit(f"The bench's {name}.py is missing; set OPENBRIEF_BENCH to the folder it is in.")
    # The bench's modules import one another by their bare names.
    if str(BENCH) not in sys.path:
        sys.path.append(str(BENCH))
    return importlib.import_module(name)


def installed(name: str, work: Path) -> tuple[Any, dict[str, str]]:
    """Give a generator, and where its programs are; it is installed once, into the work folder."""
    bench = module("bench")
    tool = bench.TOOLS[name]
    return tool, bench.ensure(tool, str(work))


def versions(tool: Any, places: dict[str, str]) -> Iterator[str]:
    """Yield `name version` of each package that a generator was asked to be installed with."""
    asked = {spec.partition("==")[0] for spec in tool.install}
    folders = [str(path) for path in Path(places["home"]).glob("lib/python*/site-packages")]
    found = {each.name: each.version for each in distributions(path=folders)}
    yield from (f"{name} {found[name]}" for name in sorted(asked & found.keys()))
