from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Golden

from openbrief.features.citations.bibliography import read_library
from openbrief.features.citations.formatting import (
    FormatRequest,
    FormatResult,
    FormattedEntry,
    Formatter,
)
from openbrief.features.citations.read import find_clusters
from openbrief.model.problem import OpenBriefError
from openbrief.text.scanner import Lines, prose_ranges

HERE = Path(__file__).parent
AUTHOR_DATE = str(HERE / "author-date.csl")
LIBRARY = rb"""
@article{widder, author={Widder, David Gray and Whittaker, Meredith and West, Sarah Myers},
  title={Why 'Open' {AI} Systems are Actually Closed, and Why This Matters}, journal={Nature},
  year=2024, volume=635, number=8040, pages={827--833}, doi={10.1038/s41586-024-08141-1}}
@inproceedings{kapoor, author={Kapoor, Sayash and Bommasani, Rishi and Klyman, Kevin and others},
  title={On the Societal Impact of Open Foundation Models}, year=2024, booktitle={ICML}}
@misc{white, author={White, Matt and Haddad, Ibrahim}, title={The Model Openness Framework},
  year=2024, eprint={2403.13784}, archiveprefix={arXiv}}
@misc{osi, author={{Open Source Initiative}}, title={The Open Source {AI} Definition 1.0},
  year=2024, howpublished={Open Source Initiative, 28 October 2024}}
@techreport{nist, author={{NIST}}, title={Risk Framework}, year=2023, number={AI 100-1},
  institution={NIST}}
@book{russell, author={Russell, Stuart and Norvig, Peter}, title={AI}, year=2021, edition=4,
  publisher={Pearson}}
@misc{who1, author={{WHO}}, title={One}, year=2024}
@misc{who2, author={{WHO}}, title={Two}, year=2024}
@misc{evil, author={Doe, <script>x</script>}, title={A <script>alert(1)</script> & \emph{it}
  <img src=x onerror=alert(1)>}, year={in press}, note={<b>}}
"""
_LIBRARY = read_library({"a.bib": LIBRARY})
REFERENCES, _ = _LIBRARY.references(_LIBRARY.keys)


@pytest.fixture(scope="module")
def formatter() -> Formatter:
    return Formatter()


def request(
    text: str, locale: str = "en", style: str = "openbrief-numeric", notes: tuple[int, ...] = ()
) -> FormatRequest:
    lines = Lines.of(text, path="a.md")
    found, problems = find_clusters(text, prose_ranges(text), lines, locale)
    assert not problems
    clusters = tuple(one.cluster for one in found)
    keys = {item.key for cluster in clusters for item in cluster.items}
    references = {key: one for key, one in REFERENCES.items() if key in keys}
    return FormatRequest(style, locale, clusters, references, notes=notes)


def cited(result: FormatResult) -> list[tuple[str, str]]:
    return [(one.author, one.html) for one in result.clusters]


def test_numbers_follow_first_appearance(formatter: Formatter) -> None:
    result = formatter.render(request("[see @widder, p. 33; @nist] [@kapoor] [@nist, and *so on*]"))

    assert cited(result) == [
        ("", "see 1, p. 33; 2"),
        ("", "3"),
        ("", "2, and <i>so on</i>"),
    ]
    assert [(entry.key, entry.label) for entry in result.bibliography] == [
        ("widder", "1"),
        ("nist", "2"),
        ("kapoor", "3"),
    ]


def test_a_narrative_citation_gives_names_and_number(formatter: Formatter) -> None:
    result = formatter.render(
        request("[@nist] @kapoor [p. 3; @white] @widder @osi @russell [-@nist]")
    )

    assert cited(result) == [
        ("", "1"),
        ("Kapoor et al.", "2, p. 3; 3"),
        ("Widder, Whittaker, and West", "4"),
        ("Open Source Initiative", "5"),
        ("Russell and Norvig", "6"),
        ("", "1"),
    ]


@pytest.mark.parametrize(
    ("locale", "text", "html"),
    [
        ("en", "[@nist, p. 144]", "1, p. 144"),
        ("en", "[@nist, pp. 33-35, 40]", "1, pp. 33–35, 40"),
        ("en", "[@nist, iv]", "1, p. iv"),
        ("en", "[@nist, § 3]", "1, sec. 3"),
        (
            "en",
            "[@nist, art. 53(1)-(2), second sentence]",
            "1, art. 53(1)-(2), second sentence",
        ),
        ("en", "[@nist{}, 99 years later]", "1, 99 years later"),
        ("en", "[@nist 99 years later]", "1 99 years later"),
        ("fr", "[@nist, p. 144]", "1, p. 144"),
        ("fr", "[@nist, pp. 33-35]", "1, p. 33–35"),
        ("fr", "[@nist, chapitre 2]", "1, chap. 2"),
        ("fr", "[@nist, art. 5]", "1, art. 5"),
        ("ar", "[@nist، ص 144]", "1, ص 144"),
        ("ar", "[@nist, p. 144]", "1, ص 144"),
        ("ar", "[@nist، المادة 5]", "1, المادة 5"),
        ("de", "[@nist, p. 144]", "1, S. 144"),
        ("de", "[@nist, Kap. 2]", "1, Kap. 2"),
        ("es", "[@nist, p. 144]", "1, p. 144"),
        ("ru", "[@nist, с. 144]", "1, с. 144"),
        ("zh", "[@nist, 第144页]", "1, 第144页"),
        ("zh", "[@nist, pp. 144--150]", "1, 第144-150页"),
        ("zh", "[@nist, arts. 53 and 113]", "1, 第53和113条"),
        ("fr", "[@nist, arts. 53 and 113]", "1, art. 53 et 113"),
        ("es", "[@nist, arts. 53 and 113]", "1, arts. 53 y 113"),
        ("ru", "[@nist, arts. 53 and 113]", "1, ст. 53 и 113"),
    ],
)
def test_locators_are_labelled_in_the_pages_language(
    formatter: Formatter, locale: str, text: str, html: str
) -> None:
    assert cited(formatter.render(request(text, locale))) == [("", html)]


