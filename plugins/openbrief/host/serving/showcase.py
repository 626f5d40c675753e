"""What browsers are shown: pages made since the last build, over the files of the whole site."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from openbrief.engine.report import sort_problems
from openbrief.model.problem import Problem, Severity

_OPENS, _CLOSES = b"<main", b"</main>"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page in the parts that a browser takes in by themselves."""

    html: bytes
    around: str
    """Hash of all that stands outside of the main part."""
    main: str | None
    """What stands in the main part; None when the page has none."""

    @property
    def mark(self) -> str:
        """A hash of the page, by which a browser says which it has."""
        return mark(self.html)


class Showcase:
    """Files by address, and the problems in them; many threads look, one changes."""

    def __init__(self, folder: Path) -> None:
        """Show a folder's files; there may be no such folder yet."""
        self._folder = folder
        self._fresh: dict[str, tuple[int, bytes]] = {}
        self._problems: tuple[Problem, ...] = ()
        self._changed = threading.Condition()
        self._revision = 0
        self.looked_at: Counter[str] = Counter()
        """How many browsers have a page open, by the address of its file."""
        self.files = 0
        """How often what pages load, such as pictures, may have changed."""

    def read(self, address: str) -> bytes | None:
        """Give a file of the site; None when there is none."""
        fresh = self._fresh.get(address)
        if fresh:
            return fresh[1]
        path = self._folder / address
        try:
            # Nothing outside is ever shown, whatever the address says.
            inside = path.resolve().is_relative_to(self._folder.resolve())
            return path.read_bytes() if inside else None
        except (OSError, ValueError):
            return None

    def has_folder(self, address: str) -> bool:
        """Tell whether there is a page below an address that lacks its last slash."""
        return self.read(f"{address}/index.html") is not None

    def put(self, files: Mapping[str, bytes], number: int) -> bool:
        """Show files that the edit of this number has made; tell whether any is another."""
        new = {address: data for address, data in files.items() if self.read(address) != data}
        self._fresh.update((address, (number, data)) for address, data in new.items())
        if new:
            self.ring()
        return bool(new)

    def take_over(self, number: int, *, with_files: bool) -> None:
        """Leave to the site that has just been built what was made up to an edit."""
        late = {address: each for address, each in self._fresh.items() if each[0] > number}
        self._fresh = late
        self.files += with_files
        self.ring()

    def tell(self, problems: Iterable[Problem]) -> bool:
        """Show these problems, without notes; tell whether they are others than before."""
        found = sort_problems(p for p in problems if p.severity is not Severity.NOTE)
        is_news, self._problems = found != self._problems, found
        if is_news:
            self.ring()
        return is_news

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong now."""
        return self._problems

    def problems_json(self) -> str:
        """Give what is wrong as the script in the page reads it."""
        told = [
            {
                "place": str(problem.span),
                "severity": problem.severity.value,
                "code": problem.code,
                "message": problem.message,
                "help": problem.help,
            }
            for problem in self._problems
        ]
        return json.dumps(told)

    def ring(self) -> None:
        """Wake all that wait for a change."""
        with self._changed:
            self._revision += 1
            self._changed.notify_all()

    def wait(self, revision: int, seconds: float) -> int:
        """Wait until something has changed since a revision; give the present one."""
        with self._changed:
            self._changed.wait_for(lambda: self._revision != revision, seconds)
            return self._revision


def mark(data: bytes) -> str:
    """Give a short hash."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def cut(html: bytes) -> Shown:
    """Cut a page into its main part and what stands around it."""
    before, opens, rest = html.partition(_OPENS)
    attributes, opened, rest = rest.partition(b">")
    main, closes, after = rest.rpartition(_CLOSES)
    if not (opens and opened and closes):
        return Shown(html, mark(html), None)
    around = mark(b"\0".join((before, attributes, after)))
    return Shown(html, around, main.decode("utf-8", "replace"))
