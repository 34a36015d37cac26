"""Locales: small ones made by the C library's own compiler, so that the real thing is tried where none is installed."""

from __future__ import annotations

import subprocess
from pathlib import Path

LATIN, CHINESE, COMMA = "latin", "chinese", "comma"
_CODES = {LATIN: "ISO-8859-1", CHINESE: "GB18030", COMMA: "UTF-8"}


def make_locales(folder: Path) -> Path:
    """Every one of them, each writing 1,5 for one and a half; `LOCPATH` is to name what this gives."""
    made = folder / "locales"
    made.mkdir()
    (folder / "source").write_text(_source(), encoding="ascii")
    for name, code in _CODES.items():
        (folder / code).write_text(_charmap(code), encoding="ascii")
        # -c: with warnings for the categories that are left out, which are then those of C.
        subprocess.run(
            ["localedef", "-c", "-f", f"./{code}", "-i", "./source", f"./locales/{name}"],
            cwd=folder,
            capture_output=True,
            check=False,
        )
        assert (made / name / "LC_CTYPE").exists(), f"localedef made no {name}"
    return made


def _charmap(code: str) -> str:
    """ASCII alone: beyond it the C library asks its own tables by the name of the code."""
    signs = "\n".join(f"<U{sign:04X}> /x{sign:02x} SIGN" for sign in range(128))
    return (
        f"<code_set_name> {code}\n<comment_char> %\n<escape_char> /\n<mb_cur_min> 1\n<mb_cur_max> 4\n"
        f"CHARMAP\n{signs}\nEND CHARMAP\n"
    )


def _source() -> str:
    def span(first: str, last: str) -> str:
        return f"<U{ord(first):04X}>..<U{ord(last):04X}>"

    def pairs(to: str, of: str) -> str:
        return ";".join(f"(<U{ord(of) + n:04X}>,<U{ord(to) + n:04X}>)" for n in range(26))

    upper, lower, digit = span("A", "Z"), span("a", "z"), span("0", "9")
    marks = ";".join((span("!", "/"), span(":", "@"), span("[", "`"), span("{", "~")))
    classes = {
        "upper": upper,
        "lower": lower,
        "alpha": f"{upper};{lower}",
        "digit": digit,
        "xdigit": ";".join((digit, span("A", "F"), span("a", "f"))),
        "space": f"{span(chr(9), chr(13))};<U0020>",
        "blank": "<U0009>;<U0020>",
        "cntrl": f"{span(chr(0), chr(31))};<U007F>",
        "punct": marks,
        "graph": span("!", "~"),
        "print": span(" ", "~"),
        "toupper": pairs("A", "a"),
        "tolower": pairs("a", "A"),
    }
    lines = "\n".join(f"{name} {held}" for name, held in classes.items())
    return (
        f"comment_char %\nescape_char /\nLC_CTYPE\n{lines}\nEND LC_CTYPE\n"
        'LC_NUMERIC\ndecimal_point "<U002C>"\nthousands_sep "<U002E>"\ngrouping 3;3\nEND LC_NUMERIC\n'
    )
