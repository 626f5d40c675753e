from __future__ import annotations

import json
import logging
import time
from pathlib import Path

import pytest
from tests.features.citations.shelf import LACKS, OK, code, codes, problems, read, work

from openbrief.features.citations.bibliography import read_library
from openbrief.model.problem import Severity, Span

LIBRARY = Path(__file__).parents[3] / "content" / "references.bib"


def test_the_projects_own_library_is_read_without_a_problem_and_fast() -> None:
    content = LIBRARY.read_bytes()
    start = time.process_time()

    library = read_library({"content/references.bib": content})
    references, found = library.references(library.keys)

    assert time.process_time() - start < 0.6
    assert (len(references), library.problems) == (325, ())
    assert [one for one in found if one.severity is not Severity.NOTE] == []
    assert all(one.short and one.title and one.kind for one in references.values())
    assert json.loads(json.dumps([one.csl for one in references.values()]))


@pytest.mark.parametrize(
    ("text", "found", "keys"),
    [
        # Braces, quotes, commas
        ("@article{bad,\n title={Open,\n year=2020\n}\n\n" + OK, [("syntax", 1)], ["ok1"]),
        (OK + "@book{bad, title={Open", [("syntax", 7)], ["ok1"]),
        ('@book{d,\n title="abc, year=2020}\n' + OK, [("syntax", 1)], ["ok1"]),
        ("@book{d,\n title={A} {B}\n}\n" + OK, [("syntax", 2)], ["d", "ok1"]),
        ("@book{d,\n title=Two words\n}\n" + OK, [("syntax", 2)], ["d", "ok1"]),
        ("@book{d,\n title={A},\n two words={B}\n}\n" + OK, [("syntax", 3)], ["d", "ok1"]),
        ("@book d,\n title={A}\n}\n" + OK, [("syntax", 1)], ["ok1"]),
        ("@misc{m,\n title={A}\n year={2020}\n}\n" + OK, [("missing-comma", 2)], ["m", "ok1"]),
        ("@book(d,\n title={A}\n)\n", [], ["d"]),
        ("@book{d,\n title={A},\n}\n", [], ["d"]),
        ("@book{d}\n" + OK, [("title", 1)], ["d", "ok1"]),
        # What is no entry
        ("hello world, mail@example.org\n" + OK, [], ["ok1"]),
        ('@comment{a, {b}}\n@preamble{"x"}\n' + OK, [], ["ok1"]),
        ("% @misc{old, title={A}}\n" + OK, [], ["ok1"]),
        ("@book{d,\n % note, with = and {\n title={A}\n}\n" + OK, [], ["d", "ok1"]),
        ("@book{d,\n title={A}, % year\n note={B}\n}\n", [], ["d"]),
        ("@book{d,\n title={A}, % a, b\n note={B}\n}\n" + OK, [("syntax", 1)], ["ok1"]),
        ("", [], []),
        # Keys and fields
        ("@misc{,\n title={A}\n}\n" + OK, [("key", 1)], ["ok1"]),
        ("@misc{a b,\n title={A}\n}\n" + OK, [("key", 1)], ["ok1"]),
        (OK + "@book{ok1,\n title={Other}\n}\n", [("duplicate-key", 7)], ["ok1"]),
        (OK + "@book{OK1,\n title={Other}\n}\n", [("key-case", 7)], ["ok1", "OK1"]),
        ("@book{d,\n title={A},\n title={B}\n}\n", [("duplicate-field", 3)], ["d"]),
        ("@book{d,\n title={A},\n Title={B}\n}\n", [("duplicate-field", 3)], ["d"]),
        ("@BOOK{d, TITLE={A}, Author={B}}", [], ["d"]),
        ("@book{d, title={}, author={}}", [("title", 1)], ["d"]),
        # Strings
        ("@book{d,\n title={A},\n publisher=nosuch\n}\n", [("unknown-string", 3)], ["d"]),
        # What fields say
        ("@book{d, title={A}, author={A, B, C, D}}", [("name", 1)], ["d"]),
        ("@book{d, title={A}, author={Doe, J.; Roe, K.}}", [("name", 1)], ["d"]),
        ("@book{d, title={A}, author={A and and B}}", [("name", 1)], ["d"]),
        ("@book{d, title={\\nosuch{x}}}", [("latex", 1)], ["d"]),
        ("@nosuch{d, title={A}}", [("type", 1)], ["d"]),
        ("@misc{d,\n title={A},\n date={05.03.2020}\n}", [("date", 3)], ["d"]),
        ("@misc{d,\n title={A},\n year=2020,\n month={Mai}\n}", [("date", 4)], ["d"]),
        ("@misc{d,\n title={A},\n url={javascript:alert(1)}\n}", [("url", 3)], ["d"]),
        ("@misc{d,\n title={A},\n url={data:text/html,x}\n}", [("url", 3)], ["d"]),
        ("@misc{d,\n title={A},\n url={www.example.org}\n}", [("url", 3)], ["d"]),
        ("@misc{d,\n title={A},\n doi={10.1/x}\n}", [("doi", 3)], ["d"]),
        ("@misc{d,\n title={A},\n doi={doi.org/10.1000}\n}", [("doi", 3)], ["d"]),
        ("@misc{d, title={A}, sourcetype={hearsay}}", [("kind", 1)], ["d"]),
        ("@misc{d, title={A}, access={free}}", [("access", 1)], ["d"]),
        ("@misc{d, title={A}, retracted={last year}}", [("notice", 1)], ["d"]),
        ("@misc{d, title={A}, retracted={2024-13}}", [("notice", 1)], ["d"]),
        ("@misc{d, title={A}, supersededby={nosuch}}", [("notice", 1)], ["d"]),
        ("@misc{d, title={A}, archiveurl={x}}", [("url", 1)], ["d"]),
    ],
)
def test_awkward_files(text: str, found: list[tuple[str, int]], keys: list[str]) -> None:
    assert codes(text) == found
    assert list(read(text)[0]) == keys


