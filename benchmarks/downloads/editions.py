"""The documents that are made: those of this repository's own site, as a build would make them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from openbrief.assembly import convert_all, read, resolve_texts
from openbrief.assembly.resolving import resolving_of
from openbrief.assembly.showing import Showing
from openbrief.assembly.surroundings import surroundings
from openbrief.assembly.taking_away import editions_to_take
from openbrief.host.building import settings_from
from openbrief.typeset import Edition

ROOT = Path(__file__).parents[2]


def editions() -> tuple[Edition, ...]:
    """Give every document that can be taken away, in each of its languages."""
    settings = settings_from(ROOT / "mkdocs.yml")
    site = read(settings).site
    resolving = resolving_of(site, settings)
    fragments, _ = convert_all(site, settings.markdown)
    texts = resolve_texts(fragments, resolving)
    showing = Showing(site, settings, surroundings(site, settings), resolving.formatter)

    def found() -> Iterator[Edition]:
        for key in site.translations:
            yield from (edition for *_, edition in editions_to_take(key, texts, showing))

    return tuple(found())
