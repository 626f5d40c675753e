"""Commands that write to the sources: a text, a record and a version are old or new, never torn."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.faults.building import SITE, command
from tests.faults.injector import Fault, run
from tests.faults.publishing import write
from tests.faults.trials import FAST, Scene, Table, state, sweep

from openbrief.engine.lock import Lock
from openbrief.engine.remembered import cache_folder

_BESIDE = frozenset(
    {"mkdocs.yml", "content", "explainers", "translations", ".cache", "tmp", "site", "archive"}
)
VERSION = "archive/one/1.0"


def _site(root: Path) -> None:
    write(root, SITE)


def _archive(root: Path) -> int:
    return command(root, "archive", "one")


def _archived(root: Path) -> None:
    """Archive a version, and then translate it: archiving it again adds the language."""
    _site(root)
    ran = run(partial(_archive, root), root)
    assert ran.status == 0, ran.words
    text = SITE["explainers/one.md"]
    start = "---\ntranslation: human\ntranslators: [Test]\ntitle: Texte un\nsummary: Une phrase.\n"
    fields = "key_messages: [Il y a un texte., Il dit peu.]\ninterests: Aucun.\n---\n"
    body = text.partition("\n---\n")[2].replace("Words on", "Des mots sur")
    write(root, {"explainers/one.fr.md": f"{start}{fields}{body}"})


SCENES = (
    Scene("archive", _site, _archive, tree=VERSION, beside=_BESIDE),
    Scene("archive a language", _archived, _archive, tree=VERSION, beside=_BESIDE),
)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_version_is_archived_whole_or_not_at_all(scene: Scene) -> None:
    table = Table()
    wanted = [
        *(Fault("rename", number, signal.SIGKILL) for number in (1, 2)),
        Fault("write", 3, 28, is_lasting=True),
        Fault("mkdir", 3, signal.SIGKILL),
    ]

    sweep(scene, table, wanted, most=0)

    assert table.wrong == []


@pytest.fixture
def place() -> Iterator[Path]:
    with TemporaryDirectory(prefix="faults-", dir=FAST) as folder:
        _site(Path(folder))
        yield Path(folder)


@pytest.mark.parametrize(
    "words",
    [
        ("archive", "one"),
        ("translate", "fits", "--all"),
        ("new", "translation", "explainers/one.md", "fr"),
    ],
    ids=lambda words: words[0],
)
def test_two_commands_that_write_texts_are_kept_apart(place: Path, words: tuple[str, ...]) -> None:
    cache_folder(place).mkdir(parents=True)
    lock = Lock(cache_folder(place) / "sources.lock", "command that writes texts")
    before = state(place)

    ran = run(lambda: command(place, *words), place)

    assert ran.status == 2
    assert "another command that writes texts is at work here: process" in ran.words
    assert state(place) == before
    lock.release()
    assert run(lambda: command(place, *words), place).status == 0


def test_what_a_killed_archive_leaves_does_not_stop_a_build(place: Path) -> None:
    assert run(partial(_archive, place), place).status == 0
    for name in (".1.0-new", ".1.0-old"):
        write(place / "archive/one" / name, {"en/article.html": "left"})

    ran = run(lambda: command(place, "check"), place)

    assert ran.status == 0, ran.words
    assert run(partial(_archive, place), place).status == 0


def test_a_version_stays_when_its_text_gets_another_name_is_retracted_or_is_gone(
    place: Path,
) -> None:
    assert run(partial(_archive, place), place).status == 0
    text = place / "explainers/one.md"
    words = text.read_text("utf-8")
    kept = state(place / "archive")

    def page() -> str:
        ran = run(lambda: command(place, "build"), place)
        assert ran.status == 0, ran.words
        found = sorted((place / "site/explainers").rglob("v1.0/index.html"))
        assert found, "the version has no page"
        return found[0].read_text("utf-8")

    plain = page()
    change = "changes: [{date: 2026-02-01, kind: retraction, note: It is wrong.}]\n"
    text.write_text(words.replace("status: published\n", f"status: published\n{change}"), "utf-8")
    assert page() != plain
    text.write_text(words, "utf-8")
    assert page() == plain
    text.rename(place / "explainers/other.md")
    page()
    (place / "explainers/other.md").unlink()
    page()
    assert state(place / "archive") == kept
