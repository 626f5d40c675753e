"""Looking a publication over: all documents are made, for what comes up, and nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from openbrief.assembly import Settings, plans
from openbrief.assembly.anchors import anchor_problems
from openbrief.assembly.keys import Keys
from openbrief.assembly.resolving import resolving_of
from openbrief.assembly.showing import Showing
from openbrief.assembly.surroundings import dates_of, surroundings
from openbrief.assembly.terms import uses_by_term
from openbrief.assembly.units import Light, Making, make, set_documents
from openbrief.engine.cluster import Sending, same
from openbrief.engine.workers import Work, whole
from openbrief.features.collections.surroundings import Surroundings
from openbrief.host.sharing import Sharing
from openbrief.model.problem import Problem
from openbrief.model.site import Site
from openbrief.model.views import PageView


@dataclass(frozen=True, slots=True)
class Found:
    """What is told of the documents that were made, and of those that could not be."""

    lights: Mapping[str, Light]
    problems: tuple[Problem, ...]


def looked_over(
    site: Site, names: Iterable[str], settings: Settings, sharing: Sharing
) -> tuple[Problem, ...]:
    """Give what comes up when documents are made; faults of ours are left with the sharing.

    Booklets are left out: what is wrong with one is wrong with its documents.

    Args:
        site: the whole.
        names: the keys of those documents.
        settings: what the configuration says.
        sharing: who works.
    """
    wanted = tuple(names)
    around = surroundings_of(site, settings, sharing)
    resolving = resolving_of(site, settings)
    showing = Showing(site, settings, around, resolving.formatter)
    _, too_long = plans(site, settings)
    making = Making(resolving, showing, _unseen)
    keys = Keys(site, settings, b"", {})
    late = [key for key in wanted if keys.is_late(key)]
    early = _found([key for key in wanted if not keys.is_late(key)], making, sharing)
    lights = early.lights
    downloads = {r: d for light in lights.values() for r, d in light.downloads.items()}
    readings = {r: own for light in lights.values() for r, own in light.readings.items()}
    terms = uses_by_term((name, light.terms) for name, light in lights.items())
    making = replace(making, showing=showing.knowing(downloads, terms, readings))
    after = _found(late, making, sharing)
    lights = {**lights, **after.lights}
    return (
        *too_long,
        *early.problems,
        *after.problems,
        *(problem for light in lights.values() for problem in light.problems),
        *lost_anchors(site, lights, settings),
    )


def surroundings_of(site: Site, settings: Settings, sharing: Sharing) -> Surroundings:
    """Gather what all pages share; what authors wrote for it is converted where it can be ended."""
    return surroundings(site, settings, sharing.one(partial(dates_of, site, settings), "dates"))


def lost_anchors(site: Site, lights: Mapping[str, Light], settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each link to a place that no page has."""
    anchors = {url: own for light in lights.values() for url, own in light.anchors.items()}
    yield from anchor_problems(site, anchors, settings.publication.method)


def _found(names: list[str], making: Making, sharing: Sharing) -> Found:
    work: Work[str, Light, Light] = Work(
        partial(_light, making=making),
        whole,
        # Typst has threads.
        apart=any(set_documents(name, making) for name in names),
    )
    made = sharing.all("check", names, work, Sending(work.do, same, whole), str)
    named = zip(names, made.results, strict=True)
    return Found({name: light for name, light in named if light is not None}, made.problems)


def _light(name: str, *, making: Making) -> Light:
    return make(name, making).light


def _unseen(_url: str, _view: PageView) -> bytes:
    """Render nothing: what is wrong with content is known before."""
    return b""
