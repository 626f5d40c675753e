"""State what goes into a build and what came out of it."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from packaging.requirements import Requirement

from openbrief import __version__
from openbrief.engine.fingerprint import configurations, own_files, variables
from openbrief.engine.hashes import Hashed, hashed, hashed_below
from openbrief.engine.manifest import NAME, read_manifest
from openbrief.engine.statement import Statement, written
from openbrief.host.building import load
from openbrief.host.inputs import roots_of
from openbrief.host.options import settings_of
from openbrief.model.problem import OpenBriefError


@dataclass(frozen=True, slots=True)
class Stating:
    """A statement that is begun before a build and finished after it."""

    root: Path
    """The folder with the configuration."""
    statement: Statement
    """It has no outputs yet."""

    def finish(self, site: Path) -> bytes:
        """Give the manifest, once the site is published.

        Raises:
            OpenBriefError: a file has changed since the build began, so that nobody can say what
                it was made from.
        """
        if _inputs(self.root, self.statement.roots) != self.statement.inputs:
            raise OpenBriefError(
                "files changed while the site was built, so no manifest was written", "build again"
            )
        # The list of names in the site is a build's own, and need not be published.
        names = (read_manifest(site) or frozenset()) - {NAME}
        found = (hashed(site, name) for name in sorted(names))
        return written(replace(self.statement, outputs=tuple(own for own in found if own)))


def begin(config_file: Path, *, drafts: bool) -> Stating:
    """Hash all that goes into a build: call it before anything is read.

    Raises:
        OpenBriefError: something that goes in lies outside the configuration's folder.
    """
    config = load(config_file, drafts=drafts)
    settings = settings_of(config)
    own = configurations(config_file.resolve())
    read = (*map(str, own), *_code_of(config))
    roots = {os.path.relpath(path, settings.root) for path in read}
    roots |= {os.path.normpath(path) for path in roots_of(settings, settings.root)}
    for path in sorted(roots):
        if path.startswith(os.pardir) or Path(path).is_absolute():
            raise OpenBriefError(
                f"`{path}` lies outside the folder of {config_file.name}, so a manifest can't "
                "name it",
                "move it inside, or build without --manifest",
            )
    text = b"\n".join(path.read_bytes() for path in own)
    chosen = {"config": config_file.name, "drafts": "yes" if drafts else "no"}
    chosen |= {f"variable {name}": _value(name) for name in variables(text)}
    within = tuple(sorted(path.replace(os.sep, "/") for path in roots))
    inputs = _inputs(settings.root, within)
    return Stating(settings.root, Statement(_generator(), chosen, within, inputs, ()))


def _inputs(root: Path, roots: tuple[str, ...]) -> tuple[Hashed, ...]:
    # One folder may lie in another.
    return tuple(sorted({own for path in roots for own in hashed_below(root, path)}))


def _code_of(config: MkDocsConfig) -> Iterator[str]:
    """Yield what a configuration names that runs or is a template."""
    yield from (hook.__file__ for hook in dict(config["hooks"]).values())
    if config.theme.custom_dir:
        yield str(config.theme.custom_dir)


def _value(name: str) -> str:
    """Tell a variable's value by its hash: it may be nobody else's business."""
    value = os.environ.get(name)
    return "not set" if value is None else hashlib.sha256(os.fsencode(value)).hexdigest()


def _generator() -> dict[str, str]:
    own = {
        "openbrief": __version__,
        "openbrief files": own_files().hex(),
        "python": platform.python_version(),
    }
    return {**own, **_needed("openbrief")}


def _needed(name: str, *extras: str) -> dict[str, str]:
    """Give the versions of all installed packages that one needs, and that these need."""
    found: dict[str, str] = {}
    waiting, seen = [(name, frozenset(extras))], set()
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        for needed in map(Requirement, _requires(each[0])):
            if needed.marker and not any(
                needed.marker.evaluate({"extra": extra}) for extra in each[1] or {""}
            ):
                continue
            try:
                found[needed.name.lower()] = distribution(needed.name).version
            except PackageNotFoundError:
                continue
            waiting.append((needed.name, frozenset(needed.extras)))
    return found


def _requires(name: str) -> list[str]:
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:
        return []
