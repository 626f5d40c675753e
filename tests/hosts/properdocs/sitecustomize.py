"""With this folder on PYTHONPATH, Python finds no MkDocs: ProperDocs is the only host left."""

from __future__ import annotations

import sys


class NoMkDocs:
    """Finds nothing of MkDocs; once ProperDocs has taken the name, nobody asks any more."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        del path, target
        if name.partition(".")[0] == "mkdocs":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


# The first of all finders but ProperDocs' own, which puts itself before this one.
sys.meta_path.insert(0, NoMkDocs())
