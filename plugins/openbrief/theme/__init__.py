"""The theme `openbrief`: our templates over Material's.

MkDocs imports this module before Material's, which prints a notice about its own future when it is
imported by `mkdocs`. Our users did not choose Material, and which host the site has is our work.
"""

import os

MATERIAL = "9.8.1"
"""The version of Material that our templates are written for: its own are no public interface."""

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
