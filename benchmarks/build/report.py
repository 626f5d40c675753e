"""Tables of Markdown: printed, and put into the documentation."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of one measurement; numbers stand to the right."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    remark: str
    """What was measured, and what to know about it."""


def render(table: Table, versions: Sequence[str], load: float) -> str:
    """Give the table in Markdown, with the day, the machine and the versions below."""
    rule = ["---", *["--:"] * (len(table.columns) - 1)]
    lines = [table.columns, rule, *table.rows]
    shown = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"{shown}\n\n{table.remark} {_circumstances(versions, load)}\n"


def _circumstances(versions: Sequence[str], load: float) -> str:
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    busy = f"load {load:.1f} when it began"
    python = f"Python {platform.python_version()}"
    made = ", ".join([*versions, python])
    return f"{today}; {made}; {platform.system()}, {_processor()}, {os.cpu_count()} cores, {busy}."


def _processor() -> str:
    """Give the processor's name, where the system tells it."""
    told = Path("/proc/cpuinfo")
    text = told.read_text("utf-8") if told.exists() else ""
    name = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return name[1] if name else platform.processor() or platform.machine()


def write(path: Path, name: str, text: str) -> None:
    """Put a table between its pair of markers in a page, in place of the last one."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, found, rest = path.read_text("utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        sys.exit(f"{path} has no `{begin}` with `{end}` after it.")
    path.write_text(f"{before}{begin}\n\n{text}\n{end}{after}", "utf-8")
