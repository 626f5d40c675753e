from __future__ import annotations

from openbrief.typeset.rowheads import tag_row_heads


def pdf(*elements: str) -> bytes:
    data, offsets = "%PDF-1.7", []
    for element in elements:
        offsets.append(len(data) + 1)
        data += element
    count = len(elements) + 1
    table = "".join(f"{offset:010} 00000 n\r\n" for offset in offsets)
    head = f"\nxref\n0 {count}\n0000000000 65535 f\r\n"
    return f"{data}{head}{table}trailer\nstartxref\n{len(data) + 1}\n%%EOF".encode()


def element(number: int, tag: str, parent: int, rest: str) -> str:
    return f"\n{number} 0 obj\n<</Type/StructElem/S/{tag}/P {parent} 0 R{rest}>>\nendobj"


HEAD = (element(1, "Strong", 2, "/K[7]"), element(2, "P", 3, "/K[1 0 R]"))
LISTED = "/A[<</O/Table/Headers[(U1x0y0)]>>]"
SCOPED = "/A[<</O/Table/Scope/Row>>]"


def test_a_strong_paragraph_alone_in_a_cell_makes_a_row_header_and_tables_go_by_scope() -> None:
    before = pdf(
        *HEAD,
        element(3, "TD", 6, f"{LISTED}/K[2 0 R]"),
        element(4, "TD", 6, f"{LISTED}/K[8]"),
        element(5, "TD", 7, f"{LISTED}/K[9]"),
        element(6, "TR", 8, "/K[3 0 R 4 0 R]"),
        element(7, "TR", 8, "/K[5 0 R]"),
        element(8, "TBody", 9, "/K[6 0 R 7 0 R]"),
    )

    after = tag_row_heads(before)

    assert after == pdf(
        *HEAD,
        element(3, "TH", 6, f"{SCOPED}/K[2 0 R]"),
        element(4, "TD", 6, "/A[<</O/Table>>]/K[8]"),
        element(5, "TD", 7, "/A[<</O/Table>>]/K[9]"),
        element(6, "TR", 8, "/K[3 0 R 4 0 R]"),
        element(7, "TR", 8, "/K[5 0 R]"),
        element(8, "TBody", 9, "/K[6 0 R 7 0 R]"),
    )


def test_a_table_without_column_headers_has_row_headers_all_the_same() -> None:
    before = pdf(*HEAD, element(3, "TD", 4, "/K[2 0 R]"), element(4, "TR", 5, "/K[3 0 R]"))

    after = tag_row_heads(before)

    assert element(3, "TH", 4, f"{SCOPED}/K[2 0 R]").encode() in after


def test_a_file_without_row_headers_comes_back_as_it_was() -> None:
    before = pdf(element(1, "TD", 4, f"{LISTED}/K[2 0 R]"), element(2, "P", 1, "/K[3]"))

    assert tag_row_heads(before) == before
