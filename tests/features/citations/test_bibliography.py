from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from openbrief.features.citations.bibliography import read_bibliography
from openbrief.model.citation import Reference
from openbrief.model.problem import Problem, Severity

LIBRARY = Path(__file__).parents[3] / "content" / "references.bib"
OK = "@article{ok1,\n title={Fine},\n year=2020\n}\n"


def read(text: str | bytes) -> tuple[dict[str, Reference], tuple[Problem, ...]]:
    content = text if isinstance(text, bytes) else text.encode()
    references, problems = read_bibliography({"a.bib": content})
    return dict(references), problems


def work(text: str) -> Reference:
    references, problems = read(text)
    assert not problems
    [reference] = references.values()
    return reference


def csl(fields: str, kind: str = "misc") -> Any:
    return work(f"@{kind}{{d, title={{A}}, {fields}}}").csl


def codes(text: str | bytes) -> list[tuple[str, int]]:
    return [(one.code.removeprefix("bibliography-"), one.span.line) for one in read(text)[1]]


def test_the_projects_own_library_is_read_without_a_problem_and_fast() -> None:
    content = LIBRARY.read_bytes()
    start = time.process_time()

    references, problems = read_bibliography({"content/references.bib": content})

    assert time.process_time() - start < 0.6
    assert (len(references), problems) == (325, ())
    assert all(one.short and one.title and one.kind for one in references.values())
    assert json.loads(json.dumps([one.csl for one in references.values()]))


@pytest.mark.parametrize(
    ("text", "found", "keys"),
    [
        ("@article{bad,\n title={Open,\n year=2020\n}\n\n" + OK, [("syntax", 1)], ["ok1"]),
        (OK + "@book{bad, title={Open", [("syntax", 5)], ["ok1"]),
        ('@book{d,\n title="abc, year=2020}\n' + OK, [("syntax", 1)], ["ok1"]),
        ("@book{d,\n % note,\n title={A}\n}\n" + OK, [("syntax", 1)], ["ok1"]),
        (
            "@misc{bad,\n title={A}\n year={2020}\n}\n" + OK,
            [("missing-comma", 2)],
            ["bad", "ok1"],
        ),
        ("@misc{,\n title={A}\n}\n" + OK, [("key", 1)], ["ok1"]),
        ("@misc{a b,\n title={A}\n}\n" + OK, [("key", 1)], ["ok1"]),
        (OK + "@book{ok1,\n title={Other}\n}\n", [("duplicate-key", 5)], ["ok1"]),
        (OK + "@book{OK1,\n title={Other}\n}\n", [], ["ok1", "OK1"]),
        ("@book{d,\n title={A},\n title={B}\n}\n", [("duplicate-field", 1)], ["d"]),
        ("@book{d,\n title={A},\n publisher=nosuch\n}\n", [("unknown-string", 3)], ["d"]),
        ("hello world\n" + OK, [], ["ok1"]),
        ("\ufeff" + OK, [], ["ok1"]),
        (OK.replace("\n", "\r\n"), [], ["ok1"]),
        ("@book(d,\n title={A}\n)\n", [], ["d"]),
        ("@book{d, title={A}, author={A, B, C, D}}", [("name", 1)], ["d"]),
        ("@book{d, title={}, author={}}", [("title", 1)], ["d"]),
        ("@book{d, title={\\nosuch{x}}}", [("latex", 1)], ["d"]),
        ("@nosuch{d, title={A}}", [("type", 1)], ["d"]),
        ("@inbook{d, crossref={p}, title={A}}", [("crossref", 1)], ["d"]),
        ("@misc{d,\n title={A},\n url={javascript:alert(1)}\n}", [("url", 3)], ["d"]),
        ("@misc{d, title={A}, sourcetype={hearsay}}", [("kind", 1)], ["d"]),
        ("@misc{d,\n title={Caf\u00e9}\n}".encode("latin-1"), [("encoding", 2)], []),
    ],
)
def test_awkward_files(text: str | bytes, found: list[tuple[str, int]], keys: list[str]) -> None:
    assert codes(text) == found
    assert list(read(text)[0]) == keys


