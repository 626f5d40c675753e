"""Check a picture, and give it as it is published."""

from __future__ import annotations

from openbrief.features.pictures.container import RefusedError, broken, too_large
from openbrief.features.pictures.raster import STRIPS, decode
from openbrief.features.pictures.svg import strip_svg
from openbrief.model.picture import FORMATS, MAX_BYTES, SVG, format_named, format_of
from openbrief.model.problem import Problem, Span


def check_picture(path: str, data: bytes) -> Problem | None:
    """Say what keeps a picture from being published, after it has been decoded once."""
    try:
        clean = published(path, data)
        each = format_named(path)
        if each in STRIPS and each:
            decode(clean, each)
    except RefusedError as fault:
        return _told(fault, path)
    return None


def _told(fault: RefusedError, path: str) -> Problem:
    return Problem(Span(path, fault.line, fault.column), fault.code, fault.message, fault.help)


def published(path: str, data: bytes) -> bytes:
    """Give a picture as it is published: the same pixels, and nothing that tells of anybody.

    The same bytes come out for the same bytes, always.

    Raises:
        RefusedError: it is not what its name says, damaged, too large, or an SVG that does more
            than show.
    """
    each, found = format_named(path), format_of(data)
    if each is None:
        raise broken(f"`{path}` is no picture")
    if each is SVG:
        return strip_svg(data)
    if found is not each:
        what = f"a picture of the kind `{found.name}`" if found else "no picture"
        endings = ", ".join(ending for form in FORMATS for ending in form.endings)
        raise RefusedError(
            "picture-format",
            f"the name ends in `{each.endings[0]}`, but the file is {what}",
            f"name it as what it is ({endings}), or save it anew",
        )
    if len(data) > MAX_BYTES:
        most = f"{MAX_BYTES // 1024 // 1024} MB"
        raise too_large(f"the file has {len(data) // 1024 // 1024} MB; {most} are the most")
    return STRIPS[each](data)
