"""Make a release of a site: everything that readers need to check it, or to build it again.

It builds what is committed and nothing else, makes the compressed variants, and writes beside them
the manifest, the list of what the program is made of, an archive, the hashes of these files and,
with a key, a signature. The same commit gives the same bytes. docs/releasing.md tells the way.

Example: python setup/release.py --out build/release --key ~/.minisign/minisign.key
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = Path(sys.executable).parent
SITE, MANIFEST, SBOM = "site", "site.manifest.json", "sbom.cdx.json"
ARCHIVE, SUMS = "site.tar.gz", "SHA256SUMS"


def main() -> None:
    """Make it, or say why not."""
    parser = argparse.ArgumentParser(description="Make a release of the site in this folder.")
    parser.add_argument("--out", type=Path, required=True, help="where it goes; emptied first")
    parser.add_argument("--key", type=Path, help="the secret key of minisign that signs it")
    parser.add_argument("--config", default="mkdocs.yml", help="the site's configuration")
    chosen = parser.parse_args()
    # A path, so that no later argument can be taken for an option.
    out = Path(os.path.realpath(chosen.out))
    if changed := _git("status", "--porcelain"):
        sys.exit(f"Commit these changes first, or set them aside:\n{changed}")
    commit, moment = _git("log", "-1", "--format=%H %ct").split()
    _make(out, chosen.config, int(moment))
    print(f"{len(list((out / SITE).rglob('*')))} files and folders are in {out / SITE}")
    if not chosen.key:
        print(f"Not signed yet: minisign -S -s KEY -m {out / SUMS} -t {commit}")
        return
    # Without a comment of ours minisign writes the time.
    subprocess.run(
        ["minisign", "-S", "-s", chosen.key, "-m", out / SUMS, "-t", f"commit {commit}"],
        check=True,
    )


def _git(*words: str) -> str:
    try:
        done = subprocess.run(["git", *words], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"A release is made of what git has committed, and git can't say: {error}")
    return done.stdout.strip()


def _make(out: Path, config: str, moment: int) -> None:
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    dated = {**os.environ, "SOURCE_DATE_EPOCH": str(moment)}
    site, manifest = out / SITE, out / MANIFEST
    chosen = ("--strict", "--no-cache", "--site-dir", site, "--manifest", manifest)
    _run(dated, PROGRAMS / "openbrief", "build", "--config", config, *chosen)
    _run(dated, PROGRAMS / "openbrief", "compress", site)
    _run(dated, PROGRAMS / "openbrief", "verify", site, "--inputs", Path(config).parent)
    _run(dated, sys.executable, ROOT / "setup/sbom.py", ROOT / "requirements/site.txt", out / SBOM)
    with (out / ARCHIVE).open("wb") as file:
        archive(site, file, moment)
    names = (SBOM, MANIFEST, ARCHIVE)
    (out / SUMS).write_text("".join(f"{_sha256(out / name)}  {name}\n" for name in names), "ascii")


def _run(environment: Mapping[str, str], *words: str | Path) -> None:
    if code := subprocess.run(words, env=environment, check=False).returncode:
        sys.exit(code)


def archive(site: Path, file: BinaryIO, moment: int) -> None:
    """Write a site as a tar, gzipped: sorted, by nobody, at one time, readable by all.

    Source: POSIX.1-2001, pax; RFC 1952.
    """
    with (
        gzip.GzipFile("", "wb", 9, file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for path in sorted(site.rglob("*"), key=lambda path: path.relative_to(site).as_posix()):
            own = tar.gettarinfo(path, f"{SITE}/{path.relative_to(site).as_posix()}")
            # Files with several names are several files.
            own.type, own.linkname = (tarfile.DIRTYPE if path.is_dir() else tarfile.REGTYPE), ""
            own.size = 0 if path.is_dir() else path.stat().st_size
            own.mode = 0o755 if path.is_dir() else 0o644
            own.uid = own.gid = 0
            own.uname = own.gname = ""
            own.mtime = moment
            if path.is_dir():
                tar.addfile(own)
                continue
            with path.open("rb") as data:
                tar.addfile(own, data)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    main()
