"""Values that travel: each form of a text is well formed, and holds nothing from outside."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as lxml_html
from tests.hostile.corpus import OUTSIDE, Input, lay_out, read_corpus

from openbrief.host.building import build_site

# Of these there are no letters for paper: with downloads, the build refuses them by `pdf-no-glyph`.
UNPRINTABLE = ("combining-marks", "emoji")
TRAVELLING = tuple(
    item
    for item in read_corpus()
    if item.attack == "contexts" and item.is_published and item.stem not in UNPRINTABLE
)
PLUGINS = ("openbrief/downloads: {collections: [explainers]}", "openbrief/search")
SECRETS = (OUTSIDE.encode(), b"root:x:0:0")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built(TRAVELLING[::6], tmp_path_factory.mktemp("some"))


def _built(items: Sequence[Input], root: Path) -> Path:
    config = lay_out(items, root, plugins=PLUGINS)
    outcome = build_site(config)
    assert outcome.is_published, [str(problem) for problem in outcome.problems]
    return root / "site"


def test_each_form_of_some_hostile_texts_is_sound(sample: Path) -> None:
    assert list(_faults(sample)) == []


@pytest.mark.slow
def test_each_form_of_all_hostile_texts_is_sound(tmp_path: Path) -> None:
    assert list(_faults(_built(TRAVELLING, tmp_path))) == []


def test_a_page_that_nobody_attacks_is_as_it_would_be(
    sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    alone = build_site(lay_out((), tmp_path_factory.mktemp("alone"), plugins=PLUGINS))

    assert _main(sample) == _main(alone.site_dir)


def _main(site: Path) -> bytes:
    page = lxml_html.fromstring((site / "neighbour/index.html").read_bytes())
    (main,) = page.iter("main")
    text: bytes = lxml_html.tostring(main)
    return text


def _faults(site: Path) -> Iterator[str]:
    """Yield what is wrong with any file of a site."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    assert {".html", ".xml", ".json", ".pdf", ".epub", ".docx"} <= {path.suffix for path in files}
    for path in files:
        for name, data in _parts(path):
            fault = _fault(Path(name).suffix, data)
            if fault:
                yield f"{path.relative_to(site)} {name}: {fault}"


def _parts(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield a file, and what is packed in it."""
    yield path.name, path.read_bytes()
    if path.suffix in (".epub", ".docx"):
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                yield name, packed.read(name)
    elif path.suffix == ".pdf":
        words = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
        yield "words.txt", words.stdout


def _fault(suffix: str, data: bytes) -> str:
    if any(secret in data for secret in SECRETS):
        return "it holds what lies outside of the site"
    if suffix == ".html":
        return "".join(_faults_of_html(data))
    if suffix in (".xml", ".xhtml", ".opf", ".ncx", ".rels", ".svg"):
        return "".join(_faults_of_xml(data))
    if suffix == ".json":
        json.loads(data)
    return ""


def _faults_of_html(data: bytes) -> Iterator[str]:
    page = lxml_html.fromstring(data)
    for script in page.iter("script"):
        if script.get("type") in ("application/ld+json", "application/json"):
            json.loads(script.text or "")
        elif script.text or not script.get("src"):
            yield "it holds a script of its own"
    yield from (f"<{element.tag}>" for element in page.iter("style", "iframe", "object"))
    names = (str(name) for element in page.iter() for name in element.attrib)
    yield from (f"{name}=" for name in names if name.startswith("on"))


def _faults_of_xml(data: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(data, parser)
    yield from ("a script" for _ in root.iter("{*}script"))
    for element in root.iter():
        for name, value in element.attrib.items():
            if str(value).strip().lower().startswith(("javascript:", "vbscript:", "data:text")):
                yield f"{name!r}={value!r}"
