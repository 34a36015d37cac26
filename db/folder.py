"""The folder for what this user's program keeps, where each system wants it; never beside the program."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path


def data_folder(environment: Mapping[str, str], home: Path, platform: str = sys.platform) -> Path:
    """`CONSULT_DATA` where it is set, else the system's place; nothing is created."""
    own = environment.get("CONSULT_DATA", "")
    if own:
        return Path(own)
    if platform == "win32":
        local = environment.get("LOCALAPPDATA", "")
        return (Path(local) if local else home / "AppData" / "Local") / "Consult"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "Consult"
    kept = Path(environment.get("XDG_DATA_HOME", ""))
    return (kept if kept.is_absolute() else home / ".local" / "share") / "consult"
