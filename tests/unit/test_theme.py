"""The templates alone: what they print, escape and refuse."""

import re
from dataclasses import fields, replace
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
import pytest
from markupsafe import Markup

from openbrief.model.views import (
    AlternateView,
    AreaView,
    CardView,
    ChangeView,
    ClaimsView,
    CorrectionsYearView,
    CorrectionView,
    DateView,
    DownloadView,
    GlossaryEntryView,
    GlossaryGroupView,
    LinkView,
    LocaleView,
    NoticeView,
    OutlineView,
    PageView,
    ReferenceView,
    RetractionView,
    TermNameView,
    TermView,
    TextView,
    UseView,
)
from openbrief.strings import load

THEME = Path(str(resources.files("openbrief.theme")))
MATERIAL = Path(str(resources.files("material"))) / "templates"
KINDS = ("home", "listing", "explainer", "brief", "page")
HOSTILE = "<b>\"'&"


class Config:
    site_name = HOSTILE
    extra_css: tuple[str, ...] = ()
    extra_javascript: tuple[str, ...] = ()


def environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader([str(THEME), str(MATERIAL)])
    # As MkDocs makes it: without autoescape, so that ours is put to the test.
    env = jinja2.Environment(loader=loader, autoescape=False)  # noqa: S701
    env.filters["url"] = str
    env.filters["script_tag"] = str
    return env


def hostile_view(kind: str, *, fallback: bool = False) -> PageView:
    x = HOSTILE
    link = LinkView(x, x, is_current=True)
    locale = LocaleView("ar", x, "rtl", x, is_current=True, is_translated=False)
    area = AreaView("models", x, x, x, x)
    claims = ClaimsView(("strong", "opinion"), x)
    reference = ReferenceView(
        x, 1, x, x, Markup("<i>work</i>"), x, x, x, x, x, x, (x, x), "en", "ltr", x
    )
    card = CardView(x, x, "brief", x, area, claims, x, x, "en", "ltr")
    text = TextView(
        keys=Markup('<section class="keys"></section>'),
        body=Markup("<p>body</p>"),
        outline=(OutlineView(x, x, 2),),
        references=(reference,),
        lang="en" if fallback else "ar",
        direction="ltr" if fallback else "rtl",
    )
    return PageView(
        id=x,
        locale=locale,
        locales=(locale, replace(locale, tag="en", direction="ltr")),
        alternates=(AlternateView(x, x),),
        canonical_url=x,
        base="..",
        home_url=x,
        feed_url=x,
        site_name=x,
        tagline=x,
        nav=(link,),
        footer=((x, (link,)),),
        trail=(link,),
        kind=kind,
        level="full",
        levels=(link, link),
        series=x,
        identifier=x,
        title=x,
        headline=Markup("A <mark>title</mark>"),
        summary=x,
        description=x,
        area=area,
        claims=claims,
        minutes=x,
        version=x,
        date=x,
        version_url=x,
        iso_date=x,
        status="in-review",
        authors=(x, x),
        reviewers=(x,),
        interests=x,
        notices=(NoticeView("fallback", x, x, link),),
        text=text,
        booklets=(),
        downloads=(
            DownloadView("PDF", x, 4, 1, x, "pdf", x, "application/pdf"),
            DownloadView(x, x, 0, 1, x, "text", x, "text/plain"),
        ),
        changes=(ChangeView(x, x, x, "en", "ltr"),),
        review_due=x,
        next_dates=(DateView("2026-12-09", x, x, Markup("<p>law</p>"), x, "en", "ltr"),),
        cite_as=Markup("<cite>cited</cite>"),
        licence=link,
        method_url=x,
        edit_url=x,
        report_url=x,
        cards=(card, replace(card, area=None, kind="explainer")),
        areas=(area,),
        source_count=3,
        is_fallback=fallback,
    )


def render(view: PageView) -> str:
    template = environment().get_template("main.html")
    return template.render(view=view, t=load(view.locale.tag), config=Config)


