"""Small XML documents that are always well-formed."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from lxml import etree

# What XML 1.0 has no way to write, not even as a character reference (section 2.2, Char).
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# RFC 3986, section 2.2 and 2.3, without the quote that HTML's refresh would end at; `%` stays.
_URL_CHARACTERS = ":/?#[]@!$&()*+,;=%-._~"


def clean(text: str) -> str:
    """Leave out the characters that XML can't hold."""
    return _NOT_XML.sub("", text)


def written_url(url: str) -> str:
    """Write an address with the characters of RFC 3986 alone; others become UTF-8 escapes."""
    return quote(clean(url).strip(), safe=_URL_CHARACTERS)


def start(name: str, namespace: str, **prefixes: str) -> etree._Element:
    """Make a root element in a namespace, which needs no prefix, beside others that have one."""
    # The stubs know no default namespace, which is the key None.
    names: Any = {None: namespace, **prefixes}
    return etree.Element(f"{{{namespace}}}{name}", nsmap=names)


def add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element in its parent's namespace, text and attributes cleaned and escaped."""
    values = {key: clean(value) for key, value in attributes.items()}
    element = etree.SubElement(parent, f"{{{parent.nsmap[None]}}}{name}", values)
    element.text = clean(text) or None
    return element


def written(root: etree._Element) -> bytes:
    """Give the document as UTF-8 with its declaration, indented, with a line break at the end."""
    document: bytes = etree.tostring(
        root, encoding="utf-8", xml_declaration=True, pretty_print=True
    )
    return document
