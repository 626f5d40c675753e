"""A fault of ours in one thing: it is named, the rest is worked on, and nothing is published."""

from __future__ import annotations

import faulthandler
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.build.test_promises import tree

from openbrief.assembly import library, surroundings, terms, texts, units
from openbrief.assembly.keys import Keys
from openbrief.cli import _run
from openbrief.engine import workers
from openbrief.features.collections import read
from openbrief.features.downloads import booklets, forms
from openbrief.host import archiving, indexing, loop
from openbrief.host.building import load, read_publication, settings_from
from openbrief.host.serving import background
from openbrief.host.serving.background import Order
from openbrief.host.session import Session
from openbrief.model import steps
from openbrief.model.problem import Span
from openbrief.model.steps import Step
from openbrief.text.markdown import MarkdownOptions, convert

SITES = Path(__file__).parents[1] / "sites"
MEASURING = "Rulers bend"
"""Words of one text."""
WORDS = "what an author wrote"

Place = tuple[Any, str]
SETTING = "making the files to take away of texts/"
OF_DOCUMENTS: dict[str, tuple[Place, str]] = {
    "f-read": ((read, "cut"), "reading texts/f-read.md"),
    "f-convert": ((texts, "convert"), "converting texts/f-convert.md"),
    "f-resolve": ((texts, "page_text"), "resolving texts/f-resolve.md"),
    "f-pdf": ((forms, "set_pdf"), f"{SETTING}f-pdf.md"),
    "f-epub": ((forms, "epub"), f"{SETTING}f-epub.md"),
    "f-docx": ((forms, "make_docx"), f"{SETTING}f-docx.md"),
    "f-words": ((forms, "write_text"), f"{SETTING}f-words.md"),
    "f-show": ((units, "show_group"), "showing texts/f-show.md"),
    "f-render": ((loop, "render_page"), "showing texts/f-render.md"),
    "f-booklet": ((booklets, "set_booklet"), "gathering short-booklet-en"),
}
MARKS = {
    "f-booklet": "short-booklet-en",
    "f-show": "f-show",
    "f-render": "f-render",
    "f-resolve": "f-resolve",
}
"""What tells what is worked on where it does not hold the text."""
OF_BUILDS_ALONE = ("f-render", "f-booklet")


def failing(made: Callable[..., Any], word: str = "") -> Callable[..., Any]:
    """Fail where a word is in what is worked on; else do what is done otherwise."""

    def fail(*arguments: Any, **named: Any) -> Any:
        if word in repr(arguments[:1]):
            raise ZeroDivisionError(f"in {WORDS}," + " and more" * 99)
        return made(*arguments, **named)

    return fail


def inject(monkeypatch: pytest.MonkeyPatch, place: Place, word: str = "") -> None:
    module, name = place
    monkeypatch.setattr(module, name, failing(getattr(module, name), word))


def told(err: str) -> list[str]:
    """Give what stands for each fault, without its reason."""
    return sorted(re.findall(r"^fault of OpenBrief: (.*?): ZeroDivisionError", err, re.MULTILINE))


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a site with a text for each kind of fault, and one with a problem; publish another."""
    root = Path(shutil.copytree(SITES / "booklets", tmp_path_factory.mktemp("faults") / "s"))
    text = (root / "texts" / "three.md").read_text("utf-8")
    for word in (*OF_DOCUMENTS, "broken"):
        own = text.replace("id: three", f"id: {word}").replace("The third text", f"Text {word}")
        own += f"\nHere is {word}.\n"
        (root / "texts" / f"{word}.md").write_text(own, "utf-8")
    with (root / "texts" / "broken.md").open("a", encoding="utf-8") as file:
        file.write("\nThis [leads](one.md#nowhere) nowhere.\n")
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("The last good site.", "utf-8")
    return root


@pytest.mark.parametrize(
    ("command", "can_fork"),
    [(["build", "--jobs", "2"], True), (["build"], False), (["check"], True)],
    ids=["build by fork", "build in one process", "check"],
)
def test_every_kind_of_fault_is_named_in_one_run_beside_all_problems(
    publication: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    *,
    can_fork: bool,
) -> None:
    before = tree(publication / "site")
    monkeypatch.setattr(workers, "can_fork", lambda: can_fork)
    expected = dict(OF_DOCUMENTS)
    for word, (place, _) in OF_DOCUMENTS.items():
        inject(monkeypatch, place, MARKS.get(word, f"Here is {word}"))
    if command == ["check"]:
        for word in OF_BUILDS_ALONE:
            del expected[word]

    code = _run([command[0], "-f", str(publication / "mkdocs.yml"), *command[1:]])

    out, err = capsys.readouterr()
    assert told(err) == sorted(place for _, place in expected.values())
    assert "texts/broken.md:20:6: error[anchor-not-found]" in out + err
    assert (out + err).count("error[") == 1
    assert code == 3
    assert "Traceback" not in err
    assert "Please report it" in err
    assert tree(publication / "site") == before
    assert not [path for path in publication.iterdir() if path.name.startswith(".site")]
    report = (publication / ".cache" / "openbrief" / "fault.txt").read_text("utf-8")
    assert all(place in report for _, place in expected.values())
    assert all(word in report for word in ("line ", "in fail", "Python 3."))
    assert str(publication) not in report
    assert max(map(len, report.splitlines())) < 600


OF_BUILDS: dict[str, tuple[Place, str]] = {
    "library": ((library, "_library"), "library"),
    "glossary": ((terms, "_checked"), "glossary"),
    "dates": ((surroundings, "_date_view"), "dates"),
    "keys": ((Keys, "parts"), "keys"),
    "feeds": ((loop, "outputs"), "outputs"),
    "fonts": ((loop, "fonts"), "fonts"),
    "search": ((indexing, "index_language"), "search"),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish a small site without files to take away."""
    root = Path(shutil.copytree(SITES / "two_locales", tmp_path_factory.mktemp("small") / "s"))
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("  - openbrief/downloads\n", "")
    config.write_text(text, "utf-8")
    assert _run(["build", "-f", str(config), "--no-cache"]) == 0
    return root


