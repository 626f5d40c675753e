"""Write the search index of the whole site."""

from __future__ import annotations

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from openbrief.features.search.bundle import ENTRY, merged, merged_entry, settled
from openbrief.features.search.indexer import bundle_of
from openbrief.features.search.page import Findable, SearchPage, findable
from openbrief.model.problem import OpenBriefError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

__all__ = [
    "ENTRY",
    "Findable",
    "SearchPage",
    "build_index",
    "findable",
    "index_language",
    "merged",
    "merged_entry",
    "stub_index",
]


def build_index(pages: Iterable[SearchPage], output: Path, program: Path | None = None) -> None:
    """Index pages with Pagefind and write the bundle, replacing what `output` held.

    The bytes depend on the pages alone, not on their order. Without pages nothing is written.
    Languages are indexed side by side, as many at a time as the machine has processors.

    Args:
        pages: what can be found; each address once.
        output: the folder of the bundle, e.g. `site/pagefind`.
        program: the Pagefind program; the installed one by default.

    Raises:
        OpenBriefError: if Pagefind is missing or fails; `output` is as before then.
        ValueError: if two pages have one address.
    """
    ordered = sorted(pages, key=attrgetter("locale", "url"))
    _refuse_shared_addresses(ordered)
    if not ordered:
        return
    languages = [tuple(map(findable, some)) for _, some in groupby(ordered, attrgetter("locale"))]
    with ThreadPoolExecutor(os.cpu_count()) as executor:
        bundles = executor.map(partial(index_language, program=program), languages)
        files = merged(bundles)
    if output.exists():
        shutil.rmtree(output)
    for path, data in files.items():
        file = output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def index_language(pages: Iterable[Findable], program: Path | None = None) -> Mapping[str, bytes]:
    """Index the pages of one language with Pagefind; give the files of its bundle by path.

    `merged` makes one bundle of those of several languages.

    Args:
        pages: in the order of their addresses; each is asked for when the one before is indexed.
        program: the Pagefind program; the installed one by default.

    Raises:
        OpenBriefError: if Pagefind is missing or fails.
    """
    files = bundle_of(((f"/{page.url}", page.html) for page in pages), program)
    try:
        return settled(files)
    except (OSError, ValueError, KeyError) as error:
        raise OpenBriefError(
            f"the search index has an unknown form: {error}",
            "install the version that is known: `pip install 'pagefind[extended]==1.5.2'`",
        ) from error


def stub_index() -> bytes:
    """Give the index that Material's script asks for: an empty one."""
    config = {"lang": ["en"], "separator": "", "pipeline": []}
    return json.dumps({"config": config, "docs": []}, separators=(",", ":")).encode()


def _refuse_shared_addresses(pages: Sequence[SearchPage]) -> None:
    addresses = sorted(page.url for page in pages)
    for one, other in pairwise(addresses):
        if one == other:
            raise ValueError(f"two pages have the address `{one}`")
