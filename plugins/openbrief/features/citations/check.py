"""Whether every citation has its reference."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from openbrief.csl import locale_tag
from openbrief.features.citations.options import CitationsOptions
from openbrief.model.document import Document
from openbrief.model.problem import Problem, Severity, Span
from openbrief.model.site import Site


def unknown_keys(documents: Iterable[Document], library: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each citation item whose key no reference has."""
    keys = sorted(library)
    known = frozenset(library)
    for document in documents:
        for cluster in document.clusters:
            for item in cluster.items:
                if item.key in known:
                    continue
                near = get_close_matches(item.key, keys, n=1)
                yield Problem(
                    span=item.span,
                    code="citation-unknown-key",
                    message=f"no reference has the key `{item.key}`",
                    help=f"did you mean `{near[0]}`?" if near else "add it to the bibliography",
                )


def style_problems(options: CitationsOptions, site: Site) -> Iterator[Problem]:
    """Yield a problem for each style of a collection that is not there, and what falls back.

    A language for which there is no CSL locale is a note: nobody can mend it here, and nothing
    is lost but the words around a work's own, which are English then.
    """
    here = Span("mkdocs.yml")
    for name in options.collections:
        if name not in site.collection_by_name:
            near = get_close_matches(name, site.collection_by_name, n=1)
            help_text = f"did you mean `{near[0]}`?" if near else "name it under `collections`"
            message = f"`citations` has a style for `{name}`, which is no collection"
            yield Problem(here, "citation-collection", message, help_text)
    tags = [locale.tag for locale in site.locales]
    for tag in dict.fromkeys((*tags, *filter(None, (options.locale,)))):
        if not locale_tag(tag):
            message = f"CSL has no locale for `{tag}`: citations say `p.` and the like in English"
            help_text = "set `locale` of `openbrief/citations` to a language that readers know"
            yield Problem(here, "citation-locale", message, help_text, Severity.NOTE)
