"""The system calls at which a machine can fail, by the name of what they do.

Numbers: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h of Linux.
"""

from __future__ import annotations

import os
import platform

_X86 = {
    "open": (2, 257),
    "write": (1, 18, 20, 40, 326),
    "truncate": (77,),
    "mkdir": (83, 258),
    "link": (86, 265),
    "rename": (82, 264, 316),
    "unlink": (87, 263, 84),
    "sync": (74, 75, 306),
    "chmod": (90, 91, 268),
    "flock": (73,),
    "list": (217,),
}
"""`open` is for writing alone; `write` has all that puts bytes into a file."""
_ARM = {
    "open": (56,),
    "write": (64, 68, 66, 71, 285),
    "truncate": (46,),
    "mkdir": (34,),
    "link": (37,),
    "rename": (38, 276),
    "unlink": (35,),
    "sync": (82, 83, 267),
    "chmod": (53, 52),
    "flock": (32,),
    "list": (61,),
}
_BY_MACHINE = {"x86_64": _X86, "aarch64": _ARM}

NUMBERS = _BY_MACHINE.get(platform.machine(), {})
"""Empty on machines that we have no numbers for."""
KIND_BY_NUMBER = {number: kind for kind, own in NUMBERS.items() for number in own}
SECCOMP = {"x86_64": 317, "aarch64": 277}.get(platform.machine(), -1)
FLAGS_OF_OPEN = {2: 1, 257: 2} if platform.machine() == "x86_64" else {56: 2}
"""Which argument says how a file is opened."""
FOR_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
