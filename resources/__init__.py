"""Where the bundled data is; works from source and from a bundle."""

import sys
from pathlib import Path

_BESIDE = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """The path of a bundled file or folder: `path("fonts", "OFL.txt")`."""
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle, "resources") if bundle else _BESIDE
    return root.joinpath(*parts)


def bundle() -> Path | None:
    """The folder of the built program with everything in it; None where it runs from source."""
    return Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else None