def test_a_broken_entry_is_told_with_the_reason_and_where_reading_stopped() -> None:
    [problem] = problems("@article{bad,\n title={Open,\n year=2020\n}\n\n" + OK)

    assert "past line 4: unexpected block start" in problem.message


def test_the_parser_is_quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "bibtexparser")

    read("@article{bad, title={Open\n" + OK)

    assert caplog.records == []
    assert logging.getLogger("bibtexparser").handlers


def test_fields_that_a_missing_comma_hides_are_found_again() -> None:
    text = '@misc{d,\n title={A, b}\n year = 2020\n note = {c = {d}}\n publisher = "P",\n}'
    references, found = read(text)

    assert [one.span.line for one in found if code(one) == "missing-comma"] == [2, 3, 4]
    assert references["d"].csl["publisher"] == "P"
    assert references["d"].csl["issued"] == {"date-parts": [[2020]]}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(line_end: str) -> None:
    text = "@misc{d,\n abstract={a \\\\\nb \\\nc},\n title={A},\n url={x}\n}\n"

    assert codes(text.replace("\n", line_end)) == [("url", 6)]


@pytest.mark.parametrize(
    "key", ["doe2024", "doe:2024", "DBLP:conf/nips/X", "a.b-c+d_e", "müller", "王2020", "a'b", "1"]
)
def test_keys_may_hold_what_databases_put_into_them(key: str) -> None:
    assert list(read(f"@misc{{{key}, title={{A}}}}")[0]) == [key]


def test_a_key_stands_for_the_first_entry_over_all_files() -> None:
    references, found = read(OK, "@misc{x, title={X}}\n@misc{ok1, title={Other}}")

    [problem] = [one for one in found if code(one) == "duplicate-key"]
    assert references["ok1"].title == "Fine"
    assert (problem.span, problem.severity) == (Span("b.bib", 2), Severity.WARNING)
    assert problem.help == "the first is at a.bib:1 and is used"


def test_at_signs_in_a_text_do_not_end_an_entry() -> None:
    text = "@misc{d,\n note={a@b.org, @article{x},\n@book is a type\n},\n title={A}\n}\n" + OK

    assert list(read(text)[0]) == ["d", "ok1"]


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("{a {b {c {d {e}}}} f}", "a b c d e f"),
        ('"a {"} b"', 'a " b'),
        (r"{a \{b\} c}", "a {b} c"),
        (r"{line \\}", "line"),
        (r"{a \\{b} c}", "a b c"),
        ('"M{\\"u}ller"', "Müller"),
        ("2001", "2001"),
        ("{$a = {b}$ and $c$}", "a = b and c"),
    ],
)
def test_braces_and_quotes_hold_a_value_together(value: str, title: str) -> None:
    assert work(f"@misc{{d, title={value}, note={{x}}}}").title == title


# Strings


def test_strings_are_put_together() -> None:
    text = '@string{oup = "Oxford UP"}\n@book{d, title={A}, publisher = oup # ", " # {UK}}'

    assert work(text).csl["publisher"] == "Oxford UP, UK"