def test_a_broken_entry_is_told_with_the_reason() -> None:
    [problem] = read("@article{bad,\n title={Open,\n year=2020\n}\n\n" + OK)[1]

    assert "unexpected block start" in problem.message


def test_of_two_works_with_one_key_the_first_is_kept() -> None:
    other = b"@misc{ok1, title={Other}}"

    references, [problem] = read_bibliography({"a.bib": OK.encode(), "b.bib": other})

    assert references["ok1"].title == "Fine"
    assert (str(problem.span), problem.severity) == ("b.bib:1", Severity.WARNING)


def test_text_at_signs_do_not_end_an_entry() -> None:
    text = "@misc{d,\n note={a@b.org, @article{x},\n@book is a type\n},\n title={A}\n}\n" + OK

    assert list(read(text)[0]) == ["d", "ok1"]


def test_strings_are_put_together() -> None:
    text = '@string{oup = "Oxford UP"}\n@book{d, title={A}, publisher = oup # ", " # {UK}}'

    assert work(text).csl["publisher"] == "Oxford UP, UK"


def test_accents_are_decoded() -> None:
    title = r"M{\"u}ller \'Etude \c{c}a \ss{} \L{}\'od\'z {\aa} \v{S} \~n \i Jo\~ao {\'\i} \'{e}"

    assert work(f"@misc{{d, title={{{title}}}}}").title == (
        "Müller Étude ça ß Łódź å Š ñ ıJoão í é"
    )


