"""Say in an author's words what the YAML parser found wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml
    from yaml import _yaml

    Mark = yaml.Mark | _yaml.Mark

_QUOTE = 'put the whole value in quotes, e.g. `evidence: "{some} [@key]"`'


@dataclass(frozen=True, slots=True)
class Wording:
    """What to say when the parser's own words begin like this."""

    context: str
    """How the parser's description of the surroundings begins; empty for any."""
    problem: str
    """How its description of the fault begins; empty for any."""
    message: str
    help: str
    code: str = "yaml-syntax"
    at_context: bool = False
    """Whether the fault is where the surroundings begin, e.g. at a quote that is never closed."""


# The first that fits is taken: special cases stand above general ones. The words on the left are
# those of PyYAML's scanner and parser.
_WORDINGS = (
    Wording(
        "while scanning a quoted scalar",
        "found unexpected",
        "the quote that opens here is not closed",
        "close it; a quote inside single quotes is written twice: `'it''s'`",
        at_context=True,
    ),
    Wording(
        "while scanning a double-quoted scalar",
        "",
        "a backslash in double quotes does not begin a known escape",
        "use single quotes, or write the backslash twice",
    ),
    Wording(
        "while parsing a flow",
        "",
        "the bracket that opens here is not closed, or its items are not parted by commas",
        "close it; if it is meant as text, " + _QUOTE,
        at_context=True,
    ),
    Wording(
        "while scanning an alias",
        "",
        "a value begins with `*`, which YAML takes for an alias",
        'put the whole value in quotes: `"*word* …"`',
        code="yaml-alias",
        at_context=True,
    ),
    Wording(
        "while scanning an anchor",
        "",
        "a value begins with `&`, which YAML takes for an anchor",
        'put the whole value in quotes: `"& …"`',
        code="yaml-anchor",
        at_context=True,
    ),
    Wording(
        "while scanning a tag",
        "",
        "a value begins with `!`, which YAML takes for a tag",
        'put the whole value in quotes: `"! …"`',
        code="yaml-tag",
        at_context=True,
    ),
    Wording(
        "while parsing a node",
        "found undefined tag handle",
        "a value begins with `!`, which YAML takes for a tag",
        'put the whole value in quotes: `"! …"`',
        code="yaml-tag",
    ),
    Wording(
        "while scanning a block scalar",
        "",
        "after `|` or `>` more text follows on the same line",
        "begin the text on the next line, indented; or put the whole value in quotes",
    ),
    Wording(
        "while scanning a simple key",
        "",
        "a line is not of the form `name: value`",
        "write the name, a colon and a space, then the value",
        at_context=True,
    ),
    Wording(
        "",
        "mapping values are not allowed",
        "a colon stands where YAML does not expect one",
        "put a value with `: ` in quotes; check that the line above has its colon",
    ),
    Wording(
        "",
        "sequence entries are not allowed",
        "a list item stands where none can be",
        "begin each item on a line of its own with `- `, all indented alike",
    ),
    Wording(
        "",
        "found character '\\t'",
        "the line is indented with a tab",
        "indent with spaces",
    ),
    Wording(
        "while scanning for the next token",
        "found character",
        "a value begins with a sign that YAML keeps for itself",
        "put the whole value in quotes",
    ),
    Wording(
        "while parsing a block",
        "expected <block end>",
        "this does not belong to what stands before it",
        "indent the lines of a list or group alike; if a value goes on after a closing quote or "
        "bracket, " + _QUOTE,
    ),
)

_OTHER = Wording(
    "",
    "",
    "this is not valid YAML",
    "look for a missing quote, bracket, colon or space nearby",
)


def wording(error: yaml.MarkedYAMLError) -> Wording:
    """Give the words for a parser's error."""
    context, problem = error.context or "", error.problem or ""
    for candidate in _WORDINGS:
        if context.startswith(candidate.context) and problem.startswith(candidate.problem):
            return candidate
    return _OTHER


def mark_of(error: yaml.MarkedYAMLError, words: Wording) -> Mark | None:
    """Give the place that an author should look at first."""
    marks = (error.context_mark, error.problem_mark)
    first, second = marks if words.at_context else marks[::-1]
    return first or second
