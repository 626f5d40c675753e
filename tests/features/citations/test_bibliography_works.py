"""From entries to CSL items: types, titles, people, numbers, dates, what is taken over, notices."""

from __future__ import annotations

from typing import Any

import pytest
from tests.features.citations.shelf import LACKS, code, codes, csl, read, work

from openbrief.features.citations.bibliography import read_library
from openbrief.features.citations.bibliography.kinds import KINDS
from openbrief.model.citation import Notice, Standing


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("misc", "keywords={law,eu}", ("law", "legislation")),
        ("misc", "keywords={standards}, howpublished={ISO/IEC 42001}", ("standard", "standard")),
        ("misc", "howpublished={W3C Recommendation, 2023}", ("standard", "standard")),
        ("misc", "eprint={2403.1}, archiveprefix={arXiv}", ("preprint", "article")),
        ("misc", "eprint={2403.1}, eprinttype={arxiv}", ("preprint", "article")),
        ("misc", "url={https://a.org}", ("web", "webpage")),
        ("misc", "sourcetype={report}", ("report", "document")),
        ("misc", "sourcetype={press}", ("press", "article-newspaper")),
        ("article", "journal={J}", ("peer-reviewed", "article-journal")),
        ("article", "journal={arXiv preprint arXiv:2403.1}", ("preprint", "article-journal")),
        ("article", "entrysubtype={newspaper}", ("press", "article-newspaper")),
        ("article", "entrysubtype={magazine}", ("press", "article-magazine")),
        ("article", "sourcetype={opinion}", ("opinion", "article-journal")),
        ("inproceedings", "booktitle={B}", ("peer-reviewed", "paper-conference")),
        ("techreport", "keywords={standards}", ("report", "report")),
        ("phdthesis", "school={S}", ("report", "thesis")),
        ("incollection", "booktitle={B}", ("book", "chapter")),
        ("inreference", "booktitle={B}", ("book", "entry-encyclopedia")),
        ("proceedings", "", ("book", "book")),
        ("booklet", "", ("book", "pamphlet")),
        ("periodical", "", ("book", "periodical")),
        ("dataset", "", ("dataset", "dataset")),
        ("dataset", "sourcetype={official-statistics}", ("official-statistics", "dataset")),
        ("software", "", ("software", "software")),
        ("online", "", ("web", "webpage")),
        ("patent", "", ("web", "patent")),
        ("unpublished", "", ("preprint", "manuscript")),
        ("unpublished", "eventtitle={E}", ("preprint", "speech")),
        ("legislation", "", ("law", "legislation")),
        ("jurisdiction", "", ("law", "legal_case")),
        ("bill", "", ("law", "bill")),
        ("hearing", "", ("law", "hearing")),
        ("standard", "", ("standard", "standard")),
        ("video", "", ("web", "motion_picture")),
    ],
)
def test_kinds_and_types(kind: str, fields: str, expected: tuple[str, str]) -> None:
    reference = work(f"@{kind}{{d, title={{A}}, {fields}}}")

    assert (reference.kind, reference.csl["type"]) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_a_work_can_say_of_which_kind_it_is(kind: str) -> None:
    assert work(f"@misc{{d, title={{A}}, sourcetype={{{kind}}}}}").kind == kind


