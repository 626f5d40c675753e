"""A build that kills itself before its n-th step: killed_build.py TARGET N [keep] [aside].

A step is whatever the interpreter tells its auditors about files. With N = 0 the build lives, and
the number of its steps is printed.
"""

import os
import signal
import sys
from pathlib import Path

from openbrief.engine.publish import publish, stage

STEPS = ("open", "os.", "shutil.", "ctypes.")


def main(target: Path, deadline: int, *, keep: bool, aside: bool) -> None:
    steps = 0

    def count(event: str, _: object) -> None:
        nonlocal steps
        if event.startswith(STEPS):
            steps += 1
            if steps == deadline:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    staging = stage(target)
    (staging.path / "index.html").write_text("new")
    (staging.path / "a").mkdir()
    (staging.path / "a/index.html").write_text("new a")
    kept = {"0/index.html": (target / "0/index.html").lstat()} if keep else None
    publish(staging, kept=kept, exchange=(lambda _one, _other: False) if aside else None)
    sys.stdout.write(str(steps))


words = sys.argv[3:]
main(Path(sys.argv[1]), int(sys.argv[2]), keep="keep" in words, aside="aside" in words)
