"""The content security policy of every page (W3C, Content Security Policy Level 3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from openbrief.model.problem import OpenBriefError

_OWN: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'", "'wasm-unsafe-eval'"),  # compiled: the search alone
    "worker-src": ("'self'",),
    "connect-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'",),
    "font-src": ("'self'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'none'",),
}
_HEADER_ALONE = frozenset(("frame-ancestors",))
"""Browsers pass over these in a page (section 3.3)."""

OPENED = ("connect", "font", "frame", "img", "media", "script", "style")
"""What a page may be allowed to take from other hosts, without `-src`."""

_HOST = re.compile(r"https://[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+"
                   r"(:[0-9]{1,5})?(/[A-Za-z0-9/._~-]*)?")  # fmt: skip
"""No wildcards, no schemes alone, and nothing that could end a directive, a header or a line."""

SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""Of a picture that is opened by itself: it is drawn, with its own styles, and that is all."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What pages may load and do."""

    hosts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other hosts that something may come from: `img` or `script`, and their addresses."""

    @property
    def header(self) -> str:
        """Give the policy as a server sends it."""
        return _written(self._directives)

    @property
    def in_page(self) -> str:
        """Give the policy as a page carries it: without what only a header can say."""
        return _written({n: own for n, own in self._directives.items() if n not in _HEADER_ALONE})

    @property
    def _directives(self) -> Mapping[str, tuple[str, ...]]:
        found = dict(_OWN)
        for name, hosts in sorted(self.hosts.items()):
            directive = f"{name}-src"
            found[directive] = (*_OWN.get(directive, ("'self'",)), *hosts)
        return found


def policy_with(hosts: Mapping[str, Iterable[object]]) -> Policy:
    """Give the policy of a site that takes something from other hosts.

    Raises:
        OpenBriefError: what is to be allowed can't be, or is no host.
    """
    for name, given in hosts.items():
        if name not in OPENED:
            raise OpenBriefError(
                f"`allowed_hosts` knows no `{name}`",
                f"use {', '.join(f'`{each}`' for each in OPENED)}",
            )
        _check_hosts(name, given)
    return Policy({name: tuple(map(str, given)) for name, given in hosts.items()})


def _check_hosts(name: str, given: Iterable[object]) -> None:
    is_list = isinstance(given, (list, tuple))
    wrong = [each for each in given if not _is_host(each)] if is_list else [given]
    if wrong:
        raise OpenBriefError(
            f"`{wrong[0]!r}` under `allowed_hosts` is no host that `{name}` can come from",
            "write a list of addresses such as `https://media.example.org`, without wildcards",
        )


def _is_host(value: object) -> bool:
    return isinstance(value, str) and bool(_HOST.fullmatch(value))


def _written(directives: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())
