"""The record of an archived version: `version.json`, plain enough to be read in twenty years."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from openbrief.model.archive import FrozenFile, FrozenText, FrozenVersion
from openbrief.model.document import Evidence, Kind, Level
from openbrief.model.front_matter import Change, TranslationOrigin
from openbrief.model.picture import ENDINGS
from openbrief.text.sections import sections

NAME = "version.json"
SCHEMA = 1
"""Raised when a reader of the old form would misunderstand the new one."""

_HEAD = ("title", "headline", "summary", "interests")
_LISTS = ("key_messages", "faq", "options", "recommendations", "next_dates")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,2}\Z")
_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_PAGE = re.compile(r"(full|plain)\.html\Z")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}\.(pdf|epub|docx|odt|txt|md|zip)\Z")
_PICTURE = re.compile(rf"[0-9a-f]{{16}}(?:{'|'.join(sorted(map(re.escape, ENDINGS)))})\Z")
# Nothing that a browser would run is ever published from the archive.
_PATH = re.compile(r"(?!.*//)(?!.*\.\.)[^\s<>\"'#?\\/][^\s<>\"#?\\]*\Z")
_KIND = re.compile(r"(new|update|correction|retraction)\Z")
_HASH = re.compile(r"[0-9a-f]{64}\Z")


def digests(text: str, path: str) -> tuple[tuple[str, int], ...]:
    """Give a hash of each section that readers see of a file, with the line on which it begins."""
    cut = sections(text, path, head=_HEAD, lists=_LISTS, parts=("plain",))
    return tuple((each.digest, each.blocks[0].span.line) for each in cut)


def written(version: FrozenVersion) -> str:
    """Write a record: names sorted, no times but those of the document."""
    data = {
        "schema": SCHEMA,
        "id": version.id,
        "version": version.version,
        "kind": version.kind,
        "collection": version.collection,
        "number": version.number,
        "identifier": version.identifier,
        "area": version.area,
        "authors": version.authors,
        "reviewers": version.reviewers,
        "licence": version.licence,
        "doi": version.doi,
        "published": version.published.isoformat(),
        "changes": [
            {
                "date": each.date.isoformat(),
                "kind": each.kind,
                "note": each.note,
                **({"version": each.version} if each.version else {}),
            }
            for each in version.changes
        ],
        "sources": dict(version.sources),
        "texts": _by_locale(version.texts),
    }
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _by_locale(texts: Sequence[FrozenText]) -> Mapping[str, Mapping[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for text in texts:
        found.setdefault(text.locale, {})[text.level] = {
            "path": text.path,
            "title": text.title,
            "summary": text.summary,
            "interests": text.interests,
            "translation": text.translation,
            "translators": text.translators,
            "claims": text.claims,
            "words": text.words,
            "page": _file_data(text.page),
            "blocks": [{"kind": kind, "text": words} for kind, words in text.blocks],
            "works": [{"key": key, "text": words} for key, words in text.works],
            "files": [_file_data(file) for file in text.files],
            "pictures": [_file_data(file) for file in text.pictures],
        }
    return found


def _file_data(file: FrozenFile) -> Mapping[str, Any]:
    own = {"name": file.name, "size": file.size, "sha256": file.sha256}
    more = {"form": file.form, "title": file.title, "pages": file.pages}
    return {**own, **(more if file.form else {})}


def read_record(text: str, id: str, version: str) -> FrozenVersion:
    """Read the record of a version.

    Args:
        text: the file's.
        id: the document's, as the folder is called.
        version: the number, as the folder in it is called.

    Raises:
        json.JSONDecodeError: it is no JSON.
        ValueError: it is not the record of this version.
        TypeError: a value is of another kind than it must be.
        KeyError: a value is missing.
    """
    data = json.loads(text)
    if data["schema"] != SCHEMA:
        raise ValueError(f"its schema is {data['schema']!r}, not {SCHEMA}")
    if (data["id"], data["version"]) != (id, version):
        raise ValueError("it tells of another document or version than its folder")
    _need(_SLUG, id)
    _need(_VERSION, version)
    found = FrozenVersion(
        id=id,
        version=version,
        kind=_kind(data["kind"]),
        collection=_text(data["collection"]),
        number=None if data["number"] is None else _number(data["number"]),
        identifier=_text(data["identifier"]),
        area=_texts(data["area"]),
        authors=_texts(data["authors"]),
        reviewers=_texts(data["reviewers"]),
        licence=_text(data["licence"]),
        doi=_text(data["doi"]),
        published=dt.date.fromisoformat(data["published"]),
        changes=tuple(_change(each) for each in data["changes"]),
        sources=tuple(sorted((_need(_LOCALE, t), _texts(o)) for t, o in data["sources"].items())),
        texts=tuple(
            _frozen(_need(_LOCALE, tag), Level(level), own)
            for tag, levels in sorted(data["texts"].items())
            for level, own in sorted(levels.items())
        ),
    )
    if not found.texts:
        raise ValueError("it has no text")
    return found


def _kind(value: Any) -> Kind:
    kind = Kind(value)
    if not kind.is_text:
        raise ValueError(f"a document of kind `{kind}` has no versions")
    return kind


def _change(data: Any) -> Change:
    return Change(
        date=dt.date.fromisoformat(data["date"]),
        kind=_need(_KIND, data["kind"]),
        note=_text(data["note"]),
        version=_text(data.get("version", "")),
    )


def _frozen(locale: str, level: Level, data: Any) -> FrozenText:
    origin = _text(data["translation"])
    return FrozenText(
        locale=locale,
        level=level,
        path=_need(_PATH, data["path"]),
        title=_text(data["title"]),
        summary=_text(data["summary"]),
        interests=_text(data["interests"]),
        translation=TranslationOrigin(origin) if origin else "",
        translators=_texts(data["translators"]),
        claims=tuple(Evidence(each) for each in data["claims"]),
        words=_number(data["words"]),
        page=_file(data["page"], _PAGE),
        blocks=tuple((_text(each["kind"]), _text(each["text"])) for each in data["blocks"]),
        works=tuple((_text(each["key"]), _text(each["text"])) for each in data["works"]),
        files=tuple(_file(each, _FILE) for each in data["files"]),
        pictures=tuple(_file(each, _PICTURE) for each in data["pictures"]),
    )


def _file(data: Any, names: re.Pattern[str]) -> FrozenFile:
    return FrozenFile(
        name=_need(names, data["name"]),
        size=_number(data["size"]),
        sha256=_need(_HASH, data["sha256"]),
        form=_text(data.get("form", "")),
        title=_text(data.get("title", "")),
        pages=_number(data.get("pages", 0)),
    )


def _need(pattern: re.Pattern[str], value: Any) -> str:
    if not pattern.match(_text(value)):
        raise ValueError(f"`{value}` can't be a name or number there")
    return str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"`{value}` is no text")
    return str(value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"`{value}` is no list")
    return tuple(_text(each) for each in value)


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"`{value}` is no number")
    return value
