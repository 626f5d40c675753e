from __future__ import annotations

import io

import pikepdf
import pytest

from openbrief.typeset.streams import close_streams


def small_pdf(*streams: bytes) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 0/Kids[]>>",
        *(b"<</Length %d>>\nstream\n%b\nendstream" % (len(s), s) for s in streams),
    ]
    data, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n\r\n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(objects) + 1)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1)
    return data + head + table + trailer + b"startxref\n%d\n%%%%EOF" % len(data)


def test_a_file_without_such_ends_comes_back_as_it_was() -> None:
    data = small_pdf(b"plain", b"with \r inside", b"/Length 9>>\nstream\nnot one\r more")

    assert close_streams(data) == data


@pytest.mark.parametrize("size", [1, 9, 10, 99, 100])
@pytest.mark.parametrize("end", [b"\r", b"\n"])
def test_a_stream_that_ends_in_a_line_end_gets_a_blank_and_all_is_found(
    size: int, end: bytes
) -> None:
    ended = b"x" * (size - 1) + end
    before = small_pdf(b"first", ended, b"between", ended, b"last")

    after = close_streams(before)

    assert after == small_pdf(b"first", ended + b" ", b"between", ended + b" ", b"last")
    with pikepdf.open(io.BytesIO(after)) as pdf:
        assert pdf.get_object(7, 0).read_raw_bytes() == b"last"
