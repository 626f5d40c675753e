"""Translations as PO files, which translators' programs read and write."""
