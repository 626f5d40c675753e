"""pandoc as a program: bytes in, bytes out."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Sequence
from functools import cache

from openbrief.model.problem import OpenBriefError

_SECONDS = 60


@cache
def _program() -> str:
    # Most builds make nothing that needs it.
    import pypandoc  # noqa: PLC0415

    return str(pypandoc.get_pandoc_path())


class TooSlowError(OpenBriefError):
    """What it is given takes longer than it may."""


def pandoc(
    arguments: Sequence[str],
    data: bytes,
    *,
    day: dt.date | None = None,
    seconds: int = _SECONDS,
) -> bytes:
    """Run pandoc and give what it writes to its standard output.

    Args:
        arguments: the formats and options; `--sandbox` is added, so that it reads no file that a
            text names and fetches nothing.
        data: what it reads.
        seconds: how long it may take.
        day: what files that carry a time are dated; the same day gives the same bytes.

    Raises:
        OpenBriefError: it refuses its input.
        TooSlowError: it takes longer than it may.
    """
    epoch = dt.datetime.combine(day or dt.date(1980, 1, 1), dt.time(), dt.UTC).timestamp()
    try:
        done = subprocess.run(  # noqa: S603 (our own arguments, no shell)
            [_program(), "--sandbox", *arguments],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={"SOURCE_DATE_EPOCH": str(int(epoch)), "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise TooSlowError(f"pandoc took more than {seconds} s") from error
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()
        raise OpenBriefError(f"pandoc can't do this: {words}")
    return done.stdout