@pytest.mark.parametrize("fallback", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_is_escaped_and_trusted_html_is_not(kind: str, *, fallback: bool) -> None:
    page = render(hostile_view(kind, fallback=fallback))

    assert "<b>\"'" not in page
    assert "&lt;b&gt;&#34;&#39;&amp;" in page
    assert "&amp;lt;" not in page
    assert "<p>body</p>" in page


@pytest.mark.parametrize("kind", KINDS)
def test_no_script_and_no_style_stand_in_the_page(kind: str) -> None:
    page = render(hostile_view(kind))

    scripts = re.findall(r"<script\b([^>]*)>", page)
    assert all("src=" in s or 'type="application/json"' in s for s in scripts)
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|javascript:", page)


@pytest.mark.parametrize("fallback", [False, True])
@pytest.mark.parametrize("kind", ["term", "glossary"])
def test_pages_of_the_glossary_escape_every_text(kind: str, *, fallback: bool) -> None:
    x = HOSTILE
    term = TermView(
        aka=(x,),
        languages=(TermNameView("en", "ltr", x, x, x),),
        see=(LinkView(x, x),),
        uses=(UseView(x, x, x, "models", "en", "ltr", (), ()),),
    )
    entry = GlossaryEntryView(x, x, x, x, "en", "ltr")
    groups = (GlossaryGroupView(x, x, "models", (entry,)), GlossaryGroupView(x, x, "", (entry,)))

    page = render(replace(hostile_view(kind, fallback=fallback), term=term, groups=groups))

    assert "<b>\"'" not in page
    assert page.count("&lt;b&gt;&#34;&#39;&amp;") > 20
    assert "&amp;lt;" not in page


@pytest.mark.parametrize("fallback", [False, True])
@pytest.mark.parametrize("kind", ["brief", "corrections"])
def test_corrections_and_retractions_are_escaped(kind: str, *, fallback: bool) -> None:
    x = HOSTILE
    entry = CorrectionView(
        id=x, kind="retraction", kind_title=x, iso=x, date=x, title=x, url=x, area="models",
        lang="en", direction="ltr", notice=x, note=x, note_lang="en", note_direction="ltr",
        version=x,
    )  # fmt: skip
    view = replace(
        hostile_view(kind, fallback=fallback),
        retraction=RetractionView(x, x, "en", "ltr"),
        corrected=LinkView(x, x),
        corrections_url=x,
        corrections_feed_url=x,
        corrections=(CorrectionsYearView("2026", (entry,)),),
    )

    page = render(view)

    assert "<b>\"'" not in page
    assert page.count("&lt;b&gt;&#34;&#39;&amp;") > 20
    assert "&amp;lt;" not in page


def test_a_notice_of_retraction_names_the_language_of_its_note() -> None:
    told = RetractionView("Title", "Note", "fr", "ltr")

    page = render(replace(hostile_view("brief"), retraction=told))

    assert '<p lang="fr" dir="ltr">Note</p>' in page
    assert page.index('role="note"') < page.index("<h1")


@pytest.mark.parametrize("kind", ["explainer", "brief"])
def test_key_messages_come_before_the_contents(kind: str) -> None:
    page = render(hostile_view(kind))

    places = [page.index(part) for part in ("<h1", 'class="stand"', 'class="keys"', 'class="toc"')]
    assert places == sorted(places)


def test_fallback_names_the_language_of_its_text_and_of_the_words_around() -> None:
    page = render(hostile_view("explainer", fallback=True))

    assert '<html lang="ar" dir="rtl"' in page
    assert '<h1 lang="en" dir="ltr">' in page
    assert '<div class="in read" lang="en" dir="ltr">' in page
    assert '<h2 id="sources" lang="ar" dir="rtl">' in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_without_values_prints_no_empty_parts(kind: str) -> None:
    view = hostile_view(kind)
    kept = {"locale", "kind", "base", "title", "headline"}
    values = {f.name: getattr(view, f.name) for f in fields(view) if f.name not in kept}
    bare: dict[str, Any] = {name: type(value)() for name, value in values.items() if name in PLAIN}
    nothing = TextView(Markup(), Markup(), (), (), "ar", "rtl")
    bare |= {
        "status": "published",
        "area": None,
        "text": nothing,
        "claims": ClaimsView((), ""),
        "licence": LinkView("", ""),
    }

    page = render(replace(view, **bare))

    assert not re.search(r"<(h\d|ul|ol|nav|dl|figure|small|p)\b[^>]*>\s*</", before_search(page))


PLAIN = {f.name for f in fields(PageView) if f.type in ("str", "Markup") or "tuple" in str(f.type)}


def before_search(page: str) -> str:
    return page.partition('class="md-search"')[0].replace("<p><bdi></bdi></p>", "")


def test_only_web_addresses_of_sources_become_links() -> None:
    view = hostile_view("page")
    (reference,) = view.text.references
    works = (
        replace(reference, url="javascript:alert(1)", archive_url="data:,x"),
        replace(reference, url="https://example.org/a", archive_url=""),
    )

    page = render(replace(view, text=replace(view.text, references=works)))

    assert "javascript:" not in page
    assert "data:,x" not in page
    assert 'href="https://example.org/a"' in page


def test_page_without_a_view_fails_and_names_the_plugin() -> None:
    template = environment().get_template("main.html")

    with pytest.raises(jinja2.TemplateNotFound, match="openbrief/publication"):
        template.render(t=load("en"), config=Config)


def not_found() -> tuple[tuple[LocaleView, object, str, tuple[LinkView, ...]], ...]:
    english = LocaleView("en", "English", "ltr", "", is_current=False, is_translated=True)
    arabic = LocaleView("ar", HOSTILE, "rtl", "", is_current=False, is_translated=True)
    links = (LinkView("Method", "/sub/method/"),)
    hostile = (LinkView(HOSTILE, "/sub/ar/method/"),)
    return (
        (english, load("en"), "/sub/", links),
        (arabic, load("ar"), "/sub/ar/", hostile),
    )


def test_missing_page_speaks_all_languages_and_knows_the_path_of_the_site() -> None:
    template = environment().get_template("404.html")

    page = template.render(not_found=not_found(), config=Config, base_url="/sub/")

    assert load("en")("missing.text") in page
    assert '<section class="in missing" lang="ar" dir="rtl" data-home="/sub/ar/"' in page
    assert 'href="/sub/assets/stylesheets/openbrief.css"' in page
    assert "<b>\"'" not in page


def test_missing_page_leads_on_in_each_language_and_from_one_to_another() -> None:
    template = environment().get_template("404.html")

    page = template.render(not_found=not_found(), config=Config, base_url="/sub/")
    header, _, sections = page.partition("<main")
    english, arabic = sections.split("<section")[1:]

    assert '<a href="/sub/method/">Method</a>' in english
    assert '<a href="/sub/ar/method/">' in arabic
    assert '<a href="/sub/ar/" lang="ar" dir="rtl" hreflang="ar">' in header


def test_a_card_in_another_language_names_it() -> None:
    view = hostile_view("listing")
    (card, other), (arabic, english) = view.cards, view.locales
    cards = (card, replace(other, lang="ar", direction="rtl"))

    page = render(replace(view, cards=cards, locales=(arabic, replace(english, name="English"))))

    assert page.count(load("ar")("card.untranslated", language='<bdi lang="en">English</bdi>')) == 1


def test_notices_of_the_first_page_stand_at_its_top() -> None:
    page = render(hostile_view("home"))

    assert page.count('class="stale') == 1
    assert page.index('class="stale') < page.index("<h1")


@pytest.mark.parametrize("base_url", ["/", ""])
def test_missing_page_at_the_root_of_a_host(base_url: str) -> None:
    template = environment().get_template("404.html")

    page = template.render(not_found=not_found(), config=Config, base_url=base_url)

    assert 'href="/assets/stylesheets/openbrief.css"' in page


def test_missing_page_without_its_values_fails() -> None:
    template = environment().get_template("404.html")

    with pytest.raises(jinja2.TemplateNotFound, match="not_found"):
        template.render(config=Config, base_url="/")


@pytest.mark.parametrize("tag", ["en", "fr", "ar"])
def test_every_key_that_templates_use_has_words(tag: str) -> None:
    sources = "".join(path.read_text("utf-8") for path in sorted(THEME.rglob("*.html")))
    used = set(re.findall(r"\bt\(\"([a-z._]+)\"[,)]", sources))

    assert used
    assert used <= set(load(tag).texts)


def test_the_script_of_citations_is_given_its_words() -> None:
    page = render(hostile_view("explainer"))

    script = re.search(r"<script[^>]*/citations\.js\"([^>]*)>", page)
    assert script
    for name, key in SCRIPT_WORDS.items():
        assert f'data-{name}="{load("ar")(key)}"' in script[1]


SCRIPT_WORDS = {
    "close": "quote.close",
    "copy": "quote.copy",
    "done": "copy.done",
    "changed": "quote.changed",
    "term": "term.card",
}


def test_files_that_pages_name_exist() -> None:
    page = render(hostile_view("explainer"))

    named = set(re.findall(r"\.\./(assets/(?:javascripts|stylesheets|images)/[\w.-]+)", page))
    assert len(named) == 6
    for name in named:
        assert (THEME / name).is_file() or (MATERIAL / name).is_file(), name