@pytest.mark.parametrize(
    ("kind", "fields", "variables"),
    [
        ("book", "subtitle={B}, titleaddon={C}", {"title": "A: B. C"}),
        ("book", "maintitle={M}, mainsubtitle={N}", {"title": "M: N. A"}),
        ("book", "shorttitle={S}, origtitle={O}", {"title-short": "S", "original-title": "O"}),
        ("article", "journaltitle={J}, journalsubtitle={K}, shortjournal={Jo.}",
         {"container-title": "J: K", "container-title-short": "Jo."}),
        ("article", "journal={J}, number=3, issue={Spring}, pages={10--20}",
         {"container-title": "J", "issue": "3, Spring", "page": "10-20"}),
        ("article", "journal={J}, eid={e7}", {"page": "e7"}),
        ("incollection", "booktitle={B}, booksubtitle={C}, maintitle={M}, chapter=3",
         {"container-title": "M. B: C", "chapter-number": "3"}),
        ("inproceedings", "booktitle={B}, eventtitle={E}, venue={V}, eventdate={2020-05}",
         {"event-title": "E", "event-place": "V", "event-date": {"date-parts": [[2020, 5]]}}),
        ("book", "series={S}, number=4, volume=2, volumes=3, edition=2, pagetotal=99, part=1",
         {"collection-title": "S", "collection-number": "4", "volume": "2",
          "number-of-volumes": "3", "edition": "2", "number-of-pages": "99", "part-number": "1"}),
        ("report", "number={7}, type={Working paper}, institution={I}, location={L}",
         {"number": "7", "genre": "Working paper", "publisher": "I", "publisher-place": "L"}),
        ("thesis", "type={phdthesis}, school={S}", {"genre": "PhD thesis", "publisher": "S"}),
        ("mastersthesis", "", {"genre": "Master’s thesis"}),
        ("software", "version={1.2}", {"version": "1.2"}),
        ("misc", "note={N}, addendum={M}", {"note": "N. M"}),
        ("misc", "langid={british}", {"language": "en-GB"}),
        ("misc", "langid={brazilian}", {"language": "pt-BR"}),
        ("misc", "language={zh-hans-cn}", {"language": "zh-Hans-CN"}),
        ("misc", "langid={klingonese}", {"language": None}),
        ("misc", "pubstate={inpress}", {"status": "in press"}),
        ("misc", "year={in press}", {"status": "in press", "issued": {"literal": "in press"}}),
        ("misc", "origdate={1859}", {"original-date": {"date-parts": [[1859]]}}),
        ("misc", "urldate={2024-05-31}", {"accessed": {"date-parts": [[2024, 5, 31]]}}),
        ("article", "issn={1234-5678}, eprint={123}, eprinttype={pubmed}",
         {"ISSN": "1234-5678", "PMID": "123"}),
        ("misc", "abstract={\\nosuch}, keywords={k}", {"abstract": None, "keyword": None}),
    ],
)  # fmt: skip
def test_fields_fill_csls_variables(kind: str, fields: str, variables: dict[str, Any]) -> None:
    found = csl(fields, kind)

    assert {name: found.get(name) for name in variables} == variables


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Why `Open' {AI}", "Why ‘Open’ AI"),
        ("Why 'Open' {AI}", "Why ‘Open’ AI"),
        ('Why "Open" {AI}', "Why “Open” AI"),
        ("``{Why} {I}?'': {AI}'s", "“Why I?”: AI’s"),
        ("``A `b' c''", "“A ‘b’ c”"),
        ("ALL CAPS STAY", "ALL CAPS STAY"),
        ("ما هو الذكاء؟", "ما هو الذكاء؟"),
        ("What now?}, subtitle={A study", "What now? A study"),
    ],
)
def test_titles(written: str, title: str) -> None:
    assert work(f"@misc{{d, title={{{written}}}}}").title == title


# People


def test_roles_and_editors_by_their_type() -> None:
    fields = (
        "bookauthor={B, C}, editor={D, E}, editora={F, G}, editoratype={compiler}, "
        "translator={H, I}, editorb={J, K}, editorbtype={redactor}"
    )

    assert {name: csl(fields, "inbook").get(name) for name in ROLES} == {
        "container-author": [{"family": "B", "given": "C"}],
        "editor": [{"family": "D", "given": "E"}],
        "compiler": [{"family": "F", "given": "G"}],
        "translator": [{"family": "H", "given": "I"}],
    }


ROLES = ("container-author", "editor", "compiler", "translator")


def test_an_entry_can_drop_the_particles_of_its_names() -> None:
    assert csl("author={van Dijk, Jan}, options={useprefix = false}")["author"] == [
        {"family": "Dijk", "given": "Jan", "dropping-particle": "van"}
    ]


