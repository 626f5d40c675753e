"""Versions that one can trust: what the archive holds, what is wrong with it, what has changed."""
