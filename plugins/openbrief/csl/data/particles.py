"""Particles and suffixes that stand inside the given or the family name.

Source: CSL 1.0.2, Names (non-dropping and dropping particles); the data format lets a producer
leave them in `given` and `family`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORDS = re.compile(r"^((?:['’]?[^\W\d_]+(?:\.[^\W\d_]+)*[.'’]?\s+)+)(?=\S)")
_STUCK = re.compile(r"^([^\W\d_]{1,4}['’]|(?:a[dlnrstz]|ash|el)-)(?=[^\W\d_])")
_SUFFIX = re.compile(r"^(.*?)\s*,\s*(!?)\s*([^,]+)$")


def parse_name(name: Mapping[str, str]) -> dict[str, str]:
    """Part particles and suffix from the names; parts that are given already stay."""
    found = dict(name)
    family, given = found.get("family", ""), found.get("given", "")
    if len(family) > 1 and family[0] == family[-1] == '"':
        found["family"] = family[1:-1]
        return found
    if given and "suffix" not in found:
        _part_suffix(found, given)
    if family and "non-dropping-particle" not in found:
        _part_lead(found, family)
    if found.get("given") and family and "dropping-particle" not in found:
        _part_tail(found, found["given"])
    return found


def _part_suffix(found: dict[str, str], given: str) -> None:
    """Take what follows a comma off a given name: a suffix, or a title with its particle."""
    match = _SUFFIX.match(given)
    if not match:
        return
    tail = match[3].strip()
    if match[2]:
        found["comma-suffix"] = "true"
    if match[2] or not tail[:1].islower() or tail.rstrip(".") in ("esq", "jr", "sr"):
        found["given"], found["suffix"] = match[1], tail
    elif "dropping-particle" not in found:
        found["given"], found["dropping-particle"] = match[1], f", {tail}"


def _part_lead(found: dict[str, str], family: str) -> None:
    """Take lower-case words, and such as `d'` or `al-`, off the front of a family name."""
    match = _WORDS.match(family)
    lead = ""
    for word in re.findall(r"\S+\s+", match[1]) if match else []:
        if not word.lstrip("'’")[:1].islower():
            break
        lead += word
    stuck = _STUCK.match(family[len(lead) :])
    if stuck and stuck[1].islower():
        lead += stuck[1]
    if lead:
        spaced = lead.rstrip()[-1] in "'’" and lead[-1].isspace()
        found["non-dropping-particle"] = lead.strip() + (" " if spaced else "")
        found["family"] = family[len(lead) :]


def _part_tail(found: dict[str, str], given: str) -> None:
    """Take lower-case words off the end of a given name."""
    words = given.split()
    count = 0
    for word in reversed(words[1:]):
        if not word.lstrip("'’")[:1].islower():
            break
        count += 1
    if count:
        found["given"] = " ".join(words[:-count])
        found["dropping-particle"] = " ".join(words[-count:])
