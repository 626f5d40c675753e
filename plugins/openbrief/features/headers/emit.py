"""The table of headers as files that hosts read: `_headers` and `_redirects`.

Netlify and Cloudflare Pages read both from the root of a site, in nearly the same form. Where two
rules fit, Netlify takes the later one's value and Cloudflare joins both, unless the rule takes the
earlier one away (`! Name`). Netlify redirects from an address where a file lies only if it is told
to (`301!`), which Cloudflare does by itself and does not understand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openbrief.features.headers.table import Rule
from openbrief.features.headers.written import encoded

HEADERS, REDIRECTS = "_headers", "_redirects"
NETLIFY, CLOUDFLARE = "netlify", "cloudflare"


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that leads to a page now; both from the site's root, with a slash at the end."""

    former: str
    target: str
    is_for_good: bool
    """Whether the former address will never be that of a page again."""

    @property
    def status(self) -> int:
        """Give the status (RFC 9110, 15.4.2 and 15.4.3)."""
        return 301 if self.is_for_good else 302


def headers_file(rules: tuple[Rule, ...], base: str, host: str) -> bytes:
    """Write `_headers`.

    Args:
        rules: the site's.
        base: the path of the site's root, with a slash at both ends.
        host: `netlify` or `cloudflare`.
    """
    return "".join(_rules(rules, base, host)).encode()


def _rules(rules: tuple[Rule, ...], base: str, host: str) -> Iterator[str]:
    first = rules[0]
    for rule in rules:
        gone = first.headers.keys() if host == CLOUDFLARE and rule is not first else ()
        lines = [
            line
            for name, value in rule.headers.items()
            for line in (*([f"  ! {name}\n"] if name in gone else ()), f"  {name}: {value}\n")
        ]
        yield f"# {rule.why}\n"
        for pattern in rule.patterns:
            yield "".join((f"{encoded(base)}{encoded(pattern, '*')}\n", *lines))


def redirects_file(redirects: Iterable[Redirect], base: str, host: str) -> bytes:
    """Write `_redirects`, one line an address; what is above a host's limits stays a page."""
    force = "" if host == CLOUDFLARE else "!"
    lines = (
        f"{encoded(base + each.former)} {encoded(base + each.target)} {each.status}{force}\n"
        for each in redirects
    )
    return "".join(sorted(lines)).encode()
