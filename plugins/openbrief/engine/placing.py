"""What a new site consists of: files of the live one that stay, and files that are written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from openbrief.engine.machine import refusals_told
from openbrief.engine.published import Noted, Published


def write_into(folder: Path, address: str, data: bytes) -> None:
    """Write a file at its address; what the theme has copied there is replaced.

    Raises:
        OpenBriefError: the machine refuses it.
    """
    path = folder / address
    with refusals_told():
        try:
            path.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


@dataclass(slots=True)
class Placing:
    """Gathers the files of a site by the groups in which they are made."""

    folder: Path
    """Where new files are written."""
    live: Path
    before: Published
    """What the last build published there."""
    kept: dict[str, os.stat_result] = field(default_factory=dict)
    """Files of the live site that stay, by address, and what they were found to be."""
    groups: dict[str, Noted] = field(default_factory=dict)
    """By the names of units and of what else is made together."""

    def keep(self, name: str, parts: Mapping[str, bytes]) -> bool:
        """Keep the files of a group, if it depends on the same and all are as published.

        Args:
            name: the group's.
            parts: hashes of what it depends on.
        """
        before = self.before.groups.get(name)
        if before is None or before.parts != told(parts):
            return False
        found: dict[str, os.stat_result] = {}
        for address in before.addresses:
            intact = self.before.intact(self.live, address)
            if intact is None:
                return False
            found[address] = intact
        self.kept |= found
        self.groups[name] = before
        return True

    def put(self, name: str, parts: Mapping[str, bytes], files: Mapping[str, bytes]) -> None:
        """Write the files of a group."""
        for address, data in files.items():
            self.write(address, data)
        self.note(name, parts, files)

    def write(self, address: str, data: bytes) -> None:
        """Write a file that is made anew each time."""
        write_into(self.folder, address, data)

    def note(self, name: str, parts: Mapping[str, bytes], addresses: Iterable[str]) -> None:
        """Take in a group whose files have been written."""
        self.groups[name] = Noted(told(parts), tuple(addresses))


def told(parts: Mapping[str, bytes]) -> Mapping[str, str]:
    """Write hashes as they are noted."""
    return {what: own.hex() for what, own in parts.items()}
