"""Manifest: the hash of every file of the bundle, made when it is built and compared when the program has started."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

NAME = "manifest.json"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """SHA-256 by place in the folder; a link has the place it leads to."""

    files: Mapping[str, str]

    def write(self, path: Path) -> None:
        """As JSON, one file a line, sorted."""
        path.write_text(json.dumps(dict(sorted(self.files.items())), indent=0) + "\n", encoding="utf-8")


def manifest_of(folder: Path) -> Manifest:
    """The manifest of a folder as it is now; the manifest itself is not in it. Raises OSError."""
    return Manifest(dict(_hashes(folder)))


def changed(folder: Path) -> tuple[str, ...]:
    """Places that are missing, other, or too many, sorted. Raises OSError or ValueError where it cannot be told."""
    known = json.loads((folder / NAME).read_text("utf-8"))
    if not isinstance(known, dict):
        raise ValueError(NAME)
    there = dict(_hashes(folder))
    return tuple(
        sorted(place for place in known.keys() | there.keys() if known.get(place) != there.get(place))
    )


def state(folder: Path | None) -> Literal["no_bundle", "whole", "changed", "unreadable"]:
    """Of a bundle's files in one word; None is no bundle."""
    if folder is None:
        return "no_bundle"
    try:
        return "changed" if changed(folder) else "whole"
    except (OSError, ValueError):
        return "unreadable"


def _hashes(folder: Path) -> Iterator[tuple[str, str]]:
    for root, _folders, names in os.walk(folder):
        for name in names:
            path = Path(root, name)
            place = path.relative_to(folder).as_posix()
            if place == NAME:
                continue
            if path.is_symlink():
                yield place, f"-> {os.readlink(path)}"
                continue
            digest = hashlib.sha256()
            with path.open("rb") as stream:
                while part := stream.read(_CHUNK):
                    digest.update(part)
            yield place, digest.hexdigest()
