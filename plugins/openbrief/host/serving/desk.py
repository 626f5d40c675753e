"""Where all that happens to a served site comes together, one thing after the other.

Other threads see that files have changed and that builds have ended; they put it into a queue.
What is most urgent is done first: read what has changed, make the pages that it is on, build.
"""

from __future__ import annotations

import gc
import os
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from openbrief.host.building import Outcome
from openbrief.host.serving.background import Background, Order
from openbrief.host.serving.findings import Files, Findings
from openbrief.host.serving.live import Edit, Live, open_live
from openbrief.host.serving.showcase import Showcase
from openbrief.host.serving.watching import Watch
from openbrief.host.session import errors_in
from openbrief.model.page import Page
from openbrief.model.problem import Problem

_PAUSE = 1.0
"""Seconds without an edit after which the whole site is built."""


@dataclass(frozen=True, slots=True)
class Talk:
    """How to talk to the person at the terminal."""

    say: Callable[[str], None]
    tell: Callable[[Iterable[Problem]], None]


@dataclass(frozen=True, slots=True)
class _Change:
    path: Path
    at: float
    """From which moment on to look at it."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A page that is to be made."""

    page: Page
    files: Files
    """What it comes from."""
    number: int
    """Of the edit."""


class Desk:
    """Keeps what is shown in step with the files."""

    def __init__(self, order: Order, showcase: Showcase, talk: Talk) -> None:
        """Show what an order builds."""
        self._order, self._showcase, self._talk = order, showcase, talk
        self._events: SimpleQueue[_Change | Outcome] = SimpleQueue()
        self._background = Background(order, self._events.put)
        self.watch = Watch(lambda path, at: self._events.put(_Change(path, at)))
        self._live: Live | None = None
        self._due: dict[Path, float] = {}
        self._tasks: dict[str, _Task] = {}
        """By the page's address: a later edit takes the place of an earlier one."""
        self._findings = Findings()
        self._edits = 0
        self._build_at: float | None = None
        self._is_more, self._is_building_more = True, True
        """Whether more than texts has changed: since the last build began, and before it."""
        self._builds_edits_to = 0
        self._files: frozenset[str] = frozenset()
        """What the last build was made of; what is gone since then is missed."""

    def open(self) -> None:
        """Build the site for the first time, and read it."""
        self.watch.start()
        self._begin_build()
        while self._background.is_busy or not self._events.empty():
            self._receive(None)

    def step(self) -> None:
        """Wait for something to do, and do it; a fault of ours is told, and we go on."""
        try:
            self._receive(self._patience())
            self._do_next()
        except Exception:  # noqa: BLE001 (one edit must not end the server)
            self._tell_fault()

    def _tell_fault(self) -> None:
        self._talk.say(f"{traceback.format_exc()}\nThis is a fault of OpenBrief; please report it.")

    def close(self) -> None:
        """Stop what is at work."""
        self.watch.stop()
        self._background.stop()

    def _receive(self, patience: float | None) -> None:
        try:
            self._take(self._events.get(timeout=patience))
            while True:
                self._take(self._events.get_nowait())
        except Empty:
            return

    def _take(self, event: _Change | Outcome) -> None:
        if isinstance(event, _Change):
            self._due[event.path] = event.at
        else:
            self._take_over(event)

    def _patience(self) -> float | None:
        """Give the seconds until there is something to do; None for nothing at all."""
        moments = [*self._due.values(), *(() if self._build_at is None else (self._build_at,))]
        if self._tasks:
            return 0.0
        return max(0.0, min(moments) - time.monotonic()) if moments else None

    def _do_next(self) -> None:
        now = time.monotonic()
        ready = [path for path, at in self._due.items() if at <= now]
        if ready:
            for path in ready:
                del self._due[path]
                self._look_at(path)
        elif self._tasks:
            self._make_next()
        elif self._build_at is not None and self._build_at <= now:
            self._begin_build()

    def _look_at(self, path: Path) -> None:
        name = Path(os.path.relpath(path, self._order.root)).as_posix()
        if self._live and not (path.exists() or self._was_there(name)):
            return  # An editor's own file, which came and went.
        edit = self._read(name)
        if edit is None:
            self._is_more = True
            self._background.stop()
            self._build_after(0.0)
        else:
            self._begin_edit(edit)

    def _was_there(self, name: str) -> bool:
        """Tell whether the last build knew a file, or something in a folder."""
        if name in self._files or self.watch.is_root(self._order.root / name):
            return True
        return any(each.startswith(f"{name}/") for each in self._files)

    def _read(self, name: str) -> Edit | None:
        """Read a text again; None when a build must tell what a change means."""
        try:
            return self._live.read(name) if self._live else None
        except Exception:  # noqa: BLE001 (told, and tried again by the build)
            self._tell_fault()
            return None

    def _begin_edit(self, edit: Edit) -> None:
        if edit.is_news:
            self._edits += 1
            self._build_after(_PAUSE)
            self._findings.take_edit(edit.files, edit.problems, self._edits)
            self._talk.tell(edit.problems)
        if errors_in(edit.problems):
            self._tasks = {u: each for u, each in self._tasks.items() if each.files != edit.files}
            self._talk.say("The last good page is shown until this is mended.")
        for page in edit.pages:
            self._tasks[page.url] = _Task(page, edit.files, self._edits)
        self._showcase.tell(self._findings)

    def _make_next(self) -> None:
        """Make a page that somebody looks at, or else any."""
        looked_at = self._showcase.looked_at
        urls = sorted(self._tasks, key=lambda url: not looked_at[f"{url}index.html"])
        task = self._tasks.pop(urls[0])
        if self._live is None:
            return
        made = self._live.make(task.page)
        self._findings.add(task.files, made.problems, task.number)
        if not errors_in(made.problems) and self._showcase.put(made.files, task.number):
            self._build_after(_PAUSE)
        self._showcase.tell(self._findings)

    def _build_after(self, seconds: float) -> None:
        """Let the whole site be built when nothing has happened for so long."""
        self._build_at = time.monotonic() + seconds

    def _begin_build(self) -> None:
        if self._background.is_busy:
            self._build_at = None  # Its end sees that there are edits that it does not know.
            return
        self._build_at = None
        self._builds_edits_to = self._edits
        self._is_building_more, self._is_more = self._is_more, False
        self._background.start()

    def _take_over(self, outcome: Outcome) -> None:
        """Show what has been built, or what is wrong; both say what holds for all edits so far."""
        self._findings.take_build(outcome.problems, self._builds_edits_to)
        self._talk.tell(outcome.problems)
        if outcome.is_published:
            self._files = outcome.files
            self._showcase.take_over(self._builds_edits_to, with_files=self._is_building_more)
            if self._is_building_more or self._live is None:
                self._read_again()
            if self._live:
                self._live.tell_downloads(outcome.downloads)
            self._talk.say("The whole site is up to date.")
        else:
            self._is_more |= self._is_building_more
            self._talk.say("The last good site is shown until this is mended.")
        self._showcase.tell(self._findings)
        if self._edits > self._builds_edits_to and self._build_at is None:
            self._build_after(_PAUSE)

    def _read_again(self) -> None:
        """Know the site as it now is; collecting garbage need not look at it each time."""
        gc.unfreeze()
        self._live = None
        self._live = open_live(self._order.config_file, drafts=self._order.drafts)
        gc.collect()
        gc.freeze()
        self.watch.watch(self._order.roots(self._live.settings))
