"""Work shared out among processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from openbrief.engine.workers import FEW, Work, run, whole

MANY = list(range(FEW * 3))
SETTING = """
import os, sys, typst
from openbrief.engine.workers import Work, run, whole

def set_pdf(item):
    typst.compile(b"%d" % item, format="pdf")
    return os.getpid()

def processes(items):
    outcome = run(items, Work(set_pdf, whole, apart=True), jobs=int(sys.argv[1]), budget=9)
    assert not outcome.faults, outcome.faults
    return set(outcome.results)

others = processes(range(2)) | processes(range(30))
print(len(others), os.getpid() in others)
set_pdf(0)
print(len(processes(range(30))))
"""


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    outcome = run(MANY, Work(lambda item: item * item, whole), jobs=jobs)

    assert outcome.results == tuple(item * item for item in MANY)
    assert outcome.faults == ()


def test_the_work_is_done_in_other_processes_and_few_items_in_this_one() -> None:
    many, few = (
        run(items, Work(lambda _: os.getpid(), whole), jobs=2).results for items in (MANY, MANY[:3])
    )

    assert os.getpid() not in many
    assert len(set(many)) == 2
    assert set(few) == {os.getpid()}


@pytest.mark.parametrize("jobs", [1, 2])
def test_pdfs_are_set_in_processes_that_have_no_threads_of_a_parent(jobs: int) -> None:
    # Typst's threads do not go with a fork: a child that set a PDF after its parent hung.
    outcome = subprocess.run(
        [sys.executable, "-c", SETTING, str(jobs)],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )

    assert outcome.stdout.split() == [str({1: 2, 2: 4}[jobs]), "False", "1"], outcome.stderr


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_is_told_with_its_item_and_the_others_go_on(jobs: int) -> None:
    def work(item: int) -> int:
        if item == 5:
            raise ValueError("five")
        return item

    outcome = run(MANY, Work(work, whole), jobs=jobs)

    assert [one for one in outcome.results if one is None] == [None]
    [fault] = outcome.faults
    assert fault.item == 5
    assert "ValueError: five" in fault.reason


def test_an_item_that_takes_too_long_is_given_up_and_named() -> None:
    def work(item: int) -> int:
        if item == 4:
            time.sleep(60)
        return item

    outcome = run(MANY, Work(work, whole), jobs=2, budget=1)

    [fault] = outcome.faults
    assert fault.item == 4
    assert "more than 1 second" in fault.reason
    assert [one for one in outcome.results if one is not None] == [i for i in MANY if i != 4]


def test_a_process_that_dies_costs_one_item() -> None:
    def work(item: int) -> int:
        if item == 7:
            os._exit(3)
        return item

    outcome = run(MANY, Work(work, whole), jobs=2)

    assert [fault.item for fault in outcome.faults] == [7]
    assert sum(one is not None for one in outcome.results) == len(MANY) - 1


def test_progress_is_told_for_every_item() -> None:
    told: list[int] = []

    work: Work[int, int, int] = Work(lambda item: item, whole)

    run(MANY, work, jobs=2, progress=told.append)

    assert told == list(range(1, len(MANY) + 1))


def test_large_results_arrive_whole() -> None:
    outcome = run(MANY, Work(lambda item: bytes([item]) * 3_000_000, whole), jobs=2)

    assert [len(one or b"") for one in outcome.results] == [3_000_000] * len(MANY)
