"""What web servers are told of a site: headers and redirects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from openbrief.assembly.settings import Settings
from openbrief.features.headers.emit import (
    CLOUDFLARE,
    HEADERS,
    NETLIFY,
    REDIRECTS,
    Redirect,
    headers_file,
    redirects_file,
)
from openbrief.features.headers.nginx import nginx
from openbrief.features.headers.policy import Policy, policy_with
from openbrief.features.headers.table import Rule, rules_of
from openbrief.model.page import Page
from openbrief.model.problem import OpenBriefError
from openbrief.model.site import Site

NGINX = "nginx"
FORMS = (NETLIFY, CLOUDFLARE, NGINX)


def policy_of(settings: Settings) -> Policy:
    """Give the content security policy of a site's pages.

    Raises:
        OpenBriefError: the options want to allow what can't be.
    """
    return policy_with(settings.publication.allowed_hosts)


def header_rules(settings: Settings) -> tuple[Rule, ...]:
    """Give the table of headers of a site."""
    corrections = settings.publication.corrections.rpartition("/")[2]
    feeds = (f"{corrections}.xml",) if corrections else ()
    search = settings.search.folder if settings.search else ""
    return rules_of(policy_of(settings), search, feeds)


class Moved(NamedTuple):
    """An address that leads to a page now."""

    former: str
    """Without a slash at the end."""
    page: Page
    is_for_good: bool
    """False for that of a version, which becomes a page of its own once it is archived."""


def moved(site: Site) -> Iterator[Moved]:
    """Yield each address that leads to a page now."""
    for page in site.pages:
        yield from (Moved(each, page, True) for each in site.former_addresses(page))  # noqa: FBT003
        yield from (Moved(each, page, False) for each in site.version_addresses(page))  # noqa: FBT003


def check_headers(settings: Settings) -> None:
    """Look at the options that servers are told of.

    Raises:
        OpenBriefError: one makes no sense.
    """
    policy_of(settings)
    if settings.publication.headers not in ("", NETLIFY, CLOUDFLARE):
        raise OpenBriefError(
            f"`headers: {settings.publication.headers}` is no host that is known",
            f"use `{NETLIFY}` or `{CLOUDFLARE}`, or leave it empty; for nginx there is"
            " `openbrief headers`",
        )


def header_files(site: Site, settings: Settings) -> Mapping[str, bytes]:
    """Give the files inside the site that its host reads."""
    host = settings.publication.headers
    if not host:
        return {}
    rules, base, redirects = header_rules(settings), _base(settings), _redirects(site)
    return {
        HEADERS: headers_file(rules, base, host),
        REDIRECTS: redirects_file(redirects, base, host),
    }


def server_form(form: str, site: Site, settings: Settings, *, has_brotli: bool = False) -> str:
    """Give headers and redirects as one text for a kind of server.

    Args:
        form: one of `FORMS`.
        site: the publication.
        settings: the site's.
        has_brotli: whether nginx has its module for `.br` files.
    """
    rules, base, redirects = header_rules(settings), _base(settings), tuple(_redirects(site))
    if form == NGINX:
        return nginx(rules, base, redirects, has_brotli=has_brotli)
    found = headers_file(rules, base, form) + b"\n" + redirects_file(redirects, base, form)
    return found.decode()


def _redirects(site: Site) -> Iterator[Redirect]:
    return (Redirect(f"{each.former}/", each.page.url, each.is_for_good) for each in moved(site))


def _base(settings: Settings) -> str:
    """Give the path of the site's root on its host, with a slash at both ends."""
    inner = unquote(urlsplit(settings.site_url).path).strip("/")
    return f"/{inner}/" if inner else "/"
