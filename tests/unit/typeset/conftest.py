"""A realistic brief in six languages, as the pages of the site would show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import Environment

from openbrief.model.problem import Span
from openbrief.typeset import Change, Edition, File, Other, Words, Work, set_one_page, set_pdf

SAMPLES = Path(__file__).parent / "samples"
CHART = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120" width="300" height="120">'
    b'<path d="M0 119h300" stroke="#14211d"/><g fill="#14552f"><rect x="20" y="20" width="60" '
    b'height="99"/><rect x="120" y="40" width="60" height="79"/><rect x="220" y="49" width="60" '
    b'height="70"/></g></svg>'
)
KEYS = (
    '<section class="keys" aria-labelledby="keys"><h2 id="keys">{title}</h2>'
    "<ol>{items}</ol></section>"
)
URL = "https://example.org/policy_briefs/school-software/"


def body(t: Mapping[str, Any]) -> str:
    """Write the text as the site's resolve step does."""
    source = (SAMPLES / "brief.html").read_text("utf-8")
    return Environment(autoescape=False).from_string(source).render(t=t)  # noqa: S701 (own text)


def texts(locale: str) -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load((SAMPLES / f"{locale}.yml").read_text("utf-8"))
    return loaded


def make(locale: str) -> Edition:
    t = texts(locale)
    keys = "".join(f"<li>{k}</li>" for k in t["keys"])
    return Edition(
        name=f"ob-b07-v1.2-{locale}",
        span=Span(f"policy_briefs/school-software.{locale}.md"),
        lang=locale,
        direction="rtl" if locale == "ar" else "ltr",
        language=t["language"],
        site_name="OpenBrief",
        series=t["series"],
        identifier="OB-B07",
        date=t["date"],
        day=dt.date(2026, 9, 4),
        area="models",
        title=t["title"],
        summary=t["summary"],
        claims=(
            "strong",
            "contested",
            "some",
            "contested",
            "early",
            "some",
            "some",
            "opinion",
            "strong",
        ),
        claims_sentence=t["claims_sentence"],
        interests=t["interests"],
        keys_html=KEYS.format(title=t["keys_title"], items=keys),
        body_html=body(t),
        works=tuple(
            Work(
                n,
                anchor,
                html,
                str(n),
                kind,
                f"https://doi.org/10.5555/{anchor}",
                f"https://archive.example.org/2026/{anchor}" if n == 1 else "",
                "en",
                "ltr",
            )
            for n, ((anchor, html), kind) in enumerate(
                zip(texts("references").items(), t["kinds"], strict=True), 1
            )
        ),
        cite_html=t["cite"],
        licence=("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        authors=("Ada Example", "Bela Muster"),
        reviewers=("Cara Modell",) if locale == "en" else (),
        translation=t["translation"],
        url=URL if locale == "en" else URL.replace(".org/", f".org/{locale}/"),
        words=Words(**t["words"]),
        images={"price.svg": CHART},
        version="1.2",
        version_url=f"{URL}v1.2/",
        changes=(Change("4.9.2026", "2", "1.2"), Change("1.2.2026", "1", "Premier", "fr")),
        forms=(Other("EPUB", f"{URL}ob-b07.epub"),),
        languages=(Other("العربية", f"{URL}ar/", "ar", "rtl"), Other("中文", f"{URL}zh/", "zh")),
        translators=("Dana Vertaler",),
    )


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Edition]:
    """Give the brief in a language."""
    return make


@pytest.fixture(scope="session")
def sample_texts() -> Callable[[str], Mapping[str, Any]]:
    return texts


def once(setter: Callable[[Edition], File]) -> Callable[[str], File]:
    done: dict[str, File] = {}

    def get(locale: str) -> File:
        if locale not in done:
            done[locale] = setter(make(locale))
        return done[locale]

    return get


@pytest.fixture(scope="session")
def printed() -> Callable[[str], File]:
    """Give the finished file in a language; each is set once."""
    return once(set_pdf)


@pytest.fixture(scope="session")
def on_one_page() -> Callable[[str], File]:
    """Give the one-page version in a language; each is set once."""
    return once(set_one_page)
