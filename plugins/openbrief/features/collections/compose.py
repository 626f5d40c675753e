"""Put a document's body together, in the order in which it is read.

Key messages come first, then the text with its blocks, then questions and answers. What the front
matter holds is woven in here, so that its citations are numbered, checked and typeset like all
others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from openbrief.features.collections.fences import DATA_BLOCKS, LIST_BLOCKS, Piece
from openbrief.model.document import Boundary, Level
from openbrief.model.front_matter import FrontMatter, Text
from openbrief.model.problem import Problem, Span
from openbrief.text.marks import Composer


def compose(
    composer: Composer, front_matter: FrontMatter, pieces: tuple[Piece, ...], level: Level
) -> tuple[Problem, ...]:
    """Add all texts of one level to the composer; give what is shown nowhere."""
    _key_messages(composer, front_matter)
    for piece in pieces:
        _piece(composer, front_matter, piece)
    if level is Level.PLAIN:
        return ()
    _questions(composer, front_matter)
    return tuple(_unshown(front_matter, pieces))


def _piece(composer: Composer, front_matter: FrontMatter, piece: Piece) -> None:
    if not piece.name:
        composer.add_text(piece.text, piece.span)
        return
    show = _DATA.get(piece.name) or (_nothing if piece.name in LIST_BLOCKS else None)
    columns = _columns(front_matter) if piece.name == "options" else ()
    _edge(composer, piece.name, "open", piece.span, *columns)
    if show:
        show(composer, front_matter)
    else:
        composer.add_text(piece.text, piece.span)
    _edge(composer, piece.name, "close", piece.span)


def _nothing(_composer: Composer, _front_matter: FrontMatter) -> None:
    """Add nothing: the list comes in when the whole site is known."""


def _columns(front_matter: FrontMatter) -> tuple[str, ...]:
    """Name the columns of the options table; precedents only where there is one."""
    precedent = any(option.precedent for option in front_matter.options)
    return ("who", "benefits", "costs", "evidence", *(["precedent"] if precedent else []))


def _key_messages(composer: Composer, front_matter: FrontMatter) -> None:
    messages = front_matter.key_messages
    if not messages:
        return
    _edge(composer, "keys", "open", messages[0].span)
    for message in messages:
        _wrapped(composer, "key", message)
    _edge(composer, "keys", "close", messages[0].span)


def _options(composer: Composer, front_matter: FrontMatter) -> None:
    for option in front_matter.options:
        _edge(composer, "option", "open", option.who.span, option.option)
        for name in _columns(front_matter):
            text: Text | None = getattr(option, name)
            _wrapped(composer, "cell", text or Text("—", option.who.span), name)
        _edge(composer, "option", "close", option.who.span)


def _recommendations(composer: Composer, front_matter: FrontMatter) -> None:
    for number, advice in enumerate(front_matter.recommendations, start=1):
        span = advice.text.span
        _edge(composer, "recommendation", "open", span, str(number), advice.by_when)
        composer.add_text(advice.text.markdown, span)
        _edge(composer, "evidence", "open", span, advice.who)
        composer.add_text(advice.evidence.markdown, advice.evidence.span)
        _edge(composer, "evidence", "close", span)
        _edge(composer, "recommendation", "close", span)


def _dates(composer: Composer, front_matter: FrontMatter) -> None:
    for date in front_matter.next_dates:
        checked = date.checked.isoformat() if date.checked else ""
        words = (date.date.isoformat(), date.jurisdiction, checked)
        _wrapped(composer, "date", date.event, *words)


def _questions(composer: Composer, front_matter: FrontMatter) -> None:
    if not front_matter.faq:
        return
    span = front_matter.faq[0].answer.span
    _edge(composer, "faq", "open", span)
    for question in front_matter.faq:
        _wrapped(composer, "question", question.answer, question.question)
    _edge(composer, "faq", "close", span)


_DATA: Mapping[str, Callable[[Composer, FrontMatter], None]] = {
    "options": _options,
    "recommendations": _recommendations,
    "dates": _dates,
}


def _wrapped(composer: Composer, kind: str, text: Text, *words: str) -> None:
    _edge(composer, kind, "open", text.span, *words)
    composer.add_text(text.markdown, text.span)
    _edge(composer, kind, "close", text.span, *words)


def _edge(composer: Composer, kind: str, edge: str, span: Span, *words: str) -> None:
    composer.add_boundary(Boundary(kind, "open" if edge == "open" else "close", span, words))


def _unshown(front_matter: FrontMatter, pieces: tuple[Piece, ...]) -> list[Problem]:
    declared = {
        "options": front_matter.options and front_matter.options[0].who.span,
        "recommendations": front_matter.recommendations
        and front_matter.recommendations[0].text.span,
        "dates": front_matter.next_dates and front_matter.next_dates[0].event.span,
    }
    shown = {piece.name for piece in pieces}
    return [
        Problem(
            span,
            "front-matter-unshown",
            f"the front matter's {name} are shown nowhere",
            f"add `::: {name}` and `:::` on lines of their own where they belong",
        )
        for name in DATA_BLOCKS
        if (span := declared[name]) and name not in shown
    ]
