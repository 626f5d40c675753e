"""The one table of headers, from which every server's own form is made.

Sources: RFC 9110 (HTTP), RFC 9111 (caching), RFC 8246 (`immutable`), the Fetch Standard
(`nosniff`, `Cross-Origin-Resource-Policy`), the HTML Standard (`Cross-Origin-Opener-Policy`), W3C
Referrer Policy and Permissions Policy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from openbrief.features.headers.policy import SVG_POLICY, Policy
from openbrief.features.headers.types import ATOM, TYPES, UNUSUAL, type_of

_DENIED = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"),
    *("microphone", "midi", "payment", "usb", "browsing-topics"),
)
"""Powers of the browser that no page of ours needs."""

_FOREVER = "public, max-age=31536000, immutable"
"""For files that have a hash of their contents in their name: a year, the most that is kept."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers of the files whose addresses fit."""

    patterns: tuple[str, ...]
    """Addresses from the site's root, in which `*` stands for anything, also slashes."""
    headers: Mapping[str, str] = field(hash=False)
    """By name; they take the place of those of earlier rules."""
    why: str
    """For people, in one line."""

    @property
    def expression(self) -> str:
        """Give the patterns as a regular expression, without anchors."""
        each = (".*".join(map(re.escape, pattern.split("*"))) for pattern in self.patterns)
        return f"({'|'.join(each)})"


def rules_of(policy: Policy, search: str, feeds: tuple[str, ...]) -> tuple[Rule, ...]:
    """Give all rules; the first is for every file, and at most one other is for any file.

    Args:
        policy: the site's.
        search: the folder of the search index; empty for none.
        feeds: how the names of feeds end, beside `feed.xml`.
    """
    hashed = [f"{search}/{each}" for each in ("fragment/*", "index/*", "filter/*", "*.pf_meta")]
    forever = ("assets/javascripts/bundle.*", *(hashed if search else ()))
    atom = ("*feed.xml", *(f"*{each}" for each in feeds))
    return (
        Rule(("*",), _for_all(policy), "every file, and the page for those that are not there"),
        Rule(("*.svg",), {"Content-Security-Policy": SVG_POLICY}, "could hold scripts"),
        Rule(forever, {"Cache-Control": _FOREVER}, "names carry a hash of what is in the file"),
        Rule(atom, {"Content-Type": ATOM}, "feeds"),
        *(Rule((f"*{e}",), {"Content-Type": TYPES[e]}, "few servers know it") for e in UNUSUAL),
    )


def _for_all(policy: Policy) -> Mapping[str, str]:
    return {
        "Content-Security-Policy": policy.header,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": ", ".join(f"{each}=()" for each in _DENIED),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }


def headers_of(address: str, rules: tuple[Rule, ...]) -> Mapping[str, str]:
    """Give all headers of a file, its type among them.

    Args:
        address: of the file itself, from the site's root: `fr/index.html`.
        rules: the site's.
    """
    found = {"Content-Type": type_of(address)}
    for rule in rules:
        if re.fullmatch(rule.expression, address):
            found.update(rule.headers)
    return found
