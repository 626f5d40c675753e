"""A board on which a process writes what it is at, for another one to read, even after its end."""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass, field

from openbrief.model.steps import Step

_SIZE = 4096
_HEAD = struct.Struct("!H")
_MOST = _SIZE - _HEAD.size


@dataclass(frozen=True, slots=True)
class Board:
    """Memory that a process shares with its children: no word goes through a pipe for a step."""

    memory: mmap.mmap = field(default_factory=lambda: mmap.mmap(-1, _SIZE))

    def write(self, step: Step, thing: str) -> None:
        """Note that a step begins."""
        data = f"{step}\0{thing}".encode("utf-8", "surrogateescape")[:_MOST]
        self.memory[: _HEAD.size + len(data)] = _HEAD.pack(len(data)) + data

    def clear(self) -> None:
        """Note that nothing is done."""
        self.memory[: _HEAD.size] = _HEAD.pack(0)

    def read(self) -> tuple[Step | None, str]:
        """Give the last step, and what it was for."""
        (length,) = _HEAD.unpack_from(self.memory)
        text = self.memory[_HEAD.size : _HEAD.size + length].decode("utf-8", "replace")
        name, _, thing = text.partition("\0")
        return (Step(name) if name else None), thing

    def close(self) -> None:
        """Let go of the memory."""
        self.memory.close()
