"""What is asked of a measurement."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Sizes and numbers of repetitions."""

    documents: int
    peer_documents: int
    """For a peer too slow to be measured at full size."""
    locales: tuple[str, ...]
    rounds: int
    edits: int
    """How many edits are made under `openbrief serve`."""
    sizes: tuple[int, ...]
    work: Path
    """Where projects and generators are kept."""

    @property
    def count(self) -> int:
        """Tell how many documents there are in all locales."""
        return self.documents * len(self.locales)

    @property
    def size(self) -> str:
        """Tell the size of the publication."""
        return f"{self.documents:,} × {len(self.locales)}"
