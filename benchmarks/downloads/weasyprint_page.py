"""The same document set by WeasyPrint, from the HTML that the page shows.

Its design is plain, and asks for what ours has: running heads, numbered pages, a box of key
messages, a table that breaks, sources, tags (PDF/UA-1).
"""

from __future__ import annotations

from html import escape
from importlib import resources

from openbrief.typeset import Edition
from openbrief.typeset.faces import folder

_FACES = (
    ("Text", "Literata-Regular.ttf", 400),
    ("Text", "Literata-Bold.ttf", 700),
    ("Text", "OpenBriefNaskh-Regular.ttf", 400),
    ("Label", "Commissioner-Regular.ttf", 400),
    ("Song", "OpenBriefSong-Regular.ttf", 400),
    ("Naskh", "OpenBriefNaskh-Regular.ttf", 400),
)


def page_of(edition: Edition) -> str:
    """Write an edition as one HTML page with its own style."""
    works = "".join(
        f'<li id="{escape(work.id)}" lang="{work.lang}" dir="{work.direction}">{work.html}</li>'
        for work in edition.works
    )
    style = resources.files("benchmarks.downloads").joinpath("weasyprint.css").read_text("utf-8")
    return (
        f'<!doctype html><html lang="{edition.lang}" dir="{edition.direction}"><head>'
        f'<meta charset="utf-8"><title>{escape(edition.title)}</title>'
        f"<style>{_faces()}{style}</style></head><body>"
        f'<p class="series">{escape(edition.series)} {escape(edition.date)}</p>'
        f"<h1>{escape(edition.title)}</h1><p>{escape(edition.summary)}</p>"
        f"{edition.keys_html}{edition.body_html}"
        f"<h2>{escape(edition.words.sources)}</h2><ol>{works}</ol></body></html>"
    )


def set_by_weasyprint(edition: Edition) -> bytes:
    """Set an edition."""
    from weasyprint import HTML  # noqa: PLC0415 (in requirements/bench.txt)

    pdf: bytes = HTML(string=page_of(edition), base_url=edition.url).write_pdf(
        pdf_variant="pdf/ua-1"
    )
    return pdf


def _faces() -> str:
    return "".join(
        f'@font-face{{font-family:"{name}";font-weight:{weight};'
        f'src:url("{(folder() / file).as_uri()}")}}'
        for name, file, weight in _FACES
    )
