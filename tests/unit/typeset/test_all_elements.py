"""Whatever the sanitiser lets through, and whatever the site itself writes, can be printed."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

import pytest

from openbrief.features.collections import blocks
from openbrief.features.evidence.resolve import labels
from openbrief.model.document import Boundary, Claim, Document, Evidence, Kind, Level, Mark, Marked
from openbrief.model.front_matter import FrontMatter
from openbrief.model.problem import Span
from openbrief.strings import load
from openbrief.text import sanitize
from openbrief.typeset import Edition
from openbrief.typeset.faces import characters
from openbrief.typeset.fragment import RULES, Converted, convert

Convert = Callable[[str], Converted]
EMPTY = {"br", "hr", "img", "input", "wbr", "col", "colgroup", "rp"}
"""Elements that hold no words, or none that are printed."""
AROUND = {
    **dict.fromkeys(("li",), "<ul>{}</ul>"),
    **dict.fromkeys(("dt", "dd"), "<dl>{}</dl>"),
    **dict.fromkeys(("caption", "tr", "thead", "tbody", "tfoot"), "<table>{}</table>"),
    **dict.fromkeys(("td", "th"), "<table><tr>{}</tr></table>"),
    **dict.fromkeys(("col", "colgroup"), "<table>{}<tr><td>a</td></tr></table>"),
    **dict.fromkeys(("rt", "rp"), "<p><ruby>a{}</ruby></p>"),
    "summary": "<details>{}<p>a</p></details>",
    "figcaption": "<figure><p>a</p>{}</figure>",
}
"""Where an element stands; the others stand by themselves."""
INSIDE = {
    **dict.fromkeys(("ul", "ol"), "<li>word</li>"),
    **dict.fromkeys(("table", "thead", "tbody", "tfoot"), "<tr><td>word</td></tr>"),
    "tr": "<td>word</td>",
    "dl": "<dt>word</dt><dd>word</dd>",
}
ATTRIBUTES = {"img": 'src="price.svg" alt="word"', "input": 'type="checkbox"'}
TOGETHER = """<div class="tabbed-set tabbed-alternate">
<input name="t" type="radio"><div class="tabbed-labels">
<label for="t">One</label></div><div class="tabbed-content"><div class="tabbed-block"><p>word</p>
</div></div></div><div class="admonition note inline end"><p class="admonition-title">Title</p>
<p>word</p></div><div class="highlight"><pre><code>word</code></pre></div><ul class="task-list">
<li class="task-list-item"><label class="task-list-control"><input type="checkbox"><span
class="task-list-indicator"></span></label> word</li></ul><p>a<sup><a class="footnote-ref"
href="#fn:1">1</a></sup></p><div class="footnote"><hr><ol><li id="fn:1"><p>word <a
class="footnote-backref" href="#r">back</a></p></li></ol></div>"""


@pytest.fixture
def converted(sample: Callable[[str], Edition]) -> Convert:
    def run(html: str) -> Converted:
        return convert(
            dataclasses.replace(sample("en"), body_html=html, works=(), keys_html=""), characters()
        )

    return run


@pytest.mark.parametrize("tag", sorted(sanitize._BLOCKS | sanitize._INLINES))
def test_each_element_that_an_author_may_write_is_printed(converted: Convert, tag: str) -> None:
    inner = "" if tag in EMPTY - {"rp"} else INSIDE.get(tag, "word")
    html = f"<{tag} {ATTRIBUTES.get(tag, '')}>{inner}</{tag}>"
    safe = sanitize.sanitize(AROUND.get(tag, "{}").format(html))
    assert f"<{tag}" in safe

    result = converted(safe)

    assert tag in RULES
    assert result.problems == ()
    assert ('"word"' in result.body) is (tag not in EMPTY or tag == "img")


def test_each_class_that_an_author_may_write_has_a_meaning_on_paper(converted: Convert) -> None:
    used = {
        name
        for names in re.findall(r'class="([^"]+)"', sanitize.sanitize(TOGETHER))
        for name in names.split()
    }
    kinds = set(sanitize._KINDS) | {"inline", "end"}

    result = converted(sanitize.sanitize(TOGETHER))

    assert used | kinds == frozenset().union(*sanitize._CLASSES.values())
    assert result.problems == ()
    assert result.body.count("word") == 5
    assert "back" not in result.body
    assert {"Title", "One"} <= set(re.findall(r"[A-Z]\w+", result.body))


def boundary(kind: str, edge: str) -> Boundary:
    texts = {
        "options": ("who",),
        "cell": ("who",),
        "recommendation": ("1", "by 2027"),
        "date": ("2027-01-01", "Union", ""),
    }
    return Boundary(kind, edge, Span("a.md"), texts.get(kind, ("word", "", "2027-01-02")))  # type: ignore[arg-type] # a value of the table


ROWS = {
    "option": ("options",),
    "cell": ("options", "option"),
    "recommendation": ("recommendations",),
}
PARTS = {
    **ROWS,
    "key": ("keys",),
    "date": ("dates",),
    "evidence": ("recommendations", "recommendation"),
}


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in blocks._SHOW}))
def test_each_block_of_ours_is_printed(converted: Convert, kind: str) -> None:
    show, strings = blocks._SHOW, load("en")
    names = (*PARTS.get(kind, ()), kind)
    before = "".join(show[name, "open"](boundary(name, "open"), strings) for name in names)
    after = "".join(show[name, "close"](boundary(name, "close"), strings) for name in names[::-1])

    result = converted(f"{before}<p>Inside.</p>{after}")

    assert result.problems == ()
    assert '"Inside."' in result.body or kind in ("options", "option", "recommendations", "dates")


@pytest.mark.parametrize("evidence", Evidence)
def test_each_label_is_printed(converted: Convert, evidence: Evidence) -> None:
    claim = Claim(evidence, Span("a.md"), "Ada" if evidence == "opinion" else "")
    document = Document(
        id="a",
        locale="en",
        collection="",
        kind=Kind.BRIEF,
        level=Level.FULL,
        path="a",
        front_matter=FrontMatter(),
        body=Marked("x", (Mark("x", claim),)),
        source=Span("a.md"),
    )
    (label,) = labels(document, "../method/", load("en")).values()

    result = converted(f"<p>{label}Words.</p>")

    assert result.problems == ()
    assert f'evidence-inline("{evidence}"' in result.body
    assert '"Words."' in result.body