def test_strings_serve_all_files_and_other_strings_and_any_case() -> None:
    first = "@book{d, title={A}, publisher = OUP, location=Place}"
    second = '@string(ox = "Oxford")\n@string{oup = ox # " UP"}\n@STRING{place = ox}'

    csl = read(first, second)[0]["d"].csl

    assert (csl["publisher"], csl["publisher-place"]) == ("Oxford UP", "Oxford")


def test_of_two_strings_with_one_name_the_first_is_kept() -> None:
    text = "@string{p={One}}\n@string{p={Two}}\n@book{d, title={A}, publisher=p}"

    references, _ = read(text)

    assert codes(text) == [("duplicate-key", 2)]
    assert references["d"].csl["publisher"] == "One"


def test_strings_cannot_fill_the_memory() -> None:
    doubled = "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(60))
    text = f"@string{{s0 = {{0123456789}}}}\n{doubled}@book{{d, title=s60}}"

    assert {name for name, _ in codes(text)} == {"string-length"}


# Encodings


def test_bytes_that_are_not_utf_8_are_told_with_their_line_and_read_as_windows_1252() -> None:
    text = "@misc{a,\n title={Schön}\n}\n".encode() + "@misc{d,\n title={Café “x”}\n}".encode(
        "cp1252"
    )
    references, found = read(text)

    [problem] = [one for one in found if code(one) not in LACKS]
    assert (problem.span.line, code(problem)) == (5, "encoding")
    assert "0xE9 is taken for `é`" in problem.message
    assert (references["a"].title, references["d"].title) == ("Schön", "Café “x”")


def test_a_byte_order_mark_is_told_and_passed_over() -> None:
    references, found = read("\ufeff" + OK)

    assert [(code(one), one.span.line, one.severity) for one in found] == [
        ("bom", 1, Severity.WARNING)
    ]
    assert list(references) == ["ok1"]


def test_windows_unicode_is_told_and_read() -> None:
    references, found = read(OK.encode("utf-16"))

    assert [code(one) for one in found] == ["encoding"]
    assert list(references) == ["ok1"]


# Decoding on demand


def test_only_the_works_that_are_asked_for_are_decoded() -> None:
    library = read_library({"a.bib": OK.encode() + b"@misc{bad, title={\\nosuch}, url={x}}"})

    references, found = library.references(["nosuch", "ok1", "ok1"])

    assert (library.problems, found, list(references)) == ((), (), ["ok1"])


def test_works_come_in_the_order_they_are_asked_for() -> None:
    library = read_library({"a.bib": (OK + "@misc{a, title={A}}\n@misc{b, title={B}}").encode()})

    assert list(library.references(["b", "ok1", "a"])[0]) == ["b", "ok1", "a"]


def test_a_library_tells_its_keys_and_their_places() -> None:
    library = read_library({"a.bib": OK.encode(), "b.json": b'[\n{"id": "j", "type": "book"}]'})

    assert list(library.keys) == ["ok1", "j"]
    assert dict(library.spans) == {"ok1": Span("a.bib", 1), "j": Span("b.json", 2)}
    assert "j" in library.keys


def test_unused_entries_are_noted_but_not_those_that_used_ones_take_over_from() -> None:
    text = (
        "@inbook{c, title={C}, crossref={p}}\n@book{p, title={P}, xdata={x}}\n"
        "@xdata{x, publisher={X}}\n@misc{u, title={U}}\n"
    )
    library = read_library({"a.bib": text.encode()})

    assert [(one.span.line, code(one), one.severity) for one in library.unused({"c"})] == [
        (4, "unused", Severity.NOTE)
    ]
    assert [one.span.line for one in library.unused(())] == [1, 2, 3, 4]


# What works lack


@pytest.mark.parametrize(
    ("entry", "lacks"),
    [
        ("@misc{d, title={A}}", ["no-identifier", "no-author", "no-date"]),
        ("@misc{d, title={A}, author={B}, year=2020, doi={10.1000/x}}", []),
        ("@misc{d, title={A}, author={B}, year=2020, url={https://a.org}}", []),
        ("@book{d, title={A}, editor={B}, year=2020, isbn={9780134610993}}", []),
        ("@article{d, title={A}, author={B}, year=2020, issn={1234-5678}, volume=3}", []),
        ("@article{d, title={A}, author={B}, year=2020, volume=3}", ["no-identifier"]),
        ("@misc{d, title={A}, author={B}, year=2020, eprint={1}, eprinttype={jstor}}", []),
        ("@legislation{d, title={A}, date=2020, number={2020/1}}", []),
        ("@legislation{d, title={A}, date=2020, howpublished={Regulation 2020/1}}", []),
        ("@report{d, title={A}, institution={B}, date=2020, number={7}}", ["no-identifier"]),
        ("@misc{d, title={A}, author={B}, year=2020, eprint={2403.1}, archiveprefix={arXiv}}",
         ["preprint-only"]),
    ],
)  # fmt: skip
def test_what_a_work_lacks_is_told(entry: str, lacks: list[str]) -> None:
    assert [code(one) for one in read(entry)[1]] == lacks


