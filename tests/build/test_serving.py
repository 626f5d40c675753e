"""The live site, as an editor sees it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("openbrief")
SITE = Path(__file__).parents[1] / "sites" / "two_locales"


class Served:
    """A running `openbrief serve`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = root / "serve.log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [PROGRAM, "serve", "--address", self.address], cwd=root, stderr=output
            )

    def said(self) -> str:
        return self.log.read_text("utf-8")

    def wait_for(self, words: str, times: int = 1) -> None:
        """Wait until the log says something; edits are seen by polling."""
        deadline = time.monotonic() + 60
        while self.said().count(words) < times:
            assert time.monotonic() < deadline, self.said()
            assert self.process.poll() is None, self.said()
            time.sleep(0.1)

    def page(self, path: str) -> str:
        url = f"http://{self.address}/two/{path}"
        with urllib.request.urlopen(url, timeout=30) as response:
            text: str = response.read().decode()
        return text

    def edit(self, old: str, new: str) -> None:
        page = self.root / "explainers" / "measuring.md"
        page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    served = Served(Path(shutil.copytree(SITE, tmp_path / "site")))
    served.wait_for("Serving on")
    yield served
    served.process.terminate()
    served.process.wait(timeout=20)


def test_an_edit_shows_and_a_fault_leaves_the_last_good_page(served: Served) -> None:
    assert "Rulers bend" in served.page("explainers/measuring/")

    served.edit("Rulers bend", "Rulers stretch")
    served.wait_for("Documentation built", times=2)
    assert "Rulers stretch" in served.page("explainers/measuring/")

    served.edit("@lab2023", "@lab2032")
    served.wait_for("The last good site is shown")
    assert "error[citation-unknown-key]: no reference has the key `lab2032`" in served.said()
    assert "Rulers stretch" in served.page("explainers/measuring/")

    served.edit("@lab2032", "@lab2023")
    served.edit("Rulers stretch", "Rulers break")
    served.wait_for("Documentation built", times=3)
    assert "Rulers break" in served.page("explainers/measuring/")
