"""What a person sees of how far a build has come."""

from __future__ import annotations

from io import StringIO

from openbrief.cli.progress import Line


def told(*, is_terminal: bool, seconds: float) -> str:
    stream = StringIO()
    times = iter(seconds * step for step in range(5))
    line = Line(stream, is_terminal=is_terminal, clock=lambda: next(times))
    for done in (1, 2, 3, 4):
        line("make", 4, done)
    line.clear()
    return stream.getvalue()


def test_a_terminal_shows_one_line_that_moves_and_goes() -> None:
    text = told(is_terminal=True, seconds=1)

    assert text.startswith("\rmaking pages: 2 of 4, 2.0 a second, 1 s left\x1b[K")
    assert text.endswith("\r\x1b[K")
    assert "\n" not in text


def test_elsewhere_a_line_comes_every_ten_seconds() -> None:
    text = told(is_terminal=False, seconds=6)

    assert text == "making pages: 3 of 4, 0.2 a second, 4 s left\n"


def test_a_short_step_is_not_told() -> None:
    assert told(is_terminal=False, seconds=0.5) == ""
