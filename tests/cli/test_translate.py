"""The translators' kit as a person uses it, from the start of a translation to its page."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from openbrief.cli import main

SITES = Path(__file__).parents[1] / "sites"
WAITING = "explainers/waiting.md"
ARABIC = "explainers/waiting.ar.md"
PO = "build/po/ar/explainers/waiting.po"
WORDS = {
    "Not translated": "غير مترجم",
    "This one waits for its translator.": "ينتظر مترجمه.",
    "One thing.": "شيء.",
    "Another thing.": "شيء آخر.",
    "Only English, with a link to [measuring](measuring.md#why-it-is-hard).": (
        "الإنجليزية فقط، مع رابط إلى [القياس](measuring.md#why-it-is-hard)."
    ),
    "None.": "لا شيء.",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITES / "two_locales", tmp_path / "site"))


def done(root: Path, *arguments: str) -> tuple[int, list[str], str]:
    """Run a command in this process, which spares a second each: exit code, lines, talk."""
    out, talk = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(root),
        redirect_stdout(out),
        redirect_stderr(talk),
        pytest.raises(SystemExit) as ended,
    ):
        main([*arguments])
    assert "Traceback" not in talk.getvalue()
    return int(str(ended.value.code)), out.getvalue().splitlines(), talk.getvalue()


def fill(file: Path, words: dict[str, str]) -> None:
    """Write translations into a PO file as a translator's program would."""
    text = file.read_text("utf-8")
    for id_, translation in words.items():
        entry = re.compile(rf'(?m)^(#, fuzzy\n(?:#\|.*\n)*)?msgid "{re.escape(id_)}"\nmsgstr ".*"$')
        text, count = entry.subn(lambda _: f'msgid "{id_}"\nmsgstr "{translation}"', text)  # noqa: B023
        assert count == 1, id_
    file.write_text(text, "utf-8")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def state(root: Path, document: str) -> str:
    found = json.loads("\n".join(done(root, "translate", "status", "--json")[1]))["documents"]
    [row] = [each for each in found if each["document"] == document]
    return str(row["translations"]["ar"]["state"])


def test_a_document_is_exported_translated_and_taken_back(root: Path) -> None:
    assert done(root, "translate", "export", "ar", WAITING) == (0, [PO], "")
    fill(root / PO, WORDS)

    assert done(root, "translate", "import", PO) == (
        0,
        [ARABIC, "translations/explainers/waiting.json"],
        "",
    )

    text = (root / ARABIC).read_text("utf-8")
    assert all(word in text for word in WORDS.values())
    assert "status:" not in text
    assert "translation: human" in text
    assert state(root, WAITING) == "in-review"
    assert done(root, "check", ARABIC)[0] == 0


def test_all_documents_are_exported_and_an_unchanged_file_changes_nothing(root: Path) -> None:
    done(root, "translate", "fits", "--all")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}

    code, paths, _ = done(root, "translate", "export", "ar", "--out", "work")

    assert code == 0
    assert paths == [
        "work/content/index.po",
        "work/content/method.po",
        *(f"work/explainers/{name}.po" for name in ("index", "measuring", "waiting")),
        "work/policy_briefs/rulers.po",
    ]
    assert done(root, "translate", "import", "work/content/index.po") == (0, [], "")
    assert {path: path.read_bytes() for path in before} == before


def test_exporting_twice_gives_the_same_bytes(root: Path) -> None:
    done(root, "translate", "export", "ar", WAITING)
    first = (root / PO).read_bytes()

    done(root, "translate", "export", "ar", WAITING)

    assert (root / PO).read_bytes() == first


def test_translations_that_are_in_no_document_are_not_written_over(root: Path) -> None:
    done(root, "translate", "export", "ar", WAITING)
    fill(root / PO, WORDS)
    work = (root / PO).read_bytes()

    code, _, error = done(root, "translate", "export", "ar", WAITING)

    assert code == 2
    assert "translations that are in no document" in error
    assert (root / PO).read_bytes() == work
    done(root, "translate", "import", PO)
    assert done(root, "translate", "export", "ar", WAITING)[0] == 0


