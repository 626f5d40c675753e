"""Writing biblatex entries."""

from openbrief.features.citations.exports.biblatex.entries import bibtex

__all__ = ["bibtex"]
