"""Whether translations call terms by the names that the glossary gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from openbrief.assembly.families import read_records
from openbrief.assembly.settings import Settings
from openbrief.features.collections.files import read_source
from openbrief.features.glossary.recognise import recogniser
from openbrief.features.glossary.translated import lost_terms
from openbrief.features.translations.compare import TERMS, paired, up_to_date
from openbrief.features.translations.fields import Side
from openbrief.features.translations.invariants import prose
from openbrief.features.translations.record import Base, Record, read_record, record_path
from openbrief.features.translations.status import written
from openbrief.features.translations.waivers import waivers
from openbrief.model.document import Document
from openbrief.model.problem import Problem, Severity
from openbrief.model.site import Site
from openbrief.text.units import Unit


def term_notes(site: Site, settings: Settings) -> Iterator[Problem]:
    """Yield a note for each block whose translation does not use the glossary's word.

    Another word may be right where the source uses its own in another sense, so that this is no
    warning. Asked for by `openbrief check` alone, since it reads all texts anew.
    """
    if not site.terms:
        return
    records, _ = read_records(settings.root)
    for source in written(site.sources.values()):
        own = _side(source, settings)
        file = records.get(record_path(source.source.path))
        record = read_record(file.text, file.path, own.path)[0] if file else Record()
        for version in site.translations[source.key].values():
            if version is not source:
                target = _side(version, settings)
                yield from _between(site, own, target, record.bases.get(target.locale))


def _side(document: Document, settings: Settings) -> Side:
    path = document.source.path
    file, _ = read_source(settings.root, path)
    text = file.text if file else ""
    return Side.of(text, path, document.locale)


def _between(
    site: Site, source: Side, target: Side, base: Sequence[Base] | None
) -> Iterator[Problem]:
    excused = {w.target for w in waivers(target) if TERMS in w.checks}
    for ours, theirs in up_to_date(source, target, base):
        for original, unit in paired(ours, theirs) or ():
            if unit.span not in excused and original.kind.is_translated:
                yield from _notes(site, source.locale, target.locale, original, unit)


def _notes(site: Site, source: str, target: str, original: Unit, unit: Unit) -> Iterator[Problem]:
    texts = prose(original.text), prose(unit.text)
    for id_ in lost_terms(site.terms, *texts, source_locale=source, locale=target):
        words = site.term_by_id[id_].words
        yield Problem(
            unit.span,
            "translation-term",
            f"the source’s “{words[source].term}” ({original.span}) is not called"
            f" “{words[target].term}” here",
            "use the glossary’s word, add this one to its `aka` or `forms`, or say why not:"
            f" `<!-- differs ({TERMS}): … -->`",
            Severity.NOTE,
        )


def terms_between(
    site: Site, source: str, target: str
) -> Callable[[str], Iterable[tuple[str, str]]]:
    """Give what finds a text's terms, each with its name in another language."""
    names = recogniser(site.terms, source)

    def find(text: str) -> Iterator[tuple[str, str]]:
        ids = names.ids_in(prose(text)) if names else frozenset()
        for term in site.terms:
            if term.id in ids and target in term.words:
                yield term.words[source].term, term.words[target].term

    return find
