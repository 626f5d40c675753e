"""The forms in which a document can be taken away, in the order of the list on its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openbrief.features.downloads.docx import make_docx
from openbrief.features.downloads.epub import book_of, epub
from openbrief.strings import Strings
from openbrief.typeset import Edition, File, set_one_page, set_pdf

Maker = Callable[[Edition, Mapping[str, File]], File]
"""Makes a file of an edition; it sees the forms that were made before, by their id."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a document."""

    id: str
    """As `formats` of the options names it."""
    title: str
    """As readers see it; what is no name of a format is a key of the words."""
    extension: str
    make: Maker
    suffix: str = ""
    """What its file's name has before the version, to be told from another form."""
    kinds: tuple[str, ...] = ("brief", "explainer")
    """What can be had in this form."""

    def title_in(self, strings: Strings) -> str:
        """Give what readers of a language see."""
        return strings(self.title) if "." in self.title else self.title


FORMS = (
    Form("pdf", "PDF", "pdf", lambda edition, _: set_pdf(edition)),
    Form(
        "one-page",
        "pdf.one-page",
        "pdf",
        lambda edition, _: set_one_page(edition),
        suffix="one-page",
        kinds=("brief",),
    ),
    Form("epub", "EPUB", "epub", lambda edition, made: epub(book_of(edition, made.get("pdf")))),
    Form("docx", "Word", "docx", lambda edition, _: make_docx(edition)),
)


def forms_of(kind: str, wanted: Sequence[str]) -> Iterator[Form]:
    """Yield the forms of a kind of document that a site wants, in the order of the table."""
    return (form for form in FORMS if form.id in wanted and kind in form.kinds)
