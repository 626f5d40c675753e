"""Markdown as Python-Markdown with our extensions and as CommonMark read it.

Where the two differ, what both understand is written: entries of lists are indented by four, what
has no sign in CommonMark is written in HTML, boxes are quotations with a title.

Sources: CommonMark 0.31.2, sections 2.4 (backslash escapes), 4 and 6; GitHub Flavored Markdown,
4.10 (tables) and 5.3 (tasks); Python-Markdown's footnotes and definition lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from openbrief.typeset.plain.dialect import Blocks, Table, indented, joined

_SIGN = re.compile(
    r"[\\`*\[\]{|~^<]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside of a word it is no sign
    r"|=(?==)|&(?=#|\w+;)|(?<![^\W_])@"
    r"|[!&]\Z"  # what comes next may be a link, or an entity's name
)
_ANY = re.compile(r"[\\`*\[\]{|~^<_=&@!]")
"""Most texts have none, and one set of characters is found sooner than many patterns."""
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
_LINE = re.compile(r"([#>+-]|!(?=!!))|(\d+)([.)])|([=:]|\?(?=\?\?))|(\[[^\]\n]*\])(:)")
"""What makes a line a heading, a quotation, an entry, a box or a definition."""
_TRAILING = re.compile(r"#(?=#*\Z)")
_IN_ADDRESS = re.compile(r"""[\s()<>"'\\`\[\]|]""")
_SIGNS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*", "dfn": "*", "del": "~~"}
_TAGS = {"b": "strong", "i": "em", "cite": "em", "dfn": "em", "s": "del", "u": "ins"}
_IN_HTML = frozenset(("sub", "sup", "ins", "u", "s", "mark", "kbd", "samp", "var", "small"))
_RULES = {"left": ":---", "center": ":---:", "right": "---:"}
_ENTRY = re.compile(r"(?:(\d+\.)|-) {2}")
_NOTHING = "<!-- -->"
"""Both kinds of Markdown read a comment as HTML, and show nothing of it."""
_FENCE = re.compile(r"`{3,}")


class Markdown:
    """Writes Markdown."""

    keeps_anchors = True
    cell_break = "<br>"
    indent = 4

    def text(self, text: str) -> str:
        """Escape what would be a sign."""
        return _SIGN.sub(_escaped, text) if _ANY.search(text) else text

    def paragraph(self, words: str) -> str:
        """Write each line with a break after it, and so that it begins no other block."""
        lines = (line.strip(" ") for line in words.split("\n"))
        return "  \n".join(_LINE.sub(_begun, line, count=1) if _LINE.match(line) else line
                           for line in lines)  # fmt: skip

    def heading(self, level: int, words: str) -> str:
        """Write it behind as many signs as its level."""
        line = _TRAILING.sub(r"\\#", words.replace("\n", " "))
        return f"{'#' * level} {line}"

    def span(self, tag: str, words: str, *, plainly: bool) -> str:
        """Write a sign on both sides, or the element where a sign would not be read as one."""
        sign = _SIGNS.get(tag, "")
        if sign and plainly:
            return f"{sign}{words}{sign}"
        if sign or tag in _IN_HTML:
            name = _TAGS.get(tag, tag)
            return f"<{name}>{words}</{name}>"
        return words

    def code(self, text: str) -> str:
        """Write it between backticks, or as HTML where it has some itself, or could be more."""
        if any(sign in text for sign in ("`", "|", "]:")) or text.endswith("\\"):
            return f"<code>{self.text(text)}</code>"
        return f"`{text}`"

    def listing(self, text: str, language: str) -> str:
        """Write a fence that is longer than any inside."""
        longest = max((len(found) for found in _FENCE.findall(text)), default=2)
        fence = "`" * (longest + 1)
        return f"{fence}{language}\n{text}\n{fence}"

    def link(self, words: str, text: str, url: str) -> str:
        """Write an inline link; an address that is spelt out is one by itself."""
        address = _IN_ADDRESS.sub(_percent, url)
        return f"<{address}>" if text == url == address else f"[{words}]({_safe(address)})"

    def picture(self, alt: str, url: str) -> str:
        """Write a picture."""
        return f"![{self.text(alt)}]({_safe(_IN_ADDRESS.sub(_percent, url))})"

    def citation(self, words: str, following: str) -> str:
        """Write it in brackets, escaped where they would make it a link."""
        return f" \\[{words}\\]" if following[:1] in ("(", "[", "{") else f" [{words}]"

    def note_mark(self, number: int) -> str:
        """Write `[^1]`."""
        return f"[^{number}]"

    def note(self, number: int, blocks: Blocks) -> str:
        """Write the note with its further blocks indented."""
        return indented(joined(blocks), "    ", f"[^{number}]: ")

    def source_sign(self, number: int, label: str) -> str:
        """Write it as an entry of a list; one that has a name of its own keeps it."""
        if label == str(number):
            return f"{number}.".ljust(self.indent)
        return f"-   [{self.text(label)}] " if label else "-   "

    def label(self, words: str) -> str:
        """Leave it as it is: it is set in bold by itself."""
        return words

    def title(self, words: str) -> str:
        """Write it in bold."""
        return f"**{words}**" if "*" not in words else f"<strong>{words}</strong>"

    def box(self, blocks: Blocks) -> Blocks:
        """Write it as a quotation."""
        return self.quotation(blocks)

    def quotation(self, blocks: Blocks) -> Blocks:
        """Write a sign before each line."""
        return [indented(joined(blocks), "> ")]

    def definition(self, terms: Sequence[str], meanings: Sequence[Blocks]) -> str:
        """Write the terms, and each meaning behind a colon."""
        below = [indented(joined(blocks), "    ", ":   ") for blocks in meanings]
        return "\n".join((*(self.paragraph(term) for term in terms), *below))

    def table(self, table: Table) -> Blocks:
        """Write a row a line; a table without names of columns gets empty ones."""
        width = max(len(row) for row in (table.head, *table.rows))
        head = [*table.head, *[""] * (width - len(table.head))]
        sides = [*table.sides, *[""] * (width - len(table.sides))]
        lines = [_row(head), _row([_RULES.get(side, "---") for side in sides])]
        return ["\n".join((*lines, *(_row(row) for row in table.rows)))]

    def joint(self, words: str) -> str:
        """Write an empty comment before a sign."""
        return _NOTHING if words[0] in "*`~" else ""

    def between(self, before: str, after: str) -> str:
        """Write a comment between two lists of one kind."""
        first, second = _ENTRY.match(before), _ENTRY.match(after)
        is_same = first and second and bool(first[1]) == bool(second[1])
        return _NOTHING if is_same else ""

    def rule(self) -> str:
        """Write three stars."""
        return "* * *"


def _escaped(found: re.Match[str]) -> str:
    sign = found.group()
    return _ENTITIES.get(sign) or f"\\{sign}"


def _begun(found: re.Match[str]) -> str:
    """Escape the beginning of a line; what no backslash escapes everywhere is an entity."""
    sign, number, point, other, bracket, _ = found.groups()
    if sign:
        return f"\\{sign}"
    if number:
        return f"{number}\\{point}"
    return f"{bracket}&#58;" if bracket else f"&#{ord(other)};"


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found.group().encode())


def _safe(address: str) -> str:
    return escape(address, quote=False) if re.search(r"&#?\w+;", address) else address


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