def test_commands_become_rich_text() -> None:
    title = r"\emph{It} \textsuperscript{2} \& 50\% -- $CO_2$ ``q'' \href{http://a.b}{t} {DNA}"
    reference = work(f"@misc{{d, title={{{title}}}}}")

    assert reference.csl["title"] == (
        '<i>It</i> <sup>2</sup> & 50% – CO<sub>2</sub> “q” t <span class="nocase">DNA</span>'
    )
    assert reference.title == "It 2 & 50% – CO2 “q” t DNA"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Why `Open' {AI}", "Why ‘Open’ AI"),
        ("Why 'Open' {AI}", "Why ‘Open’ AI"),
        ('Why "Open" {AI}', "Why “Open” AI"),
        ("``{Why} {I}?'': {AI}'s", "“Why I?”: AI’s"),
    ],
)
def test_quotes_in_titles_are_curled(written: str, title: str) -> None:
    assert work(f"@misc{{d, title={{{written}}}}}").title == title


def test_addresses_are_never_decoded() -> None:
    url = "https://a.org/x_y%20z~w?a=1&b=2#f"
    reference = work(f"@online{{d, url={{{url}}}, doi={{10.1000/a\\_b}}, title={{A}}}}")

    assert (reference.url, reference.csl["DOI"]) == (url, "10.1000/a_b")


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ("doi={10.1/x}", "https://doi.org/10.1/x"),
        ("doi={https://doi.org/10.1/x}", "https://doi.org/10.1/x"),
        ("eprint={2403.1}, archiveprefix={arXiv}", "https://arxiv.org/abs/2403.1"),
        (r"url={\url{https://a.org/b}}", "https://a.org/b"),
        ("doi={10.1/x}, url={https://a.org}", "https://a.org"),
        ("", ""),
    ],
)
def test_the_address_of_the_original(fields: str, url: str) -> None:
    assert work(f"@misc{{d, title={{A}}, {fields}}}").url == url


def test_names() -> None:
    names = (
        "{World Health Organization} and van der Berg, Anna and de la Cruz, Jr, Juan and "
        "Jean-Luc {van Damme} and 王小明 and family=Smith, given=Al and Ludwig von Mises and others"
    )

    assert csl(f"author={{{names}}}")["author"] == [
        {"literal": "World Health Organization"},
        {"family": "Berg", "given": "Anna", "non-dropping-particle": "van der"},
        {"family": "Cruz", "given": "Juan", "non-dropping-particle": "de la", "suffix": "Jr"},
        {"family": "van Damme", "given": "Jean-Luc"},
        {"family": "王小明"},
        {"family": "Smith", "given": "Al"},
        {"family": "Mises", "given": "Ludwig", "non-dropping-particle": "von"},
        {"literal": "others"},
    ]


def test_an_institutions_and_stays() -> None:
    assert csl("author={{European Parliament and Council}}")["author"] == [
        {"literal": "European Parliament and Council"}
    ]


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year=2020", {"date-parts": [[2020]]}),
        ("year=2020, month=jul", {"date-parts": [[2020, 7]]}),
        ("year=2020, month={March}, day=3", {"date-parts": [[2020, 3, 3]]}),
        ("year={in press}", {"literal": "in press"}),
        ("date={2020-05}", {"date-parts": [[2020, 5]]}),
        ("date={2020-05/2021-01~}", {"date-parts": [[2020, 5], [2021, 1]], "circa": True}),
        ("date={2020/..}", {"date-parts": [[2020]]}),
        ("date={1999~}", {"date-parts": [[1999]], "circa": True}),
        ("date={-0044}", {"date-parts": [[-44]]}),
        ("date={2020-21}", {"date-parts": [[2020]], "season": 1}),
    ],
)
def test_dates(fields: str, issued: object) -> None:
    assert csl(fields)["issued"] == issued


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("misc", "keywords={law,eu}", ("law", "legislation")),
        ("misc", "keywords={standards}, howpublished={ISO/IEC 42001}", ("standard", "standard")),
        ("misc", "howpublished={W3C Recommendation, 2023}", ("standard", "standard")),
        ("misc", "eprint={2403.1}, archiveprefix={arXiv}", ("preprint", "article")),
        ("misc", "url={https://a.org}", ("web", "webpage")),
        ("article", "journal={J}", ("peer-reviewed", "article-journal")),
        ("inproceedings", "booktitle={B}", ("peer-reviewed", "paper-conference")),
        ("techreport", "keywords={standards}", ("report", "report")),
        ("phdthesis", "school={S}", ("report", "thesis")),
        ("incollection", "booktitle={B}", ("book", "chapter")),
        ("dataset", "", ("dataset", "dataset")),
        ("software", "", ("software", "software")),
        ("online", "", ("web", "webpage")),
        ("misc", "sourcetype={report}", ("report", "document")),
    ],
)
def test_kinds_and_types(kind: str, fields: str, expected: tuple[str, str]) -> None:
    reference = work(f"@{kind}{{d, title={{A}}, {fields}}}")

    assert (reference.kind, reference.csl["type"]) == expected


@pytest.mark.parametrize(
    ("fields", "short"),
    [
        ("author={Widder, D. and Whittaker, M. and West, S.}", "Widder, Whittaker and West"),
        ("author={Kapoor, S. and Bommasani, R. and Klyman, K. and others}",
         "Kapoor, Bommasani, Klyman and others"),
        ("author={A, B and C, D and E, F and G, H}", "A, C, E and others"),
        ("author={Phan, L. and others}", "Phan and others"),
        ("author={{Council of Europe}}", "Council of Europe"),
        ("author={van der Berg, Anna}", "van der Berg"),
        ("editor={Doe, J.}", "Doe"),
        ("", "A <b>"),
    ],
)  # fmt: skip
def test_short_form(fields: str, short: str) -> None:
    assert work(f"@misc{{d, title={{A <b>}}, year=2024, {fields}}}").short == (
        f"{short}, 2024" if fields else "A , 2024"
    )


def test_a_publisher_that_is_the_author_is_not_told_twice() -> None:
    assert "publisher" not in csl("author={{NIST}}, institution={NIST}", "techreport")
    assert csl("author={{OSI}}, howpublished={OSI, 28 October 2024}")["publisher"] == (
        "28 October 2024"
    )
