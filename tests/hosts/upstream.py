"""What of Material our theme stands on, and what has become of it.

    python -m tests.hosts.upstream                    what differs from the record
    python -m tests.hosts.upstream --against FOLDER   the same for another, installed in a folder
    python -m tests.hosts.upstream --record           write the record anew, once all is looked at

The record is `upstream.yml` beside this file. Files of Material that ours replace, and those that
pages load or that our scripts speak with, are there with the SHA-256 of the text that ours was
written against, and why; of all other templates, which our theme does not use, the names. The
number of the version, which one template prints, does not count.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.metadata import distributions
from pathlib import Path

import yaml

THEME = Path(str(resources.files("openbrief.theme")))
MATERIAL = Path(str(resources.files("material"))) / "templates"
RECORD = Path(__file__).with_name("upstream.yml")
_NOT_YET = "say why"
_NOTHING = "Material {} is as {}, which the theme was written against.\n"
_HOW = "docs/dependencies.md says how to go on.\n"


@dataclass(frozen=True, slots=True)
class Upstream:
    """Files of one Material."""

    version: str
    replaced: Mapping[str, str]
    """SHA-256 of each file that one of ours stands in for, by its path."""
    used: Mapping[str, str]
    """The same for files that pages load, or whose contract our scripts keep."""
    others: frozenset[str]
    """Templates that our theme does not use."""


def recorded() -> tuple[Upstream, Mapping[str, str]]:
    """Give what is written down, with the reasons by path."""
    data = yaml.safe_load(RECORD.read_text("utf-8"))
    hashes = {
        part: {path: own["sha256"] for path, own in data[part].items()}
        for part in ("replaced", "used")
    }
    why = {path: own["why"] for part in hashes for path, own in data[part].items()}
    others = frozenset(data["others"])
    return Upstream(data["material"], hashes["replaced"], hashes["used"], others), why


def found(number: str, folder: Path, used: Mapping[str, str], theme: Path = THEME) -> Upstream:
    """Look at a Material.

    Args:
        number: its version.
        folder: its templates.
        used: the files to look at beside those that ours replace.
        theme: our own templates.
    """
    templates = {path for path in _names(folder, "**/*.html") if "languages/" not in path}
    ours = set(_names(theme, "**/*.html")) | {"mkdocs_theme.yml"}
    theirs = templates | {"mkdocs_theme.yml"}
    return Upstream(
        number,
        {path: _sha256(folder / path, number) for path in sorted(ours & theirs)},
        {path: _sha256(folder / path, number) for path in used if (folder / path).is_file()},
        frozenset(templates - ours - set(used)),
    )


def differences(before: Upstream, after: Upstream) -> Iterator[str]:
    """Yield what is to be looked at in another Material, a line a file."""
    old, new = {**before.replaced, **before.used}, {**after.replaced, **after.used}
    for path in sorted({*old, *new}):
        if path not in new:
            yield f"{path}: gone"
        elif path not in old:
            yield f"{path}: ours stands in for it, and nobody has looked at it"
        elif old[path] != new[path]:
            yield f"{path}: changed"
    # A file that ours no longer replaces, or now does, is in one of the lists above.
    yield from (f"{path}: new" for path in sorted(after.others - before.others - set(old)))
    yield from (f"{path}: gone" for path in sorted(before.others - after.others - set(new)))


def written(upstream: Upstream, why: Mapping[str, str]) -> str:
    """Give a record as text."""
    parts = {
        part: {path: {"why": why.get(path, _NOT_YET), "sha256": own} for path, own in files.items()}
        for part, files in (("replaced", upstream.replaced), ("used", upstream.used))
    }
    data = {"material": upstream.version, **parts, "others": sorted(upstream.others)}
    head = "# What of Material our theme stands on; `make upstream` says what has changed.\n"
    return head + yaml.safe_dump(data, sort_keys=False, width=96)


def main() -> int:
    """Compare, or record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, help="a folder with another Material")
    parser.add_argument("--record", action="store_true", help="write the record anew")
    choices = parser.parse_args()
    before, why = recorded()
    folder = choices.against or MATERIAL.parents[1]
    (there,) = (d for d in distributions(path=[str(folder)]) if d.name == "mkdocs-material")
    after = found(there.version, folder / "material" / "templates", before.used)
    if choices.record:
        RECORD.write_text(written(after, why), "utf-8")
        return 0
    lines = list(differences(before, after))
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(_HOW if lines else _NOTHING.format(after.version, before.version))
    return 1 if lines else 0


def _names(folder: Path, pattern: str) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.glob(pattern))


def _sha256(path: Path, number: str) -> str:
    text = path.read_bytes().replace(f"mkdocs-material-{number}".encode(), b"mkdocs-material")
    return hashlib.sha256(text).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
