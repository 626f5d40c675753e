"""Which program is our host: MkDocs 1.6, or ProperDocs, which goes on where that has stopped.

Inside `mkdocs build` or `properdocs build` the question is settled: `mkdocs` has been imported. Our
own commands take MkDocs where it is installed, and ProperDocs where MkDocs is not, or is a version
without plugins, or where the site's configuration is called `properdocs.yml`. ProperDocs answers to
the name `mkdocs` by its own means, so nothing else in this package asks which of them it is.
"""

from __future__ import annotations

import logging
import re
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from openbrief.model.problem import OpenBriefError

LINE = (1, 6)
"""The line of versions that has our events, of both programs: from 1.6, and below 2."""
_MKDOCS, _PROPERDOCS = "mkdocs", "properdocs"


def settle() -> None:
    """Let `mkdocs` be the host.

    Raises:
        OpenBriefError: no program that can be it is installed.
    """
    if sys.modules.get(_MKDOCS) is None and _chosen() == _PROPERDOCS:
        # From here on, `import mkdocs` gives ProperDocs: this is how it runs plugins for MkDocs.
        import_module("properdocs.replacement")
        # What plugins of others log under the old name is told and counted as well.
        logging.getLogger(_MKDOCS).parent = logging.getLogger(_PROPERDOCS)


def _chosen() -> str:
    """Name the program."""
    wanted = (_PROPERDOCS, _MKDOCS) if Path("properdocs.yml").is_file() else (_MKDOCS, _PROPERDOCS)
    found = {name: version(name) for name in wanted if _is_there(name)}
    for name, number in found.items():
        if _is_of_the_line(number):
            return name
    there = ", ".join(f"{name} {number}" for name, number in found.items())
    raise OpenBriefError(
        f"neither MkDocs 1.6 nor ProperDocs 1.6 is installed{f', but {there}' if there else ''}",
        "run `pip install 'mkdocs>=1.6,<2'`, or `pip install properdocs`",
    )


def _is_there(name: str) -> bool:
    try:
        version(name)
        return find_spec(name) is not None
    except (PackageNotFoundError, ImportError, ValueError):
        return False


def _is_of_the_line(number: str) -> bool:
    """Tell whether a version has plugins such as ours; `2.0.dev6` is of version 2."""
    major, minor = re.findall(r"\d+", f"{number}.0")[:2]
    return LINE <= (int(major), int(minor)) < (LINE[0] + 1, 0)
