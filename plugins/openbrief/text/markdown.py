"""The one place that turns Markdown into HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import markdown

from openbrief.text.inline import quicken

EXTENSIONS: tuple[str, ...] = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "tables",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.caret",
    "pymdownx.mark",
    "pymdownx.tilde",
)

# What the sanitiser and the content security policy ask of the extensions: alignment as an
# attribute and not as a style, code without generated styles.
_CONFIGS: Mapping[str, Mapping[str, Any]] = {
    "tables": {"use_align_attribute": True},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True},
    "footnotes": {"BACKLINK_TITLE": ""},
}


@dataclass(frozen=True, slots=True)
class MarkdownOptions:
    """Which Python-Markdown extensions a site uses, on top of our own set."""

    extensions: tuple[str, ...] = EXTENSIONS
    configs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, hash=False)


def with_extensions(
    names: Sequence[str], configs: Mapping[str, Mapping[str, Any]]
) -> MarkdownOptions:
    """Add a site's own extensions to ours; headings get their anchors from us, not from `toc`."""
    added = [name for name in names if name not in EXTENSIONS and name not in ("toc", "meta")]
    return MarkdownOptions((*EXTENSIONS, *added), configs)


def convert(text: str, options: MarkdownOptions) -> str:
    """Give the HTML of a Markdown text, not yet sanitised."""
    if options.configs or not _FORGETTING.issuperset(options.extensions):
        return _converter(options).convert(text)
    converter = _kept_converter(options)
    try:
        return converter.reset().convert(text)
    except BaseException:
        # Whatever it was in the middle of, `reset` does not take it out of there.
        _kept_converter.cache_clear()
        raise


_FORGETTING = frozenset((*EXTENSIONS, "fenced_code"))
"""Extensions that keep nothing of a text after `reset` and add no patterns while they convert.

Of others nobody knows, and a setting can change it: footnotes count the texts for `UNIQUE_IDS`.
"""


@cache
def _kept_converter(options: MarkdownOptions) -> markdown.Markdown:
    """Keep a converter for the next text: making one takes a seventh of the time of a page."""
    converter = _converter(options)
    quicken(converter)
    return converter


def _converter(options: MarkdownOptions) -> markdown.Markdown:
    configs = {
        name: {**_CONFIGS.get(name, {}), **options.configs.get(name, {})}
        for name in options.extensions
        if name in _CONFIGS or name in options.configs
    }
    converter = markdown.Markdown(extensions=list(options.extensions), extension_configs=configs)
    # As in Pandoc, a backslash keeps `@handle` from being a citation, and goes.
    converter.ESCAPED_CHARS = [*converter.ESCAPED_CHARS, "@"]
    return converter
