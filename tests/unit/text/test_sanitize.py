import pytest

from openbrief.text.sanitize import sanitize


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<iframe src="https://example.org"></iframe>',
        '<p style="position:fixed">x</p>',
        "<style>p{}</style>",
        '<base href="https://example.org">',
        '<form action="https://example.org"><button>x</button></form>',
        '<svg onload="alert(1)"><use href="x"/></svg>',
        '<meta http-equiv="refresh" content="0">',
        '<link rel="stylesheet" href="x">',
        '<input type="text" value="x">',
    ],
)
def test_what_can_run_load_or_cover_is_taken_out(html: str) -> None:
    clean = sanitize(html)

    for word in ("script", "onclick", "onload", "javascript", "data:", "style", "iframe", "base"):
        assert word not in clean
    for word in ("form", "button", "svg", "meta", "link", 'type="text"'):
        assert word not in clean


@pytest.mark.parametrize(
    "html",
    [
        '<p class="ev">x</p>',
        '<div class="row claim">x</div>',
        '<a class="cite" href="#x">1</a>',
        '<p id="ref-a">x</p>',
        '<p id="cite-1">x</p>',
        '<p id="main">x</p>',
        "<span data-screen>x</span>",
        '<div class="retracted" role="note"><strong class="was">Retracted</strong></div>',
    ],
)
def test_our_own_marks_of_trust_can_not_be_imitated(html: str) -> None:
    clean = sanitize(html)

    assert "class" not in clean
    assert "id=" not in clean
    assert "data-" not in clean
    assert "role" not in clean


def test_what_markdown_makes_is_kept() -> None:
    html = (
        '<h2 id="why">Why</h2><table><thead><tr><th align="right">a</th></tr></thead></table>'
        '<div class="admonition note"><p class="admonition-title">Note</p></div>'
        '<p lang="ar" dir="rtl"><bdi>x</bdi><sup id="fnref:1"><a class="footnote-ref" '
        'href="#fn:1">1</a></sup></p>'
    )

    assert sanitize(html) == html


def test_nesting_without_end_is_refused_before_it_costs_time() -> None:
    with pytest.raises(ValueError, match="nested"):
        sanitize("<div>" * 20_000)
