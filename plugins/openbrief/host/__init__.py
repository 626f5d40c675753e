"""MkDocs lives here alone: plugins, pages, options and builds."""
