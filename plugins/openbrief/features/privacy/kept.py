"""What our pages keep in a browser: the one table, which readers see and a test holds us to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept, once its reader has done something."""

    name: str
    """As scripts call it; browsers have it behind the path of the site's root and a full stop."""
    where: str
    """Which of the browser's stores."""
    why: str
    """The key of the sentence that tells when and what for."""


KEPT = (Kept("offer", "localStorage", "privacy.kept.offer"),)
