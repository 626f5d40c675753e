"""Put files into the folder of a build; nothing is ever written through a name that exists.

Such a name may be another one of a file of the live site, which a write would change.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def write_into(folder: Path, address: str, data: bytes) -> None:
    """Write a file at its address."""

    def put(path: Path) -> None:
        with path.open("xb") as file:
            file.write(data)

    _put(put, folder / address)


def link_into(folder: Path, address: str, source: Path) -> None:
    """Put another name of a file at an address."""
    _put(lambda path: path.hardlink_to(source), folder / address)


def _put(put: Callable[[Path], None], path: Path) -> None:
    """Make a new file; what the theme has copied there goes, as its name may be a live file's."""
    try:
        put(path)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path)
    except FileExistsError:
        path.unlink()
        put(path)