def test_a_name_that_cannot_be_read_is_kept_as_text_beside_the_others() -> None:
    references, _ = read("@misc{d, title={A}, author={A, B, C, D and Roe, K.}}")

    assert references["d"].csl["author"] == [
        {"literal": "A, B, C, D"},
        {"family": "Roe", "given": "K."},
    ]


@pytest.mark.parametrize(
    ("fields", "short"),
    [
        ("author={Widder, D. and Whittaker, M. and West, S.}", "Widder, Whittaker and West"),
        ("author={Kapoor, S. and Bommasani, R. and Klyman, K. and others}",
         "Kapoor, Bommasani, Klyman and others"),
        ("author={A, B and C, D and E, F and G, H}", "A, C, E and others"),
        ("author={Phan, L. and others}", "Phan and others"),
        ("author={{Council of Europe}}", "Council of Europe"),
        ("author={{Council of Europe}}, shortauthor={CoE}", "CoE"),
        ("author={van der Berg, Anna}", "van der Berg"),
        ("editor={Doe, J.}", "Doe"),
        ("author={" + " and ".join(f"A{n}, B" for n in range(100)) + "}", "A0, A1, A2 and others"),
        ("", "A"),
    ],
)  # fmt: skip
def test_short_form(fields: str, short: str) -> None:
    assert work(f"@misc{{d, title={{A}}, year=2024, {fields}}}").short == f"{short}, 2024"


@pytest.mark.parametrize(
    ("fields", "year"),
    [("date={2019/2021}", "2019–2021"), ("date={2019/..}", "2019–"), ("", "n.d."),
     ("year={in press}", "in press"), ("date={199X}", "1990–1999")],
)  # fmt: skip
def test_the_year_of_the_short_form(fields: str, year: str) -> None:
    assert work(f"@misc{{d, title={{A}}, author={{B}}, {fields}}}").short == f"B, {year}"


def test_a_publisher_that_is_the_author_is_not_told_twice() -> None:
    assert "publisher" not in csl("author={{NIST}}, institution={NIST}", "techreport")
    assert csl("author={{OSI}}, howpublished={OSI, 28 October 2024}")["publisher"] == (
        "28 October 2024"
    )


# Addresses


def test_addresses_are_never_decoded() -> None:
    url = "https://a.org/x_y%20z~w?a=1&b=2#f"
    reference = work(f"@online{{d, url={{{url}}}, doi={{10.1000/a\\_b}}, title={{A}}}}")

    assert (reference.url, reference.csl["DOI"]) == (url, "10.1000/a_b")


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ("doi={10.1000/x}", "https://doi.org/10.1000/x"),
        ("doi={https://doi.org/10.1000/x}", "https://doi.org/10.1000/x"),
        ("doi={DOI: 10.1000/x}", "https://doi.org/10.1000/x"),
        ("doi={10.1002/(SICI)1<1::A>3.0.CO;2-O}",
         "https://doi.org/10.1002/(SICI)1%3C1::A%3E3.0.CO;2-O"),
        ("doi={10.1002/(SICI)1%#2}", "https://doi.org/10.1002/(SICI)1%25%232"),
        ("eprint={2403.1}, archiveprefix={arXiv}", "https://arxiv.org/abs/2403.1"),
        (
            "eprint={arXiv:hep-th/9901001}, eprinttype={arxiv}",
            "https://arxiv.org/abs/hep-th/9901001",
        ),
        ("eprint={123}, eprinttype={jstor}", "https://www.jstor.org/stable/123"),
        ("eprint={20.500/1}, eprinttype={hdl}", "https://hdl.handle.net/20.500/1"),
        ("eprint={a b}, eprinttype={jstor}", ""),
        ("eprint={x}, eprinttype={nosuch}", ""),
        (r"url={\url{https://a.org/b}}", "https://a.org/b"),
        (r"url={https://a.org/b\_c\%20d}", "https://a.org/b_c%20d"),
        ("urlraw={https://a.org}", "https://a.org"),
        ("doi={10.1000/x}, url={https://a.org}", "https://a.org"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_address_of_the_original(fields: str, url: str) -> None:
    assert work(f"@misc{{d, title={{A}}, {fields}}}").url == url


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "//a.org",
     "https://", "https://a b.org", 'https://a.org/"x', "https://a.org/<x>", "file:///x",
     "https://[x", "http:a.org", "ftp://a.org"],
)  # fmt: skip
def test_what_is_no_web_address_leads_nowhere(url: str) -> None:
    references, _ = read(f"@misc{{d, title={{A}}, url={{{url}}}, archiveurl={{{url}}}}}")

    assert codes(f"@misc{{d, title={{A}}, url={{{url}}}}}") == [("url", 1)]
    assert (references["d"].url, references["d"].archive_url) == ("", "")
    assert "URL" not in references["d"].csl