@pytest.mark.parametrize("locale", ["en", "fr", "es", "ar", "zh", "ru"])
def test_lists_of_works(formatter: Formatter, locale: str, golden: Golden) -> None:
    text = "@widder @kapoor @white @osi @nist @russell @evil"
    result = formatter.render(request(text, locale))

    golden.folder = HERE
    golden.check(
        f"works.{locale}.txt",
        "".join(f"{entry.key}: {entry.html}\n" for entry in result.bibliography),
    )


def test_html_in_fields_and_affixes_is_escaped(formatter: Formatter) -> None:
    result = formatter.render(request('[see \\<b> @evil, "q" [x](javascript:y) [z](http://a.b)]'))

    everything = result.clusters[0].html + result.bibliography[0].html
    assert "&lt;script&gt;" in everything
    assert "<script" not in everything
    assert "<img" not in everything
    assert 'href="javascript' not in everything
    assert '<a href="http://a.b">z</a>' in everything


def test_any_style_can_be_used(formatter: Formatter) -> None:
    text = "[see @who1, p. 3; @who2] @who1 [p. 4] [-@nist] @kapoor"
    result = formatter.render(request(text, "de", AUTHOR_DATE))

    assert cited(result) == [
        ("", "(see WHO 2024a, S. 3; WHO 2024b)"),
        ("WHO", "(2024a, S. 4)"),
        ("", "(2023)"),
        ("Kapoor u.\u00a0a.", "(2024)"),
    ]
    assert result.bibliography[0] == FormattedEntry(
        "kapoor", "", "<i>on the societal impact of open foundation models</i>."
    )


def test_protected_case_stays(formatter: Formatter) -> None:
    result = formatter.render(request("[@osi]", style=AUTHOR_DATE))

    assert result.bibliography[0].html == "<i>the open source AI definition 1.0</i>."


def test_pages_do_not_touch_one_another(formatter: Formatter) -> None:
    first = formatter.render(request("[@nist] [@osi]"))

    formatter.render(request("[@osi] [@widder]", "ar"))

    assert formatter.render(request("[@nist] [@osi]")) == first


def test_a_page_without_citations_has_nothing(formatter: Formatter) -> None:
    assert formatter.render(request("a")) == FormatResult((), ())


def test_a_style_puts_its_own_labels_before_the_entries(formatter: Formatter) -> None:
    result = formatter.render(request("[@nist] [@osi]", "fr", "ieee"))

    assert cited(result) == [("", "[1]"), ("", "[2]")]
    assert [entry.label for entry in result.bibliography] == ["[1]", "[2]"]
    assert "[1]" not in result.bibliography[0].html


def test_a_style_that_cites_in_notes_knows_their_numbers(formatter: Formatter) -> None:
    text = "[@russell, p. 3] [@nist] @russell [p. 4] [@russell, p. 4]"
    result = formatter.render(request(text, style="chicago-notes-bibliography", notes=(1, 2, 3, 4)))

    full, _, narrative, again = cited(result)
    assert formatter.form("chicago-notes-bibliography") == "note"
    assert full[1].startswith("Stuart Russell and Peter Norvig, <i>AI</i>, 4th ed.")
    assert narrative == ("Russell and Norvig", "Russell and Norvig, <i>AI</i>, 4.")
    assert again == ("", "Russell and Norvig, <i>AI</i>, 4.")


def test_works_are_listed_without_being_cited(formatter: Formatter) -> None:
    asked = FormatRequest("apa", "en", (), {"osi": REFERENCES["osi"]}, ("osi",))

    [entry] = formatter.render(asked).bibliography

    assert entry.html.startswith("Open Source Initiative. (2024).")


def test_a_missing_style_is_told_with_a_way_out(formatter: Formatter) -> None:
    with pytest.raises(OpenBriefError, match="no CSL style is named `nosuch`") as caught:
        formatter.render(request("[@nist]", style="nosuch"))

    assert "did you mean" in caught.value.help


def test_a_file_that_is_no_style_is_refused(formatter: Formatter, tmp_path: Path) -> None:
    style = tmp_path / "child.csl"
    style.write_text("<style><info><title>x</title></info></style>", encoding="utf-8")

    with pytest.raises(OpenBriefError, match="has no citation"):
        formatter.render(request("[@nist]", style=str(style)))


@pytest.mark.parametrize(
    ("style", "form"),
    [
        ("openbrief-numeric", "number"),
        ("nature", "number"),
        ("apa", "text"),
        ("din-1505-2-alphanumeric", "text"),
        ("chicago-notes-bibliography", "note"),
    ],
)
def test_a_style_says_what_stands_in_the_text(formatter: Formatter, style: str, form: str) -> None:
    assert formatter.form(style) == form
