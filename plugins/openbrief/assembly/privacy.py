"""The page that tells what is kept of readers and what is not, which nobody has to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from openbrief.assembly.settings import Settings
from openbrief.assembly.unwritten import unwritten
from openbrief.features.privacy.kept import KEPT
from openbrief.model.address import relative
from openbrief.model.document import Document, Kind
from openbrief.model.front_matter import FrontMatter
from openbrief.model.locale import Locale
from openbrief.model.page import Page
from openbrief.model.problem import OpenBriefError, Span
from openbrief.model.site import Site
from openbrief.model.views import KeptView, PageView, PrivacyView
from openbrief.strings import load

PAGE = "privacy"
"""The id of the page."""


def privacy_documents(
    folder: str, written: Iterable[Document], locales: Sequence[Locale]
) -> Iterator[Document]:
    """Yield the page in each language; none where the site wants none, or has written its own."""
    if not folder or any(document.path == folder for document in written):
        return
    for locale in locales:
        t = load(locale.tag)
        front = FrontMatter(id=PAGE, title=t("privacy.title"), summary=t("privacy.summary"))
        yield unwritten(Kind.PRIVACY, folder, locale, front, Span("mkdocs.yml"))


def check_privacy(words: Mapping[str, object], locales: Sequence[Locale]) -> None:
    """Look at what those say who run the site.

    Raises:
        OpenBriefError: it is said in no language of the site, or is no text.
    """
    tags = [locale.tag for locale in locales]
    for tag, text in words.items():
        if tag not in tags or not isinstance(text, str):
            raise OpenBriefError(
                f"`privacy_words` has `{tag}: {text!r}`",
                f"write a text for each of {', '.join(f'`{each}`' for each in tags)}",
            )


def with_privacy(page: Page, view: PageView, site: Site, settings: Settings) -> PageView:
    """Add to a view the way to the page, or what it tells; without a page nothing."""
    options = settings.publication
    document = site.document_by_path.get(options.privacy) if options.privacy else None
    if document is None:
        return view
    way = relative(site.page(document.key, page.locale).url, page.url)
    view = replace(view, privacy_url=way)
    if page.document.kind is not Kind.PRIVACY:
        return view
    # As `openbrief.js` names it.
    root = urlsplit(settings.site_url or "/").path
    t = load(page.locale.tag)
    tags = (page.locale.tag, *site.locale_by_tag)
    tag = next((tag for tag in tags if tag in options.privacy_words), "")
    spoken = site.locale_by_tag.get(tag, page.locale)
    hosts = (each for given in options.allowed_hosts.values() for each in given)
    told = PrivacyView(
        hosts=tuple(sorted(frozenset(urlsplit(host).netloc for host in hosts))),
        kept=tuple(KeptView(f"{root}.{k.name}", k.where, t(k.why)) for k in KEPT),
        words=options.privacy_words.get(tag, ""),
        words_lang=spoken.tag,
        words_direction=spoken.direction,
    )
    return replace(view, privacy=told)
