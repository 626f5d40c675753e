"""Texts and their forms: YAML, Markdown, HTML, and the marks in them."""
