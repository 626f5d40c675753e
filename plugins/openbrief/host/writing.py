"""Writing files of authors: whole or not at all, and through no link."""

from __future__ import annotations

from pathlib import Path

from openbrief.engine.machine import refusals_told
from openbrief.engine.writing import write_whole
from openbrief.features.collections.files import refuse_links


def write_data(root: Path, name: str, data: bytes) -> None:
    """Write a file below a folder.

    Raises:
        OpenBriefError: the file is a link, or a folder on the way to it; the machine refuses.
    """
    refuse_links(root, name)
    with refusals_told():
        write_whole(root / name, data)
