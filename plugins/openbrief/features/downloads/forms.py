"""The forms in which a document can be taken away, in the order of the list on its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openbrief.features.downloads.docx import make_docx
from openbrief.features.downloads.epub import book_of, epub
from openbrief.model.document import Kind
from openbrief.typeset import (
    Edition,
    File,
    set_one_page,
    set_pdf,
    write_markdown,
    write_text,
)

Maker = Callable[[Edition, Mapping[str, File]], File]
"""Makes a file of an edition; it sees the forms that were made before, by their id."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a document."""

    id: str
    """As `formats` of the options names it; readers see the words `form.<id>`."""
    extension: str
    make: Maker
    suffix: str = ""
    """What its file's name has before the version, to be told from another form."""
    kinds: tuple[str, ...] = (Kind.BRIEF, Kind.EXPLAINER)
    """What can be had in this form."""
    is_everywhere: bool = False
    """Whether it is made of every text, not of those alone that are taken away."""

    @property
    def media_type(self) -> str:
        """What programs call its format."""
        return MEDIA_TYPES[self.extension]


MEDIA_TYPES = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
    "md": "text/markdown",
}
"""By extension. Source: IANA, Media Types."""
_WRITTEN = tuple(kind for kind in Kind if kind.is_written)

FORMS = (
    Form("pdf", "pdf", lambda edition, _: set_pdf(edition)),
    Form("one-page", "pdf", lambda edition, _: set_one_page(edition), "one-page", (Kind.BRIEF,)),
    Form("epub", "epub", lambda edition, made: epub(book_of(edition, made.get("pdf")))),
    Form("docx", "docx", lambda edition, _: make_docx(edition)),
    Form("text", "txt", lambda edition, _: write_text(edition), "", _WRITTEN, is_everywhere=True),
    Form(
        "markdown",
        "md",
        lambda edition, _: write_markdown(edition),
        "",
        _WRITTEN,
        is_everywhere=True,
    ),
)


def forms_of(kind: str, wanted: Sequence[str], *, is_taken_away: bool = True) -> Iterator[Form]:
    """Yield the forms of a kind of document that a site wants, in the order of the table.

    One that is not taken away has those alone that are made everywhere.
    """
    of_kind = (form for form in FORMS if form.id in wanted and kind in form.kinds)
    return (form for form in of_kind if is_taken_away or form.is_everywhere)
