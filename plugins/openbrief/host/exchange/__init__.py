"""Hand texts to translators as PO files, and take their translations back."""
