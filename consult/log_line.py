"""Log line: what the program notes of itself, in fields of an allow-list; no free text can be put into one.

A line holds a kind, a code of the program's own vocabulary, the type of an exception and the places in the source that
it came by. Messages and values have no field, and what a field may hold is checked when the line is made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, get_args

from consult.errors import ConsultError

Kind = Literal[
    "start",
    "end",
    "fault",
    "qt",
    "catalogue_refused",
    "edition_refused",
    "clinic_refused",
    "settings_refused",
    "comparison_disabled",
    "files_changed",
    "clock_behind",
    "clock_step",
    "draft_written",
    "draft_not_written",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
OTHER = "other"
"""Stands for what is not on the list."""
MOST_PLACES = 12
_PACKAGES = ("consult", "db", "ui", "resources")
_ROOT = Path(__file__).resolve().parents[1]
_NAME = r"[A-Za-z_][A-Za-z0-9_]{0,59}"
_CATEGORY = r"(?:default|qt(?:\.[a-z0-9_]{1,20}){1,4})"
_PLACE = r"(?:[A-Za-z0-9_]{1,40}/){0,4}[A-Za-z0-9_.+-]{1,60}\.(?:py|cpp|c|h|mm):[0-9]{1,6}|other"
_WRITTEN = (
    r"(?P<at>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z) (?P<kind>[a-z_]{1,30})"
    r"(?: code=(?P<code>[A-Za-z0-9_.]{1,80}))?(?: type=(?P<type>[A-Za-z0-9_]{1,60}))?(?: at=(?P<places>[^ ]{1,1600}))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Raises ValueError for anything that is not on the lists."""

    kind: Kind
    code: str = ""
    """Of an error in the vocabulary, or of a category of Qt's messages."""
    type: str = ""
    """The name of an exception's class, or how grave Qt's message is."""
    places: tuple[str, ...] = ()
    """Files of source with their lines, innermost first."""

    def __post_init__(self) -> None:
        known = re.fullmatch(_CATEGORY, self.code) if self.kind == "qt" else _is_known(self.code)
        if (
            self.kind not in KINDS
            or not (self.code in ("", OTHER) or known)
            or not (self.type == "" or re.fullmatch(_NAME, self.type))
            or len(self.places) > MOST_PLACES
            or not all(re.fullmatch(_PLACE, place) for place in self.places)
        ):
            raise ValueError("not on the lists of what a line of the log may hold")

    def said(self) -> str:
        """The line without its time."""
        fields = (("code", self.code), ("type", self.type), ("at", "<".join(self.places)))
        return " ".join((self.kind, *(f"{name}={value}" for name, value in fields if value)))

    def written(self, at: datetime) -> str:
        """As it stands in the file."""
        return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ} {self.said()}"


class Log(Protocol):
    """Where lines go. None of this raises: a log that cannot be written stops nothing."""

    def note(self, line: Line) -> None:
        """Add a line."""

    def lines(self) -> tuple[str, ...]:
        """The newest lines, oldest first; what was not written by this program is not among them."""

    def newest(self) -> datetime | None:
        """When the last line was written, by the clock of then."""

    @property
    def where(self) -> str:
        """The file with its folder; empty where there is none."""

    @property
    def size(self) -> int:
        """Bytes on the disk, with the file before."""

    @property
    def is_written(self) -> bool:
        """Whether the last line reached the file."""


def fault(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> Line:
    """An exception by type, code and places; its message and its values are not looked at."""
    code = _listed(error.code) if isinstance(error, ConsultError) else ""
    return Line(kind="fault", code=code, type=_named(kind.__name__), places=places(trace))


def refused(kind: Kind, error: ConsultError) -> Line:
    """Something that was refused, by the code of its error; the values of the error are not looked at."""
    return Line(kind=kind, code=_listed(error.code))


def of_qt(gravity: str, category: str | None, file: str | None, line: int) -> Line:
    """A message of Qt without its words."""
    code = category if category is not None and re.fullmatch(_CATEGORY, category) else OTHER
    where = (_checked(f"{_base(file)}:{line}"),) if file else ()
    return Line(kind="qt", code=code, type=_named(gravity), places=where)


def places(trace: TracebackType | None) -> tuple[str, ...]:
    """File and line of each step of a trace, innermost first; of files of others the bare name."""
    found = []
    while trace is not None:
        found.append(_place(trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return tuple(found[::-1][:MOST_PLACES])


def read(text: str) -> tuple[datetime, Line] | None:
    """A written line; None for anything else."""
    found = re.fullmatch(_WRITTEN, text)
    if found is None:
        return None
    said = found.groupdict(default="")
    where = tuple(said["places"].split("<")) if said["places"] else ()
    try:
        at = datetime.strptime(said["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        return at, Line(kind=said["kind"], code=said["code"], type=said["type"], places=where)  # type: ignore[arg-type]
    except ValueError:
        return None


def _place(file: str, line: int) -> str:
    path = Path(file)
    if path.is_absolute() and path.is_relative_to(_ROOT):
        path = path.relative_to(_ROOT)
    own = not path.is_absolute() and path.parts[:1] and path.parts[0] in _PACKAGES
    return _checked(f"{path.as_posix() if own else _base(file)}:{line}")


def _base(file: str) -> str:
    return file.replace("\\", "/").rsplit("/", 1)[-1]


def _checked(place: str) -> str:
    return place if re.fullmatch(_PLACE, place) else OTHER


def _named(name: str) -> str:
    return name if re.fullmatch(_NAME, name) else OTHER


def _listed(code: str) -> str:
    return code if _is_known(code) else OTHER


def _is_known(code: str) -> bool:
    from consult.vocabulary import WORDS

    return f"error.{code}" in WORDS
