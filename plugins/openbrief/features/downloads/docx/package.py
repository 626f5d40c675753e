"""The file that Word opens: pandoc's text, and everything round it made by us.

Source: ECMA-376-2, Open Packaging Conventions.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from openbrief.features.downloads.docx.document import finish
from openbrief.features.downloads.docx.look import look_of
from openbrief.features.downloads.docx.properties import core, custom
from openbrief.features.downloads.docx.runs import W
from openbrief.model.picture import FORMATS
from openbrief.typeset import Edition

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP entry can have; the document's own day is in its properties."""
_INDENT = 397
"""How far each level of a list is set in, in twentieths of a point: 7 mm."""
_INSET = 170
"""How far all lists of a right-to-left text are set in as well.

Word puts a number behind its place in the direction of the text, LibreOffice to the right of it in
all texts; between the two there is room for a number.
"""
_SECTION = f"""
<w:sectPr xmlns:w="{W[1:-1]}"
  xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
  <w:headerReference w:type="default" r:id="ours-header"/>
  <w:footerReference w:type="default" r:id="ours-footer"/>
  <w:footerReference w:type="first" r:id="ours-footer-first"/>
  <w:pgSz w:w="11906" w:h="16838"/>
  <w:pgMar w:top="1247" w:right="1134" w:bottom="1361" w:left="1134" w:header="624" w:footer="624"
    w:gutter="0"/>
  <w:titlePg/>{{direction}}
</w:sectPr>"""
"""A4 with the margins of the printed brief; the first page has its own head in the text."""
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument"
_PARTS = {
    "document": "document.main",
    "footnotes": "footnotes",
    "numbering": "numbering",
    "styles": "styles",
    "settings": "settings",
    "fontTable": "fontTable",
    "header": "header",
    "footer": "footer",
    "footer-first": "footer",
}
"""The parts under `word/` and their kinds."""
_PICTURES = {
    ending[1:]: each.media_type for each in FORMATS if each.in_word for ending in each.endings
}


def package_of(edition: Edition, made: bytes) -> bytes:
    """Give the finished file of a document; the same text gives the same bytes.

    Args:
        edition: the document.
        made: what pandoc made of it, of which its text, notes, lists and pictures are taken.
    """
    theirs = unpacked(made)
    document = etree.fromstring(theirs["word/document.xml"])
    notes = etree.fromstring(theirs["word/footnotes.xml"])
    finish(document)
    finish(notes)
    _set_section(document, edition)
    numbering = etree.fromstring(theirs["word/numbering.xml"])
    _set_lists(numbering, _INSET if edition.direction == "rtl" else 0)
    texts = {"document": document, "footnotes": notes, "numbering": numbering}
    return packed(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _package_relations(),
            "docProps/core.xml": core(edition),
            "docProps/custom.xml": custom(edition),
            **{f"word/{name}.xml": _written(root) for name, root in texts.items()},
            **{f"word/{name}": data for name, data in look_of(edition).items()},
            "word/_rels/document.xml.rels": _relations(theirs, document, [*_PARTS][1:]),
            # pandoc forgets the pictures of notes, and numbers all links and pictures as one.
            "word/_rels/footnotes.xml.rels": _relations(theirs, notes, []),
            **{n: data for n, data in sorted(theirs.items()) if n.startswith("word/media/")},
        }
    )


def unpacked(data: bytes) -> dict[str, bytes]:
    """Give what is in a package, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Write a package, with no clock and no machine in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            package.writestr(entry, data)
    return file.getvalue()


def _set_section(document: etree._Element, edition: Edition) -> None:
    body = document.find(f"{W}body")
    if body is None:
        raise ValueError("the document has no body")
    for section in body.findall(f"{W}sectPr"):
        body.remove(section)
    direction = "<w:bidi/>" if edition.direction == "rtl" else ""
    body.append(etree.fromstring(_SECTION.format(direction=direction)))


def _set_lists(numbering: etree._Element, inset: int) -> None:
    """Let lists begin where paragraphs do, so that the bars beside them are one."""
    for level in numbering.iter(f"{W}lvl"):
        depth = int(level.get(f"{W}ilvl") or 0)
        for indent in level.iter(f"{W}ind"):
            indent.set(f"{W}left", str(inset + (depth + 1) * _INDENT))
            indent.set(f"{W}hanging", str(_INDENT))
        for sign in level.findall(f"{W}lvlText"):
            if (sign.get(f"{W}val") or "").strip() and "%" not in (sign.get(f"{W}val") or ""):
                sign.set(f"{W}val", "•–·"[min(depth, 2)])


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def _content_types() -> bytes:
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        **_PICTURES,
    }
    overrides = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/custom.xml": f"{_TYPE}.custom-properties+xml",
        **{f"/word/{n}.xml": f"{_TYPE}.wordprocessingml.{k}+xml" for n, k in _PARTS.items()},
    }
    root = etree.Element("Types", xmlns=f"{_PACKAGE}/content-types")
    for extension, kind in defaults.items():
        etree.SubElement(root, "Default", Extension=extension, ContentType=kind)
    for name, kind in overrides.items():
        etree.SubElement(root, "Override", PartName=name, ContentType=kind)
    return _written(root)


def _package_relations() -> bytes:
    targets = {
        f"{_OFFICE}/officeDocument": "word/document.xml",
        f"{_PACKAGE}/relationships/metadata/core-properties": "docProps/core.xml",
        f"{_OFFICE}/custom-properties": "docProps/custom.xml",
    }
    root = etree.Element("Relationships", xmlns=f"{_PACKAGE}/relationships")
    for number, (kind, target) in enumerate(targets.items(), 1):
        etree.SubElement(root, "Relationship", Id=f"rId{number}", Type=kind, Target=target)
    return _written(root)


def _relations(theirs: Mapping[str, bytes], part: etree._Element, parts: Iterable[str]) -> bytes:
    """Lead from a part to others of ours, and to those of pandoc's links and pictures it has."""
    used = {value for node in part.iter() for value in node.attrib.values()}
    root = etree.Element("Relationships", xmlns=f"{_PACKAGE}/relationships")
    for name in parts:
        kind = f"{_OFFICE}/{name.partition('-')[0]}"
        etree.SubElement(root, "Relationship", Id=f"ours-{name}", Type=kind, Target=f"{name}.xml")
    for relation in _links_and_pictures(etree.fromstring(theirs["word/_rels/document.xml.rels"])):
        if relation["Id"] in used:
            etree.SubElement(root, "Relationship", dict(relation))
    return _written(root)


def _links_and_pictures(root: etree._Element) -> Iterator[Mapping[str, str]]:
    for relation in root:
        attributes = {str(name): str(value) for name, value in relation.attrib.items()}
        if attributes["Type"].rpartition("/")[2] in ("hyperlink", "image"):
            yield attributes
