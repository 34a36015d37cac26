"""The print queue: whose papers leave is read before they do, each is handed over once, and a reprint says so."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from consult import queued
from consult.assess import Knowledge
from consult.errors import ConsultError
from consult.hcc.declared import DECLARED
from consult.names import SIZES, Size
from consult.phrases import Words
from consult.records import NewPaper, RecordStore
from consult.summary.blocks import Document
from consult.summary.pdf import render_pdf
from consult.vocabulary import LANGUAGES
from tests.db.records.making import ADMINISTRATOR, PASSWORD, keep, paper_of, records_in, set_up
from tests.output.conftest import squeezed
from tests.output.test_preview import Nowhere, Recorder
from tests.printing.shelf import MemoryShelf, filled
from tests.printing.spoolers import Spooler
from ui import theme
from ui.languages import Speaker
from ui.printing.lp import LpWay
from ui.printing.preview import PrintPreview
from ui.printing.queue import FILTERS, PrintQueue
from ui.printing.run import Shelf
from ui.printing.ways import Answer, NoAnswerError, PrintError, Way
from ui.workspace import Workspace


@pytest.fixture(scope="module")
def dressed(qapp: QApplication) -> QApplication:
    """The application in its own font and style: sizes are measured."""
    theme.load_fonts()
    theme.apply(qapp, "light")
    return qapp


@pytest.fixture
def workspace(knowledge: Knowledge, qtbot: QtBot) -> Iterator[Workspace]:
    made = Workspace(knowledge)
    yield made
    made.deleteLater()


@pytest.fixture
def shelf(papers: dict[str, bytes]) -> MemoryShelf:
    return filled(papers)


def opened(qtbot: QtBot, workspace: Workspace, shelf: Shelf, way: Way) -> PrintQueue:
    made = PrintQueue(shelf, workspace, way=way)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.printer_row.is_known)
    return made


def ticked(window: PrintQueue, *rows: int) -> PrintQueue:
    for row in rows:
        window.model.tick(row)
    return window


def states(shelf: MemoryShelf) -> list[str]:
    return [paper.state for paper in shelf.papers()]


def test_the_records_are_a_shelf(shelf: MemoryShelf) -> None:
    def fits(store: RecordStore) -> Shelf:
        return store  # mypy compares the two

    assert fits(shelf) is shelf  # type: ignore[arg-type]


# -- reading before printing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_patients_of_one_name_are_told_apart_before_printing(shelf: MemoryShelf, language: str) -> None:
    chosen, words = queued.batch(shelf.papers()), Words(language, DECLARED)
    lines = queued.lines(chosen, words)
    assert len(lines) == 3
    assert "1961-03-04" in lines[0]
    assert "1958-12-30" in lines[1]
    assert (
        lines[2]
        == {
            "en": "K-20 · birth date not kept: 2 papers, 2 pages",
            "zh_CN": "K-20 · 未保存出生日期：2 份文书，2 页",
        }[language]
    )
    assert (
        queued.total(chosen, words)
        == {
            "en": "3 patients, 5 papers, 5 pages",
            "zh_CN": "3 位患者、5 份文书、5 页",
        }[language]
    )


def test_what_is_ticked_is_listed_with_counts(qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf) -> None:
    window = opened(qtbot, workspace, shelf, Recorder("Ward"))
    assert window.about.text() == "Nothing is ticked."
    assert not window.print_button.isEnabled()
    ticked(window, 0, 2)
    assert window.about.text() == "2 patients, 2 papers, 2 pages"
    assert window.chosen.toPlainText().splitlines() == [
        "K-17 · 李明 · born 1961-03-04: 1 paper, 1 page",
        "K-71 · 李明 · born 1958-12-30: 1 paper, 1 page",
    ]


def test_all_of_it_is_done_by_keyboard(qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf) -> None:
    way = Recorder("Ward")
    window = opened(qtbot, workspace, shelf, way)
    window.activateWindow()
    window.table.setFocus()
    qtbot.keyClick(window.table, Qt.Key.Key_Down)
    qtbot.keyClick(window.table, Qt.Key.Key_Down)
    qtbot.keyClick(window.table, Qt.Key.Key_Space)
    assert [paper.id for paper in window.model.chosen] == [window.table.currentIndex().row() + 1]
    qtbot.keyClick(window.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(window.model.chosen) == 5
    qtbot.keyClick(window.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert window.model.chosen == ()
    qtbot.keyClick(window.table, Qt.Key.Key_Space)
    window.print_chosen()
    assert len(way.taken) == 1


def test_every_control_is_named_and_reached_by_tab(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf
) -> None:
    window = ticked(opened(qtbot, workspace, shelf, Recorder("Ward")), 0)
    kinds = (QPushButton, QComboBox, QLineEdit, QCheckBox)
    controls = [control for kind in kinds for control in window.findChildren(kind)]
    controls += [window.table, window.chosen]
    for control in controls:
        interface = QAccessible.queryAccessibleInterface(control)
        assert interface.text(QAccessible.Text.Name), control
    seen = set()
    window.activateWindow()
    window.filter.setFocus()
    for _ in range(len(controls) + 2):
        seen.add(window.focusWidget())
        window.focusNextChild()
    assert {c for c in controls if c.isEnabled() and c.isVisible()} <= seen


def test_a_tick_is_lost_with_the_paper_that_is_no_longer_shown(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf
) -> None:
    window = ticked(opened(qtbot, workspace, shelf, Recorder("Ward")), 0, 3)
    window.search.setText("K-20")
    window.refresh()
    assert [paper.identity.code for paper in window.model.chosen] == ["K-20"]
    window.search.setText("")
    window.refresh()
    assert [paper.identity.code for paper in window.model.chosen] == ["K-20"]
    assert window.about.text().startswith("1 patient, 1 paper")


def test_nothing_clinical_is_shown(qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf) -> None:
    window = ticked(opened(qtbot, workspace, shelf, Recorder("Ward")), 0)
    model = window.model
    shown = [
        model.data(model.index(row, column)) for row in range(5) for column in range(model.columnCount())
    ]
    assert shown[:9] == [
        "K-17", "李明", "1961-03-04", "2026-11-23", "Board sheet", "简体中文", "1", "7K3F-Q2M0", "to print",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_a_small_screen_at_twice_the_size(
    qtbot: QtBot, dressed: QApplication, knowledge: Knowledge, shelf: MemoryShelf, language: str
) -> None:
    speaker = Speaker(dressed)
    speaker.speak(language)
    workspace = Workspace(knowledge, language=language)
    queue = opened(qtbot, workspace, shelf, Recorder("Ward"))
    preview = PrintPreview(lambda _wanted: shelf.pages(1), workspace, way=Recorder("Ward"), queue=Nowhere())
    qtbot.addWidget(preview)
    for window in (queue, preview):
        assert window.minimumSizeHint().width() <= 1366 // 2
        assert window.minimumSizeHint().height() <= 768 // 2
    speaker.speak("en")


# -- printing ----------------------------------------------------------------------------------------------------------


def test_each_paper_is_a_job_named_by_its_number(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf
) -> None:
    way = Recorder("Ward")
    ticked(opened(qtbot, workspace, shelf, way), 0, 1, 3).print_chosen()
    assert [job.title for _pdf, job in way.taken] == ["7K3F-Q2M0", "7K3F-Q2M1", "7K3F-Q2M3"]
    assert [pdf for pdf, _job in way.taken] == [shelf.pages(1), shelf.pages(2), shelf.pages(4)]
    assert states(shelf) == ["printing", "printing", "waiting", "printing", "waiting"]


@pytest.mark.parametrize("size", SIZES)
def test_the_sheet_asked_for_is_that_of_the_paper(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf, size: Size
) -> None:
    document = Document(
        title="x",
        subject="",
        language="en",
        identity=(),
        marks=(),
        provenance=(),
        page="",
        blocks=(),
        size=size,
    )
    new = NewPaper(
        consultation="c",
        number=1,
        kind="board",
        language="en",
        document="A",
        pages=1,
        pdf=render_pdf(document),
    )
    shelf.queue(new)
    way = Recorder("Ward")
    ticked(opened(qtbot, workspace, shelf, way), 5).print_chosen()
    assert way.taken[0][1].size == size


def test_one_job_holds_all_pages_in_order(qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf) -> None:
    way = Recorder("Ward")
    window = ticked(opened(qtbot, workspace, shelf, way), 0, 1)
    window.together.setChecked(True)
    window.print_chosen()
    ((pdf, job),) = way.taken
    assert job.title == "Consult (2)"
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    alone = [
        page.extract_text() for number in (1, 2) for page in PdfReader(BytesIO(shelf.pages(number))).pages
    ]
    assert pages == alone


def test_a_paper_is_marked_before_the_printer_gets_it(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf
) -> None:
    """So that a program that ends there never sends it again."""
    seen: list[list[str]] = []

    class Watching(Recorder):
        def send(self, pdf: bytes, job: object) -> str:
            seen.append(states(shelf))
            return super().send(pdf, job)  # type: ignore[arg-type]

    ticked(opened(qtbot, workspace, shelf, Watching("Ward")), 1).print_chosen()
    assert seen == [["waiting", "printing", "waiting", "waiting", "waiting"]]


def test_after_a_restart_nothing_is_sent_by_itself(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf
) -> None:
    shelf.mark(1, "printing", printer="Ward")
    way = Recorder("Ward")
    window = ticked(opened(qtbot, workspace, shelf, way), 0)
    window.run.ask()
    window.print_chosen()
    assert way.taken == []
    assert not window.print_button.isEnabled()
    model = window.model
    assert model.data(model.index(0, model.columnCount() - 1)) == "did it come out?"
    window.came_button.click()
    assert states(shelf)[0] == "printed"
    assert shelf.papers()[0].prints == 1


@pytest.mark.parametrize(
    ("answer", "state"),
    [("printed", "printed"), ("failed", "failed"), ("ended", "printing"), ("stopped", "printing")],
)
def test_only_what_the_printer_is_sure_of_is_written_down(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf, answer: Answer, state: str
) -> None:
    way = Recorder("Ward")
    window = ticked(opened(qtbot, workspace, shelf, way), 0)
    window.printer_row.copies.choose(2)
    window.print_chosen()
    way.says = answer
    window.run.ask()
    assert states(shelf)[0] == state
    assert shelf.papers()[0].prints == (1 if answer == "printed" else 0)  # two copies of one print


def test_a_long_batch_is_handed_over_in_order(
    qtbot: QtBot, workspace: Workspace, papers: dict[str, bytes]
) -> None:
    shelf = MemoryShelf()
    for at in range(300):
        shelf.queue(
            NewPaper(
                consultation=f"c{at}",
                number=1,
                kind="board",
                language="en",
                document=f"N{at}",
                pages=1,
                pdf=papers["en"],
            )
        )
    way = Recorder("Ward")
    window = opened(qtbot, workspace, shelf, way)
    window.model.tick_all(True)
    window.print_chosen()
    assert [job.title for _pdf, job in way.taken] == [f"N{at}" for at in range(300)]
    assert set(states(shelf)) == {"printing"}
    assert not window.run.is_busy


def test_a_printer_that_takes_nothing_stops_the_run_and_loses_nothing(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf
) -> None:
    class Breaking(Recorder):
        def send(self, pdf: bytes, job: object) -> str:
            if self.taken:
                raise PrintError("print_not_taken", printer="Ward")
            return super().send(pdf, job)  # type: ignore[arg-type]

    way = Breaking("Ward")
    window = ticked(opened(qtbot, workspace, shelf, way), 0, 1, 2)
    window.print_chosen()
    assert states(shelf) == ["printing", "failed", "waiting", "waiting", "waiting"]
    assert "did not take the paper" in window.said.text()
    assert not window.run.is_busy


def test_a_printer_that_does_not_answer_is_never_asked_twice_for_one_paper(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf
) -> None:
    way = Recorder("Ward")
    way.refuses = NoAnswerError("print_no_answer", printer="Ward")
    window = ticked(opened(qtbot, workspace, shelf, way), 0)
    window.print_chosen()
    way.refuses = None
    window.print_chosen()
    assert way.taken == []
    assert states(shelf)[0] == "printing"
    assert "Look there before printing it again" in window.said.text()


def test_after_a_restart_the_printer_is_asked_again_and_one_print_of_two_copies_is_counted(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf
) -> None:
    way = Recorder("Ward")
    window = ticked(opened(qtbot, workspace, shelf, way), 0, 1)
    window.printer_row.copies.choose(2)
    window.print_chosen()
    assert [(paper.request, paper.copies) for paper in shelf.papers()][:2] == [("Ward-1", 2), ("Ward-2", 2)]
    window.close()
    again = opened(qtbot, workspace, shelf, way)  # another process: it knows what the shelf knows
    assert len(way.taken) == 2
    way.says = "printed"
    again.run.ask()
    assert states(shelf)[:2] == ["printed", "printed"]
    assert [paper.prints for paper in shelf.papers()][:2] == [1, 1]
    assert shelf.log[-1] == (2, "printed", "", 2)
    assert len(way.taken) == 2  # asked, never sent again


def test_shut_records_are_said_and_nothing_leaves(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf
) -> None:
    way = Recorder("Ward")
    window = ticked(opened(qtbot, workspace, shelf, way), 0)
    shelf.shut = True
    window.print_chosen()
    assert way.taken == []
    assert window.said.text()


# -- files -------------------------------------------------------------------------------------------------------------


def test_the_second_time_every_page_says_reprint(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf, tmp_path: Path
) -> None:
    window = opened(qtbot, workspace, shelf, Recorder("Ward"))
    window.filter.setCurrentIndex(len(FILTERS) - 1)
    ticked(window, 0, 1)
    window.save_into(tmp_path)
    window.save_into(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "consult-7K3F-Q2M0-reprint-2.pdf",
        "consult-7K3F-Q2M0.pdf",
        "consult-7K3F-Q2M1-reprint-2.pdf",
        "consult-7K3F-Q2M1.pdf",
    ]
    assert (tmp_path / "consult-7K3F-Q2M0.pdf").read_bytes() == shelf.pages(1)
    for name, mark in (
        ("consult-7K3F-Q2M0-reprint-2.pdf", "重印：本件第2次打印"),
        ("consult-7K3F-Q2M1-reprint-2.pdf", "REPRINT:print2ofthispaper"),
    ):
        for page in PdfReader(tmp_path / name).pages:
            assert mark in squeezed(page.extract_text())
    assert [entry[1:3] for entry in shelf.log] == [("printed", "pdf")] * 4


def test_a_file_is_never_written_over_another(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf, tmp_path: Path
) -> None:
    (tmp_path / "consult-7K3F-Q2M0.pdf").write_text("somebody's")
    ticked(opened(qtbot, workspace, shelf, Recorder()), 0).save_into(tmp_path)
    assert (tmp_path / "consult-7K3F-Q2M0.pdf").read_text() == "somebody's"
    assert (tmp_path / "consult-7K3F-Q2M0-2.pdf").read_bytes() == shelf.pages(1)


def test_what_cannot_be_saved_does_not_count_as_printed(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf, tmp_path: Path
) -> None:
    window = ticked(opened(qtbot, workspace, shelf, Recorder()), 0, 1)
    window.save_to(tmp_path / "nowhere" / "all.pdf")
    window.save_into(tmp_path / "nowhere")
    assert shelf.log == []
    assert window.said.text()
    assert list(tmp_path.iterdir()) == []
    assert issubclass(PrintError, ConsultError)


def test_one_file_holds_all_that_is_ticked(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf, tmp_path: Path
) -> None:
    ticked(opened(qtbot, workspace, shelf, Recorder()), 0, 1, 2).save_to(tmp_path / "all.pdf")
    reader = PdfReader(tmp_path / "all.pdf")
    assert [entry["/Title"] for entry in reader.outline] == ["7K3F-Q2M0", "7K3F-Q2M1", "7K3F-Q2M2"]
    assert states(shelf) == ["printed"] * 3 + ["waiting"] * 2


# -- a real printing system --------------------------------------------------------------------------------------------


def test_a_batch_comes_out_once_and_a_stopped_printer_says_so(
    qtbot: QtBot, workspace: Workspace, shelf: MemoryShelf, spooler: Spooler
) -> None:
    spooler.stop("Ward")
    window = ticked(opened(qtbot, workspace, shelf, LpWay(spooler.programs)), 0, 1, 2)
    with qtbot.waitSignal(window.run.ended, timeout=20_000):
        window.print_chosen()
    assert states(shelf)[:3] == ["printing"] * 3
    qtbot.waitUntil(lambda: _asked(window) == ["stopped"] * 3, timeout=20_000)
    spooler.start("Ward")
    qtbot.waitUntil(lambda: len(spooler.tray()) == 3, timeout=20_000)
    qtbot.waitUntil(lambda: set(_asked(window)) <= {"ended", "printed"}, timeout=20_000)
    assert [printed.title for printed in spooler.tray()] == ["7K3F-Q2M0", "7K3F-Q2M1", "7K3F-Q2M2"]
    assert [printed.pdf for printed in spooler.tray()] == [shelf.pages(number) for number in (1, 2, 3)]
    window.settle("printed")
    assert states(shelf) == ["printed"] * 3 + ["waiting"] * 2


def _asked(window: PrintQueue) -> list[str]:
    window.run.ask()
    return [window.run.answers[number] for number in (1, 2, 3)]


# -- the records -------------------------------------------------------------------------------------------------------


def test_the_queue_over_the_records_on_the_disk(
    qtbot: QtBot, workspace: Workspace, papers: dict[str, bytes], tmp_path: Path
) -> None:
    doctor = set_up(tmp_path / "records")
    doctor.add_person(ADMINISTRATOR, PASSWORD)
    kept = keep(doctor)
    doctor.queue(paper_of(kept, kind="board", document="7K3F-Q2M9", pdf=papers["en"], pages=1))
    doctor.close()
    store = records_in(tmp_path / "records").unlock(ADMINISTRATOR.name, PASSWORD)
    way = Recorder("Ward")
    window = ticked(opened(qtbot, workspace, store, way), 0)
    assert window.chosen.toPlainText() == "A-0123 · 单雄信 · born 1960-01-02: 1 paper, 1 page"
    window.print_chosen()
    store.close()
    # The program ends here: nothing says yet what came out.
    store = records_in(tmp_path / "records").unlock(ADMINISTRATOR.name, PASSWORD)
    again = ticked(opened(qtbot, workspace, store, way), 0)
    again.print_chosen()
    assert len(way.taken) == 1
    again.came_button.click()
    again.filter.setCurrentIndex(FILTERS.index(("printed",)))
    ticked(again, 0).save_into(tmp_path)
    for page in PdfReader(tmp_path / "consult-7K3F-Q2M9-reprint-2.pdf").pages:
        assert "REPRINT:print2ofthispaper" in squeezed(page.extract_text())
    kinds = [event.kind for event in store.events() if event.kind.startswith(("print", "reprint", "queue"))]
    assert kinds == ["queue", "print_started", "print", "reprint"]
    store.close()
    # Records that were shut are said, and nothing happens.
    again.refresh()
    assert again.said.text()
