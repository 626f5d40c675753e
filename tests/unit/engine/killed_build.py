"""A build that kills itself before its n-th step: killed_build.py TARGET N [aside].

A step is whatever the interpreter tells its auditors about files. With N = 0 the build lives, and
the number of its steps is printed.
"""

import os
import signal
import sys
from pathlib import Path

from openbrief.engine.publish import publish, stage

STEPS = ("open", "os.", "shutil.", "ctypes.")


def main(target: Path, deadline: int, *, aside: bool) -> None:
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
    publish(staging, exchange=(lambda _one, _other: False) if aside else None)
    sys.stdout.write(str(steps))


main(Path(sys.argv[1]), int(sys.argv[2]), aside="aside" in sys.argv[3:])
