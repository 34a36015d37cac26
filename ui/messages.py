"""Messages of PySide about a wrong call: the modules that word them are read when the first is asked for.

PySide carries a dozen modules as source in an archive, and each `import PySide6` compiles and runs them all: 35 ms
of the start. Seven of them only word such messages, tell signatures and write stub files.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

KNOWN = ("6.11.3",)
"""The releases this was tried with; any other reads all its modules at once, as it is made to."""
PACKAGE = "shibokensupport.signature."
LATE = frozenset(
    {"errorhandler", "layout", "lib.enum_sig", "lib.pyi_generator", "lib.tool", "mapping", "parser"}
)
STAND_IN = "from ui.messages import stand_in; stand_in(globals())"

_sources: dict[str, tuple[Any, str]] = {}
_reading = RLock()


@contextmanager
def put_off() -> Iterator[None]:
    """While PySide is imported in here, a module of `LATE` begins as a stand-in that reads itself when first used.

    PySide's own loader compiles what it takes from the archive with the built-in `compile`, so this is where the
    stand-in takes the place of the source.
    """
    plain = builtins.compile

    def compiled(source: Any, filename: Any, *rest: Any, **options: Any) -> Any:
        name = str(filename).removesuffix(".py").replace("/", ".")
        if name.removeprefix(PACKAGE) in LATE and sys.modules["shiboken6"].__version__ in KNOWN:
            _sources[name] = source, filename
            source = STAND_IN
        return plain(source, filename, *rest, **options)

    builtins.compile = compiled
    try:
        yield
    finally:
        builtins.compile = plain


def stand_in(names: dict[str, Any]) -> None:
    """Make a module, given by its names, read itself as soon as one is asked for that it has not."""
    source, filename = _sources[names["__name__"]]
    unread = [source]

    def read() -> None:
        with _reading:
            if unread:
                exec(compile(unread.pop(), filename, "exec"), names)

    def missing(name: str) -> Any:
        if not name.startswith("__"):  # those are asked for by Python itself, of every module
            read()
            if name in names:
                return names[name]
        raise AttributeError(f"module {names['__name__']!r} has no attribute {name!r}")

    names["__getattr__"] = missing
    if names["__name__"] == f"{PACKAGE}mapping":
        names["update_mapping"] = _read_then(read, "update_mapping", names)


def _read_then(read: Callable[[], None], function: str, names: dict[str, Any]) -> Callable[[], Any]:
    """For PySide's C++, which takes this one function out of the module's dictionary and asks for no attribute."""

    def called() -> Any:
        read()
        return names[function]()

    return called
