"""Machines on which the same site is built: each differs from this one in what is named."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PROGRAMS = Path(sys.executable).parent
ORDER = Path(__file__).parent / "shuffled"
"""Holds a `sitecustomize` that gives the names in folders in another order."""
_FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), Path())
_READER = ("--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search")


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """One machine; what is not said is as it is here."""

    name: str
    clock: str = ""
    """A moment, as faketime(1) reads it with `@`, or a distance such as `-40y`."""
    variables: Mapping[str, str] = field(default_factory=dict)
    without: Sequence[str] = ()
    """Variables that are not set."""
    umask: int = -1
    order: str = ""
    """Seed for the order in which files are made, and in which folders are listed."""
    folder: str = "site"
    is_link: bool = False
    """Whether the folder is reached through a symbolic link."""
    jobs: int = 2
    cores: str = ""
    """The processors that may be used, as taskset(1) takes them."""
    user: int = -1
    file_mode: int = -1
    """Rights of the sources."""
    days: int = 0
    """How much younger the sources are, in days."""
    program: str = "openbrief"
    builds: int = 1
    """How often it is built; all but the first time with what is remembered."""
    options: Sequence[str] = ()

    def prepare(self, source: Path, place: Path) -> Path:
        """Copy a site to its place on this machine, and give the way to it."""
        root = place / self.folder
        files = sorted(path for path in source.rglob("*") if path.is_file())
        random.Random(self.order).shuffle(files)  # noqa: S311
        for path in files:
            there = root / path.relative_to(source)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, there)
            if self.file_mode >= 0:
                there.chmod(self.file_mode)
            if self.days:
                moment = path.stat().st_mtime + self.days * 86_400
                os.utime(there, (moment, moment))
        if self.user >= 0:
            for path in (place, *place.rglob("*")):
                os.chown(path, self.user, self.user)
        if self.is_link:
            link = place / "link"
            link.symlink_to(root, target_is_directory=True)
            return link
        return root

    def run(self, program: str, arguments: Sequence[str], root: Path) -> str:
        """Run a program in a folder on this machine, and give what it prints.

        Raises:
            AssertionError: it does not end well.
        """
        done = subprocess.run(
            [*self._around(), str(PROGRAMS / program), *arguments],
            cwd=root,
            env=self._environment(root),
            umask=self.umask,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, f"{self.name}: {done.stdout}{done.stderr}"
        return done.stdout

    def build(self, root: Path) -> None:
        """Build the site in a folder."""
        for _ in range(self.builds):
            if self.program == "mkdocs":
                self.run("mkdocs", ["build", "--strict", "--quiet"], root)
            else:
                arguments = ("build", "--strict", "--jobs", str(self.jobs), *self.options)
                self.run("openbrief", arguments, root)

    def _around(self) -> Sequence[str]:
        around: list[str] = []
        if self.cores:
            around += ["taskset", "--cpu-list", self.cores]
        if self.user >= 0:
            who = str(self.user)
            around += ["setpriv", "--reuid", who, "--regid", who, "--clear-groups", *_READER]
        if self.clock:
            # For the program alone: who may not read what root's clock has noted can't start.
            around += ["env", f"LD_PRELOAD={_FAKETIME}", f"FAKETIME={self.clock}"]
        return around

    def _environment(self, root: Path) -> Mapping[str, str]:
        # The folder's own name for itself: a link stays a link.
        kept = {name: own for name, own in os.environ.items() if name not in self.without}
        variables = {**kept, "PWD": str(root), **self.variables}
        path = os.pathsep.join(sys.path)
        if self.order:
            path, variables["TEST_ORDER"] = f"{ORDER}{os.pathsep}{path}", self.order
        variables["PYTHONPATH"] = path
        return variables


NOBODY, NAMELESS = 65_534, 43_210
"""Users of Debian's: one who owns nothing, and one of whom no list knows."""

ENVIRONMENTS = (
    Environment(
        name="another clock, zone, language and order",
        clock="@2031-03-30 02:30:00",
        variables={"TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
        order="first",
        umask=0o077,
        jobs=1,
    ),
    Environment(
        name="a deep place with spaces and signs, reached by a link, by mkdocs",
        folder="a place/ölçü 测量/قياس/deep/" + "deeper/" * 12 + "site",
        is_link=True,
        program="mkdocs",
        variables={"TZ": "America/Lima", "LC_ALL": "C", "PYTHONHASHSEED": "2"},
    ),
    Environment(
        name="the year 1970, nobody's account, without a home",
        clock="@1970-01-02 00:00:01",
        user=NOBODY,
        without=("HOME", "USER", "LOGNAME", "LANG"),
        umask=0o022,
    ),
    Environment(
        name="what is remembered, one processor, eight processes",
        cores="0",
        jobs=8,
        builds=2,
        days=-400,
        variables={"SOURCE_DATE_EPOCH": "86400", "COLUMNS": "40"},
    ),
    Environment(name="after 2038", clock="@2040-01-19 03:14:08", order="second"),
    Environment(name="a leap day", clock="@2028-02-29 23:59:58", variables={"TZ": "UTC-14"}),
    Environment(
        name="an hour that is there twice",
        clock="@2026-10-25 02:59:59",
        variables={"TZ": "Europe/Berlin", "PYTHONHASHSEED": "0"},
    ),
    Environment(name="a clock set back by a year", clock="-1y", jobs=8),
    Environment(
        name="SOURCE_DATE_EPOCH of long ago", variables={"SOURCE_DATE_EPOCH": "1"}, program="mkdocs"
    ),
    Environment(
        name="SOURCE_DATE_EPOCH of far ahead", variables={"SOURCE_DATE_EPOCH": "4102444800"}
    ),
    Environment(
        name="POSIX, and Python without UTF-8",
        variables={"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        without=("LANG",),
    ),
    Environment(
        name="Arabic, from right to left", variables={"LC_ALL": "ar_EG.UTF-8", "LANGUAGE": "ar"}
    ),
    Environment(name="all may write", umask=0, file_mode=0o777, order="third"),
    Environment(name="nobody else may read", umask=0o077, file_mode=0o400, cores="1"),
    Environment(name="files of the next year", days=400, order="fourth", jobs=1),
    Environment(
        name="a user of whom no list knows",
        user=NAMELESS,
        variables={"HOME": "/nonexistent", "USER": "ölçü"},
    ),
    Environment(
        name="a temporary folder with a space",
        folder="-site with a dash",
        variables={"TMPDIR": "temporary files"},
        jobs=1,
    ),
    Environment(
        name="a narrow terminal without colour, without git",
        variables={
            "COLUMNS": "20",
            "LINES": "5",
            "NO_COLOR": "1",
            "TERM": "dumb",
            "PATH": str(PROGRAMS),
        },
        options=("--no-cache",),
    ),
    Environment(
        name="optimised Python, other hashes",
        variables={"PYTHONOPTIMIZE": "1", "PYTHONHASHSEED": "4294967295"},
        order="fifth",
        jobs=8,
    ),
    Environment(
        name="mkdocs at night, in another order",
        clock="@2026-03-29 01:59:59",
        variables={"TZ": "Europe/Paris"},
        order="sixth",
        program="mkdocs",
        umask=0o027,
    ),
)
"""The first four stand for all where there is little time."""
