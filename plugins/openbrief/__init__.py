"""OpenBrief: public knowledge from Markdown, with its sources showing."""

__version__ = "0.1.0"
