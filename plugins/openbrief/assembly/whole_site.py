"""All pages at once, as MkDocs' own way of building wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from openbrief.assembly.comparing import readings_of
from openbrief.assembly.settings import Settings
from openbrief.assembly.showing import Showing, Shown, show_group
from openbrief.assembly.surroundings import surroundings
from openbrief.assembly.taking_away import TakenAway, take_away_group
from openbrief.assembly.terms import uses_by_term
from openbrief.assembly.texts import Texts
from openbrief.assembly.uses import uses_of
from openbrief.features.citations.formatting import Formatter
from openbrief.model.site import Site
from openbrief.model.views import PageView

Also = Callable[[Showing], Iterable[TakenAway]]


def show(
    site: Site, texts: Texts, settings: Settings, formatter: Formatter, also: Also | None = None
) -> Shown:
    """Give the views of all pages; what is taken away comes first, since pages tell of it.

    Args:
        site: the publication.
        texts: those of all its pages.
        settings: the site's.
        formatter: what formats citations.
        also: gives what is taken away beside single documents.
    """
    showing = Showing(site, settings, surroundings(site, settings), formatter)
    made = [take_away_group(key, texts, showing) for key in site.translations]
    made.extend(also(showing) if also else ())
    showing = showing.knowing(
        {ref: own for group in made for ref, own in group.downloads.items()},
        uses_by_term((key, _terms_in(key, texts, site)) for key in site.translations),
        {
            ref: own
            for key in site.translations
            for ref, own in readings_of(key, texts.by_url, site).items()
        },
    )
    uses = uses_of(site, texts)
    views: dict[str, PageView] = {}
    files = {address: data for group in made for address, data in group.files().items()}
    for key in site.translations:
        group = show_group(key, texts, showing, uses)
        views.update(group.views)
        files.update(group.files)
    return Shown(views, files, tuple(problem for group in made for problem in group.problems))


def _terms_in(key: str, texts: Texts, site: Site) -> Mapping[str, Iterable[str]]:
    return {tag: sorted(texts.terms[key, tag]) for tag in site.translations[key]
            if (key, tag) in texts.terms}  # fmt: skip
