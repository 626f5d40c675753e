"""Documents without a text, whose pages tell of what stands elsewhere."""

from __future__ import annotations

from openbrief.model.document import Document, Kind, Level, Marked
from openbrief.model.front_matter import FrontMatter
from openbrief.model.locale import Locale
from openbrief.model.problem import Span


def unwritten(
    kind: Kind,
    path: str,
    locale: Locale,
    front_matter: FrontMatter,
    source: Span,
    subject: str = "",
) -> Document:
    """Give a document that nobody writes.

    Args:
        kind: what its page is.
        path: its address without the locale.
        locale: the language of its words.
        front_matter: with its id.
        source: where problems of its page are told.
        subject: the key of the one document that it tells of, if there is one.
    """
    return Document(
        id=front_matter.id,
        locale=locale.tag,
        collection="",
        kind=kind,
        level=Level.FULL,
        path=path,
        front_matter=front_matter,
        body=Marked(""),
        source=source,
        subject=subject,
    )
