"""What Typst cannot set, told by its place in the author's text."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping

import typst

from openbrief.model.problem import OpenBriefError
from openbrief.typeset.fragment.sheet import Sheet
from openbrief.typeset.literal import string

START = "main.typ"
"""The file that Typst begins with."""
_PLACE = re.compile(r"\bmain\.typ:(\d+):(\d+)")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_TRIED = 8
"""How many pieces of text are looked for, from the place of the fault on."""
_SHORT = 3
"""Texts as short as `rtl` stand anywhere."""
_BLANK_NAME = "blank.svg"
_BLANK = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'

Run = Callable[[Mapping[str, bytes]], object]
"""Sets some files; raises `TypstError`."""


def without_broken_pictures(
    files: Mapping[str, bytes], sheet: Sheet, run: Run
) -> Mapping[str, bytes]:
    """Give the files with a blank for each picture that cannot be read, which is a problem.

    Typst tells of one picture only, and of a raster image not which; so each is tried alone.
    """
    main, broken = files[START], []
    for name, (address, words) in sheet.pictures.items():
        code = f'#set document(title: "x")\n#image({string(name)}, alt: "x")\n'
        try:
            run({START: code.encode(), name: files[name]})
        except typst.TypstError as error:
            main = main.replace(string(name).encode(), string(_BLANK_NAME).encode())
            broken.append(name)
            sheet.report(
                "pdf-bad-image",
                f"the picture `{address}` cannot be read: {error.message}",
                "save it again, as PNG, JPEG or SVG",
                span=sheet.span_of(file_of(address), words),
            )
    kept = {name: data for name, data in files.items() if name not in broken}
    return {**kept, START: main, _BLANK_NAME: _BLANK}


def file_of(address: str) -> str:
    """Give the name under which an author knows a picture, whatever the way to it."""
    return address.rpartition("/")[2]


def failure(error: typst.TypstError, name: str, main: bytes, sheet: Sheet) -> OpenBriefError:
    """Give a fault of the printer with the place of the words near it."""
    span = sheet.span_of(*_words_near(error.diagnostic, main.decode()))
    message = f"{name}.pdf cannot be set: {error.message}"
    return OpenBriefError(message, "; ".join(error.hints), span)


def _words_near(diagnostic: str, main: str) -> Iterator[str]:
    """Yield the texts that follow the place in the code which a message names."""
    found = _PLACE.search(diagnostic)
    if found is None:
        return
    line, column = int(found[1]), int(found[2])
    rest = "\n".join(main.split("\n")[line - 1 :])[column - 1 :]
    for number, text in enumerate(_STRING.finditer(rest)):
        if number == _TRIED:
            return
        words = ast.literal_eval(text[0])
        if len(words) > _SHORT:
            yield words
