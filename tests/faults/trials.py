"""A trial: one fault in one program, and what is left of the site afterwards."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.calls import NUMBERS
from tests.faults.injector import HANGS, Fault, Ran, killed, run

State = Mapping[str, str]
"""What a folder holds: for each path what it is, by a hash where it is a file."""
NONE: State = {}
_MEMORY = "/dev/shm"  # noqa: S108 (folders in it have names of their own)
FAST = _MEMORY if os.access(_MEMORY, os.W_OK) else None
"""Where trials work: thousands of them wait for no disk."""

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
FULL, BROKEN = (errno.ENOSPC, errno.EIO)
ERRORS: Mapping[str, Sequence[int]] = {
    "open": (FULL, BROKEN, errno.EACCES, errno.EROFS, errno.ENOENT),
    "write": (FULL, BROKEN),
    "truncate": (BROKEN,),
    "mkdir": (FULL, BROKEN, errno.EACCES, errno.EROFS, errno.ENOENT),
    "link": (FULL, BROKEN, errno.EACCES, errno.EMLINK, errno.EXDEV, errno.EPERM),
    "rename": (FULL, BROKEN, errno.EACCES, errno.EROFS, errno.EXDEV, errno.EINVAL),
    "unlink": (BROKEN, errno.EACCES, errno.EROFS),
    "sync": (FULL, BROKEN, errno.EROFS),
    "chmod": (BROKEN, errno.EPERM, errno.EROFS),
    "flock": (errno.ENOLCK, errno.EWOULDBLOCK),
    "list": (BROKEN, errno.EACCES),
}
"""What each kind of call can fail with."""
LASTING = {("write", FULL), ("open", errno.EROFS), ("unlink", BROKEN)}
"""Faults that do not go away by themselves; tried in that form as well."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A program that changes a tree from an old state to a new one in one step."""

    name: str
    prepare: Callable[[Path], None]
    """Makes what is there before, in an empty folder."""
    program: Callable[[Path], int]
    """Works in that folder; gives 0, or 2 if it has told why it could not."""
    tree: str = "site"
    """What must be old or new, in that folder."""
    beside: frozenset[str] = frozenset()
    """What may lie in that folder after a build that goes well."""
    told: frozenset[int] = frozenset({0, 2})
    """Exit codes of a build that tells what has befallen it."""
    has_gap: bool = False
    """Whether there is no site for a moment, which the next build mends."""


