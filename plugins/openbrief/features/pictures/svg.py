"""SVG: read event by event, checked against lists, and written anew.

What runs, loads or leads out of the drawing is told with its place. What programs leave in it for
themselves (metadata, comments, names of their own) is left out without a word. What is written is
read the same by every reader of XML, since nothing but elements, attributes and text is in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from openbrief.features.pictures import svg_names as names
from openbrief.features.pictures.container import RefusedError, too_large
from openbrief.features.pictures.svg_links import data_picture
from openbrief.features.pictures.svg_styles import checked_value, declarations, outside, sheet
from openbrief.features.pictures.svg_uses import Uses
from openbrief.model import picture as limit

_ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
_ENCODINGS = frozenset((b"utf-8", b"us-ascii", b"ascii"))
_LENGTH = re.compile(
    r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(?:px|pt|pc|mm|cm|in|em|ex|%)?\s*\Z"
)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_MEND = "take it out, or save the drawing anew as a plain SVG"


def strip_svg(data: bytes) -> bytes:
    """Give the drawing with what may be in it, and nothing else.

    Raises:
        RefusedError: it holds what runs, loads or leads elsewhere; it is no SVG; it is too
            large.
    """
    if len(data) > limit.MAX_DRAWING:
        most = f"{limit.MAX_DRAWING // 1024} KB"
        raise too_large(f"the drawing has {len(data) // 1024} KB; {most} are the most")
    encoding = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    if encoding and encoding[1].lower() not in _ENCODINGS:
        raise RefusedError("picture-broken", "the drawing is not UTF-8", "save it as UTF-8", 1)
    return _Writer().written(data)


@dataclass
class _Writer:
    """Takes the events of one drawing."""

    parser: expat.XMLParserType = field(init=False)
    parts: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    passed: int = 0
    """How deep we are in what is left out."""
    style: list[str] = field(default_factory=list)
    uses: Uses = field(default_factory=Uses)
    place: tuple[int, int] = (0, 0)
    """Line and column of what is looked at; after a fault the parser tells where that ends."""

    def __post_init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction

    def written(self, data: bytes) -> bytes:
        parser = self.parser
        try:
            parser.Parse(data, True)  # noqa: FBT003 (expat's)
            self.uses.check()
        except expat.ExpatError as error:
            what = expat.ErrorString(error.code)
            message = f"the drawing is no well-formed XML: {what}"
            raise RefusedError(
                "picture-broken", message, _MEND, error.lineno, error.offset + 1
            ) from error
        except RefusedError as fault:
            if not fault.line:
                fault.line, fault.column = self.place
            fault.help = fault.help or _MEND
            raise
        finally:
            # The parser holds our methods, and they hold it.
            for handler in ("StartElement", "EndElement", "CharacterData", "StartDoctypeDecl"):
                setattr(parser, f"{handler}Handler", None)
            parser.ProcessingInstructionHandler = None
        return "".join((*self.parts, "\n")).encode()

    def _look(self) -> None:
        self.place = (self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _doctype(
        self,
        _name: str,
        _system: str | None,
        _public: str | None,
        has_subset: bool,  # noqa: FBT001 (expat says it)
        /,
    ) -> None:
        self._look()
        if has_subset:
            raise _refused("it declares entities or elements of its own")

    def _instruction(self, target: str, _data: str) -> None:
        self._look()
        if target.lower() != "xpacket":
            raise _refused(f"it has an instruction to programs, `<?{target}?>`")

    def _start(self, tag: str, flat: list[str]) -> None:
        self._look()
        space, _, name = tag.rpartition(" ")
        if not self.open and not self.passed and (space, name) != (names.SVG, "svg"):
            message = f"the drawing begins with `{name}`"
            mend = f'it must begin with `<svg xmlns="{names.SVG}">`'
            raise RefusedError("picture-broken", message, mend)
        if space in (names.XHTML, names.MATHML):
            raise _refused(f"it has an element of another language, `{name}`")
        if self.passed or space != names.SVG or name in names.PASSED_OVER:
            self.passed += 1
            self._check_depth()
            return
        if name not in names.ELEMENTS:
            raise _refused(f"it has the element `{name}`")
        attributes = self._attributes(name, dict(zip(flat[::2], flat[1::2], strict=True)))
        used = [target for each in attributes.values() for target in each[1]]
        self.uses.start(attributes.get("id", ("", ()))[0], used, self.place)
        shown = "".join(f" {key}={quoteattr(value)}" for key, (value, _) in attributes.items())
        spaces = "" if self.open else f' xmlns="{names.SVG}" xmlns:xlink="{names.XLINK}"'
        self.parts.append(f"<{name}{spaces}{shown}>")
        self.open.append(name)
        self._check_depth()

    def _check_depth(self) -> None:
        if len(self.open) + self.passed > limit.MAX_DEPTH:
            raise too_large(f"elements stand in one another more than {limit.MAX_DEPTH} times")

    def _end(self, _tag: str) -> None:
        if self.passed:
            self.passed -= 1
            return
        self._look()
        name = self.open.pop()
        if name == "style":
            text, used = sheet("".join(self.style))
            self.parts.append(escape(text))
            self.style.clear()
            self.uses.everywhere(used)
        self.uses.end()
        self.parts.append(f"</{name}>")

    def _text(self, text: str) -> None:
        if self.passed or not self.open or self.open[-1] not in names.WORDS:
            return
        if self.open[-1] == "style":
            self.style.append(text)
        else:
            self.parts.append(escape(text))

    def _attributes(
        self, element: str, given: Mapping[str, str]
    ) -> Mapping[str, tuple[str, tuple[str, ...]]]:
        """Give the attributes that stay, each with the parts of the drawing that it uses."""
        kept: dict[str, tuple[str, tuple[str, ...]]] = {}
        for full, value in given.items():
            space, _, name = full.rpartition(" ")
            shown = f"{_PREFIXES[space]}{name}" if space in _PREFIXES else ""
            if name == "href" and shown:
                kept[shown] = _link(element, value)
            elif shown in names.ATTRIBUTES or shown in ("xml:space", "xml:lang"):
                kept[shown] = (value, _used(element, name, value))
            elif shown == "style":
                kept[shown] = declarations(value)
            elif shown.lower().startswith("on"):
                raise _refused(f"it has the attribute `{name}`, which runs")
        if not self.open:
            _check_sides(kept)
        return kept


_PREFIXES = {"": "", names.XLINK: "xlink:", names.XML: "xml:"}


def _used(element: str, name: str, value: str) -> tuple[str, ...]:
    """Check the value of an attribute, and give the parts of the drawing that it uses."""
    if name == "attributeName" and value.strip() not in names.MOVED:
        raise _refused(f"an animation changes `{value.strip()}`")
    if name in names.LARGEST:
        numbers = [float(each) for each in _NUMBER.findall(value)]
        if any(abs(number) > names.LARGEST[name] for number in numbers):
            raise too_large(
                f"`{name}` of `{element}` is {value}; {names.LARGEST[name]} is the most"
            )
    return () if name in names.FREE else checked_value(value)


def _link(element: str, value: str) -> tuple[str, tuple[str, ...]]:
    """Let a link lead to a part of the drawing, and a picture hold its data."""
    target = value.strip()
    if re.fullmatch(r"#[\w.:-]+", target):
        return target, (target[1:],)
    if element == "image" and target.lower().startswith("data:"):
        return data_picture(target), ()
    raise outside(value)


def _check_sides(kept: Mapping[str, tuple[str, tuple[str, ...]]]) -> None:
    for name in ("width", "height"):
        found = _LENGTH.match(kept.get(name, ("", ()))[0])
        if found and float(found[1]) > limit.MAX_SIDE:
            raise too_large(f"the drawing's {name} is {found[1]}; {limit.MAX_SIDE} is the most")


def _refused(what: str) -> RefusedError:
    return RefusedError("picture-svg", f"the drawing can't be published: {what}")
