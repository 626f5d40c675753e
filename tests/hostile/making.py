"""Makers of inputs that git or a disk of another system can't hold."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def raw_name(place: Path, recipe: Mapping[str, Any]) -> None:
    """Write a file whose name is these bytes."""
    name = os.fsencode(place.parent) + b"/" + bytes.fromhex(recipe["name"])
    with open(name, "w", encoding="utf-8") as file:  # noqa: PTH123 (a path can't hold the name)
        file.write("A file.\n")


def pair(place: Path, recipe: Mapping[str, Any]) -> None:
    """Write two files whose names some systems take for one."""
    place.write_text("a,b\n", "utf-8")
    (place.parent / recipe["other"]).write_text("c,d\n", "utf-8")


def sparse(place: Path, recipe: Mapping[str, Any]) -> None:
    """Write a file of so many bytes that takes no room."""
    place.touch()
    os.truncate(place, recipe["bytes"])


def unix_socket(place: Path, recipe: Mapping[str, Any]) -> None:
    """Make a socket; its address may have 107 bytes, so it is made from its own folder."""
    del recipe
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(place.parent)
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(place.name)
    finally:
        os.fchdir(here)
        os.close(here)