@dataclass(slots=True)
class Table:
    """What came of all trials, by fault."""

    rows: dict[str, Counter[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    """What was not as it must be, in words."""

    def note(self, fault: str, outcome: str) -> None:
        """Count one trial."""
        self.rows.setdefault(fault, Counter())[outcome] += 1

    @property
    def total(self) -> int:
        """How many trials there were."""
        return sum(own.total() for own in self.rows.values())

    def __str__(self) -> str:
        head = f"{'fault':42} {'tried':>6} {'old':>6} {'new':>6} {'none*':>6} {'else':>6}"
        names = ("old", "new", "none", "else")
        lines = [
            f"{name:42} {own.total():6}" + "".join(f" {own[each]:6}" for each in names)
            for name, own in [*sorted(self.rows.items()), ("all", self._all())]
        ]
        note = "* no exchange of folders in one step; the next build brings the old site back"
        return "\n".join([head, *lines, note])

    def _all(self) -> Counter[str]:
        return sum(self.rows.values(), Counter())


def state(folder: Path) -> State:
    """Give what a folder holds; nothing when it is not there."""
    return dict(_entries(folder, ""))


def _entries(folder: Path, before: str) -> Iterator[tuple[str, str]]:
    if not folder.is_dir() or folder.is_symlink():
        return
    for path in sorted(folder.iterdir()):
        name = f"{before}{path.name}"
        if path.is_symlink():
            yield name, f"-> {path.readlink()}"
        elif path.is_dir():
            yield name, "folder"
            yield from _entries(path, f"{name}/")
        else:
            yield name, hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def faults(calls: Mapping[str, int], *, most: int = 0) -> Iterator[Fault]:
    """Yield each fault at each call that a program makes.

    Args:
        calls: how many of each kind it makes.
        most: so many calls of each kind alone, evenly; all of them if it is not said.
    """
    for kind in NUMBERS:
        for number in places(calls.get(kind, 0), most):
            for what in (*ERRORS[kind], *SIGNALS):
                yield Fault(kind, number, what)
                if (kind, what) in LASTING:
                    yield Fault(kind, number, what, is_lasting=True)


def places(total: int, most: int) -> Iterable[int]:
    """Give so many numbers up to a total, evenly; all if `most` is 0."""
    if not most or total <= most:
        return range(1, total + 1)
    return sorted({1 + (total - 1) * n // max(1, most - 1) for n in range(most)})


def sweep(scene: Scene, table: Table, wanted: Iterable[Fault] | None = None, *, most: int) -> None:
    """Try faults in a scene: those that are given, or any that its calls can have."""
    with TemporaryDirectory(prefix="faults-", dir=FAST) as place:
        root = Path(place)
        old, new, calls = _reference(scene, root / "plain")
        for index, fault in enumerate(wanted or faults(calls, most=most)):
            _try(scene, fault, root / str(index), (old, new), table)


def kill(scene: Scene, table: Table, count: int, *, seed: int = 7) -> None:
    """Kill a scene's program so often, each time at a random moment."""
    dice = random.Random(seed)  # noqa: S311 (moments, no secrets)
    with TemporaryDirectory(prefix="faults-", dir=FAST) as place:
        root = Path(place)
        begun = time.monotonic()
        old, new, _ = _reference(scene, root / "plain")
        longest = time.monotonic() - begun
        for index in range(count):
            after = dice.uniform(0, 1.2 * longest)
            own = root / str(index)
            own.mkdir()
            scene.prepare(own)
            ran = killed(partial(scene.program, own), after)
            found = outcome(state(own / scene.tree), old, new)
            table.note("SIGKILL at a random moment", found)
            if found not in {"old", "new"}:
                table.wrong.append(
                    f"{scene.name}, killed after {after:.3f} s: {found}\n{ran.words}"
                )
            table.wrong += [f"{scene.name}, killed after {after:.3f} s: {each}"
                            for each in _after(scene, own, new)]  # fmt: skip
            _remove(own)


def _reference(scene: Scene, root: Path) -> tuple[State, State, Mapping[str, int]]:
    """Do without a fault what is tried; give the old tree, the new one and the calls."""
    root.mkdir()
    scene.prepare(root)
    old = state(root / scene.tree)
    ran = run(lambda: scene.program(root), root)
    if ran.status != 0:
        raise AssertionError(f"{scene.name} fails without a fault: {ran.status}\n{ran.words}")
    return old, state(root / scene.tree), ran.calls


def _try(scene: Scene, fault: Fault, root: Path, both: tuple[State, State], table: Table) -> None:
    root.mkdir()
    scene.prepare(root)
    ran = run(lambda: scene.program(root), root, fault)
    found = outcome(state(root / scene.tree), *both)
    table.note(_group(fault), found)
    for complaint in (
        *_complaints(scene, fault, ran, found),
        *_after(scene, root, both[1]),
    ):
        table.wrong.append(f"{scene.name}, {fault}: {complaint}\n{ran.words[-1500:]}")
    _remove(root)


def _remove(root: Path) -> None:
    subprocess.run(["rm", "-rf", str(root)], check=True)


def outcome(found: State, old: State, new: State) -> str:
    """Name what is there: `old`, `new`, `none` or `else`."""
    if found == new:
        return "new"
    if found == old:
        return "old"
    return "else" if found else "none"


def _group(fault: Fault) -> str:
    return str(fault).replace(f" {fault.number}", "", 1)


def _complaints(scene: Scene, fault: Fault, ran: Ran, found: str) -> Iterator[str]:
    if found == "else" or (found == "none" and not scene.has_gap):
        yield f"the tree is {found}"
    if ran.status not in _expected(scene, fault):
        yield "it hangs" if ran.status == HANGS else f"status {ran.status}"
    if ran.status == 0 and found != "new":
        yield f"it says that it has published, and the tree is {found}"
    if ran.status in scene.told - {0} and found not in {"old", "none"}:
        yield f"it says that it has published nothing, and the tree is {found}"
    if "Traceback" in ran.words and ran.status in {0, 1, 2}:
        yield "there is a traceback"


def _expected(scene: Scene, fault: Fault) -> frozenset[int]:
    if isinstance(fault.what, signal.Signals):
        return scene.told | {-fault.what, 130}
    return scene.told


def _after(scene: Scene, root: Path, new: State) -> Iterator[str]:
    """Yield what is wrong with the next build, which nobody has cleaned up for."""
    ran = run(lambda: scene.program(root), root)
    if ran.status != 0:
        yield f"the next build ends with {ran.status}: {ran.words[-1500:]}"
    elif state(root / scene.tree) != new:
        yield "the next build gives another tree"
    left = {path.name for path in root.iterdir()} - scene.beside - {scene.tree}
    if left:
        yield f"the next build leaves {sorted(left)}"
