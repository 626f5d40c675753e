"""The address of a version as a picture that a telephone reads."""

from __future__ import annotations

import io
from collections.abc import Mapping

_QUIET = 4
"""Modules of white around the code. Source: ISO/IEC 18004, 9.1."""


def code(address: str) -> Mapping[str, bytes]:
    """Give the file `qr.svg`, dark on white; nothing without an address.

    The level of correction is M: a fold or a stain of a seventh of the code does no harm.
    """
    if not address:
        return {}
    # Most builds set nothing on paper.
    import segno  # noqa: PLC0415

    drawn = io.BytesIO()
    segno.make_qr(address, error="m", boost_error=False).save(
        drawn, kind="svg", border=_QUIET, dark="#14211d", light="#ffffff", xmldecl=False, nl=False
    )
    return {"qr.svg": drawn.getvalue()}
