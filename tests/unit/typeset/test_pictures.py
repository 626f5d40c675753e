"""Pictures that are no text: Typst gets them from a folder."""

from __future__ import annotations

import base64
import dataclasses
import io
import struct
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import page
import pikepdf
import pytest

from openbrief.typeset import Edition, set_pdf

Sample = Callable[[str], Edition]
HTML = '<p>Before.</p><p><img src="a" alt="A patch of colour" width="40"></p><p>After.</p>'
GREY, COLOUR, WITH_ALPHA = 0, 2, 6
"""Kinds of PNG."""
SAMPLES = {GREY: b"\x80", COLOUR: b"\x14\x55\x2f", WITH_ALPHA: b"\x14\x55\x2f\x60"}


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(kind: int) -> bytes:
    """Make a picture of 4 by 4 dots."""
    head = struct.pack(">IIBBBBB", 4, 4, 8, kind, 0, 0, 0)
    rows = (b"\0" + SAMPLES[kind] * 4) * 4
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAKBueIx4ZKCMgoy0qqC+8P//8Nzc8P//////////////////////"
    "////////////////////////////////////wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/E"
    "ABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z"
)
"""A grey picture of 8 by 8 dots."""

PICTURES = [
    pytest.param(png(GREY), id="grey png"),
    pytest.param(png(COLOUR), id="png"),
    pytest.param(png(WITH_ALPHA), id="png with alpha"),
    pytest.param(JPEG, id="jpeg"),
]


def with_picture(sample: Sample, data: bytes) -> Edition:
    return dataclasses.replace(sample("en"), body_html=HTML, works=(), images={"a": data})


@pytest.mark.parametrize("data", PICTURES)
def test_a_picture_is_printed_in_a_valid_file(sample: Sample, data: bytes) -> None:
    pdf = set_pdf(with_picture(sample, data))

    with pikepdf.open(io.BytesIO(pdf.data)) as file:
        assert sum(len(sheet.get_images()) for sheet in file.pages) == 1
    for profile in page.ValidationProfile:
        if profile.value in ("ua1", "2a"):
            result = page.validate_pdf_bytes(pdf.data, profile=profile)
            assert [failure.rule_id for failure in result.failures] == []
    assert pdf.problems == ()


@pytest.mark.parametrize("data", PICTURES)
def test_the_folder_leaves_no_trace(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    files = []
    for name in ("a", "another-and-longer"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        files.append(set_pdf(with_picture(sample, data)).data)
        assert list(folder.iterdir()) == []

    assert files[0] == files[1]


def test_a_png_may_stand_beside_a_drawing(sample: Sample) -> None:
    chart = sample("en")
    beside = dataclasses.replace(
        chart, body_html=chart.body_html + HTML, images={**chart.images, "a": png(COLOUR)}
    )

    data = set_pdf(beside).data

    with pikepdf.open(io.BytesIO(data)) as file:
        assert sum(len(sheet.get_images()) for sheet in file.pages) == 1
    assert data != set_pdf(chart).data


def test_broken_pictures_are_told_by_their_place_and_the_rest_is_set(sample: Sample) -> None:
    html = '<p>a <img src="../x/one.png" alt="One"> <img src="two.svg" alt="Two"></p><p>開</p>'
    brief = dataclasses.replace(
        sample("en"),
        body_html=html,
        source="---\na: b\n---\n\na ![One](one.png)\n![Two](two.svg)\n\n開\n",
        images={"../x/one.png": png(COLOUR)[:40], "two.svg": b"no picture"},
    )

    made = set_pdf(brief)

    assert [(p.code, p.span.line, p.span.column) for p in made.problems] == [
        ("pdf-no-glyph", 8, 1),
        ("pdf-bad-image", 5, 10),
        ("pdf-bad-image", 6, 8),
    ]
    assert made.problems[1].message.startswith("the picture `../x/one.png` cannot be read: ")
    assert all(tempfile.gettempdir() not in str(problem) for problem in made.problems)
