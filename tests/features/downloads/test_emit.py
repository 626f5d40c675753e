from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest
import yaml
from markupsafe import Markup

from openbrief.features.downloads import FORMS, DownloadsOptions, Form, edition_of, file_name
from openbrief.features.downloads.forms import forms_of
from openbrief.model.front_matter import TranslationOrigin
from openbrief.model.views import (
    AreaView,
    CardView,
    ClaimsView,
    LinkView,
    LocaleView,
    NoticeView,
    PageView,
    ReferenceView,
    RetractionView,
    TextView,
)
from openbrief.strings import load
from openbrief.typeset import set_pdf, write_markdown, write_text

View = Callable[..., PageView]


@pytest.fixture
def view() -> View:
    """Give the view of a short brief, with the fields of a test put in."""

    def make(tag: str = "fr", **fields: object) -> PageView:
        locale = LocaleView(tag, "Français", "ltr", "", is_current=True, is_translated=True)
        reference = ReferenceView(
            key="a",
            number=1,
            label="1",
            id="ref-a",
            html=Markup("A. (2024). <i>B</i>."),
            kind="Rapport",
            url="https://example.org/b",
            archive_url="",
            access="",
            notice="",
            notice_url="",
            backlinks=("cite-1",),
            lang="en",
            direction="ltr",
        )
        text = TextView(
            keys=Markup(
                '<section class="keys"><h2 id="keys">Clés</h2><ol><li>a</li></ol></section>'
            ),
            body=Markup('<h2>Un</h2><p>Deux<a class="cite" href="#note-1">1</a>.</p>'),
            outline=(),
            references=(reference,),
            lang=tag,
            direction="ltr",
        )
        page = PageView(
            id="x",
            locale=locale,
            locales=(locale,),
            alternates=(),
            canonical_url="https://example.org/fr/policy_briefs/x/",
            base="../..",
            home_url="../..",
            feed_url="",
            site_name="OpenBrief",
            tagline="",
            nav=(),
            footer=(),
            trail=(),
            kind="brief",
            level="full",
            levels=(),
            series="Note 2",
            identifier="OB-B02",
            title="Un titre",
            headline=Markup(),
            summary="Un résumé.",
            description="",
            area=AreaView("models", "Modèles", ""),
            claims=ClaimsView(("strong",), "1 affirmation"),
            minutes="",
            version="1.0",
            version_url="",
            date="4 septembre 2026",
            iso_date="2026-09-04",
            status="published",
            authors=("Ada Example",),
            reviewers=(),
            interests="Aucun.",
            notices=(),
            text=text,
            downloads=(),
            booklets=(),
            changes=(),
            review_due="",
            next_dates=(),
            cite_as=Markup("Ada Example (2026). <cite>Un titre</cite>."),
            licence=LinkView("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
            method_url="",
            edit_url="",
            report_url="",
            cards=(),
            areas=(),
            source_count=1,
            is_fallback=False,
        )
        return dataclasses.replace(page, **fields)  # type: ignore[arg-type]  # fields by name

    return make


def test_a_file_is_named_by_identifier_version_and_locale(view: View) -> None:
    assert file_name(view(), FORMS[0]) == "ob-b02-v1.0-fr.pdf"
    assert file_name(view(version=""), FORMS[0]) == "ob-b02-fr.pdf"


def test_a_page_becomes_a_brief_in_its_own_words(view: View) -> None:
    brief = edition_of(view(), load("fr"))

    assert brief.name == "ob-b02-v1.0-fr"
    assert brief.day == dt.date(2026, 9, 4)
    assert brief.words.version == "Version 1.0"
    assert brief.words.page == "Page {page} sur {pages}"
    assert brief.works[0].html == "A. (2024). <i>B</i>."
    assert brief.licence == ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
    assert brief.translation == ""


def test_a_retracted_document_says_so_before_all_else(view: View) -> None:
    told = RetractionView("Rétracté le 4 mars 2027", "It was wrong.", "en", "ltr")

    assert edition_of(view(retraction=told, status="in-review"), load("fr")).status == (
        "Rétracté le 4 mars 2027\u00a0: It was wrong."
    )


def test_a_brief_from_a_page_can_be_set(view: View) -> None:
    pdf = set_pdf(edition_of(view(), load("fr")))

    assert pdf.data.startswith(b"%PDF-")
    assert pdf.pages == 1
    assert pdf.problems == ()


def test_the_state_of_a_translation_is_said(view: View) -> None:
    notice = NoticeView("machine", "Traduction automatique", "Lisez l’original.")
    noticed = view(notices=(notice,))

    assert edition_of(noticed, load("fr")).translation == "Traduction automatique"
    for origin in TranslationOrigin:
        said = edition_of(noticed, load("fr"), translation=origin).translation
        assert said.startswith("Tradu")


@pytest.mark.parametrize("tag", ["en", "fr", "ar"])
def test_a_text_in_review_or_retired_says_so_in_its_language(tag: str, view: View) -> None:
    strings = load(tag)

    for status in ("in-review", "retired"):
        said = edition_of(view(status=status), strings).status
        assert said == strings(f"pdf.status.{status}")
        assert tag == "en" or said != load("en")(f"pdf.status.{status}")


def test_a_published_text_says_nothing_of_its_status(view: View) -> None:
    assert edition_of(view(status="published"), load("en")).status == ""
    assert edition_of(view(status=""), load("en")).status == ""


def test_a_page_without_a_date_or_a_version_is_written_in_words(view: View) -> None:
    page = view(iso_date="", date="", version="", identifier="", kind="page", id="method")
    edition = edition_of(page, load("fr"))
    text = write_text(edition).data.decode()
    markdown = write_markdown(edition).data.decode()

    assert file_name(page, FORMS[-1]) == "method-fr.md"
    assert "\ndate:" not in markdown
    assert "\nUn\n\nDeux [1]." in text
    assert "\n## Un\n\nDeux [1]." in markdown


def test_a_file_in_words_tells_what_it_is(view: View) -> None:
    edition = edition_of(view(), load("fr"), translation=TranslationOrigin.UNREVIEWED_MACHINE)
    text = write_text(edition).data.decode()
    markdown = write_markdown(edition).data.decode()
    front = yaml.safe_load(markdown.split("---\n")[1])

    assert text.startswith("\ufeffUn titre\n\nUn résumé.\n\nTraduction automatique")
    assert "OpenBrief, Note 2, OB-B02, Version 1.0, 4 septembre 2026" in text
    assert "\nAuteurs\u00a0: Ada Example\n" in text
    assert "\nLicence\u00a0: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)\n" in text
    assert "Comment citer ce document\u00a0: Ada Example (2026). Un titre." in text
    assert "[1] A. (2024). B. (Rapport) https://example.org/b\n" in text
    assert front == {
        "title": "Un titre",
        "description": "Un résumé.",
        "lang": "fr",
        "author": ["Ada Example"],
        "date": "2026-09-04",
        "version": "1.0",
        "translation": load("fr")("translation.unreviewed-machine"),
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "identifier": "OB-B02",
        "publisher": "OpenBrief",
        "source": "https://example.org/fr/policy_briefs/x/",
    }
    assert "1.  A. (2024). *B*. (Rapport) <https://example.org/b>\n" in markdown


def test_the_same_edition_gives_the_same_bytes(view: View) -> None:
    first = [
        write_text(edition_of(view(), load("fr"))),
        write_markdown(edition_of(view(), load("fr"))),
    ]
    again = edition_of(view(), load("fr"))

    assert [write_text(again), write_markdown(again)] == first


def test_a_list_of_documents_is_written_with_what_stands_on_its_shelf(view: View) -> None:
    card = CardView(
        title="A < b",
        url="../y/",
        kind="brief",
        kind_title="",
        area=None,
        claims=ClaimsView((), ""),
        meta="",
        summary="Why *so*?",
        lang="fr",
        direction="ltr",
    )
    edition = edition_of(view(cards=(card,)), load("fr"))
    markdown = write_markdown(edition).data.decode()

    assert (
        "-   [A &lt; b](https://example.org/fr/policy_briefs/y/)\n\n    Why \\*so\\*?" in markdown
    )


def test_only_what_is_taken_away_is_set_on_paper() -> None:
    everywhere = [form.id for form in forms_of("brief", ("pdf", "text"), is_taken_away=False)]

    assert everywhere == ["text"]
    assert [form.id for form in forms_of("brief", ("text", "pdf"))] == ["pdf", "text"]
    assert [form.id for form in forms_of("page", ("text", "pdf"))] == ["text"]
    assert [form.id for form in forms_of("source", ("text", "pdf"))] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_each_form_has_a_name_a_note_and_a_media_type(form: Form) -> None:
    assert "/" in form.media_type
    assert load("en")(f"form.{form.id}")
    assert load("en")(f"form.{form.id}.note")


@pytest.mark.parametrize("tag", ["en", "fr", "ar"])
def test_every_language_has_the_words_of_the_printed_page(tag: str, view: View) -> None:
    words = edition_of(view(), load(tag)).words

    assert "{page}" in words.page
    assert "{pages}" in words.page
    assert tag == "en" or words.about != edition_of(view(), load("en")).words.about


@pytest.mark.parametrize(
    ("kind", "pages", "translation", "limit"),
    [
        ("brief", None, None, 4),
        ("brief", None, TranslationOrigin.HUMAN, 5),
        ("brief", 8, TranslationOrigin.HUMAN, 10),
        ("brief", 1, TranslationOrigin.HUMAN, 2),
        ("explainer", None, None, 0),
        ("explainer", None, TranslationOrigin.HUMAN, 0),
        ("explainer", 6, None, 6),
    ],
)
def test_a_translation_may_be_a_quarter_longer_than_its_source(
    view: View, kind: str, pages: int | None, translation: TranslationOrigin | None, limit: int
) -> None:
    made = edition_of(view(kind=kind), load("fr"), pages=pages, translation=translation)

    assert made.page_limit == limit


def test_other_forms_are_named_in_the_language_of_the_page(view: View) -> None:
    made = forms_of("brief", ("pdf", "one-page"))
    forms = edition_of(view(), load("fr"), forms=tuple(made)).forms

    assert [(form.title, form.url.rpartition("/")[2]) for form in forms] == [
        ("PDF", "ob-b02-v1.0-fr.pdf"),
        ("Une page", "ob-b02-one-page-v1.0-fr.pdf"),
    ]


def test_explainers_have_no_one_page_version() -> None:
    assert [form.id for form in forms_of("explainer", ("pdf", "one-page"))] == ["pdf"]


def test_all_forms_are_made_unless_said_otherwise() -> None:
    assert DownloadsOptions().formats == tuple(form.id for form in FORMS)
