"""Reading BibTeX, biblatex and CSL-JSON files into references (CSL-JSON items)."""

from openbrief.features.citations.bibliography.library import Library, read_library

__all__ = ["Library", "read_library"]
