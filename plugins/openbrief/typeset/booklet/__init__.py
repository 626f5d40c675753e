"""Documents of one language in one file: a chapter for each, and one list of works."""

from __future__ import annotations

from openbrief.typeset.booklet.value import Booklet, BookletWords

__all__ = ["Booklet", "BookletWords"]
