"""What a text of the site becomes in a book, one rule for each kind of thing in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from openbrief.features.downloads.epub.draft import TYPE, Draft
from openbrief.features.downloads.epub.links import Links
from openbrief.features.downloads.epub.marks import mark
from openbrief.features.downloads.epub.pictures import Pictures
from openbrief.model.problem import Problem, Severity
from openbrief.typeset.fragment.citing import cited_pieces
from openbrief.typeset.fragment.converter import direction_of, near_text
from openbrief.typeset.fragment.own import mark_name
from openbrief.typeset.fragment.prepare import has_class
from openbrief.typeset.fragment.svg import svg_file

_SHORT = 9
"""A citation of so many characters does not break across lines."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rules know beside the text."""

    draft: Draft
    links: Links
    pictures: Pictures
    work_by_number: Mapping[int, str]
    problems: list[Problem] = field(default_factory=list)

    @property
    def lacks_alt(self) -> bool:
        """Say whether a picture has no words that stand for it."""
        return any(problem.code == "epub-no-alt" for problem in self.problems)

    def report(self, code: str, message: str, advice: str = "") -> None:
        """Note a finding at the chapter's source; the same one is noted once."""
        problem = Problem(self.draft.chapter.edition.span, code, message, advice, Severity.ERROR)
        if problem not in self.problems:
            self.problems.append(problem)


def _pictures(root: HtmlElement, setting: Setting) -> None:
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


def _drawings(root: HtmlElement, setting: Setting) -> None:
    """Draw the proof marks; another drawing in the text becomes a picture of its own."""
    for node in list(root.iter("svg")):
        if has_class(node, "pm"):
            drawn = mark(mark_name(node))
            _replace(node, etree.fromstring(drawn) if drawn else None)
            continue
        title = next((child for child in node if child.tag == "title"), None)
        alt = node.get("aria-label") or (title.text_content() if title is not None else "")
        if not alt and node.get("aria-hidden") != "true":
            near = near_text(node)
            words = f"a drawing has no title, near `{near}`"
            setting.report("epub-no-alt", words, "give it a `<title>`")
        src = setting.pictures.keep(svg_file(node))
        _replace(node, root.makeelement("img", {"src": src, "alt": alt}))


def _citations(root: HtmlElement, setting: Setting) -> None:
    """Link each work that a citation names to its entry; one by footnote becomes a mark."""
    for node in list(root.iter("a")):
        if not has_class(node, "cite"):
            continue
        if note := node.get("data-note"):
            _note_mark(node, note, setting.draft)
            sup = root.makeelement("sup")
            _replace(node, sup)
            sup.append(node)
        else:
            _replace(node, _citation(node, setting))


def _citation(node: HtmlElement, setting: Setting) -> HtmlElement:
    pieces = cited_pieces(node, setting.draft.works_by_card, setting.work_by_number)
    whole = node.makeelement("span", {"class": "cite", "id": node.get("id") or ""})
    # `1, p. 33` would be turned about in a right-to-left line.
    node.set("dir", node.get("dir") or "auto")
    whole.set("dir", direction_of(node))
    if len(node):
        node.attrib.pop("id", None)
        pieces = pieces[:1]
    is_short = sum(len(text) for text, _ in pieces) <= _SHORT
    for text, work in pieces:
        href = setting.links.to(f"#{work}") if work else ""
        piece = node.makeelement("a" if href else "span")
        if href:
            piece.attrib.update({"href": href, "role": "doc-biblioref", TYPE: "biblioref"})
        if len(node):
            piece.text = node.text
            piece.extend(list(node))
        else:
            piece.text = text.replace(" ", "\u00a0") if is_short else text
        whole.append(piece)
    if not has_class(node, "words"):
        whole.text = "\u00a0["
        whole[-1].tail = "]"
    return whole


def _footnote_marks(root: HtmlElement, setting: Setting) -> None:
    for node in root.iter("a"):
        if has_class(node, "footnote-ref"):
            holder = node.getparent()
            if holder is not None and holder.tag == "sup" and holder.get("id"):
                node.set("id", holder.attrib.pop("id"))
            _note_mark(node, (node.get("href") or "#")[1:], setting.draft)


def _note_mark(node: HtmlElement, note: str, draft: Draft) -> None:
    if note not in draft.notes:
        node.attrib.pop("href", None)
        return
    anchor = node.get("id") or f"mark:{note}"
    node.attrib.clear()
    node.attrib.update({
        "id": anchor, "href": f"#{draft.name(note)}", "role": "doc-noteref", TYPE: "noteref",
    })  # fmt: skip
    draft.marks.setdefault(note, (draft.name(anchor), node.text_content()))


