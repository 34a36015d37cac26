"""Start: the door into the window; settles, before the rest is read, what would make every start slower or larger."""

from __future__ import annotations

import builtins
import gc
from collections.abc import Callable

from ui.messages import put_off


def read() -> Callable[..., int]:
    """Read what the window needs, and give what opens it (`ui.app.run`).

    PySide wraps Python's `import` to look through the source of each module for its switch `__feature__`: every file
    is read once more and its lines are kept. Nobody here uses the switch, so the plain `import` is put back. What words
    its messages is put off (`ui.messages`). The search for unreachable cycles finds none while modules and widgets are
    made; it rests until `resume_collector`.
    """
    gc.disable()
    plain = builtins.__import__
    with put_off():
        from PySide6 import QtWidgets  # noqa: F401

    builtins.__import__ = plain
    from ui.app import run

    return run


def resume_collector() -> None:
    """Search for cycles again, but never in what is there after the start: that stays to the end.

    The search would walk through catalogue and window every hundred keystrokes or so, and take 50 ms and more each
    time. What is frozen is still freed when nothing refers to it; only cycles in it are not looked for any more.
    """
    gc.freeze()
    gc.enable()
