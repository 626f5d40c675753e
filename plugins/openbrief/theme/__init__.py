"""The theme `openbrief`: our templates over Material's.

MkDocs imports this module before Material's, which prints a notice about its own future when it is
imported by `mkdocs`. Our users did not choose Material, and which host the site has is our work.
"""

import os

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
