"""Both ways to build publish the same bytes of a picture, and neither what it tells."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image

from openbrief.host.building import build_site


def test_mkdocs_and_openbrief_publish_one_picture_without_what_it_tells(
    copied: Callable[[str], Path],
) -> None:
    root = copied("minimal")
    exif = Image.Exif()
    exif[0x010F] = "SECRET-NAME"
    file = BytesIO()
    Image.new("RGB", (9, 9)).save(file, "JPEG", exif=exif.tobytes())
    (root / "content/a.jpg").write_bytes(file.getvalue())

    build_site(root / "mkdocs.yml")
    by_openbrief = (root / "site/a.jpg").read_bytes()
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(root / "other")]
    subprocess.run(mkdocs, cwd=root, check=True)
    build_site(root / "mkdocs.yml")

    assert (root / "other/a.jpg").read_bytes() == by_openbrief
    assert (root / "site/a.jpg").read_bytes() == by_openbrief
    assert b"SECRET-NAME" not in by_openbrief
