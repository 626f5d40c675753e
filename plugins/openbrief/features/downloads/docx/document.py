"""What pandoc writes of a text, brought to what Word, its readers and their tools need."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from openbrief.features.downloads.docx.runs import W, finish_paragraph, finish_run, parent_of

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_LONG = 1500
"""A table row of more letters may be parted by the end of a page."""
_BELOW = "240"
"""The room below a table, in twentieths of a point; no style of a table has one."""
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
)


def finish(root: _Element) -> None:
    """Finish the tree of `document.xml` or `footnotes.xml` in place."""
    for table in root.iter(f"{W}tbl"):
        _finish_table(table)
    for paragraph in root.iter(f"{W}p"):
        finish_paragraph(paragraph)
    for run in root.iter(f"{W}r"):
        finish_run(run)
    for number, place in enumerate(root.iter(f"{_WP}docPr"), 1):
        _finish_picture(place, number)


def _finish_table(table: _Element) -> None:
    """Mirror a table of a right-to-left text, mark a column of headings, keep short rows whole."""
    properties = table.find(f"{W}tblPr")
    if properties is None:
        return
    if table.find(f".//{W}bidi") is not None:
        style = properties.find(f"{W}tblStyle")
        mirrored = etree.Element(f"{W}bidiVisual")
        properties.insert(0 if style is None else 1, mirrored)
    rows = table.findall(f"{W}tr")
    body = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is None]
    look = properties.find(f"{W}tblLook")
    if look is not None and body and all(map(_has_heading, body)):
        look.set(f"{W}firstColumn", "1")
        look.set(f"{W}val", f"{int(look.get(f'{W}val') or '0', 16) | 0x80:04X}")
    _keep_away(table.getnext())
    for row in rows:
        if sum(len(text.text or "") for text in row.iter(f"{W}t")) < _LONG:
            _keep_whole(row)


def _keep_away(following: _Element | None) -> None:
    """Leave room between a table and the paragraph below it; headings bring more of their own."""
    if following is None or following.tag != f"{W}p":
        return
    properties = following.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        following.insert(0, properties)
    style = properties.find(f"{W}pStyle")
    if style is None or not (style.get(f"{W}val") or "").startswith("Heading"):
        etree.SubElement(properties, f"{W}spacing").set(f"{W}before", _BELOW)


def _has_heading(row: _Element) -> bool:
    """Say whether the first cell of a row is a heading, or goes on from one above."""
    cell = row.find(f"{W}tc")
    if cell is None:
        return False
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    goes_on = merged is not None and merged.get(f"{W}val") == "continue"
    return goes_on or cell.find(f"{W}p/{W}pPr/{W}pStyle[@{W}val='Tableheading']") is not None


def _keep_whole(row: _Element) -> None:
    properties = row.find(f"{W}trPr")
    if properties is None:
        properties = etree.Element(f"{W}trPr")
        row.insert(0, properties)
    properties.insert(0, etree.Element(f"{W}cantSplit"))


def _finish_picture(place: _Element, number: int) -> None:
    """Number a picture; pandoc says its address, which is the whole picture here, as its words."""
    for node in (place, *parent_of(place).iter(f"{_PIC}cNvPr")):
        node.set("name", f"Picture {number}")
        for name in {"title", "descr"} & set(node.attrib):
            if node is not place or not node.get(name):
                del node.attrib[name]
    if place.get("descr") is None:
        place.append(etree.fromstring(_DECORATIVE))
