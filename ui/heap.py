"""Heap: what the C library holds back of memory no longer used goes to the system again."""

from __future__ import annotations

import sys


def give_back() -> bool:
    """Ask the C library for it; false where there is nothing to ask: only glibc holds back, and has the call."""
    if sys.platform != "linux":
        return False
    from ctypes import CDLL

    trim = getattr(CDLL(None), "malloc_trim", None)
    if trim is None:
        return False
    trim(0)
    return True
