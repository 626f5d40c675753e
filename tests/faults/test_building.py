"""Whole builds that meet a fault or are killed; `make faults` tries many more."""

from __future__ import annotations

import errno
import signal

import pytest
from tests.faults.building import SCENES
from tests.faults.injector import Fault
from tests.faults.trials import Scene, Table, kill, sweep

_SOME = {
    "first build": Fault("write", 30, errno.ENOSPC, is_lasting=True),
    "after an edit": Fault("rename", 1, signal.SIGKILL),
    "without cache": Fault("sync", 20, errno.EIO),
    "mkdocs build": Fault("link", 10, signal.SIGKILL),
}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_fault_in_a_whole_build_leaves_the_old_site_or_the_new_one(scene: Scene) -> None:
    table = Table()

    sweep(scene, table, [_SOME[scene.name]], most=0)

    assert table.wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_many_faults_and_kills_of_whole_builds(scene: Scene) -> None:
    table = Table()

    sweep(scene, table, most=1)
    kill(scene, table, 25)

    assert table.wrong == []
