"""The works of the whole site by topic, for the pages that list them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from openbrief.assembly.citing import bibliography, uncited
from openbrief.features.citations.formatting import Formatter
from openbrief.features.citations.listing import Listed, Topic
from openbrief.features.citations.options import CitationsOptions, style_for
from openbrief.model.document import Boundary, Document, Level
from openbrief.model.site import Site
from openbrief.strings import load


def list_token(document: Document) -> str:
    """Give the token in whose place a document lists the site's sources; empty if it does not."""
    for mark in document.body.marks:
        value = mark.value
        if isinstance(value, Boundary) and (value.kind, value.edge) == ("bibliography", "open"):
            return mark.token
    return ""


def topics_of(
    document: Document, site: Site, options: CitationsOptions, formatter: Formatter
) -> tuple[Topic, ...]:
    """Give all cited works by the areas of what cites them; none where no list is asked for.

    Works that the document lists by `nocite` and nobody cites stand at the end.
    """
    if not list_token(document):
        return ()
    strings = load(document.locale)
    by_area = _keys_by_area(site)
    uses = Counter(key for _, keys in _citing(site) for key in keys)
    rest = frozenset(uncited(document, site.references)) - uses.keys()
    groups = [
        *((f"area-{area.id}", _title(area.title, document, site), area.id) for area in site.areas),
        ("area-other", strings("sources.other"), ""),
        ("uncited", strings("sources.uncited"), "uncited"),
    ]
    keys_by_group: Mapping[str, frozenset[str]] = {**by_area, "uncited": rest}
    order = sorted({*uses, *rest}, key=lambda key: (site.references[key].short.casefold(), key))
    works = {key: site.references[key] for key in order}
    style = style_for(options, document.collection)
    entries = bibliography(works, style, document.locale, formatter)
    listed = [Listed(works[entry.key], entry.html, uses[entry.key]) for entry in entries]
    topics = (
        Topic(id, title, tuple(one for one in listed if one.work.key in keys_by_group.get(key, ())))
        for id, title, key in groups
    )
    return tuple(topic for topic in topics if topic.works)


def _title(words: Mapping[str, str], document: Document, site: Site) -> str:
    return words.get(document.locale) or words.get(site.source_locale.tag, "")


def _citing(site: Site) -> Iterator[tuple[Document, frozenset[str]]]:
    """Yield each document with the works that it, or one of its translations, cites."""
    for versions in site.translations.values():
        first = next(iter(versions.values()))
        if not first.is_written or first.level is not Level.FULL:
            continue
        keys = {i.key for d in versions.values() for c in d.clusters for i in c.items}
        yield first, frozenset(keys & site.references.keys())


def _keys_by_area(site: Site) -> Mapping[str, frozenset[str]]:
    """Give what is cited in each area; under no name what stands outside of all."""
    found: dict[str, frozenset[str]] = {}
    for document, keys in _citing(site):
        known = [area for area in document.front_matter.area if area in site.area_by_id]
        for area in known or [""]:
            found[area] = found.get(area, frozenset()) | keys
    return found
