"""Citations by Pandoc's CSL processor: one process, asked by lines of JSON.

Pandoc comes with the `pypandoc-binary` package; nothing is downloaded.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Self

from openbrief.features.citations.formatting import FormatRequest, FormatResult, FormattedCluster
from openbrief.features.citations.locators import locator_word
from openbrief.features.citations.style import NAMES_STYLE, full_locale, private_term, style_address
from openbrief.model.citation import CitationItem, Cluster
from openbrief.model.problem import OpenBriefError, Span

_WORKER = Path(__file__).with_name("pandoc_worker.lua")
_ATTEMPTS = 2
_NOWHERE = Span("")
_QUOTES = str.maketrans("“”‘’", "\ue000\ue001\ue002\ue003")
"""Hides a work's own quotation marks, which Pandoc would turn into those of the page's language."""
_UNQUOTES = str.maketrans("\ue000\ue001\ue002\ue003", "“”‘’")

Message = dict[str, Any]


class PandocFormatter:
    """A formatter that keeps one Pandoc process; to be used in a `with` statement.

    The process starts with the first request, and again should it die.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process; a later request starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe:
                _close_quietly(pipe)
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def render(self, request: FormatRequest) -> FormatResult:
        """Format the citations of a page.

        Raises:
            OpenBriefError: Pandoc or the style is missing, or Pandoc cannot use the style.
        """
        if not request.clusters:
            return FormatResult((), ())
        reply = self._ask(_message(request, request.clusters))
        texts = [_with_keys(text, request) for text in reply["clusters"]]
        return FormatResult(
            clusters=tuple(self._clusters(request, texts)),
            bibliography=tuple(
                (_key(one["id"]), one["html"].translate(_UNQUOTES)) for one in reply["bibliography"]
            ),
        )

    def _clusters(self, request: FormatRequest, texts: Sequence[str]) -> Iterator[FormattedCluster]:
        """Take the names that narrative citations begin with from the rest.

        Pandoc gives both as one text, so the rest is asked for once more by itself.
        """
        if not any(map(_is_narrative, request.clusters)):
            yield from (FormattedCluster("", text) for text in texts)
            return
        rests = self._ask(_message(request, tuple(map(_without_name, request.clusters))))
        names = self._names(request)
        silent = [_with_keys(text, request) for text in rests["clusters"]]
        pairs = zip(request.clusters, texts, silent, strict=True)
        for cluster, text, rest in pairs:
            if not _is_narrative(cluster):
                yield FormattedCluster("", text)
                continue
            given = text.removesuffix(rest).strip() if text.endswith(rest) else ""
            yield FormattedCluster(given or names[cluster.items[0].key], rest)

    def _names(self, request: FormatRequest) -> Mapping[str, str]:
        """Give the names of works for styles that have none in the text."""
        firsts = (one.items[0].key for one in request.clusters if _is_narrative(one))
        keys = tuple(dict.fromkeys(firsts))
        clusters = tuple(Cluster((CitationItem(key, _NOWHERE),), _NOWHERE) for key in keys)
        asked = replace(request, style=NAMES_STYLE, clusters=clusters)
        reply = self._ask(_message(asked, clusters))
        texts = (_with_keys(text, request) for text in reply["clusters"])
        return dict(zip(keys, texts, strict=True))

    def _ask(self, message: Message) -> Message:
        line = json.dumps(message, ensure_ascii=False, sort_keys=True)
        for _ in range(_ATTEMPTS):
            if answer := self._exchange(line):
                reply: Message = json.loads(answer)
                if "error" in reply:
                    raise OpenBriefError(
                        f"Pandoc cannot format the citations: {reply['error'].strip()}",
                        help="check the `style` option",
                    )
                return reply
            self.close()
        raise OpenBriefError(
            "Pandoc ended without an answer", help="install `pypandoc-binary` again"
        )

    def _exchange(self, line: str) -> str:
        """Send a line and give the reply; empty when the process has died."""
        process = self._process = self._process or _start()
        if process.stdin is None or process.stdout is None:
            return ""
        try:
            process.stdin.write(f"{line}\n")
            process.stdin.flush()
        except (BrokenPipeError, ValueError):
            return ""
        return process.stdout.readline()


def _close_quietly(pipe: Any) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return


def _start() -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 (our own program, found by its package)
        [_program(), "lua", str(_WORKER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


@cache
def _program() -> str:
    help_text = "install it: `pip install pypandoc-binary`"
    try:
        import pypandoc  # noqa: PLC0415 (only a page with citations needs it)

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as error:
        raise OpenBriefError(
            "Pandoc, which formats citations, is missing", help=help_text
        ) from error


def _message(request: FormatRequest, clusters: Sequence[Cluster]) -> Message:
    keys = dict.fromkeys(item.key for cluster in clusters for item in cluster.items)
    names = _safe_names(keys)
    works = (request.references[key].csl for key in keys if key in request.references)
    return {
        "csl": style_address(request.style),
        "lang": full_locale(request.locale),
        "references": [{**_quoted(work), "id": names[work["id"]]} for work in works],
        "clusters": [
            [_item(item, names, request.locale) for item in cluster.items] for cluster in clusters
        ],
    }


def _safe_names(keys: Iterable[str]) -> Mapping[str, str]:
    """Give each key a name that is safe in any identifier, and can be turned back."""
    return {key: "k" + key.encode().hex() for key in keys}


def _key(name: str) -> str:
    return bytes.fromhex(name[1:]).decode()


def _with_keys(text: str, request: FormatRequest) -> str:
    """Show works that no reference describes by their keys; Pandoc prints its own names of them."""
    keys = {item.key for cluster in request.clusters for item in cluster.items}
    for key, name in _safe_names(sorted(keys - request.references.keys())).items():
        text = text.replace(f"{name}?", f"{escape(key)}?")
    return text.translate(_UNQUOTES)


def _quoted(work: Mapping[str, Any]) -> Message:
    text = json.dumps(dict(work), ensure_ascii=False).translate(_QUOTES)
    quoted: Message = json.loads(text)
    return quoted


def _item(item: CitationItem, names: Mapping[str, str], locale: str) -> Message:
    term = private_term(item.label)
    suffix = item.suffix
    if item.locator and not term:
        word = locator_word(item.label, locale)
        suffix = f", {word}\u00a0{item.locator.replace('--', '-').replace('-', '–')}{suffix}"
    return {
        "id": names[item.key],
        "mode": item.mode,
        "prefix": item.prefix,
        "suffix": suffix,
        "locator": f"{term} {item.locator}" if term and item.locator else "",
    }


def _is_narrative(cluster: Cluster) -> bool:
    return cluster.items[0].mode == "narrative"


def _without_name(cluster: Cluster) -> Cluster:
    if not _is_narrative(cluster):
        return cluster
    first, *rest = cluster.items
    silent = replace(first, mode="suppress-author")
    return Cluster((silent, *rest), cluster.span)
