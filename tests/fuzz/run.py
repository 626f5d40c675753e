"""Feed the parsers of citations and bibliographies what a fuzzer finds, guided by coverage.

    python tests/fuzz/run.py citations --seconds 60

A crash is an exception that no author could have caused; atheris writes the input to a file and
names it. A slow input is one, too: each has a time limit. `make fuzz` runs all targets in turn.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
SLOWEST = 5
"""Seconds that one input may take."""
LONGEST = 4096
"""Bytes of one input."""

Target = Callable[[str], object]


def _targets() -> dict[str, Target]:
    from openbrief.features.citations.bibliography import read_library
    from openbrief.features.citations.bibliography.latex import decode
    from openbrief.features.citations.locators import split_locator
    from openbrief.features.citations.read import find_clusters
    from openbrief.text.scanner import Lines, prose_ranges

    def citations(text: str) -> object:
        return find_clusters(text, prose_ranges(text), Lines.of(text, path="a.md"), "ar")

    def locators(text: str) -> object:
        return split_locator(text, "zh"), split_locator(text, "fr", bare_at_start=True)

    def bibliography(text: str) -> object:
        library = read_library({"a.bib": text.encode("utf-8", "surrogatepass")})
        return library.references(library.keys)

    def latex(text: str) -> object:
        return decode(text, rich=True)

    return {
        "citations": citations,
        "locators": locators,
        "bibliography": bibliography,
        "latex": latex,
    }


def fuzz(name: str, seconds: int) -> None:
    """Run one target in this process; atheris ends it."""
    import atheris

    with atheris.instrument_imports(include=["openbrief.features.citations", "openbrief.text"]):
        target = _targets()[name]

    def once(data: bytes) -> None:
        target(data.decode("utf-8", "replace"))

    corpus = HERE / "seeds" / name
    found = HERE.parents[1] / "build" / "fuzz" / name
    found.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={SLOWEST}",
        f"-max_len={LONGEST}",
        f"-artifact_prefix={found}/",
        str(found),
        str(corpus),
    ]
    atheris.Setup([sys.argv[0], *options], once)
    atheris.Fuzz()


def main() -> int:
    """Run the target that is named, or all of them, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("target", nargs="?", help="one of the targets; all when left out")
    parser.add_argument("--seconds", type=int, default=60, help="how long each target runs")
    asked = parser.parse_args()
    if asked.target:
        fuzz(asked.target, asked.seconds)
        return 0
    failed = [name for name in sorted(_targets()) if _in_own_process(name, asked.seconds)]
    print(f"failed: {', '.join(failed)}" if failed else "no target failed")
    return 1 if failed else 0


def _in_own_process(name: str, seconds: int) -> int:
    print(f"== {name}", flush=True)
    command = [sys.executable, __file__, name, "--seconds", str(seconds)]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
