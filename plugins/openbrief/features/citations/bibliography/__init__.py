"""Reading BibTeX files into references (CSL-JSON items)."""

from openbrief.features.citations.bibliography.library import read_bibliography

__all__ = ["read_bibliography"]
