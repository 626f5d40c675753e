"""Problems for people and for programs: text, JSON, GitHub's commands, SARIF."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import openbrief
from openbrief.model.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_JSON_VERSION = 1
_RANK = {severity: rank for rank, severity in enumerate(Severity)}
_COLOUR = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_GITHUB_COMMAND = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}
# Control characters could steer a terminal; overrides of direction could show another text.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Order problems by place; at one place errors first, then by code and message."""
    return tuple(sorted(problems, key=_order))


def render_text(problems: Iterable[Problem], *, colour: bool) -> str:
    """Write problems for a person, file by file, with a last line that counts them."""
    ordered = sort_problems(problems)
    files = groupby(ordered, key=lambda problem: problem.span.path)
    blocks = ["\n".join(_lines(problem, colour=colour) for problem in group) for _, group in files]
    return "\n\n".join([*blocks, _count(ordered)]) + "\n"


def render_json(problems: Iterable[Problem]) -> str:
    """Write problems as one JSON document; its `version` grows when a field changes."""
    ordered = sort_problems(problems)
    counts = Counter(problem.severity for problem in ordered)
    document = {
        "version": _JSON_VERSION,
        "counts": {severity.value: counts[severity] for severity in Severity},
        "problems": [_record(problem) for problem in ordered],
    }
    return _json(document)


def render_github(problems: Iterable[Problem]) -> str:
    """Write problems as workflow commands, a line each, which GitHub shows beside the text.

    Source: GitHub Docs, Workflow commands; escapes as in actions/toolkit, `command.ts`.
    """
    return "".join(f"{_command(problem)}\n" for problem in sort_problems(problems))


def render_sarif(problems: Iterable[Problem]) -> str:
    """Write problems as a SARIF 2.1.0 log with one run; paths are relative to `%SRCROOT%`."""
    ordered = sort_problems(problems)
    codes = sorted({problem.code for problem in ordered})
    driver = {
        "name": "OpenBrief",
        "version": openbrief.__version__,
        "rules": [{"id": code} for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes) for problem in ordered],
    }
    return _json({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _order(problem: Problem) -> tuple[object, ...]:
    return (problem.span, _RANK[problem.severity], problem.code, problem.message, problem.help)


def _lines(problem: Problem, *, colour: bool) -> str:
    label = _painted(str(problem.severity), _COLOUR[problem.severity], colour=colour)
    place = _painted(visible(str(problem.span)), "1", colour=colour)
    head = f"{place}: {label}[{problem.code}]: {visible(problem.message)}"
    return f"{head}\n  help: {visible(problem.help)}" if problem.help else head


def _painted(text: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def visible(text: str) -> str:
    """Spell out characters that steer a terminal or change the direction of a text."""
    return _UNSEEN.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def _count(problems: Sequence[Problem]) -> str:
    if not problems:
        return "no problems"
    counts = Counter(problem.severity for problem in problems)
    notes = [_number(counts, Severity.NOTE)] if counts[Severity.NOTE] else []
    parts = [_number(counts, Severity.ERROR), _number(counts, Severity.WARNING), *notes]
    return ", ".join(parts)


def _number(counts: Mapping[Severity, int], severity: Severity) -> str:
    number = counts[severity]
    return f"{number} {severity}" if number == 1 else f"{number} {severity}s"


def _record(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.span.path,
        "line": problem.span.line,
        "column": problem.span.column,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "help": problem.help,
    }


def _command(problem: Problem) -> str:
    properties = {
        "file": problem.span.path,
        "line": problem.span.line,
        "col": problem.span.column,
        "title": problem.code,
    }
    written = ",".join(f"{k}={_property(str(v))}" for k, v in properties.items() if v)
    return f"::{_GITHUB_COMMAND[problem.severity]} {written}::{_data(_text(problem))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _result(problem: Problem, codes: Sequence[str]) -> dict[str, object]:
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": problem.severity.value,
        "message": {"text": _text(problem)},
        "locations": [{"physicalLocation": _location(problem)}],
    }


def _location(problem: Problem) -> dict[str, object]:
    path = PurePosixPath(problem.span.path)
    if path.is_absolute():
        artifact = {"uri": path.as_uri()}
    else:
        artifact = {"uri": quote(os.fsencode(path.as_posix())), "uriBaseId": "%SRCROOT%"}
    location: dict[str, object] = {"artifactLocation": artifact}
    if problem.span.line:
        region = {"startLine": problem.span.line, "startColumn": problem.span.column}
        location["region"] = {name: value for name, value in region.items() if value}
    return location


def _text(problem: Problem) -> str:
    return f"{problem.message}\nhelp: {problem.help}" if problem.help else problem.message


def _json(document: Mapping[str, Any]) -> str:
    # Half of a character, from a file name that is not UTF-8, has no place in UTF-8 output.
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return text.encode(errors="backslashreplace").decode() + "\n"
