"""Pagefind's bundle, brought into one fixed form.

Pagefind keeps languages, filters and their values in hash tables with a random seed, so that two
runs over the same pages differ in `pagefind-entry.json`, the filters and the index's summary.
Here they are sorted and named again by their content.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from io import BytesIO
from typing import TYPE_CHECKING

from openbrief.features.search import cbor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What pagefind.js loads; the rest of the bundle is Pagefind's own user interface.
_KEPT_ENDINGS = (".pf_meta", ".pagefind")
_KEPT_FOLDERS = ("index/", "filter/", "fragment/")
ENTRY = "pagefind-entry.json"
"""The file that names the languages."""
_KEPT_NAMES = ("pagefind.js", "pagefind-worker.js", ENTRY)
_SIGNATURE = b"pagefind_dcd"
_FILTERS = 3
"""Where the filters stand in the summary: version, pages, chunks, filters, sorts, fields."""


def settled(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give a bundle that is the same for the same pages, with only what a site needs.

    Args:
        files: by path, with `/` between folders.

    Raises:
        ValueError: if the files do not have the form of Pagefind 1.5.
        KeyError: if one of them is missing.
    """
    kept = {path: data for path, data in files.items() if _is_kept(path)}
    entry = json.loads(kept[ENTRY])
    for language in entry["languages"].values():
        language["hash"] = _settle_language(kept, language["hash"])
    kept[ENTRY] = _json(entry)
    return kept


def merged(bundles: Iterable[Mapping[str, bytes]]) -> dict[str, bytes]:
    """Give one settled bundle made of several, each of another language.

    The files of a language do not depend on the others, and all have its name; the entry file
    lists the languages.
    """
    found = tuple(bundles)
    files = {path: data for bundle in found for path, data in bundle.items()}
    return {**files, ENTRY: merged_entry(bundle[ENTRY] for bundle in found)} if found else {}


def merged_entry(entries: Iterable[bytes]) -> bytes:
    """Give the entry file of a bundle made of several; there is at least one."""
    found = [json.loads(entry) for entry in entries]
    languages = {tag: own for entry in found for tag, own in entry["languages"].items()}
    return _json({**found[-1], "languages": languages})


def _is_kept(path: str) -> bool:
    if "/" in path:
        return path.startswith(_KEPT_FOLDERS)
    return path in _KEPT_NAMES or path.endswith(_KEPT_ENDINGS)


def _settle_language(files: dict[str, bytes], name: str) -> str:
    """Sort one language's filters and give the new name of its summary."""
    language = name.rpartition("_")[0]
    summary = _list(_read(files, f"pagefind.{name}.pf_meta"))
    filters = [_list(item) for item in _list(summary[_FILTERS])]
    summary[_FILTERS] = sorted(
        (str(key), _settle_filter(files, str(file), language)) for key, file in filters
    )
    data = cbor.encode(summary)
    name = _name(language, data)
    files[f"pagefind.{name}.pf_meta"] = _packed(data)
    return name


def _settle_filter(files: dict[str, bytes], name: str, language: str) -> str:
    key, values = _list(_read(files, f"filter/{name}.pf_filter"))
    pairs = sorted((_list(pair) for pair in _list(values)), key=_first)
    data = cbor.encode([key, pairs])
    name = _name(language, data)
    files[f"filter/{name}.pf_filter"] = _packed(data)
    return name


def _name(language: str, data: bytes) -> str:
    return f"{language}_{hashlib.sha256(data).hexdigest()[:10]}"


def _read(files: dict[str, bytes], path: str) -> cbor.Value:
    """Take a file out, which comes back under another name."""
    data = gzip.decompress(files.pop(path))
    if not data.startswith(_SIGNATURE):
        raise ValueError(f"{path} is not a file of Pagefind")
    return cbor.decode(data.removeprefix(_SIGNATURE))


def _packed(data: bytes) -> bytes:
    # Not gzip.compress, which leaves a byte of the header to the platform.
    packed = BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as stream:
        stream.write(_SIGNATURE + data)
    return packed.getvalue()


def _list(value: cbor.Value) -> list[cbor.Value]:
    if isinstance(value, list):
        return value
    raise ValueError("a list was expected")


def _first(pair: list[cbor.Value]) -> str:
    return str(pair[0])


def _json(entry: Mapping[str, object]) -> bytes:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
