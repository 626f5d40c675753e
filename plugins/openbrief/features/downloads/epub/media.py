"""Rules for pictures and drawings."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

from openbrief.features.downloads.epub.marks import mark
from openbrief.features.downloads.epub.setting import Setting, put
from openbrief.typeset.fragment.converter import near_text
from openbrief.typeset.fragment.own import mark_name
from openbrief.typeset.fragment.prepare import has_class
from openbrief.typeset.fragment.svg import svg_file


def pictures(root: HtmlElement, setting: Setting) -> None:
    """Take the pictures into the book; words stand for one that can't be."""
    images = setting.draft.chapter.edition.images
    for node in list(root.iter("img")):
        source, alt = node.get("src") or "", node.get("alt")
        if alt is None:
            setting.report(
                "epub-no-alt", f"the picture `{source}` has no words for those who cannot see it"
            )
        node.set("alt", alt or "")
        node.set("src", setting.pictures.keep(images.get(source, b"")))
        if not node.get("src"):
            _report_missing(source, setting, is_known=source in images)
            node.tag, node.text = "span", alt


def _report_missing(source: str, setting: Setting, *, is_known: bool) -> None:
    if is_known:
        advice = "save it as SVG, PNG, JPEG, GIF or WebP"
        setting.report("epub-picture-type", f"books can't show the picture `{source}`", advice)
    else:
        setting.report(
            "epub-no-image",
            f"the picture `{source}` cannot be found",
            "put the file where the address leads, or mend the address; other sites' pictures "
            "are not put into books",
        )


def drawings(root: HtmlElement, setting: Setting) -> None:
    """Draw the proof marks; another drawing in the text becomes a picture of its own."""
    for node in list(root.iter("svg")):
        if has_class(node, "pm"):
            drawn = mark(mark_name(node))
            put(node, etree.fromstring(drawn) if drawn else None)
            continue
        title = next((child for child in node if child.tag == "title"), None)
        alt = node.get("aria-label") or (title.text_content() if title is not None else "")
        if not alt and node.get("aria-hidden") != "true":
            near = near_text(node)
            words = f"a drawing has no title, near `{near}`"
            setting.report("epub-no-alt", words, "give it a `<title>`")
        src = setting.pictures.keep(svg_file(node))
        put(node, root.makeelement("img", {"src": src, "alt": alt}))
