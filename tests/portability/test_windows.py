"""Windows, as far as it can be tried elsewhere: names of files, code pages, and nothing that only POSIX has."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from consult.queued import file_name as queued_name
from consult.records import Identity, Paper
from consult.summary.copies import document_number
from consult.summary.copies import file_name as paper_name
from tests.portability.conftest import Run

ROOT = Path(__file__).parents[2]
RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE
)
REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
DAY = date(2026, 11, 23)
LONGEST = 260
HOME = len(r"C:\Users\a name of twenty sign\Documents\Consult")
"""What may stand before a path of ours, where somebody unpacked it."""
OURS = ("consult", "db", "ui", "resources", "tests", "docs", "bench", ".ci")


def wrong(name: str) -> str:
    """Why Windows would not take a name for a file, or would take it for something else; empty: it would."""
    if RESERVED.match(name):
        return "a device"
    if REFUSED.search(name):
        return "a sign that is refused"
    if name != name.rstrip(". "):
        return "an end that is dropped"
    return "" if name else "nothing"


@pytest.mark.parametrize(
    "name",
    [
        "CON",
        "nul.pdf",
        "Aux.json.bak",
        "com1",
        "lpt¹.txt",
        "a:b",
        "end.",
        "end ",
        "what?",
        "a\tb",
        "",
        "conout$",
    ],
)
def test_the_rules_of_these_tests_refuse(name: str) -> None:
    assert wrong(name)


@pytest.mark.parametrize(
    "name", ["console.py", "auxiliary", "com10", ".ci", "病例 (1).json", "a.b.c", "nuls"]
)
def test_the_rules_of_these_tests_let_pass(name: str) -> None:
    assert not wrong(name)


def ours() -> Iterator[Path]:
    for folder in OURS:
        for found in (ROOT / folder).rglob("*"):
            if "__pycache__" not in found.parts:
                yield found.relative_to(ROOT)


def test_every_file_of_ours_can_lie_on_a_windows_disk() -> None:
    files = list(ours())
    assert len(files) > 500
    assert [str(file) for file in files if wrong(file.name)] == []
    too_long = [str(file) for file in files if len(str(file)) + HOME >= LONGEST]
    assert too_long == []
    folded: dict[str, Path] = {}
    for file in files:
        other = folded.setdefault(str(file).casefold(), file)
        assert other == file, f"{other} and {file} are one file there"


@pytest.mark.parametrize("document", ["CON", "../../x", "NUL.", "a:b", "..", "王", "", "a b ", "x" * 20])
def test_a_queued_paper_gets_a_name_that_every_system_takes(document: str) -> None:
    """The number on a paper comes from the records, and a damaged one could be anything."""
    every_sign = (f"{document}{chr(sign)}" for sign in range(0x250))
    for said in (document, *every_sign):
        for prints in (0, 12):
            made = queued_name(paper(said, prints, 7))
            assert not wrong(made), made
            assert made.isascii()
            assert Path(made).name == made


def test_a_paper_gets_a_name_that_every_system_takes() -> None:
    number = document_number({}, [], kind="doctor", language="en", size="a4", content=[])
    for name in (paper_name(number), paper_name("")):
        assert not wrong(name), name


def paper(document: str, prints: int, number: int) -> Paper:
    return Paper(
        id=number,
        consultation="c",
        number=1,
        identity=Identity(code="A-0123"),
        day=DAY,
        kind="doctor",
        language="en",
        document=document,
        pages=2,
        state="waiting",
        made_at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
        prints=prints,
    )


# -- text -------------------------------------------------------------------------------------------------------


def test_no_text_is_read_or_written_in_the_code_page_of_the_machine() -> None:
    """Without a name of its own a file is read as 936 on a Chinese Windows, and as UTF-8 here: no test would see it."""
    found = []
    for folder in ("consult", "db", "ui", "resources"):
        for source in sorted((ROOT / folder).rglob("*.py")):
            text = source.read_text(encoding="utf-8")
            if not OPENS.search(text):  # most files open nothing, and need not be taken apart
                continue
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and in_code_page(node):
                    found.append(f"{source.relative_to(ROOT)}:{node.lineno}")
    assert found == []


OPENS = re.compile(r"open|read_text|write_text|subprocess|TextIOWrapper|TemporaryFile")


def in_code_page(call: ast.Call) -> bool:
    """Whether a call opens text without saying how it is written."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    named = {keyword.arg for keyword in call.keywords}
    if "encoding" in named:
        return False
    if name == "read_text":
        return not call.args
    if name == "write_text":
        return len(call.args) < 2
    if name in ("run", "Popen", "check_output"):
        return bool(named & {"text", "universal_newlines"})
    if name not in ("open", "fdopen", "TextIOWrapper", "NamedTemporaryFile", "TemporaryFile"):
        return False
    modes = [
        argument.value
        for argument in (*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode"))
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    text = [mode for mode in modes if re.fullmatch(r"[rwxat+]+", mode)]
    if name in ("open", "fdopen") and isinstance(call.func, ast.Name):
        return not any("b" in mode for mode in modes)
    return bool(text) or name == "TextIOWrapper"


@pytest.mark.parametrize(
    ("code", "is_found"),
    [
        ("open(p)", True),
        ("open(p, 'rb')", False),
        ("open(p, 'w', encoding='utf-8')", False),
        ("p.open('w')", True),
        ("p.open('rb')", False),
        ("p.read_text()", True),
        ("p.read_text('utf-8')", False),
        ("p.write_text(said)", True),
        ("subprocess.run(c, text=True)", True),
        ("subprocess.run(c, text=True, encoding='utf-8')", False),
    ],
)
def test_the_search_finds(code: str, is_found: bool) -> None:
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert in_code_page(call) is is_found


# -- without POSIX ----------------------------------------------------------------------------------------------


def test_the_main_jobs_need_nothing_that_only_posix_has(consult: Run, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    done = consult(str(there), command=("-m", "tests.portability.without_posix"))
    assert done.returncode == 0, done.stderr.decode()
    said = json.loads(done.stdout.splitlines()[-1])
    for job in ("paper", "assess", "import", "set-up", "backup"):
        assert said[job][0] == 0, (job, said[job], done.stderr.decode())
    assert "≤" in said["assess"][1]
    assert "²" in said["assess"][1]
    assert said["window"] is True
    assert said["locks"] == [[2, 1]], "the records were opened without a lock"
    made = sorted(file.relative_to(there) for file in there.rglob("*"))
    kept = Path("王小明", "AppData", "Local", "Consult")
    assert {kept / "records" / "records.db", kept / "records" / "keys.json", Path("病例.json")} <= set(made)
    assert [str(file) for file in made if wrong(file.name)] == []
    assert [file for file in made if len(str(file)) > 150] == []
