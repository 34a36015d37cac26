"""Calls: the system calls that change files or reach a network, by name, as Linux numbers them on two processors."""

from __future__ import annotations

import platform
import sys

_X86_64 = {
    "read": 0,
    "write": 1,
    "open": 2,
    "pread64": 17,
    "pwrite64": 18,
    "writev": 20,
    "sendfile": 40,
    "socket": 41,
    "connect": 42,
    "flock": 73,
    "fsync": 74,
    "fdatasync": 75,
    "truncate": 76,
    "ftruncate": 77,
    "rename": 82,
    "mkdir": 83,
    "rmdir": 84,
    "creat": 85,
    "link": 86,
    "unlink": 87,
    "openat": 257,
    "mkdirat": 258,
    "unlinkat": 263,
    "renameat": 264,
    "linkat": 265,
    "fallocate": 285,
    "pwritev": 296,
    "renameat2": 316,
    "copy_file_range": 326,
}
_AARCH64 = {
    "flock": 32,
    "mkdirat": 34,
    "unlinkat": 35,
    "linkat": 37,
    "renameat": 38,
    "truncate": 45,
    "ftruncate": 46,
    "fallocate": 47,
    "openat": 56,
    "read": 63,
    "write": 64,
    "writev": 66,
    "pread64": 67,
    "pwrite64": 68,
    "pwritev": 70,
    "sendfile": 71,
    "fsync": 82,
    "fdatasync": 83,
    "socket": 198,
    "connect": 203,
    "renameat2": 276,
    "copy_file_range": 285,
}
MACHINE = platform.machine()
NUMBERS = {"x86_64": _X86_64, "aarch64": _AARCH64}.get(MACHINE, {}) if sys.platform == "linux" else {}
"""Empty where this harness does not know the system."""

WRITES = frozenset({"write", "pwrite64", "writev", "pwritev", "sendfile", "copy_file_range"})
READS = frozenset({"read", "pread64"})
FLUSHES = frozenset({"fsync", "fdatasync"})
OPENS = frozenset({"open", "openat", "creat"})
NAMES = frozenset(
    {"rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir"}
)
SIZES = frozenset({"truncate", "ftruncate", "fallocate"})
FILES = WRITES | FLUSHES | OPENS | NAMES | SIZES | {"flock"}
"""Every call after which a folder may be another than before, and the taking of a lock."""
NETWORK = frozenset({"socket", "connect"})

PATHS: dict[str, tuple[tuple[int | None, int], ...]] = {
    **dict.fromkeys(("open", "creat", "truncate", "mkdir", "rmdir", "unlink"), ((None, 0),)),
    **dict.fromkeys(("rename", "link"), ((None, 0), (None, 1))),
    **dict.fromkeys(("openat", "mkdirat", "unlinkat"), ((0, 1),)),
    **dict.fromkeys(("renameat", "renameat2", "linkat"), ((0, 1), (2, 3))),
}
"""Which arguments are a path, each after the argument that holds the folder it starts from."""
DESCRIPTOR = {"copy_file_range": 2}
"""Which argument is the file that is written, where it is not the first."""
