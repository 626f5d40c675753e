"""No bytes may raise an exception or take long: fixed random texts made of BibTeX's parts."""

from __future__ import annotations

import json
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from openbrief.features.citations.bibliography import read_library
from openbrief.features.citations.bibliography.addresses import is_web_address
from openbrief.features.citations.bibliography.dates import (
    CslDate,
    UnreadableDateError,
    read_date,
    read_year,
)
from openbrief.features.citations.bibliography.latex import decode, plain
from openbrief.features.citations.bibliography.names import read_names
from openbrief.model.problem import Problem

STEADY = settings(derandomize=True, deadline=None, max_examples=300, database=None)
FIELDS = (
    "title", "author", "editor", "date", "year", "month", "crossref", "xdata", "url", "doi",
    "eprint", "options", "langid", "pages", "type", "sourcetype", "access", "retracted",
    "supersededby", "keywords", "subtitle", "booktitle", "number",
)  # fmt: skip
BIBTEX = st.sampled_from(
    ["@article", "@book{", "@inbook{a,", "@misc{b, title={A}, ", "@string{s=", "@comment{", "@",
     "{", "}", "(", ")", '"', ",", "=", "#", "%", "\n", "\\\n", "\\", "\\\\", " ", "a", "b", "s",
     "\r\n", "\r", "\ufeff", "\x00", "é", "ذ", "王", "title", "crossref={a}", "crossref={b}",
     "xdata={a,b}",
     "year=2020", "month=jan", " and ", "\\emph", "\\'", "$", "~", "--", "family=", "2020-05/..",
     "https://a.org", "javascript:x", "10.1000/x", "<b>", "&", "\u2028"]
)  # fmt: skip
LATEX = st.sampled_from(
    ["{", "}", "\\emph", "\\emph{", "\\href", "\\'", "\\i", "\\c", "\\ss", "\\nosuch", "\\it ",
     "$", "^", "_", "a", "é", " ", "~", "--", "``", "''", "`", "\\", "\\url{", "\\frac", "<i>",
     "</i>", "\n", "%", "&", "\\textsc{", "\\(", "\u0301"]
)  # fmt: skip
NAMES = st.sampled_from(
    ["Doe", "van", "der", ", ", " and ", "others", "{", "}", "\\", "~", " ", "family=", "given=",
     "prefix=", "useprefix=", "{\\'E}", "王", "ذ", ";", '"', "and", "al-"]
)  # fmt: skip
DATES = st.sampled_from(
    ["2020", "199X", "-", "/", "..", "05", "21", "31", "XX", "Y", "~", "?", "%", "T10:00", "Z",
     "0000", "jan", "March", "spring", " ", "c. ", "[", "]", "٢", "99999"]
)  # fmt: skip


def texts(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(parts, max_size=25).map("".join)


ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["article", "misc", "inbook", "xdata", "nosuch"]),
        st.sampled_from("abcd"),
        st.dictionaries(
            st.sampled_from(FIELDS), texts(LATEX | NAMES | DATES | st.sampled_from("abcd,"))
        ),
    ),
    max_size=4,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["id", "type", "title", "author", "issued", "custom", "date-parts",
                         "family", "raw", "access", "URL", "DOI", "volume"]),
        inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


def read_whole(files: dict[str, bytes]) -> None:
    """Read and decode everything, and hold what must be true of anything."""
    library = read_library(files)
    references, found = library.references([*library.keys, "nosuch"])

    assert list(references) == list(library.keys)
    assert all(isinstance(one, Problem) for one in (*library.problems, *found))
    for reference in references.values():
        json.dumps(reference.csl, ensure_ascii=False).encode()
        assert all(not url or is_web_address(url) for url in (reference.url, reference.archive_url))
    lines = {path: content.count(b"\n") + content.count(b"\r") for path, content in files.items()}
    for one in (*library.problems, *found, *library.unused(())):
        assert 1 <= one.span.line <= lines[one.span.path] + 1
        assert str(one)


@STEADY
@given(texts(BIBTEX), texts(BIBTEX))
def test_any_bibtex_is_read(first: str, second: str) -> None:
    read_whole({"a.bib": first.encode(), "b.bib": second.encode()})


@STEADY
@given(ENTRIES)
def test_any_fields_are_read(entries: list[tuple[str, str, dict[str, str]]]) -> None:
    shown = [
        f"@{kind}{{{key},\n"
        + ",\n".join(f"{name} = {{{value}}}" for name, value in fields.items())
        + "\n}"
        for kind, key, fields in entries
    ]

    read_whole({"a.bib": "\n".join(shown).encode()})


@STEADY
@given(st.binary(max_size=80), st.binary(max_size=80))
def test_any_bytes_are_read(first: bytes, second: bytes) -> None:
    read_whole({"a.bib": first, "b.json": second})


@STEADY
@given(st.lists(JSON, max_size=3))
def test_any_json_is_read(items: list[object]) -> None:
    read_whole({"a.json": json.dumps(items).encode()})


@STEADY
@given(texts(LATEX))
def test_any_latex_is_decoded(value: str) -> None:
    rich = decode(value, rich=True)

    assert rich.unknown == decode(value).unknown
    assert rich.text == rich.text.strip(" ")
    assert "\\nosuch" not in plain(rich.text)


@STEADY
@given(st.text(st.characters(categories=["L", "N"]), max_size=40))
def test_letters_and_figures_of_any_script_stay(value: str) -> None:
    assert decode(value, rich=True).text == value


@STEADY
@given(texts(NAMES))
def test_any_names_are_read(value: str) -> None:
    read = read_names(value)

    assert all(any(name.values()) for name in read.names)


@STEADY
@given(texts(DATES), texts(DATES), texts(DATES))
def test_any_dates_are_read_or_refused(first: str, second: str, third: str) -> None:
    for date in (read_or_none(read_date, first), read_or_none(read_year, first, second, third)):
        assert set(date) <= {"date-parts", "season", "circa", "literal"}
        assert all(all(isinstance(n, int) for n in end) for end in date.get("date-parts", ()))


def read_or_none(reader: Callable[..., CslDate], *values: str) -> CslDate:
    try:
        return reader(*values)
    except UnreadableDateError:
        return {}
