"""Short names for a cite in a sentence, in a style whose cites have none."""

from __future__ import annotations

from openbrief.csl.context import Render
from openbrief.csl.data.element import Element
from openbrief.csl.data.locale import Locale
from openbrief.csl.data.style import Style
from openbrief.csl.process.options import name_options
from openbrief.csl.render import Compiler

_DEFAULTS = {"and": "text", "et-al-min": "4", "et-al-use-first": "1"}


def compile_authors(style: Style, locale: Locale, area: Element) -> Render:
    """Compile family names of the authors, else the editors, else the title."""
    options = {**_DEFAULTS, **name_options(style, area), "form": "short"}
    name = Element("name", {"form": "short"})
    title = Element("text", {"variable": "title", "form": "short", "quotes": "true"})
    substitute = Element("substitute", {}, (Element("names", {"variable": "editor"}), title))
    names = Element("names", {"variable": "author"}, (name, substitute))
    return Compiler(style, locale, options, "citation").element(names)
