"""Citations: finding them, checking them, and having them formatted by a CSL style."""
