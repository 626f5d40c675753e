"""The glossary: terms in each language, their links in texts, their pages and their list."""