@pytest.mark.parametrize("kind", OF_BUILDS)
def test_a_fault_beside_the_documents_is_named_and_the_next_build_is_fine(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    before = tree(small / "site")
    place, name = OF_BUILDS[kind]
    command = ["build", "-f", str(small / "mkdocs.yml"), "--no-cache"]
    with monkeypatch.context() as patched:
        inject(patched, place)

        assert _run(command) == 3

    assert [one.rpartition(" ")[2] for one in told(capsys.readouterr().err)] == [name]
    assert tree(small / "site") == before
    if kind == "feeds":
        assert _run(command) == 0
        assert tree(small / "site") == before


def at_measuring(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Do something in the middle of the conversion of one text."""

    def convert_or_act(text: str, options: MarkdownOptions) -> str:
        if MEASURING in text:
            act()
        return convert(text, options)

    monkeypatch.setattr(texts, "convert", convert_or_act)


def abort() -> None:
    faulthandler.disable()  # pytest's would tell of it at length
    os.abort()


def busy() -> None:
    while True:
        pass


def greedy() -> None:
    bytearray(2 << 30)


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize(
    ("act", "code", "told"),
    [
        (busy, 1, "md: error[too-much-work]: converting this takes more than 1 s of processor"),
        (greedy, 1, "md: error[too-much-work]: converting this takes more than 1024 MiB of"),
        (lambda: os.kill(os.getpid(), 9), 3, "md: its process was ended by SIGKILL, with"),
        (abort, 3, "md: its process was ended by SIGABRT, with"),
    ],
    ids=["busy", "greedy", "killed", "crashed"],
)
def test_a_text_that_ends_its_process_is_named_even_alone_and_with_one_job(
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    command: str,
    act: Callable[[], None],
    code: int,
    told: str,
) -> None:
    before = tree(small / "site")
    monkeypatch.setitem(steps.SECONDS, Step.CONVERTING, 1)
    at_measuring(monkeypatch, act)
    words = ["--no-cache", "--jobs", "1"] if command == "build" else []

    assert _run([command, "-f", str(small / "mkdocs.yml"), *words]) == code

    assert f"explainers/measuring.{told}" in "".join(capfd.readouterr())
    assert tree(small / "site") == before


def test_a_conversion_by_plain_mkdocs_is_ended_as_well(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_from(small / "mkdocs.yml")
    session = Session(settings, read_publication(load(small / "mkdocs.yml")))
    monkeypatch.setitem(steps.SECONDS, Step.CONVERTING, 1)
    at_measuring(monkeypatch, busy)

    html, problem = session.converted(MEASURING, Span("explainers/measuring.md"))

    assert html == ""
    assert problem
    assert problem.code == "too-much-work"
    assert session.converted("*Other*", Span("other.md")) == ("<p><em>Other</em></p>", None)


def test_the_live_server_tells_a_fault_among_the_problems_and_goes_on(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "nice", lambda _: 0)  # this process is to stay as it is
    at_measuring(monkeypatch, abort)

    outcome = background._build(Order(small / "mkdocs.yml", drafts=False))

    [problem] = outcome.problems
    assert not outcome.is_published
    assert problem.span.path == "explainers/measuring.md"
    assert problem.code == "build-failed"
    assert "converting explainers/measuring.md: its process was ended" in problem.message
    assert "fault.txt" in problem.help


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["archive", "rulers"], (archiving, "freeze")),
        (["translate", "status"], (read, "cut")),
        (["translate", "export", "ar"], (read, "cut")),
        (["translate", "fits", "--all"], (read, "cut")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_other_commands_name_a_fault_and_write_nothing(
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    place: Place,
) -> None:
    inject(monkeypatch, place)

    assert _run([*words, "-f", str(small / "mkdocs.yml")]) == 3

    assert told(capsys.readouterr().err)
    assert not [*(small / "archive").glob("*"), *(small / "translations").glob("*")]
