"""Paragraphs and their runs, which are the stretches of text that look the same."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import groupby

from babel import UnknownLocaleError
from lxml import etree
from lxml.etree import _Element

from openbrief.features.downloads.docx.directions import Side, is_letter, parts
from openbrief.strings import territory_tag

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EAST = frozenset(("ja", "ko", "zh"))
_RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)
_PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
    "sectPr pPrChange"
)
_PLACES = {
    name: {f"{W}{tag}": number for number, tag in enumerate(order.split())}
    for name, order in (("rPr", _RUN_ORDER), ("pPr", _PARAGRAPH_ORDER))
}
"""The order that the schema asks for (ECMA-376-1, annex A.1, CT_RPr and CT_PPr)."""


def finish_paragraph(paragraph: _Element) -> None:
    """Merge and part the runs of a paragraph, and bring its properties into order."""
    _merge(paragraph)
    _direct(paragraph)
    _sort(paragraph, "pPr")


def finish_run(run: _Element) -> None:
    """Say the language of a run as Word does, and bring its properties into order."""
    _name_language(run)
    _set_apart(run)
    _sort(run, "rPr")


def _merge(paragraph: _Element) -> None:
    """Make one run of neighbours that look the same, so that words can be found in Word."""
    last: _Element | None = None
    for run in list(paragraph.iter(f"{W}r")):
        text = _text_of(run)
        if last is not None and text is not None and run.getprevious() is last:
            before = _text_of(last)
            if before is not None and _look(run) == _look(last):
                before.text = (before.text or "") + (text.text or "")
                parent_of(run).remove(run)
                continue
        last = run


def _text_of(run: _Element) -> _Element | None:
    """Give the text of a run that holds nothing else."""
    content = [child for child in run if child.tag != f"{W}rPr"]
    return content[0] if len(content) == 1 and content[0].tag == f"{W}t" else None


def _look(run: _Element) -> bytes:
    properties = run.find(f"{W}rPr")
    return b"" if properties is None else etree.tostring(properties, with_tail=False)


def _direct(paragraph: _Element) -> None:
    """Part runs where the direction of their letters changes, and let each say its own."""
    base: Side = "R" if paragraph.find(f"{W}pPr/{W}bidi") is not None else "L"
    runs = [run for run in paragraph.iter(f"{W}r") if _text_of(run) is not None]
    texts = [(_words(run), _side(run)) for run in runs]
    for run, pieces in zip(runs, parts(texts, base), strict=True):
        for text, side in pieces[:-1]:
            piece = copy.deepcopy(run)
            _put(piece, text, side)
            run.addprevious(piece)
        if pieces:
            _put(run, *pieces[-1])
    _hold_ends(runs, texts, base)


def _hold_ends(runs: list[_Element], texts: list[tuple[str, Side]], base: Side) -> None:
    """Put marks round parts against the paragraph's direction that end in no letter.

    Programs that look at letters alone would turn the slash at an address's end about. The marks
    are not in the link, so that nobody copies one with its words.
    """
    for foreign, group in groupby(range(len(runs)), key=lambda n: texts[n][1] != base):
        if not foreign:
            continue
        numbers = list(group)
        first, last = runs[numbers[0]], runs[numbers[-1]]
        side = texts[numbers[0]][1]
        if not is_letter(texts[numbers[0]][0][:1]):
            _outermost(first).addprevious(_mark(side))
        if not is_letter(texts[numbers[-1]][0][-1:]):
            _outermost(last).addnext(_mark(side))


def _outermost(run: _Element) -> _Element:
    parent = parent_of(run)
    return parent if parent.tag == f"{W}hyperlink" else run


def _mark(side: Side) -> _Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}t")
    _put(run, "\u200f" if side == "R" else "\u200e", side)
    return run


def _words(run: _Element) -> str:
    text = _text_of(run)
    return (text.text or "") if text is not None else ""


def _side(run: _Element) -> Side:
    return "R" if run.find(f"{W}rPr/{W}rtl") is not None else "L"


def _put(run: _Element, words: str, side: Side) -> None:
    text = _text_of(run)
    if text is not None:
        text.text = words
        text.set(_SPACE, "preserve")
    mark = run.find(f"{W}rPr/{W}rtl")
    if mark is not None and side == "L":
        parent_of(mark).remove(mark)
    elif mark is None and side == "R":
        etree.SubElement(_properties(run), f"{W}rtl")


def _properties(run: _Element) -> _Element:
    found = run.find(f"{W}rPr")
    if found is None:
        found = etree.Element(f"{W}rPr")
        run.insert(0, found)
    return found


def parent_of(node: _Element) -> _Element:
    """Give the parent of a node that has one."""
    parent = node.getparent()
    if parent is None:
        raise ValueError("the root has no place in a tree")
    return parent


def _name_language(run: _Element) -> None:
    """Say the language where Word looks for it: by the kind of script, and with a country.

    Source: ECMA-376-1, 17.3.2.20, `lang`.
    """
    language = run.find(f"{W}rPr/{W}lang")
    if language is None:
        return
    tag = word_language(language.get(f"{W}val") or "")
    language.attrib.clear()
    for attribute in language_kinds(tag, is_rtl=_side(run) == "R"):
        language.set(f"{W}{attribute}", tag)


def language_kinds(tag: str, *, is_rtl: bool) -> Iterator[str]:
    """Yield the attributes of `lang` that a language stands in."""
    if is_rtl:
        yield "bidi"
        return
    yield "val"
    if tag.partition("-")[0] in _EAST:
        yield "eastAsia"


def word_language(tag: str) -> str:
    """Give a language with the country that Word's dictionaries go by: `fr-FR`."""
    try:
        return territory_tag(tag).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        return tag


def _set_apart(run: _Element) -> None:
    """Put a tab behind the label of an entry: its text stands in a column of its own."""
    style = run.find(f"{W}rPr/{W}rStyle")
    if style is None or style.get(f"{W}val") != "Label":
        return
    following = run.getnext()
    if following is None or following.find(f"{W}rPr/{W}rStyle[@{W}val='Label']") is None:
        etree.SubElement(run, f"{W}tab")


def _sort(node: _Element, name: str) -> None:
    properties, places = node.find(f"{W}{name}"), _PLACES[name]
    if properties is not None and len(properties) > 1:
        properties[:] = sorted(properties, key=lambda each: places.get(str(each.tag), len(places)))
