"""Whether links lead to anchors that are there, once all texts are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from openbrief.features.collections.check import file_of
from openbrief.model.document import Document, Evidence, Link
from openbrief.model.problem import Problem, Severity, Span
from openbrief.model.site import Site
from openbrief.model.views import TextView

_OF_PAGES = ("main", "sources", "about")
"""What every page has around its text."""
_ID = re.compile(r'\bid="([^"]+)"')


def anchors_in(text: TextView) -> frozenset[str]:
    """Give all anchors of a text."""
    return frozenset(_ID.findall(f"{text.keys}{text.body}"))


def anchor_problems(
    site: Site, anchors: Mapping[str, frozenset[str]], method: str
) -> Iterator[Problem]:
    """Yield a problem for each link to an anchor that its page does not have.

    Args:
        site: all documents.
        anchors: those of each page, by its address; of others it is not known what they have.
        method: path of the document that explains the evidence labels; may be empty.
    """
    yield from _method_problems(site, anchors, method)
    for document in site.documents:
        locale = site.locale_by_tag[document.locale]
        for link in document.links:
            path, _, fragment = link.target.partition("#")
            target = site.document_by_file.get(file_of(document, path)) if path else document
            if not fragment or not target or fragment in _OF_PAGES:
                continue
            own = anchors.get(site.page(target.key, locale).url)
            if own is not None and fragment not in own:
                yield _no_anchor(link, target, fragment)


def _method_problems(
    site: Site, anchors: Mapping[str, frozenset[str]], method: str
) -> Iterator[Problem]:
    """Yield a warning for each evidence label that the method page does not explain."""
    document = site.document_by_file.get(method)
    if document is None:
        return
    own = anchors.get(site.page(document.key, site.source_locale).url)
    for evidence in Evidence if own is not None else ():
        if own is not None and evidence not in own:
            yield Problem(
                Span(method),
                "method-anchor",
                f"the page does not explain the label `{evidence}`",
                f"give the heading that does the anchor `{{#{evidence}}}`",
                Severity.WARNING,
            )


def _no_anchor(link: Link, target: Document, fragment: str) -> Problem:
    return Problem(
        link.span,
        "anchor-not-found",
        f"{target.source.path} has no heading or anchor `#{fragment}`",
        "use the anchor of a heading in the source document",
    )
