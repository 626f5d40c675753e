"""Pandoc as a process that stays: lines of JSON in, lines of JSON out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_SCRIPT = Path(__file__).with_name("pandoc_worker.lua")


class PandocWorker:
    """One `pandoc lua` process."""

    def __init__(self) -> None:
        import pypandoc  # noqa: PLC0415 (brings pandoc's program; only those who ask need it)

        self.seconds = 0.0
        """The processor time that the process has told of with its last reply."""
        self._process = subprocess.Popen(
            [pypandoc.get_pandoc_path(), "lua", str(_SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send a request and wait for its reply.

        Raises:
            ValueError: Pandoc cannot do what it is asked for.
        """
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise ValueError("the pipes to pandoc are closed")
        process.stdin.write(json.dumps(request, ensure_ascii=False) + "\n")
        process.stdin.flush()
        reply: dict[str, Any] = json.loads(process.stdout.readline())
        if "error" in reply:
            raise ValueError(f"pandoc: {reply['error']}")
        self.seconds = float(reply["seconds"])
        return reply

    def close(self) -> None:
        """End the process."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._process.wait(timeout=10)