# What is ours


@pytest.mark.parametrize(
    ("fields", "notice"),
    [
        ("retracted={2024-05-31}, retractionurl={https://a.org/r}",
         Notice(Standing.RETRACTED, "2024-05-31", "https://a.org/r")),
        ("retracted={2024}", Notice(Standing.RETRACTED, "2024")),
        ("retracted={yes}", Notice(Standing.RETRACTED)),
        ("retractionurl={https://a.org/r}", Notice(Standing.RETRACTED, "", "https://a.org/r")),
        ("superseded={2023-01}, supersededby={d}", Notice(Standing.SUPERSEDED, "2023-01", by="d")),
        ("supersededby={the second edition}",
         Notice(Standing.SUPERSEDED, by="the second edition")),
        ("retracted={yes}, superseded={yes}", Notice(Standing.RETRACTED)),
        ("retracted={no}", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_work_says_what_has_become_of_it(fields: str, notice: Notice | None) -> None:
    assert work(f"@misc{{d, title={{A}}, {fields}}}").notice == notice


def test_a_mistyped_date_does_not_hide_a_retraction() -> None:
    references, _ = read("@misc{d, title={A}, retracted={31 May}}")

    assert references["d"].notice == Notice(Standing.RETRACTED)


def test_a_saved_copy_and_who_can_read_a_work() -> None:
    reference = work(
        "@misc{d, title={A}, archiveurl={https://web.archive.org/x}, archivedate={2024-05-31}, "
        "access={registration}}"
    )

    assert reference.archive_url == "https://web.archive.org/x"
    assert reference.access == "registration"


# What is taken over


PARENT = (
    "@collection{p, title={Book}, subtitle={Sub}, shorttitle={B}, editor={Doe, J.}, date={2020}, "
    "publisher={P}, retracted={yes}}"
)


@pytest.mark.parametrize("order", ["{child}{parent}", "{parent}{child}"])
def test_a_chapter_takes_over_from_its_book_wherever_that_stands(order: str) -> None:
    child = "@incollection{c, title={Chapter}, author={Roe, K.}, crossref={p}}"
    reference = read(order.format(child=child, parent=PARENT))[0]["c"]

    assert reference.notice is None
    assert reference.csl == {
        "id": "c",
        "type": "chapter",
        "title": "Chapter",
        "container-title": "Book: Sub",
        "author": [{"family": "Roe", "given": "K."}],
        "editor": [{"family": "Doe", "given": "J."}],
        "publisher": "P",
        "issued": {"date-parts": [[2020]]},
    }


@pytest.mark.parametrize(
    ("child", "parent", "variables"),
    [
        ("inproceedings", "proceedings", {"title": "C", "container-title": "P"}),
        ("inbook", "book", {"title": "C", "container-title": "P",
                            "container-author": [{"family": "A"}], "author": [{"family": "A"}]}),
        ("book", "mvbook", {"title": "P. C"}),
        ("inbook", "mvbook", {"title": "P. C"}),
        ("article", "periodical", {"title": "C", "container-title": "P"}),
        ("misc", "misc", {"title": "C", "publisher": "H"}),
    ],
)  # fmt: skip
def test_titles_are_taken_over_under_the_name_they_have_in_a_part(
    child: str, parent: str, variables: dict[str, Any]
) -> None:
    text = (
        f"@{child}{{c, title={{C}}, crossref={{p}}}}\n"
        f"@{parent}{{p, title={{P}}, author={{A}}, howpublished={{H}}}}"
    )
    found = read(text)[0]["c"].csl

    assert {name: found.get(name) for name in variables} == variables


def test_own_fields_win_and_an_own_year_keeps_the_parents_date_away() -> None:
    text = (
        "@misc{c, title={C}, crossref={p}, year=1999, publisher={}}\n"
        "@misc{p, title={P}, date={2020-05}, month=jan, publisher={X}}"
    )
    found = read(text)[0]["c"].csl

    assert (found["issued"], found["publisher"]) == ({"date-parts": [[1999]]}, "X")


def test_a_paper_takes_over_through_its_proceedings() -> None:
    text = (
        "@inproceedings{c, title={C}, crossref={p}}\n@proceedings{p, title={P}, crossref={m}}\n"
        "@mvproceedings{m, title={M}, publisher={X}}"
    )
    found = read(text)[0]["c"].csl

    assert (found["container-title"], found["publisher"]) == ("M. P", "X")


def test_data_containers_are_read_in_their_order_over_files_and_through_one_another() -> None:
    first = "@misc{c, title={C}, xdata={x, y}}"
    second = (
        "@xdata{x, publisher={X}, xdata={z}}\n@xdata{y, publisher={Y}, location={L}}\n"
        "@xdata{z, location={Z}, note={N}}"
    )
    found = read(first, second)[0]["c"].csl

    assert (found["publisher"], found["publisher-place"], found["note"]) == ("X", "Z", "N")


def test_a_fault_in_what_is_taken_over_is_told_at_its_own_place() -> None:
    library = read_library(
        {
            "a.bib": b"@misc{c, title={C}, crossref={p}}",
            "b.bib": b"\n@misc{p, title={P},\n url={x}}",
        }
    )

    assert [str(one.span) for one in library.references(["c"])[1] if code(one) == "url"] == [
        "b.bib:3"
    ]


THREE_AND_ONE = (
    "@misc{a, title={A}, xdata={b}}\n@misc{b, title={B}, crossref={c}}\n"
    "@misc{c, title={C}, crossref={a}}\n@misc{d, title={D}, crossref={a}}"
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("@misc{c, title={C},\n crossref={nosuch}}", [2]),
        ("@misc{c, title={C},\n xdata={x,\n nosuch}}\n@xdata{x, note={N}}", [2]),
        ("@misc{c, title={C},\n crossref={c}}", [2]),
        ("@misc{a, title={A}, crossref={b}}\n@misc{b, title={B}, crossref={a}}", [2]),
        (THREE_AND_ONE, [3]),
    ],
)  # fmt: skip
def test_missing_parents_and_circles_are_told_once(text: str, lines: list[int]) -> None:
    found = [one for one in read(text)[1] if code(one) not in LACKS]

    assert [(code(one), one.span.line) for one in found] == [("crossref", n) for n in lines]


def test_a_chain_of_thousands_is_followed_no_further_than_anyone_would_build_one() -> None:
    chain = "".join(f"@misc{{k{n}, title={{A}}, crossref={{k{n + 1}}}}}\n" for n in range(60))
    end = "@misc{k60, title={A}, note={N}}"

    references, _ = read(chain + end)

    assert "note" not in references["k0"].csl
    assert references["k20"].csl["note"] == "N"


# HTML


def test_html_in_fields_stays_text() -> None:
    fields = "note={<b onclick=x>}, publisher={A & B <script>}, author={Doe, <script>x</script>}"
    found = csl(fields)

    assert found["note"] == "<b onclick=x>"
    assert found["publisher"] == "A & B <script>"
    assert found["author"] == [{"family": "Doe", "given": "<script>x</script>"}]


def test_only_csls_own_tags_count_as_markup() -> None:
    reference = work("@misc{d, title={<i>A</i> <script>x</script> <span onclick=y>z</span>}}")

    assert reference.title == "A <script>x</script> <span onclick=y>z"
