"""Write the search index of the whole site."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from openbrief.features.search.bundle import settle
from openbrief.features.search.indexer import write_bundle
from openbrief.features.search.page import SearchPage, markup
from openbrief.model.problem import OpenBriefError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["SearchPage", "build_index", "stub_index"]


def build_index(pages: Iterable[SearchPage], output: Path, program: Path | None = None) -> None:
    """Index pages with Pagefind and write the bundle, replacing what `output` held.

    The bytes depend on the pages alone, not on their order. Without pages nothing is written.

    Args:
        pages: what can be found; each address once.
        output: the folder of the bundle, e.g. `site/pagefind`.
        program: the Pagefind program; the installed one by default.

    Raises:
        OpenBriefError: if Pagefind is missing or fails; `output` is as before then.
        ValueError: if two pages have one address.
    """
    ordered = sorted(pages, key=lambda page: page.url)
    _refuse_shared_addresses(ordered)
    if not ordered:
        return
    with TemporaryDirectory(prefix="openbrief-search-") as folder:
        bundle = Path(folder, "bundle")
        write_bundle(_documents(ordered), bundle, program)
        _settle(bundle)
        if output.exists():
            shutil.rmtree(output)
        shutil.copytree(bundle, output)


def stub_index() -> bytes:
    """Give the index that Material's script asks for: an empty one."""
    config = {"lang": ["en"], "separator": "", "pipeline": []}
    return json.dumps({"config": config, "docs": []}, separators=(",", ":")).encode()


def _documents(pages: Iterable[SearchPage]) -> Iterator[tuple[str, str]]:
    return ((f"/{page.url}", markup(page)) for page in pages)


def _refuse_shared_addresses(pages: Sequence[SearchPage]) -> None:
    for one, other in pairwise(pages):
        if one.url == other.url:
            raise ValueError(f"two pages have the address `{one.url}`")


def _settle(bundle: Path) -> None:
    try:
        settle(bundle)
    except (OSError, ValueError, KeyError) as error:
        raise OpenBriefError(
            f"the search index has an unknown form: {error}",
            "install the version that is known: `pip install 'pagefind[extended]==1.5.2'`",
        ) from error
