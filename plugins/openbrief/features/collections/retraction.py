"""What is said of a retracted document wherever it is shown or named; of others, nothing."""

from __future__ import annotations

from markupsafe import Markup

from openbrief.model.document import Document
from openbrief.model.front_matter import FrontMatter
from openbrief.model.site import Site
from openbrief.model.views import RetractionView
from openbrief.strings import Strings


def retracted(front: FrontMatter, t: Strings) -> str:
    """Give the word that goes before or behind its title."""
    return t("notice.work.retracted") if front.retraction else ""


def titled(front: FrontMatter, title: str, t: Strings) -> str:
    """Give a title of it where text alone can be shown: `Retracted: Tides`."""
    return t("retracted.title", title=title) if front.retraction else title


def retraction_view(source: Document, site: Site, t: Strings) -> RetractionView | None:
    """Give the notice on its page, in words of `t`; the note keeps the source's language."""
    change = source.front_matter.retraction
    if change is None:
        return None
    direction = site.locale_by_tag[source.locale].direction
    title = t("retracted.on", date=t.date(change.date))
    return RetractionView(title, change.note, source.locale, direction)


def cited(front: FrontMatter, cite_as: Markup, t: Strings) -> Markup:
    """Add to how it is cited that, and when, it was retracted."""
    if not cite_as or front.retraction is None:
        return cite_as
    told = t("retracted.on", date=t.date(front.retraction.date))
    return Markup("{} [{}]").format(cite_as, told)
