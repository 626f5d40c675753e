"""Tries all faults, prints what came of them, and fails if one of them did harm.

Usage: python -m tests.faults.sweep [--calls N] [--whole N] [--kills N]
"""

from __future__ import annotations

import argparse
import sys

from tests.faults import building, publishing
from tests.faults.trials import Table, kill, sweep


def main() -> int:
    """Sweep, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--calls", type=int, default=0, help="of each kind in a publication; 0: all"
    )
    parser.add_argument("--whole", type=int, default=2, help="of each kind in a whole build")
    parser.add_argument("--kills", type=int, default=70, help="of each whole build")
    wanted = parser.parse_args()
    step, whole = Table(), Table()
    for scene in publishing.SCENES:
        sweep(scene, step, most=wanted.calls)
        _say(f"publish step: {scene.name}: {step.total} so far, {len(step.wrong)} wrong")
    for scene in building.SCENES:
        if wanted.whole:
            sweep(scene, whole, most=wanted.whole)
        kill(scene, whole, wanted.kills)
        _say(f"whole build: {scene.name}: {whole.total} so far, {len(whole.wrong)} wrong")
    sys.stdout.write(f"The publish step alone\n\n{step}\n\nWhole builds\n\n{whole}\n")
    wrong = [*step.wrong, *whole.wrong]
    sys.stdout.write("".join(f"\nWRONG: {each}\n" for each in wrong))
    return int(bool(wrong))


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
