"""XML as light values, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from openbrief.model.problem import OpenBriefError


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element of a style or locale: local name, attributes, children, text."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Element, ...] = ()
    text: str = ""

    def get(self, attribute: str, default: str = "") -> str:
        """Give an attribute, else the default."""
        return self.attributes.get(attribute, default)

    def all(self, name: str) -> Iterator[Element]:
        """Yield the children of that name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Element | None:
        """Give the first child of that name."""
        return next(self.all(name), None)


def read_xml(source: bytes | str, what: str) -> Element:
    """Read XML without entities or network; what can't be read is named by `what`."""
    data = source.encode() if isinstance(source, str) else source
    parser = etree.XMLParser(
        remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True
    )
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise OpenBriefError(
            f"{what} is not well-formed XML: {error}", "mend the file or fetch it anew"
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise OpenBriefError(
            f"{what} declares a document type, which no style needs", "take out `<!DOCTYPE …>`"
        )
    return _element(root)


def _element(node: etree._Element) -> Element:
    attributes = {str(key).rpartition("}")[2]: str(value) for key, value in node.attrib.items()}
    return Element(
        str(node.tag).rpartition("}")[2],
        attributes,
        tuple(_element(child) for child in node),
        node.text or "",
    )
