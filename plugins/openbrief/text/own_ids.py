"""The ids of our own parts beside a text, which no heading, anchor or attribute may take.

Links, labels and scripts of a page find its parts by these ids, and find the first that there is:
who could take one would be copied, quoted or led to in its place. Parts of pages that hold no text
of an author have ids that are not here: each name here is one less for headings.
"""

from __future__ import annotations

import re

_NAMES = (
    *("about", "areas", "check", "dates", "downloads", "faq", "feedback", "keys", "main", "marks"),
    *("q", "shelf", "sources"),
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
