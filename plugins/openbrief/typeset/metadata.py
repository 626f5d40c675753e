"""What a PDF says of itself to catalogues: who wrote it, which version it is, what one may do.

Typst writes title, description, language, dates and the standards that hold; this adds the rest
to its packet, in properties that PDF/A knows, and names each author apart.
Source: XMP Specification, January 2004, chapter 4 (Dublin Core, rights management, media
management); ISO 19005-2, 6.6.2.3.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from openbrief.typeset.booklet.value import Booklet
from openbrief.typeset.edition import Edition
from openbrief.typeset.edits import edited

_STREAM = re.compile(rb"/Length (?P<size>\d+)/Type/Metadata/Subtype/XML>>\nstream\n")
_TAKEN = re.compile(
    r"<(?P<name>dc:creator|dc:subject|dc:identifier|dc:rights|dc:publisher|pdf:Keywords)>"
    r".*?</(?P=name)>",
    re.DOTALL,
)
_END = "</rdf:Description>"
_FREE = "/publicdomain/"
"""Stands in the addresses of Creative Commons' tools for works without rights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is told of a file; what is empty is not."""

    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    publisher: str
    identifier: str
    licence: tuple[str, str]
    """Words and address."""
    version: str = ""


def facts_of(edition: Edition) -> Facts:
    """Give what is told of an edition."""
    return Facts(
        authors=edition.authors,
        keywords=edition.keywords,
        publisher=edition.site_name,
        identifier=identifier(edition),
        licence=edition.licence,
        version=edition.version,
    )


def facts_of_booklet(booklet: Booklet) -> Facts:
    """Give what is told of a booklet; its licence only if all its documents share one."""
    editions = booklet.chapters
    licences = {edition.licence for edition in editions}
    return Facts(
        authors=tuple(dict.fromkeys(name for one in editions for name in one.authors)),
        keywords=tuple(dict.fromkeys(word for one in editions for word in one.keywords)),
        publisher=booklet.site_name,
        identifier=f"{booklet.url}{booklet.name}.pdf" if booklet.url else "",
        licence=licences.pop() if len(licences) == 1 else ("", ""),
    )


def with_metadata(data: bytes, facts: Facts) -> bytes:
    """Give the file with these facts in its metadata.

    Raises:
        ValueError: the file has no packet of metadata.
    """
    head = _STREAM.search(data)
    if head is None:
        raise ValueError("the PDF has no metadata")
    start, end = head.end(), head.end() + int(head["size"])
    packet = _filled(data[start:end].decode(), facts).encode()
    return edited(data, [(*head.span("size"), b"%d" % len(packet)), (start, end, packet)])


def _filled(packet: str, facts: Facts) -> str:
    kept = _TAKEN.sub("", packet)
    place = kept.rindex(_END, 0, kept.index("</rdf:RDF>"))
    return f"{kept[:place]}{''.join(_properties(facts))}{kept[place:]}"


def _properties(facts: Facts) -> Iterator[str]:
    rights, statement = facts.licence
    yield _list("dc:creator", "Seq", facts.authors)
    yield _list("dc:subject", "Bag", facts.keywords)
    yield _text("pdf:Keywords", ", ".join(facts.keywords))
    yield _list("dc:publisher", "Bag", filter(None, [facts.publisher]))
    yield _text("dc:identifier", facts.identifier)
    if rights:
        item = f'<rdf:li xml:lang="x-default">{_escaped(rights)}</rdf:li>'
        yield f"<dc:rights><rdf:Alt>{item}</rdf:Alt></dc:rights>"
        marked = "False" if _FREE in statement else "True"
        yield _text("xmpRights:Marked", marked, _RIGHTS)
        yield _text("xmpRights:WebStatement", statement, _RIGHTS)
    yield _text("xmpMM:VersionID", facts.version)


_RIGHTS = ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'


def identifier(edition: Edition) -> str:
    """Give what tells this version from all other documents: its DOI, else its address."""
    doi = f"https://doi.org/{edition.doi}" if edition.doi else ""
    return doi or edition.version_url or edition.url


def _list(name: str, kind: str, items: Iterable[str]) -> str:
    listed = "".join(f"<rdf:li>{_escaped(item)}</rdf:li>" for item in items)
    return f"<{name}><rdf:{kind}>{listed}</rdf:{kind}></{name}>" if listed else ""


def _text(name: str, text: str, namespace: str = "") -> str:
    return f"<{name}{namespace}>{_escaped(text)}</{name}>" if text else ""


_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _escaped(text: str) -> str:
    return escape(_NO_XML.sub("", text))
