"""The docs name every problem, command, option and dependency that there is, and no others."""

from __future__ import annotations

import dataclasses
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import click
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
OPTIONS = {
    "openbrief/publication": "collections.options:PublicationOptions",
    "openbrief/citations": "citations.options:CitationsOptions",
    "openbrief/downloads": "downloads.options:DownloadsOptions",
    "openbrief/search": "search.options:SearchOptions",
}
"""The options class of each plugin, inside `openbrief.features`."""


def test_every_command_and_option_has_its_entry() -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    commands = import_module("openbrief.cli").commands

    missing = [
        f"{name}: {word}"
        for name, command in commands_in(commands, "openbrief")
        for word in words_of(command)
        if not re.search(rf"`{name} [^`]*{word}|`{word}", section(text, f"`{name}`"))
    ]

    assert not missing, missing


@pytest.mark.parametrize("plugin", OPTIONS)
def test_every_option_of_a_plugin_has_its_entry_and_no_other(plugin: str) -> None:
    module, _, name = OPTIONS[plugin].partition(":")
    options = getattr(import_module(f"openbrief.features.{module}"), name)
    text = (DOCS / "configuration.md").read_text(encoding="utf-8")

    assert sorted(first_cells(section(text, f"`{plugin}`"))) == sorted(fields_in(options))


def test_every_direct_dependency_has_its_line_and_no_other() -> None:
    text = (DOCS / "dependencies.md").read_text(encoding="utf-8")
    system = (ROOT / "setup" / "system_packages.sh").read_text(encoding="utf-8")
    needed = {
        *(name for path in sorted((ROOT / "requirements").glob("*.in")) for name in required(path)),
        *re.findall(r'missing="\$missing ([\w-]+)"', system),
    }

    assert sorted(first_cells(text)) == sorted(needed)


@pytest.mark.parametrize("path", sorted(DOCS.glob("decisions/*.md")), ids=lambda path: path.name)
def test_a_decision_is_short_and_says_what_would_change_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 30
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
        "Context",
        "Decision",
        "Consequences",
        "What would change our mind",
    ]


@pytest.mark.parametrize(
    "path",
    [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_links_between_docs_lead_to_files(path: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)

    broken = [t for t in targets if "://" not in t and not (path.parent / t).exists()]

    assert not broken


def test_the_contents_lead_to_every_page_of_the_docs() -> None:
    text = (DOCS / "index.md").read_text(encoding="utf-8")
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")} - {"index.md"}

    assert pages - set(re.findall(r"\]\(([^)#]+)\)", text)) == set()


def test_the_way_of_one_file_names_places_that_exist() -> None:
    text = (DOCS / "way-of-one-file.md").read_text(encoding="utf-8")
    places = [place for place in re.findall(r"`([\w./-]+)`", text) if "/" in place]

    roots = (ROOT / "plugins" / "openbrief", ROOT)
    missing = [p for p in places if not any((root / p).exists() for root in roots)]

    assert missing == ["explainers/evals.md"]  # the example


def test_the_examples_of_the_writing_guide_have_no_problems(tmp_path: Path) -> None:
    for name, text in examples((DOCS / "writing.md").read_text(encoding="utf-8")):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assembly, collections = (
        import_module(f"openbrief.{name}") for name in ("assembly", "features.collections.options")
    )
    settings = assembly.Settings(
        root=tmp_path,
        publication=collections.PublicationOptions(
            collections=(
                collections.CollectionOptions(name="explainers", kind="explainer"),
                collections.CollectionOptions(name="policy_briefs", kind="brief"),
            ),
            locales=tuple(collections.LocaleOptions(tag=tag) for tag in ("en", "fr")),
        ),
        citations=import_module("openbrief.features.citations.options").CitationsOptions(),
    )

    publication = assembly.read(settings)

    assert not publication.problems
    made = ("source", "translations", "corrections", "privacy")
    written = [d for d in publication.site.documents if d.kind not in made]
    assert len(written) == 5


def section(text: str, title: str) -> str:
    """Give what stands under a heading, up to the next one of the same level or a higher one."""
    match = re.search(rf"^(#+) {re.escape(title)}\n", text, re.MULTILINE)
    if not match:
        return ""
    end = re.search(rf"^#{{1,{len(match[1])}}} ", text[match.end() :], re.MULTILINE)
    return text[match.end() :][: end.start() if end else None]


def first_cells(text: str) -> Iterator[str]:
    """Yield what stands in backticks in the first cell of each row of the tables."""
    return (match[1] for match in re.finditer(r"^\| `([^`]+)` \|", text, re.MULTILINE))


def commands_in(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield a command and all below it, by what people type."""
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child in command.list_commands(context):
            each = command.get_command(context, child)
            assert each is not None
            yield from commands_in(each, f"{name} {child}")


def words_of(command: click.Command) -> Iterator[str]:
    """Yield what can be written after a command: long options and arguments."""
    for each in command.params:
        is_option = each.param_type_name == "option"
        yield max(each.opts, key=len) if is_option else (each.name or "").upper().rstrip("S")


def fields_in(options: type[Any], prefix: str = "") -> Iterator[str]:
    """Yield the names of options, those inside lists as `locales[].tag`."""
    hints = get_type_hints(options)
    for field in dataclasses.fields(options):
        yield f"{prefix}{field.name}"
        for inner in get_args(hints[field.name]):
            if dataclasses.is_dataclass(inner) and isinstance(inner, type):
                yield from fields_in(inner, f"{prefix}{field.name}[].")


def required(path: Path) -> Iterable[str]:
    """Give the names in a file of requirements."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [re.split(r"[^\w-]", line)[0] for line in lines if re.match(r"\w", line)]


def examples(text: str) -> Iterator[tuple[str, str]]:
    """Yield the blocks of code that are whole files, with their paths."""
    pattern = r"<!-- file: (\S+) -->\n\n```\w+\n(.*?)^```$"
    return ((match[1], match[2]) for match in re.finditer(pattern, text, re.MULTILINE | re.DOTALL))
