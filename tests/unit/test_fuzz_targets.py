"""Every parser has a target for the fuzzer, and its seeds run through."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fuzz.targets import TARGETS

FUZZ = Path(__file__).parents[1] / "fuzz"

SEEDS = sorted(path for path in (FUZZ / "seeds").glob("*/*") if path.is_file())


def test_every_target_has_seeds_and_every_seed_a_target() -> None:
    assert {path.parent.name for path in SEEDS} == set(TARGETS)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_seeds_run_through(seed: Path) -> None:
    TARGETS[seed.parent.name](seed.read_bytes())
