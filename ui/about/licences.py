"""Licences that lie beside the program: which there are, and the text of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from consult.components import IN_THE_TEXT, MAX_BYTES, NAME, Component, read_components
from consult.phrases import Words
from resources import bundle, path

MOST_TEXT = 1 << 20


@dataclass(frozen=True, slots=True)
class Licensed:
    """A part, as it stands in the list, and where its texts lie."""

    name: str
    said: str
    """Version and licence."""
    texts: tuple[Path, ...]


def ours(words: Words) -> list[Licensed]:
    """The program itself, the catalogue's content, font and icons."""
    folder = bundle()
    own = path().parent / "LICENSE" if folder is None else folder / "licences" / "Consult-LICENSE.txt"
    parts = [
        Licensed(words.say("about.own"), "Apache-2.0", (own,)),
        Licensed(words.say("about.content"), "CC BY-SA 4.0", (path("catalog", "LICENSE"),)),
        Licensed("Noto Sans SC", "SIL OFL 1.1", (path("fonts", "OFL.txt"),)),
        Licensed("Lucide", "ISC, MIT", (path("icons", "lucide", "LICENSE.txt"),)),
    ]
    if folder is not None:
        notice = folder / "licences" / "Qt-NOTICE.txt"
        parts.append(Licensed(words.say("about.qt"), "LGPL-3.0-only", (notice,)))
    return parts


def of_others(words: Words) -> list[Licensed] | None:
    """The libraries in the bundle; None where this is no bundle. Raises OSError or ValueError for a broken list."""
    folder = bundle()
    if folder is None:
        return None
    place = folder / "licences"
    with (place / NAME).open("rb") as stream:
        listed = read_components(stream.read(MAX_BYTES + 1))
    found = [_licensed(component, place, words) for component in listed]
    return [part for part in found if part.texts]


def text_of(part: Licensed) -> str:
    """Every text of a part, one after another; empty where one is missing."""
    said = []
    for file in part.texts:
        try:
            with file.open("rb") as stream:
                said.append(stream.read(MOST_TEXT).decode("utf-8", "replace"))
        except OSError:
            return ""
    return "\n\n\n".join(said)


def _licensed(component: Component, place: Path, words: Words) -> Licensed:
    own = place / component.name
    texts = tuple(sorted(own.iterdir())) if own.parent == place and own.is_dir() else ()
    licence = words.say("about.see_text") if component.licence == IN_THE_TEXT else component.licence
    return Licensed(component.name, f"{component.version} · {licence}", texts)