# The same work twice


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("doi={10.1000/A_b}", r"doi={https://doi.org/10.1000/a\_B}"),
        ("doi={10.1000/ab}", "url={https://doi.org/10.1000/AB}"),
        ("title={T}, url={http://www.a.org/b/}", "title={{T}}, url={https://a.org/b}"),
        ("title={On the {Origin} of Things}, year=2020",
         r"title={On the origin of \emph{things}}, date={2020-05}"),
        ("title={The origin of things}, year=2020, author={Doe, J.}",
         "title={The origin of things}, year=2020, author={Jane Doe and others}"),
    ],
)  # fmt: skip
def test_the_same_work_under_two_keys_is_told_with_the_other_place(first: str, second: str) -> None:
    library = read_library(
        {"a.bib": f"@misc{{a, {first}}}".encode(), "b.bib": f"@misc{{b, {second}}}".encode()}
    )

    [problem] = library.problems
    assert (str(problem.span), code(problem)) == ("b.bib:1", "same-work")
    assert problem.message == "`b` and `a` are the same work"
    assert "a.bib:1" in problem.help


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("title={Introduction}, year=2020", "title={Introduction}, year=2020"),
        ("title={The origin of things}, year=2020", "title={The origin of things}, year=2021"),
        ("title={The origin of things}, year=2020, author={Doe, J.}",
         "title={The origin of things}, year=2020, author={Roe, K.}"),
        ("title={The origin of things}, year=2020, doi={10.1000/a}",
         "title={The origin of things}, year=2020, doi={10.1000/b}"),
        ("title={The origin of things}, year=2020, volume=1",
         "title={The origin of things}, year=2020, volume=2"),
        ("title={One}, url={https://a.org/laws}", "title={Two}, url={https://a.org/laws}"),
    ],
)  # fmt: skip
def test_works_that_only_look_alike_are_not_taken_for_one(first: str, second: str) -> None:
    library = read_library({"a.bib": f"@misc{{a, {first}}}@misc{{b, {second}}}".encode()})

    assert [code(one) for one in library.problems] == []


# Size


def test_ten_thousand_entries_are_read_and_eighteen_decoded_in_time() -> None:
    entry = (
        '@article{k%d,\n title={The {DNA} of M{\\"u}ller, Part %d},\n author={Doe, J. and Roe, K.},'
        "\n date={2020-05},\n journaltitle={J},\n abstract={%s},\n doi={10.1000/%d}\n}\n"
    )
    abstract = "Some {words \\emph{and}} more of them. " * 8
    content = "".join(entry % (n, n, abstract, n) for n in range(10_000)).encode()
    start = time.process_time()

    library = read_library({"a.bib": content})

    loaded = time.process_time()
    references, _ = library.references([f"k{n}" for n in range(0, 10_000, 556)])
    assert loaded - start < 6
    assert time.process_time() - loaded < 0.2
    assert (len(library.keys), len(references), library.problems) == (10_000, 18, ())


@pytest.mark.parametrize(
    "text",
    [
        "{" * 200_000,
        "@misc{d, title={" + "{" * 100_000 + "x" + "}" * 100_000 + "}}",
        "@misc{d, title=" + "{a} # " * 50_000 + "{b}}",
        "@misc{d, author={" + " " * 200_000 + "}}",
        "@misc{d, author={" + "and " * 50_000 + "}}",
        "@misc{d," + " title={a}\n" * 20_000 + "}",
        "@a{" * 50_000,
        "@a{\n" * 20_000,
        "@misc{d, title={" + "\\emph{" * 30_000 + "}" * 30_000 + "}}",
        "@misc{d, title={" + "<span " * 50_000 + "}}",
        "".join(f"@misc{{k{n}, title={{A}}, crossref={{k{n + 1}}}}}\n" for n in range(3_000)),
        "\\\\" * 100_000,
        "[" * 200_000,
        '@misc{d, title="' + '"' * 100_000 + "}",
    ],
)  # fmt: skip
def test_no_text_takes_long_or_breaks_the_reader(text: str) -> None:
    start = time.process_time()

    library = read_library({"a.bib": text.encode(), "b.json": text.encode()})
    library.references(list(library.keys)[:3])

    assert time.process_time() - start < 4
