"""`python -m ui.translate`: build the .qm files; `--update` first collects the texts of the window into the .ts.

With `--check` nothing is written, and a text that is not translated fails.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from resources import path

LANGUAGES = ("zh_CN", "en")
"""English holds the plural forms alone."""


def main(arguments: list[str] | None = None) -> int:
    """Update, check or build. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ui.translate", description=__doc__)
    parser.add_argument("--update", action="store_true", help="collect new texts into the .ts files")
    parser.add_argument("--check", action="store_true", help="fail on texts that are not translated")
    options = parser.parse_args(arguments)
    failed = 0
    for language in LANGUAGES:
        source = path("i18n", f"consult_{language}.ts")
        if options.update:
            _update(source)
        if options.check:
            with tempfile.TemporaryDirectory() as folder:
                fresh = Path(folder) / source.name
                fresh.write_bytes(source.read_bytes())
                _update(fresh)
                open_texts = unfinished(fresh)
            for text in open_texts:
                print(f"{source.name}: not translated: {text!r}", file=sys.stderr)
            failed += len(open_texts)
        else:
            _run("pyside6-lrelease", "-silent", str(source), "-qm", str(source.with_suffix(".qm")))
    return 1 if failed else 0


def unfinished(source: Path) -> list[str]:
    """The texts of a .ts file that have no finished translation."""
    tree = ElementTree.parse(source)
    found = []
    for message in tree.iter("message"):
        translation = message.find("translation")
        kind = None if translation is None else translation.get("type")
        if kind in ("vanished", "obsolete"):
            continue
        words = "" if translation is None else "".join(translation.itertext()).strip()
        if kind == "unfinished" or not words:
            found.append(message.findtext("source") or "")
    return found


def _update(target: Path) -> None:
    root = Path(__file__).parent
    files = sorted(str(file) for file in root.rglob("*.py"))
    plural = ["-pluralonly"] if target.stem.endswith("_en") else []
    _run(
        "pyside6-lupdate",
        "-silent",
        "-no-obsolete",
        "-locations",
        "none",
        *plural,
        *files,
        "-ts",
        str(target),
    )


def _run(tool: str, *arguments: str) -> None:
    program = Path(sys.executable).parent / tool
    subprocess.run([str(program), *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
