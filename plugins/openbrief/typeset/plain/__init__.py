"""A text in words alone: as Markdown to be used again, as plain text to be heard and copied.

One walk over the resolved HTML writes both; what they do differently is said by a `Dialect`.
"""

from __future__ import annotations

from openbrief.typeset.plain.whole import write_markdown, write_text

__all__ = ["write_markdown", "write_text"]
