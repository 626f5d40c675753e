"""Our own loop gives the bytes that MkDocs gives, whatever it takes over from earlier builds."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from jinja2 import Environment
from tests.build.conftest import SITES

from openbrief.assembly import taking_away
from openbrief.engine import workers
from openbrief.engine.profile import Profile
from openbrief.engine.remembered import look
from openbrief.host import building
from openbrief.host.building import BuildOptions, build_site
from openbrief.host.loop import Loop, Pages
from openbrief.model.page import Page

PROGRAM = Path(sys.executable).with_name("openbrief")
Tree = Mapping[str, str]


def tree(folder: Path) -> Tree:
    """Give the hash of each file of a site by its address."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def built(root: Path, name: str, **choices: object) -> Tree:
    site = root / name
    options = BuildOptions(site_dir=site, **choices)  # type: ignore[arg-type] # the tests' own
    outcome = build_site(root / "mkdocs.yml", options)
    assert outcome.is_published, [str(problem) for problem in outcome.problems]
    return tree(site)


def by_mkdocs(root: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """Build page by page, as `mkdocs build` does."""
    with monkeypatch.context() as patch:
        patch.setattr(building, "is_ours", lambda _config: False)
        return built(root, "plain")


@pytest.mark.parametrize(
    ("name", "jobs"), [("two_locales", 1), ("two_locales", 2), ("six_locales", 2)]
)
def test_it_gives_the_bytes_of_mkdocs_with_any_number_of_workers(
    copied: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, name: str, jobs: int
) -> None:
    root = copied(name)

    # A process of its own has no threads of PDFs that were set before, and forks.
    subprocess.run(
        [PROGRAM, "build", "--site-dir", "own", "--jobs", f"{jobs}"],
        cwd=root,
        capture_output=True,
        check=True,
        timeout=120,
    )

    assert tree(root / "own") == by_mkdocs(root, monkeypatch)


def test_a_second_build_takes_everything_over_and_a_third_from_the_store_alone(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    first = built(root, "site")
    profile = Profile()

    build_site(root / "mkdocs.yml", BuildOptions(site_dir=root / "site"), profile)
    shutil.rmtree(root / "site")
    again = built(root, "site")

    assert profile.steps["make"][2] == 0
    assert again == first


def test_nothing_changed_is_told_before_mkdocs_is_loaded(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    built(root, "site")
    config = root / "mkdocs.yml"
    assert look(config, None, drafts=False).is_unchanged

    page = root / "site" / "index.html"
    page.write_text(page.read_text("utf-8") + " ", "utf-8")

    assert not look(config, None, drafts=False).is_unchanged
    assert not look(config, None, drafts=True).is_unchanged
    assert built(root, "site")["index.html"] == built(root, "other", cache=False)["index.html"]


def test_one_entry_of_the_library_touches_the_pages_that_cite_it_alone(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    before = built(root, "site")
    library = root / "content" / "references.bib"
    text = library.read_text("utf-8")
    library.write_text("\n\n" + text.replace("A Short Report", "A Longer Report"), "utf-8")
    profile = Profile()

    build_site(root / "mkdocs.yml", BuildOptions(site_dir=root / "site"), profile)

    after = tree(root / "site")
    changed = {address for address in after if after[address] != before.get(address)}
    assert {name for name in changed if name.startswith("sources/")} == {
        f"sources/lab2023/{name}"
        for name in ("index.html", "source.bib", "source.json", "source.ris")
    }
    assert "method/index.html" not in changed


@pytest.mark.parametrize(
    ("old", "new", "made"),
    [
        ("A stick with marks", "A flat stick with marks", {"measuring", "rulers"}),
        ("عصا", "عصا طويلة", {"measuring"}),
        ("[rulers]", "[rulers, English]", {"measuring", "rulers", "waiting"}),
    ],
)
def test_a_term_touches_the_texts_that_use_it_or_would_now(
    copied: Callable[[str], Path], old: str, new: str, made: set[str]
) -> None:
    root = copied("two_locales")
    built(root, "site")
    glossary = root / "content" / "glossary.yml"
    text = glossary.read_text("utf-8")
    assert old in text
    # Where an entry stands in the file does not count.
    glossary.write_text("\n\n" + text.replace(old, new), "utf-8")
    profile = Profile()

    build_site(root / "mkdocs.yml", BuildOptions(site_dir=root / "site"), profile)

    texts = {key.partition(":")[0] for key in profile.documents}
    assert {name for name in texts if name in ("measuring", "rulers", "waiting", "method")} == made
    assert tree(root / "site") == built(root, "anew", cache=False)


def test_briefs_that_are_as_they_were_are_not_set_again(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    built(root, "site", jobs=2)
    pdfs = {path: path.stat().st_ino for path in (root / "site").rglob("*.pdf")}
    text = root / "explainers" / "waiting.md"
    text.write_text(text.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    profile = Profile()

    build_site(root / "mkdocs.yml", BuildOptions(site_dir=root / "site", jobs=2), profile)

    assert pdfs == {path: path.stat().st_ino for path in (root / "site").rglob("*.pdf")} != {}
    assert set(profile.documents) == {"waiting:full"}


def test_an_edit_of_one_language_sets_that_language_alone_again(
    copied: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, log = copied("two_locales"), []
    config = root / "mkdocs.yml"
    plugin = "openbrief/downloads: {collections: [explainers]}"
    config.write_text(config.read_text("utf-8").replace("openbrief/downloads", plugin), "utf-8")
    monkeypatch.setattr(workers, "can_fork", lambda: False)
    make = taking_away._take_away

    def told(page: Page, *rest: Any) -> Any:
        log.append(page.url)
        return make(page, *rest)

    monkeypatch.setattr(taking_away, "_take_away", told)
    built(root, "site", jobs=1)
    assert {"explainers/measuring/", "ar/explainers/measuring/"} <= set(log)
    log.clear()
    text = root / "explainers" / "measuring.ar.md"
    text.write_text(text.read_text("utf-8").replace("title: ", "title: آ "), "utf-8")

    warm = built(root, "site", jobs=1)

    # The first page names the document.
    assert set(log) == {"ar/explainers/measuring/", "ar/explainers/measuring/plain/", "ar/"}
    assert warm == built(root, "anew", cache=False)


def test_an_edit_during_a_build_is_news_for_the_next_one(
    copied: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied("two_locales")
    text = root / "content" / "method.md"
    make = Loop.make

    def edit_and_make(loop: Loop, env: Environment, folder: Path) -> Pages:
        text.write_text(text.read_text("utf-8") + "\nWritten meanwhile.\n", "utf-8")
        return make(loop, env, folder)

    with monkeypatch.context() as patch:
        patch.setattr(Loop, "make", edit_and_make)
        built(root, "site")

    assert not look(root / "mkdocs.yml", None, drafts=False).is_unchanged
    built(root, "site")
    assert "Written meanwhile." in (root / "site" / "method" / "index.html").read_text("utf-8")


def test_a_poisoned_store_changes_nothing(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    first = built(root, "site")
    store = root / ".cache" / "openbrief" / "store.sqlite"
    with sqlite3.connect(store) as database:
        database.execute("update entries set value = x'00'")
    shutil.rmtree(root / "site")

    assert built(root, "site") == first


def test_a_store_that_has_lost_some_parts_is_begun_anew(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    first = built(root, "site")
    store = root / ".cache" / "openbrief" / "store.sqlite"
    with sqlite3.connect(store) as database:
        database.execute("delete from entries where cast(substr(key, 21) as text) = 'files'")
    shutil.rmtree(root / "site")

    assert built(root, "site") == first
    assert store.exists()


class Edits(RuleBasedStateMachine):
    """Random edits: after each, what was kept gives the bytes that a build from nothing gives."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(shutil.copytree(SITES / "two_locales", Path(mkdtemp()) / "s"))
        self.count = 0

    def teardown(self) -> None:
        shutil.rmtree(self.root.parent)

    def change(self, name: str, pattern: str, new: str) -> None:
        path = self.root / name
        if path.exists():
            self.count += 1
            text = path.read_text("utf-8")
            new = new.replace("#", str(self.count))
            path.write_text(re.sub(pattern, lambda _: new, text, count=1, flags=re.M), "utf-8")

    @rule(name=st.sampled_from(["explainers/measuring.md", "policy_briefs/rulers.md",
                                "content/method.md", "explainers/measuring.ar.md"]))  # fmt: skip
    def edit_text(self, name: str) -> None:
        self.change(name, r"\Z", "\nA sentence, number #.\n")

    @rule(name=st.sampled_from(["explainers/measuring.md", "explainers/index.md",
                                "content/method.md", "explainers/waiting.md"]))  # fmt: skip
    def edit_title(self, name: str) -> None:
        self.change(name, r"^title: .*$", 'title: "Title #"')

    @rule()
    def edit_area(self) -> None:
        self.change("content/areas.yml", r"title: \{en: [^,}]*", "title: {en: Area #")

    @rule()
    def edit_entry(self) -> None:
        self.change("content/references.bib", r"title = \{[^}]*\}", "title = {Work #}")

    @rule()
    def edit_meaning(self) -> None:
        self.change("content/glossary.yml", r"A stick[^\"]*", "A stick, number #.")

    @rule(form=st.sampled_from(["bend", "thing", "paragraph"]))
    def add_form(self, form: str) -> None:
        self.change("content/glossary.yml", r"forms: \[rulers.*?\]", f"forms: [rulers, {form}]")

    @rule()
    def take_glossary(self) -> None:
        (self.root / "content/glossary.yml").unlink(missing_ok=True)

    @rule()
    def move_entries(self) -> None:
        self.change("content/references.bib", r"\A", "\n")

    @rule()
    def cite(self) -> None:
        self.change("explainers/waiting.md", r"\Z", "\nAs told [@lab2023, p. #].\n")

    @rule()
    def list_sources(self) -> None:
        text = "---\ntitle: Sources\n---\n\n::: bibliography\n:::\n"
        (self.root / "content/sources.md").write_text(text, "utf-8")

    @rule()
    def take_translation(self) -> None:
        (self.root / "explainers/measuring.ar.md").unlink(missing_ok=True)

    @rule()
    def retract(self) -> None:
        (self.root / "content/retractions.yml").write_text("[]\n", "utf-8")

    @rule(kind=st.sampled_from(["correction", "update", "retraction"]),
          name=st.sampled_from(["explainers/measuring.md", "policy_briefs/rulers.md"]))  # fmt: skip
    def tell(self, name: str, kind: str) -> None:
        line = f'changes: [{{date: 2027-01-01, kind: {kind}, note: "Note #"}}]'
        self.change(name, r"^changes: .*\n", "")
        self.change(name, r"^status: published$", f"status: published\n{line}")

    @rule(style=st.sampled_from(["apa", "chicago-notes-bibliography", "openbrief-numeric"]))
    def cite_by(self, style: str) -> None:
        self.change(
            "mkdocs.yml",
            r"^  - openbrief/citations.*$",
            f"  - openbrief/citations: {{style: {style}}}",
        )

    @rule(jobs=st.sampled_from([1, 2]))
    def build(self, jobs: int) -> None:
        built(self.root, "site", jobs=jobs)

    @invariant()
    def kept_and_new_are_the_same(self) -> None:
        assert built(self.root, "site") == built(self.root, "new", cache=False)


@pytest.mark.parametrize("steps", [6])
def test_any_edits_give_what_a_build_from_nothing_gives(steps: int) -> None:
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=4, stateful_step_count=steps, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


@pytest.mark.slow
def test_many_edits_give_what_a_build_from_nothing_gives() -> None:
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=25, stateful_step_count=15, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
