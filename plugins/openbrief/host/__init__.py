"""MkDocs lives here alone: plugins, pages, options and builds.

`mkdocs` is what our modules import; which program answers to that name, MkDocs or ProperDocs, is
settled before the first of them is loaded.
"""

from openbrief.host.program import settle

settle()
