"""Papers through `lp`: what the printer gets, what is said where it gets nothing, and that nothing is printed twice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from consult.errors import ConsultError
from tests.printing.spoolers import Cups, Printed, Spooler, has_cups
from ui.printing.lp import LpWay, Programs
from ui.printing.ways import Job, NoAnswerError, Printer, PrintError

ENDED = ("printed", "ended")
"""What CUPS says of a paper that was printed; its 2.4 does not say more than the second."""


@pytest.fixture
def way(spooler: Spooler) -> LpWay:
    return LpWay(spooler.programs)


def laid(spooler: Spooler, count: int) -> list[Printed]:
    """The tray, once `count` papers lie in it."""
    deadline = time.monotonic() + 20
    while len(spooler.tray()) < count and time.monotonic() < deadline:
        time.sleep(0.05)
    return spooler.tray()


def answered(way: LpWay, request: str, *wanted: str) -> str:
    """What the printer says of a paper, once it is one of these."""
    deadline = time.monotonic() + 20
    while way.answer(request) not in wanted and time.monotonic() < deadline:
        time.sleep(0.05)
    return way.answer(request)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_printer_gets_the_very_bytes_and_no_name(
    way: LpWay, spooler: Spooler, papers: dict[str, bytes], language: str
) -> None:
    job = Job(printer="Ward", title="7K3F-Q2M9", copies=2, sides="two-sided-long-edge")
    request = way.send(papers[language], job)
    (printed,) = laid(spooler, 1)
    assert printed.pdf == papers[language]
    assert (printed.title, printed.copies) == ("7K3F-Q2M9", 2)
    assert {"media=A4", "sides=two-sided-long-edge"} <= set(printed.options)
    assert answered(way, request, *ENDED) in ENDED
    assert len(PdfReader(BytesIO(printed.pdf)).pages) >= 1


def test_the_sides_are_left_to_the_printer_where_none_are_asked_for(
    way: LpWay, spooler: Spooler, papers: dict[str, bytes]
) -> None:
    way.send(papers["en"], Job(printer="Ward", title="x", size="letter"))
    (printed,) = laid(spooler, 1)
    assert "media=Letter" in printed.options or not any(o.startswith("media") for o in printed.options)
    assert not any(option.startswith("sides=") for option in printed.options)


def test_a_title_is_never_read_as_an_option(way: LpWay, spooler: Spooler, papers: dict[str, bytes]) -> None:
    way.send(papers["en"], Job(printer="Ward", title="-o; touch x $(id) `id` -d Other"))
    (printed,) = laid(spooler, 1)
    assert "touch x $(id)" in printed.title
    assert way.printers() == (Printer("Ward"),)


def test_a_stopped_printer_keeps_the_paper_and_prints_it_once(
    way: LpWay, spooler: Spooler, papers: dict[str, bytes]
) -> None:
    spooler.stop("Ward")
    assert way.printers() == (Printer("Ward", stopped=True),)
    request = way.send(papers["en"], Job(printer="Ward", title="x"))
    assert answered(way, request, "stopped") == "stopped"
    assert spooler.tray() == []
    spooler.start("Ward")
    assert answered(way, request, *ENDED) in ENDED
    assert len(laid(spooler, 1)) == 1


def test_a_printer_without_paper_says_so_and_prints_once_there_is_some(
    way: LpWay, spooler: Spooler, papers: dict[str, bytes]
) -> None:
    spooler.empty("Ward")
    request = way.send(papers["en"], Job(printer="Ward", title="x"))
    assert answered(way, request, "no_paper") == "no_paper"
    assert spooler.tray() == []
    spooler.start("Ward")
    assert len(laid(spooler, 1)) == 1
    assert answered(way, request, *ENDED) in ENDED


def test_a_cancelled_paper_is_never_said_to_be_printed(
    way: LpWay, spooler: Spooler, papers: dict[str, bytes]
) -> None:
    spooler.stop("Ward")
    request = way.send(papers["en"], Job(printer="Ward", title="x"))
    spooler.cancel(request)
    assert answered(way, request, "failed", "ended") in ("failed", "ended")
    assert spooler.tray() == []


def test_a_printer_that_takes_nothing_is_named(
    way: LpWay, spooler: Spooler, papers: dict[str, bytes]
) -> None:
    spooler.reject("Ward")
    with pytest.raises(PrintError) as raised:
        way.send(papers["en"], Job(printer="Ward", title="x"))
    assert (raised.value.code, raised.value.values) == ("print_refuses", {"printer": "Ward"})


def test_a_printer_that_is_gone_is_named(way: LpWay, spooler: Spooler, papers: dict[str, bytes]) -> None:
    request = way.send(papers["en"], Job(printer="Ward", title="x"))
    assert len(laid(spooler, 1)) == 1
    spooler.remove("Ward")
    assert way.printers() == ()
    assert way.answer(request) == "unknown"
    with pytest.raises(PrintError) as raised:
        way.send(papers["en"], Job(printer="Ward", title="x"))
    assert raised.value.code == "print_gone"
    assert len(spooler.tray()) == 1


def test_a_printing_system_that_is_down_is_not_taken_for_a_printer_that_is_gone(
    way: LpWay, spooler: Spooler, papers: dict[str, bytes]
) -> None:
    spooler.down()
    for attempt in (way.printers, lambda: way.send(papers["en"], Job(printer="Ward", title="x"))):
        with pytest.raises(PrintError) as raised:
            attempt()
        assert raised.value.code == "print_no_service"
    assert way.answer("Ward-1") == "unknown"


def test_the_printing_system_keeps_nothing_once_it_has_printed(
    way: LpWay, spooler: Spooler, papers: dict[str, bytes]
) -> None:
    request = way.send(papers["en"], Job(printer="Ward", title="x"))
    assert answered(way, request, *ENDED) in ENDED
    laid(spooler, 1)
    assert b"%PDF" not in spooler.spooled()


def test_without_its_programs_the_printing_system_does_not_answer(papers: dict[str, bytes]) -> None:
    way = LpWay(Programs("/nowhere/lp", "/nowhere/lpstat"))
    with pytest.raises(PrintError):
        way.printers()
    with pytest.raises(PrintError):
        way.send(papers["en"], Job(printer="Ward", title="x"))


def test_a_program_that_says_nothing_leaves_it_open_whether_it_prints(papers: dict[str, bytes]) -> None:
    way = LpWay(Programs("/bin/true", "/bin/true"))
    with pytest.raises(NoAnswerError) as raised:
        way.send(papers["en"], Job(printer="Ward", title="x"))
    assert isinstance(raised.value, ConsultError)
    assert way.answer("Ward-1") == "unknown"


_RASTER = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication([])
from ui.printing.printer import RasterWay
from ui.printing.ways import Job, PrintError
way = RasterWay()
print([printer.name for printer in way.printers()])
pdf = sys.stdin.buffer.read()
print(repr(way.send(pdf, Job(printer="Ward", title="7K3F-Q2M9", copies=2))))
try:
    way.send(pdf, Job(printer="Gone", title="7K3F-Q2M9"))
except PrintError as error:
    print(error.code)
"""

