from __future__ import annotations

from openbrief.typeset.rowheads import tag_row_heads


def element(number: int, tag: str, parent: int, rest: str) -> str:
    return f"\n{number} 0 obj\n<</Type/StructElem/S/{tag}/P {parent} 0 R{rest}>>\nendobj"


def test_a_strong_paragraph_alone_in_a_cell_makes_a_row_header_of_the_same_length() -> None:
    before = (
        element(1, "Strong", 2, "/K[7]")
        + element(2, "P", 3, "/K[1 0 R]")
        + element(3, "TD", 9, "/A[<</O/Table/Headers[(U1x0y0)]>>]/K[2 0 R]")
        + element(4, "TD", 9, "/A[<</O/Table/Headers[(U1x1y0)]>>]/K[8]")
        + element(5, "TD", 10, "/A[<</O/Table/Headers[(U1x0y0)]>>]/K[9]")
    ).encode()

    after = tag_row_heads(before)

    assert len(after) == len(before)
    assert b"/S/TH/P 9 0 R/A[<</O/Table/Scope/Row        >>]/K[2 0 R]" in after
    assert b"4 0 obj\n<</Type/StructElem/S/TD/P 9 0 R/A[<</O/Table                  >>]" in after
    assert element(5, "TD", 10, "/A[<</O/Table/Headers[(U1x0y0)]>>]/K[9]").encode() in after


def test_a_cell_without_listed_headers_is_left_alone() -> None:
    before = (
        element(1, "Strong", 2, "/K[7]")
        + element(2, "P", 3, "/K[1 0 R]")
        + element(3, "TD", 9, "/K[2 0 R]")
    ).encode()

    assert tag_row_heads(before) == before
