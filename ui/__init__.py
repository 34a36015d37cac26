"""The window: Qt Widgets over the domain; only `ui.app` knows storage."""

import sys


def _keep_constants() -> None:
    """Give None, True and False references to spare, once per process.

    PySide6 6.12 is built for Pythons in which they are immortal (3.12 on). Under 3.11 each Qt call that returns
    nothing drops one reference to None it never took, and each `emit` one to True; the process aborts
    ("deallocating None", "deallocating True or False") within seconds.
    """
    import ctypes

    for constant in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < sys.maxsize // 4:
            count.value += sys.maxsize // 2


if sys.version_info < (3, 12):
    _keep_constants()