if has_cups():  # Qt finds its printers by CUPS itself, for which nothing can stand in

    def test_pictures_of_the_pages_reach_a_printer_too_and_leave_no_file(
        papers: dict[str, bytes], tmp_path: Path
    ) -> None:
        folder = Path(tempfile.mkdtemp(prefix="p"))
        folder.chmod(0o755)
        spooler = Cups(folder)
        spooler.add("Ward")
        environment = {
            "PATH": os.defpath,
            "HOME": str(tmp_path),
            "TMPDIR": str(tmp_path),
            "CUPS_SERVER": spooler.environment()["CUPS_SERVER"],
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        said = subprocess.run(
            [sys.executable, "-c", _RASTER],
            input=papers["zh_CN"],
            env=environment,
            capture_output=True,
            check=True,
        )
        assert said.stdout.decode().splitlines() == ["['Ward']", "''", "print_gone"]
        (printed,) = laid(spooler, 1)
        assert (printed.title, printed.copies) == ("7K3F-Q2M9", 2)
        pages = PdfReader(BytesIO(printed.pdf)).pages
        assert len(pages) == len(PdfReader(BytesIO(papers["zh_CN"])).pages)
        left = [file for file in tmp_path.rglob("*") if file.is_file() and "fontconfig" not in file.parts]
        assert left == []
        spooler.down()
        shutil.rmtree(folder)
