"""The table of headers as a part of an nginx configuration, to be included in a `server`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import indent

from openbrief.features.headers.emit import HEADERS, REDIRECTS, Redirect
from openbrief.features.headers.table import Rule
from openbrief.features.headers.types import TYPES, UNKNOWN, type_of
from openbrief.features.headers.written import encoded, quoted

_HEAD = """\
# The part of an nginx server that is this site. Made by `openbrief headers`; make it anew when
# addresses, options or the program change. Include it inside `server {{ }}`, beside
#     root FOLDER;  # in which the site lies as {place}
"""
_BROTLI = "brotli_static on;\n"


def nginx(
    rules: tuple[Rule, ...], base: str, redirects: Iterable[Redirect], *, has_brotli: bool = False
) -> str:
    """Write the configuration.

    Args:
        rules: the site's.
        base: the path of the site's root, with a slash at both ends.
        redirects: from former addresses.
        has_brotli: whether the server has the module that sends `.br` files.
    """
    first, *others = rules
    inside = "\n".join(
        (
            f"{_RELATIVE}  # the address stays that which the reader knows",
            f"{_FILES}{_BROTLI if has_brotli else ''}error_page 404 {quoted(f'{base}404.html')};",
            f"error_page 403 =404 {quoted(f'{base}404.html')};  # no lists of folders",
            _types(),
            _headers(first.headers),
            *_locations(first, others, base, redirects),
        )
    )
    parts = [_HEAD.format(place=f"FOLDER{base}index.html")]
    if base != "/":
        # Exact, since nginx adds the slash for folders that it looks for itself.
        where = quoted(base.rstrip("/"))
        parts.append(f"location = {where} {{ {_RELATIVE} return 301 {quoted(encoded(base))}; }}\n")
    parts.append(f"location ^~ {quoted(base)} {{\n{indent(inside, '    ')}\n}}\n")
    return "".join(parts)


_RELATIVE = "absolute_redirect off;"
_FILES = """\
index index.html;
autoindex off;
server_tokens off;
gzip_static on;  # sends `NAME.gz` where it lies beside a file
gzip_vary on;
"""


def _types() -> str:
    lines = "".join(f"    {quoted(own)} {end[1:]};\n" for end, own in TYPES.items())
    return f"types {{\n{lines}}}\ndefault_type {UNKNOWN};"


def _headers(headers: Mapping[str, str]) -> str:
    own = {name: value for name, value in headers.items() if name != "Content-Type"}
    return "\n".join(f"add_header {name} {quoted(value)} always;" for name, value in own.items())


def _locations(
    first: Rule, others: Iterable[Rule], base: str, redirects: Iterable[Redirect]
) -> Iterator[str]:
    """Yield what is inside; the first expression that fits wins."""
    root = re.escape(base)
    # `.well-known` belongs to the host: certificates are renewed by it.
    hidden = rf"{root}(.*/)?\.(?!well-known/)"
    for expression in (hidden, f"{root}({HEADERS}|{REDIRECTS})$"):
        yield f"location ~ {quoted(f'^{expression}')} {{ return 404; }}"
    for rule in (each for each in others if not _is_known(each)):
        # A block that sets one header sets all: nginx takes none over from around it.
        merged = {**first.headers, **rule.headers}
        inside = _headers(merged)
        if "Content-Type" in rule.headers:
            inside += f"\ntypes {{ }}\ndefault_type {quoted(rule.headers['Content-Type'])};"
        where = quoted(f"^{root}{rule.expression}$")
        yield f"# {rule.why}\nlocation ~ {where} {{\n{indent(inside, '    ')}\n}}"
    lines = {_moved(f"{base}{r.former}", f"{base}{r.target}", r.status) for r in redirects}
    yield "".join(sorted(lines)).rstrip()


def _is_known(rule: Rule) -> bool:
    """Tell whether a rule only says what the list of types says."""
    own = rule.headers.get("Content-Type")
    return len(rule.headers) == 1 and all(type_of(pattern) == own for pattern in rule.patterns)


def _moved(former: str, target: str, status: int) -> str:
    return f"location = {quoted(former)} {{ return {status} {quoted(encoded(target))}; }}\n"