def test_a_changed_source_makes_a_text_fuzzy_until_it_is_done(root: Path) -> None:
    done(root, "translate", "export", "ar", WAITING)
    fill(root / PO, WORDS)
    done(root, "translate", "import", PO)
    edit(root / WAITING, "Only English", "Still only English")
    new = next(reversed(list(WORDS)[:5])).replace("Only English", "Still only English")

    done(root, "translate", "export", "ar", WAITING)
    code, written, told = done(root, "translate", "import", PO)

    assert '#| msgid "Only English' in (root / PO).read_text("utf-8")
    assert (code, written) == (0, [])
    assert "note[po-fuzzy]" in told
    assert state(root, WAITING) == "stale"
    fill(root / PO, {new: "ما زالت " + WORDS[new.replace("Still only", "Only")]})
    assert done(root, "translate", "import", PO)[0] == 0
    assert state(root, WAITING) == "in-review"


def test_what_is_lost_or_missing_is_told_at_once_and_nothing_is_written(root: Path) -> None:
    done(root, "translate", "export", "ar", WAITING)
    link = next(id_ for id_ in WORDS if "measuring.md" in id_)
    fill(root / PO, {**WORDS, "One thing.": "", link: "بلا رابط"})

    code, written, told = done(root, "translate", "import", PO)

    assert (code, written) == (1, [])
    lines = (root / PO).read_text("utf-8").splitlines()
    found = re.findall(r"(\d+): error\[([\w-]+)\]", told)
    assert [code for _, code in found] == ["po-untranslated", "translation-links"]
    assert [
        any(id_ in line for line in lines[int(number) - 1 : int(number) + 4])
        for (number, _), id_ in zip(found, ("One thing.", link), strict=True)
    ] == [True, True]
    assert "`measuring.md#why-it-is-hard`" in told
    assert not (root / ARABIC).exists()


def test_files_are_taken_back_all_or_none(root: Path) -> None:
    done(root, "translate", "export", "ar", WAITING, "content/index.md")
    index = root / "build/po/ar/content/index.po"
    fill(index, {"Two": "اثنتان"})

    code, written, _ = done(root, "translate", "import", str(index), PO)

    assert (code, written) == (1, [])
    assert "اثنتان" not in (root / "content/index.ar.md").read_text("utf-8")


def test_partly_done_the_sections_that_are_done_go_in(root: Path) -> None:
    edit(root / WAITING, "Only English", "## One\n\nNew words.\n\n## Two\n\nOnly English")
    done(root, "translate", "export", "ar", WAITING)
    fill(root / PO, {**WORDS, "Two": "اثنان"})

    code, written, told = done(root, "translate", "import", "--partial", PO)

    assert (code, len(written)) == (0, 2)
    assert told.count("note[po-untranslated]") == 2
    text = (root / ARABIC).read_text("utf-8")
    assert "## اثنان" in text
    assert "One" not in text
    assert "New words." not in text
    assert state(root, WAITING) == "stale"


HEADER = 'msgid ""\nmsgstr ""\n"Language: ar\\n"\n"X-OpenBrief-Document: {}\\n"\n'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (HEADER.format("../secret.md").encode(), "po-header"),
        (HEADER.format("/etc/passwd").encode(), "po-header"),
        (HEADER.format("content/index.ar.md").encode(), "po-header"),
        (HEADER.format(WAITING).replace("ar", "../x").encode(), "po-header"),
        (HEADER.format(WAITING).replace("ar", "en").encode(), "po-header"),
        (b"\xff\xfe\x00", "po-syntax"),
        (b"\x00" * 100, "po-syntax"),
        (b"#" * (3 << 20), "po-syntax"),
        (b"", "po-header"),
    ],
)
def test_a_hostile_file_is_refused_and_writes_nothing(root: Path, data: bytes, code: str) -> None:
    (root / "a.po").write_bytes(data)
    before = _texts(root)

    status, written, told = done(root, "translate", "import", "a.po")

    assert (status, written) == (1, [])
    assert f"error[{code}]" in told
    assert _texts(root) == before


def _texts(root: Path) -> list[Path]:
    """List all files but those by which commands are kept apart."""
    return [path for path in sorted(root.parent.rglob("*")) if ".cache" not in path.parts]


