"""What a brief promises its reader: how long it is, and what stands early."""

from __future__ import annotations

from collections.abc import Iterator

from openbrief.model.problem import Problem, Severity
from openbrief.typeset.compile import Layout
from openbrief.typeset.edition import Edition

_KEYS_BY = 1
_ADVICE_BY = 2


def check(edition: Edition, layout: Layout) -> Iterator[Problem]:
    """Yield what is too long or too late in a brief or an explainer on paper."""
    limit = edition.page_limit
    if limit and layout.pages > limit:
        yield Problem(
            edition.span,
            "pdf-too-long",
            f"{edition.name}.pdf has {layout.pages} pages, its limit is {limit}; "
            f"{lines_over(layout, limit)} too many",
            "shorten the text, or set `pages: ` in the front matter of the source",
        )
    ended = layout.ends.get("keys", 0)
    if ended > _KEYS_BY:
        yield Problem(
            edition.span,
            "pdf-key-messages-late",
            f"the key messages of {edition.name}.pdf end on page {ended}, not on page {_KEYS_BY}",
            "shorten the summary, the interests or the messages",
            Severity.WARNING,
        )
    begun = layout.begins.get("recommendations", 0)
    if begun > _ADVICE_BY:
        yield Problem(
            edition.span,
            "pdf-recommendations-late",
            f"the recommendations of {edition.name}.pdf begin on page {begun}, "
            f"not by page {_ADVICE_BY}",
            "shorten what stands before them in their section",
            Severity.WARNING,
        )


def lines_over(layout: Layout, limit: int) -> str:
    """Say how many lines stand after so many pages."""
    number = layout.lines_over(limit)
    return "about 1 line" if number == 1 else f"about {number} lines"
