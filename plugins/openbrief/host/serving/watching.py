"""Tell which files have changed, soon after they have been written.

Programs write in many ways: over the old file, beside it and then in its place, or after putting
the old one away. Each says by its last step that the file is whole; until then we wait a little.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from openbrief.features.collections.files import is_passed_over

_AT_ONCE, _SOON, _LATER = 0.002, 0.04, 0.15
"""Seconds until a file is whole: closed or put in place; begun; gone, perhaps for a moment."""
_AFTER = {"closed": _AT_ONCE, "moved": _LATER, "created": _SOON, "modified": _SOON,
          "deleted": _LATER}  # fmt: skip

Tell = Callable[[Path, float], None]
"""Is told of a path, and from which moment on (`time.monotonic`) to look at it."""


class Watch:
    """Watches folders and single files until it is stopped."""

    def __init__(self, tell: Tell) -> None:
        """Tell of each change; from a thread of its own."""
        self._tell = tell
        self._observer = Observer()
        self._roots: frozenset[Path] = frozenset()
        self._folders: frozenset[Path] = frozenset()

    def start(self) -> None:
        """Begin."""
        self._observer.start()

    def stop(self) -> None:
        """End."""
        self._observer.stop()
        self._observer.join()

    def watch(self, roots: Iterable[Path]) -> None:
        """Watch these files, and these folders with all below them, and nothing else."""
        wanted = frozenset(roots)
        folders = frozenset(path for path in wanted if path.is_dir())
        if (wanted, folders) == (self._roots, self._folders):
            return
        self._roots, self._folders = wanted, folders
        self._observer.unschedule_all()
        handler = _Handler(self._tell, wanted)
        # What is no folder, or not yet, is seen from the folder in which it is.
        beside = {path.parent for path in wanted if path.parent.is_dir()}
        for folder in folders | beside:
            self._observer.schedule(handler, str(folder), recursive=folder in folders)

    def is_root(self, path: Path) -> bool:
        """Tell whether a path was asked for by itself."""
        return path in self._roots


class _Handler(FileSystemEventHandler):
    """Passes on what is below a watched path, or is one."""

    def __init__(self, tell: Tell, roots: frozenset[Path]) -> None:
        self._tell = tell
        self._roots = roots

    def dispatch(self, event: FileSystemEvent) -> None:
        """Note what has changed and when to look at it."""
        # A folder changes with each file in it, and says nothing new by it.
        is_echo = event.is_directory and event.event_type == "modified"
        if is_echo or event.event_type not in _AFTER:
            return
        now = time.monotonic()
        self._note(event.src_path, now + _AFTER[event.event_type])
        if event.dest_path:
            self._note(event.dest_path, now + _AT_ONCE)

    def _note(self, name: bytes | str, at: float) -> None:
        path = Path(os.fsdecode(name))
        if self._is_ours(path):
            self._tell(path, at)

    def _is_ours(self, path: Path) -> bool:
        for root in self._roots:
            if path.is_relative_to(root):
                return not any(is_passed_over(part) for part in path.relative_to(root).parts)
        return False