def test_ends_of_lines_are_kept(root: Path) -> None:
    file = root / "content/index.ar.md"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    done(root, "translate", "export", "ar", "content/index.md")
    index = root / "build/po/ar/content/index.po"
    fill(index, {"Two": "اثنتان"})
    before = file.read_bytes()

    done(root, "translate", "import", str(index))

    assert file.read_bytes() == before.replace("اثنان".encode(), '"اثنتان"'.encode())


def test_a_new_translation_is_a_draft_that_does_not_go_out(root: Path) -> None:
    assert done(root, "new", "translation", WAITING, "ar") == (
        0,
        [ARABIC, "translations/explainers/waiting.json"],
        "",
    )

    assert done(root, "check", ARABIC)[0] == 0
    assert state(root, WAITING) == "missing"
    assert done(root, "new", "translation", WAITING, "ar")[0] == 2

    # Somebody takes the line away before anything is translated.
    text = (root / ARABIC).read_text("utf-8")
    (root / ARABIC).write_text(re.sub(r"(?m)^status:.*\n", "", text), "utf-8")
    status, _, _ = done(root, "check", "--strict", ARABIC)
    assert status == 1
    assert "translation-untranslated" in "\n".join(done(root, "check", ARABIC)[1])


def test_a_draft_is_translated_with_a_po_file(root: Path) -> None:
    done(root, "new", "translation", WAITING, "ar")
    done(root, "translate", "export", "ar", WAITING)
    fill(root / PO, WORDS)

    assert done(root, "translate", "import", PO) == (0, [ARABIC], "")

    text = (root / ARABIC).read_text("utf-8")
    assert "status: draft" in text
    assert all(word in text for word in WORDS.values())
    edit(root / ARABIC, "status: draft", "# ")
    assert state(root, WAITING) == "in-review"


def test_a_document_written_in_another_language_is_translated_into_the_first(root: Path) -> None:
    (root / "explainers/rihla.ar.md").write_text(
        "---\nid: rihla\ntitle: رحلة\nstatus: draft\n---\n\nكلمات.\n", "utf-8"
    )

    code, paths, _ = done(root, "new", "translation", "explainers/rihla.ar.md", "en")

    assert (code, paths[0]) == (0, "explainers/rihla.md")
    text = (root / "explainers/rihla.md").read_text("utf-8")
    assert "translation: human" in text
    assert done(root, "check", "--drafts", "explainers")[0] == 0
    (root / "explainers/rihla.md").unlink()
    po = "build/po/en/explainers/rihla.po"
    assert done(root, "translate", "export", "en", "explainers/rihla.ar.md") == (0, [po], "")
    fill(root / po, {"رحلة": "A journey", "كلمات.": "Words."})
    assert done(root, "translate", "import", po)[0] == 0
    assert "Words." in (root / "explainers/rihla.md").read_text("utf-8")


def test_a_translation_of_other_headings_is_not_guessed_at(root: Path) -> None:
    translation = root / "explainers/measuring.ar.md"
    edit(translation, "## ما نعرفه", "## واحد\n\nكلمة.\n\n## ما نعرفه")

    code, _, error = done(root, "translate", "export", "ar", "explainers/measuring.md")

    assert code == 2
    assert "has not the headings" in error
    assert "openbrief translate fits explainers/measuring.ar.md" in error


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "xx"),
        ("export", "en", WAITING),
        ("export", "ar", "mkdocs.yml"),
        ("import",),
        ("import", "nowhere.po"),
    ],
)
def test_wrong_usage_is_told(root: Path, arguments: tuple[str, ...]) -> None:
    code, out, error = done(root, "translate", *arguments)

    assert (code, out) == (2, [])
    assert error


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_gettext_accepts_the_file(root: Path) -> None:
    done(root, "translate", "export", "ar", "explainers/measuring.md")

    file = root / "build/po/ar/explainers/measuring.po"
    checked = subprocess.run(
        ["msgfmt", "--check", "-o", "/dev/null", str(file)], capture_output=True, check=False
    )

    assert checked.returncode == 0, checked.stderr
