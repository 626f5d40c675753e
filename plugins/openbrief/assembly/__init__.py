"""Put a publication together: the only package that knows all features, in their fixed order.

Everything here is a function of values: `read` gives the frozen `Site`, `resolve_texts` the text
of each page, `show` the values for the templates. The host and the commands call these in order
and write what comes out.
"""

from openbrief.assembly.alone import Alone, cite_alone, has_marks, mark_alone, read_alone
from openbrief.assembly.booklets import all_booklets, plans
from openbrief.assembly.outputs import characters_in, fonts, outputs, search_pages
from openbrief.assembly.reading import Publication, read
from openbrief.assembly.resolving import Resolving
from openbrief.assembly.settings import Settings
from openbrief.assembly.showing import Shown, not_found
from openbrief.assembly.texts import Texts, convert_all, convert_text, lost_in, resolve_texts
from openbrief.assembly.whole_site import show

__all__ = [
    "Alone",
    "Publication",
    "Resolving",
    "Settings",
    "Shown",
    "Texts",
    "all_booklets",
    "characters_in",
    "cite_alone",
    "convert_all",
    "convert_text",
    "fonts",
    "has_marks",
    "lost_in",
    "mark_alone",
    "not_found",
    "outputs",
    "plans",
    "read",
    "read_alone",
    "resolve_texts",
    "search_pages",
    "show",
]
