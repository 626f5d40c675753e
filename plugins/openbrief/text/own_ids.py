"""The ids that our own pages use: no heading, anchor or attribute of an author may take them.

Links, labels and scripts of a page find its parts by these ids, and find the first that there is:
who could take one would be copied, quoted or led to in its place. Ids of pages on which no text of
an author stands are not among them.
"""

from __future__ import annotations

import re

_NAMES = (
    *("about", "areas", "check", "claims", "contents", "dates", "downloads", "faq", "feedback"),
    *("keys", "main", "marks", "q", "shelf", "sources"),
    r"(areas|downloads)-title",
    r"(area|as|cite|claim|form|note|ours|pm|ref)-.*",
    r"(foot|path)-\d+",
    "ob-logo",
)
_OWN = re.compile(f"(?:{'|'.join(_NAMES)})\\Z", re.DOTALL)
_AUTHORS = re.compile(r"[^\W\d_][\w:.-]{0,99}\Z|__tabbed_\d+(_\d+)?\Z")


def is_own(id_: str) -> bool:
    """Whether a part of our own pages has, or may have, this id."""
    return bool(_OWN.match(id_))


def is_authors(id_: str) -> bool:
    """Whether an author may give this id to something, or point at it by a label."""
    return bool(_AUTHORS.match(id_)) and not is_own(id_)
