"""What maintainers need to know of faults of ours, as a text that can be sent to them.

It names the program, what it stands on, and the places in both. Of the publication it holds paths
and the short reason of each fault; tracebacks hold lines of the program and never of a text.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata
from pathlib import Path

import openbrief
from openbrief.model.fault import Fault

NAME = "fault.txt"
_STANDS_ON = (
    *("mkdocs", "properdocs", "mkdocs-material", "markdown", "pymdown-extensions", "nh3", "lxml"),
    *("bibtexparser", "babel", "typst", "pypandoc-binary", "pagefind", "fonttools", "pillow"),
)


def written(faults: Sequence[Fault], folder: Path, command: str) -> Path | None:
    """Write the report into a folder; it takes the place of an older one.

    Args:
        faults: in the order in which they came up.
        folder: need not be there yet.
        command: what was called, without its arguments.

    Returns:
        Where it is; None where it can't be written.
    """
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(report(faults, folder, command), "utf-8", "backslashreplace")
    except OSError:
        return None
    return path


def report(faults: Iterable[Fault], folder: Path, command: str) -> str:
    """Give the report."""
    parts = ["\n".join(_machine(command)), *("\n".join(_told(fault)) for fault in faults)]
    text = "\n\n".join(parts) + "\n"
    for path, name in _private(folder):
        text = text.replace(path, name)
    return text


def address() -> str:
    """Give where to report a fault, as the program's package says; empty if it does not."""
    try:
        found = metadata.metadata("openbrief").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        return ""
    named = dict(each.split(", ", 1) for each in found)
    return next((named[name] for name in ("Issues", "Source") if name in named), "")


def _machine(command: str) -> Iterator[str]:
    yield f"openbrief {openbrief.__version__} {command}".rstrip()
    yield f"Python {platform.python_version()} on {platform.platform()}"
    yield ", ".join(_versions())


def _versions() -> Iterator[str]:
    for name in _STANDS_ON:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            continue


def _told(fault: Fault) -> Iterator[str]:
    yield str(fault)
    if fault.traceback:
        yield fault.traceback.rstrip()


def _private(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the paths that tell where and whose this machine is, the longest first."""
    known = {
        str(Path(openbrief.__file__).parents[1]): "<program>",
        str(Path(sys.prefix)): "<environment>",
        str(folder.parents[1]): "<publication>",
        str(Path("~").expanduser()): "<home>",
    }
    yield from sorted(known.items(), key=lambda each: -len(each[0]))
