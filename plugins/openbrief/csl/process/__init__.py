"""From a document's citations to formatted text."""