def _links(root: HtmlElement, setting: Setting) -> None:
    """Lead links to where they go from a book; the cards of terms stay with the site."""
    for node in list(root.iter("a")):
        if node.get("role"):
            continue
        href = "" if has_class(node, "term") else setting.links.to(node.get("href") or "")
        if href:
            node.set("href", href)
        elif node.get("id"):
            node.tag = "span"
            node.attrib.pop("href", None)
        else:
            node.drop_tag()


def _tables(root: HtmlElement, _setting: Setting) -> None:
    """Say of which cells a header cell is one."""
    for node in root.iter("th"):
        if not node.get("scope"):
            in_head = next(node.iterancestors("thead"), None) is not None
            row = node.getparent()
            is_first_row = row is not None and all(cell.tag == "th" for cell in row)
            node.set("scope", "col" if in_head or is_first_row else "row")
    for table in root.iter("table"):
        if has_class(table, "opt"):
            _cards(table)


_CARD_ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "td": "cell",
    "th.col": "columnheader",
    "th.row": "rowheader",
}


def _cards(table: HtmlElement) -> None:
    """Keep a table one for those who hear it, where a narrow screen shows its rows as cards."""
    for node in table.iter("table", "thead", "tbody", "tr", "td", "th"):
        scope = f".{node.get('scope')}" if node.tag == "th" else ""
        node.set("role", _CARD_ROLES[f"{node.tag}{scope}"])


_BOXES = {
    "details": ("section", "box"),
    "summary": ("p", "box-title"),
    "div.admonition": ("section", "box"),
    "p.admonition-title": ("p", "box-title"),
}
"""What a book has in the place of what the site folds or colours: element and class."""


def _boxes(root: HtmlElement, _setting: Setting) -> None:
    """Open what the site folds, and set tabs one after another, each under its label."""
    for node in list(root.iter("div")):
        if has_class(node, "tabbed-set"):
            _tabs(node)
    for node in root.iter("details", "summary", "div", "p"):
        first = (node.get("class") or "").partition(" ")[0]
        box = _BOXES.get(str(node.tag)) or _BOXES.get(f"{node.tag}.{first}")
        if box is not None:
            node.tag = box[0]
            node.set("class", box[1])


def _tabs(node: HtmlElement) -> None:
    labels = node.xpath("./div[contains(@class, 'tabbed-labels')]/label") or node.xpath("./label")
    bodies = node.xpath("./div[contains(@class, 'tabbed-content')]/div") or node.xpath(
        "./div[contains(@class, 'tabbed-content')]"
    )
    node[:] = []
    for label, body in zip(labels, bodies, strict=False):
        label.tag, body.tag = "p", "section"
        label.attrib.clear()
        label.set("class", "box-title")
        label.tail = None
        body.set("class", "box")
        body.insert(0, label)
        label.tail, body.text = body.text, None
        node.append(body)


def _tasks(root: HtmlElement, _setting: Setting) -> None:
    """Write the boxes of a list of tasks as characters: nothing in a book can be ticked."""
    for node in list(root.iter("input")):
        box = root.makeelement("span")
        is_box = (node.get("type") or "").lower() == "checkbox"
        box.text = ("☑ " if node.get("checked") is not None else "☐ ") if is_box else None
        _replace(node, box)
    for node in root.iter("label"):
        node.tag = "span"


def _heads(root: HtmlElement, _setting: Setting) -> None:
    """Keep apart what only the site's style sheet keeps apart: a number and its deadline."""
    for node in root.iter("small"):
        before = node.getprevious()
        if (before is None and has_class(node.getparent(), "by")) or node.getparent().tag == "time":
            node.text = f" {(node.text or '').lstrip()}"


def _code(root: HtmlElement, _setting: Setting) -> None:
    """Let code run from left to right in every language; style sheets of books can't say so."""
    for node in root.iter("pre", "code", "kbd", "samp", "tt"):
        node.tag = "code" if node.tag == "tt" else node.tag
        node.set("dir", "ltr")


def _maths(root: HtmlElement, _setting: Setting) -> None:
    for node in root.iter("math"):
        node.set("xmlns", "http://www.w3.org/1998/Math/MathML")


def _replace(old: HtmlElement, new: etree._Element | None) -> None:
    """Put an element, or nothing, in the place of another, whose tail stays."""
    parent = old.getparent()
    if parent is None:
        raise ValueError("the root of a text cannot be replaced")
    if new is None:
        old.drop_tree()
        return
    new.tail, old.tail = old.tail, None
    parent.replace(old, new)


RULES: tuple[Callable[[HtmlElement, Setting], None], ...] = (
    _pictures,
    _drawings,
    _citations,
    _footnote_marks,
    _links,
    _tables,
    _boxes,
    _tasks,
    _heads,
    _code,
    _maths,
)
"""Each changes a tree in place; in this order."""
