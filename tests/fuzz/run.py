"""Feed each parser what a fuzzer finds, guided by coverage.

    python tests/fuzz/run.py citations --seconds 60

A crash is an exception that no author could have caused; atheris writes the input to a file and
names it. A slow input is one, too: each has a time limit. `make fuzz` runs all targets in turn.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
SLOWEST = 5
"""Seconds that one input may take."""
LONGEST = 4096
"""Bytes of one input."""
_PARSERS = ["openbrief.features", "openbrief.text", "openbrief.csl"]


def names() -> list[str]:
    """Name the targets: each has a folder of seeds."""
    return sorted(folder.name for folder in (HERE / "seeds").iterdir())


def fuzz(name: str, seconds: int) -> None:
    """Run one target in this process; atheris ends it."""
    import atheris

    with atheris.instrument_imports(include=_PARSERS):
        targets = import_module("targets").TARGETS

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
    atheris.Setup([sys.argv[0], *options], targets[name])
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
    failed = [name for name in names() if _in_own_process(name, asked.seconds)]
    print(f"failed: {', '.join(failed)}" if failed else "no target failed")
    return 1 if failed else 0


def _in_own_process(name: str, seconds: int) -> int:
    print(f"== {name}", flush=True)
    command = [sys.executable, __file__, name, "--seconds", str(seconds)]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
