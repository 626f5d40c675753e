"""Pagefind's bundle, brought into one fixed form.

Pagefind keeps languages, filters and their values in hash tables with a random seed, so that two
runs over the same pages differ in `pagefind-entry.json`, the filters and the index's summary.
Here they are sorted and named again by their content.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openbrief.features.search import cbor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# What pagefind.js loads; the rest of the bundle is Pagefind's own user interface.
_KEPT_NAMES = frozenset({"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"})
_KEPT_ENDINGS = frozenset({".pf_meta", ".pagefind"})
_KEPT_FOLDERS = frozenset({"index", "filter", "fragment"})
_SIGNATURE = b"pagefind_dcd"
_FILTERS = 3
"""Where the filters stand in the summary: version, pages, chunks, filters, sorts, fields."""


def settle(bundle: Path) -> None:
    """Make the bundle the same for the same pages, and leave only what a site needs.

    Raises:
        ValueError: if the files do not have the form of Pagefind 1.5.
    """
    prune(bundle)
    entry_file = bundle / "pagefind-entry.json"
    entry = json.loads(entry_file.read_text(encoding="utf-8"))
    for language in entry["languages"].values():
        language["hash"] = _settle_language(bundle, language["hash"])
    entry_file.write_text(_json(entry), encoding="utf-8")


def prune(bundle: Path) -> None:
    """Delete the files and folders that `pagefind.js` never loads."""
    for path in bundle.iterdir():
        if path.is_dir() and path.name not in _KEPT_FOLDERS:
            shutil.rmtree(path)
        elif path.is_file() and not _is_kept(path):
            path.unlink()


def _is_kept(path: Path) -> bool:
    return path.name in _KEPT_NAMES or path.suffix in _KEPT_ENDINGS


def _settle_language(bundle: Path, name: str) -> str:
    """Sort one language's filters and give the new name of its summary."""
    language = name.rpartition("_")[0]
    summary_file = bundle / f"pagefind.{name}.pf_meta"
    summary = _list(_read(summary_file))
    filters = [_list(item) for item in _list(summary[_FILTERS])]
    summary[_FILTERS] = sorted(
        (str(key), _settle_filter(bundle / "filter", str(file), language)) for key, file in filters
    )
    data = cbor.encode(summary)
    name = _name(language, data)
    summary_file.unlink()
    _write(bundle / f"pagefind.{name}.pf_meta", data)
    return name


def _settle_filter(folder: Path, name: str, language: str) -> str:
    file = folder / f"{name}.pf_filter"
    key, values = _list(_read(file))
    pairs = sorted((_list(pair) for pair in _list(values)), key=_first)
    data = cbor.encode([key, pairs])
    name = _name(language, data)
    file.unlink()
    _write(folder / f"{name}.pf_filter", data)
    return name


def _name(language: str, data: bytes) -> str:
    return f"{language}_{hashlib.sha256(data).hexdigest()[:10]}"


def _read(file: Path) -> cbor.Value:
    data = gzip.decompress(file.read_bytes())
    if not data.startswith(_SIGNATURE):
        raise ValueError(f"{file.name} is not a file of Pagefind")
    return cbor.decode(data.removeprefix(_SIGNATURE))


def _write(file: Path, data: bytes) -> None:
    # Not gzip.compress, which leaves a byte of the header to the platform.
    packed = BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as stream:
        stream.write(_SIGNATURE + data)
    file.write_bytes(packed.getvalue())


def _list(value: cbor.Value) -> list[cbor.Value]:
    if isinstance(value, list):
        return value
    raise ValueError("a list was expected")


def _first(pair: list[cbor.Value]) -> str:
    return str(pair[0])


def _json(entry: Mapping[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
