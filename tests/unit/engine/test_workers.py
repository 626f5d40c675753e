"""Work shared out among processes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from openbrief.engine import workers
from openbrief.engine.limits import Limits, guarded
from openbrief.engine.workers import FEW, Work, run, whole
from openbrief.model.fault import Overspent
from openbrief.model.problem import OpenBriefError
from openbrief.model.steps import Step, at

MANY = list(range(FEW * 3))
SETTING = """
import os, sys, typst
from openbrief.engine.workers import Work, run, whole

def set_pdf(item):
    typst.compile(b"%d" % item, format="pdf")
    return os.getpid()

def processes(items):
    outcome = run(items, Work(set_pdf, whole, apart=True), jobs=int(sys.argv[1]))
    assert not outcome.lost, outcome.lost
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
    assert outcome.lost == ()


def test_the_work_is_done_in_other_processes_and_few_items_in_one_other() -> None:
    many, few, one = (
        set(run(items, Work(lambda _: os.getpid(), whole), jobs=2).results)
        for items in (MANY, MANY[:3], MANY[:1])
    )

    assert os.getpid() not in many | few | one
    assert (len(many), len(few), len(one)) == (2, 1, 1)


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


def fault_in(item: int) -> None:
    raise ValueError(f"{item}\nin two lines")


def panic_in(_item: int) -> None:
    raise Panic


def killed_at(_item: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def left_at(_item: int) -> None:
    os._exit(3)


def crashed_at(_item: int) -> None:
    signal.signal(signal.SIGSEGV, signal.SIG_DFL)  # pytest's own look at it is not asked for
    os.kill(os.getpid(), signal.SIGSEGV)


def asleep_at(_item: int) -> None:
    time.sleep(60)


def busy_at(_item: int) -> None:
    while True:
        pass


def busy_in_c_at(_item: int) -> None:
    assert not re.match("(a*)*b", "a" * 40)


def greedy_at(_item: int) -> None:
    bytearray(1 << 30)


def usage_at(_item: int) -> None:
    raise OpenBriefError("no pandoc", "install it")


class Panic(BaseException):
    """As Typst's, which is no `Exception`."""


LIMITS = Limits(share=0.03, memory=1 << 28)
HASTY = Limits(patience=1)
LOST: dict[Callable[[int], None], str] = {
    fault_in: "converting 4.md: ValueError: 4 in two lines",
    panic_in: "converting 4.md: Panic",
    killed_at: "converting 4.md: its process was ended by SIGKILL, with",
    crashed_at: "converting 4.md: its process was ended by SIGSEGV, with",
    left_at: "converting 4.md: its process was ended with status 3, with",
    asleep_at: "converting 4.md: it stood still for 1 s",
    busy_at: "4.md: error[too-much-work]: converting this takes more than 0.3 s of processor time",
    busy_in_c_at: "4.md: error[too-much-work]: converting this takes more than 0.3 s of processor",
    greedy_at: "4.md: error[too-much-work]: converting this takes more than 256 MiB of memory",
    usage_at: "no pandoc\n  help: install it",
}


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("lose", LOST, ids=lambda lose: lose.__name__)
def test_what_befalls_one_item_is_told_with_its_step_and_the_others_go_on(
    lose: Callable[[int], None], jobs: int
) -> None:
    def work(item: int) -> int:
        at(Step.READING, f"{item}.md")
        at(Step.CONVERTING, f"{item}.md")
        if item == 4:
            lose(item)
        return item

    outcome = run(MANY, Work(work, whole), jobs=jobs, limits=HASTY if lose is asleep_at else LIMITS)

    [lost] = outcome.lost
    assert lost.item == 4
    assert str(lost.why).startswith(LOST[lose])
    assert [one for one in outcome.results if one is not None] == [i for i in MANY if i != 4]


def test_each_step_has_a_budget_of_its_own() -> None:
    def work(item: int) -> int:
        for number in range(4):
            at(Step.CONVERTING, f"{item}-{number}.md")
            end = time.process_time() + 0.1
            while time.process_time() < end:
                pass
        return item

    assert run([1, 2], Work(work, whole), jobs=1, limits=LIMITS).lost == ()


def test_a_program_that_an_item_has_started_ends_with_it() -> None:
    reading, writing = os.pipe()

    def work(_item: int) -> None:
        at(Step.SETTING, "it")
        subprocess.run(["sleep", "600"], pass_fds=[writing], check=True)

    [lost] = run([1], Work(work, whole), jobs=1, limits=HASTY).lost

    assert "stood still" in str(lost.why)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert pipe.read() == b""  # Nobody holds its other end any more.


def test_where_nothing_can_be_ended_faults_are_told_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "can_fork", lambda: False)

    def work(item: int) -> int:
        at(Step.CONVERTING, f"{item}.md")
        return 12 // item

    outcome = run([4, 0, 3], Work(work, whole), jobs=2)

    assert outcome.results == (3, None, 4)
    assert [str(lost.why) for lost in outcome.lost] == [
        "converting 0.md: ZeroDivisionError: integer division or modulo by zero"
    ]


def test_steps_that_have_no_process_of_their_own_are_held_to_their_time() -> None:
    def busy() -> None:
        with guarded(LIMITS):
            at(Step.CONVERTING, "it")
            busy_in_c_at(0)

    with pytest.raises(Overspent, match=r"more than 0\.3 s"):
        busy()

    assert signal.getsignal(signal.SIGPROF) == signal.SIG_DFL


def test_progress_is_told_for_every_item() -> None:
    told: list[int] = []

    work: Work[int, int, int] = Work(lambda item: item, whole)

    run(MANY, work, jobs=2, progress=told.append)

    assert told == list(range(1, len(MANY) + 1))


def test_large_results_arrive_whole() -> None:
    outcome = run(MANY, Work(lambda item: bytes([item]) * 3_000_000, whole), jobs=2)

    assert [len(one or b"") for one in outcome.results] == [3_000_000] * len(MANY)


@pytest.mark.skipif(sys.platform != "linux", reason="no other system ends children")
def test_a_worker_ends_with_a_process_that_is_killed() -> None:
    program = """
import os, time
from openbrief.engine.workers import Work, run, whole

def say_and_wait(_):
    os.write(1, str(os.getpid()).encode())
    time.sleep(600)

run([1], Work(say_and_wait, whole), jobs=1)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert os.read(process.stdout.fileno(), 20)

        process.kill()

        # Its end comes when nobody holds the other end: the worker is gone as well.
        assert process.stdout.read() == b""
