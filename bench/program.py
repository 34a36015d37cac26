"""Program: the window with the example case in this process, put together as `ui.app` does, and used by script."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from itertools import islice

from PySide6.QtCore import QEvent, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from bench import cases
from bench.measure import Clock
from consult.compare import groups
from consult.records import Records
from consult.summary.papers import Wanted
from ui import app, theme
from ui.languages import Speaker
from ui.roles import THEMES
from ui.window import MainWindow
from ui.workspace import MOST_COMPARED, Workspace

SIZE = (1366, 768)


class Program:
    """Shown, with the catalogue read, the example opened, four options compared; keeps cases if given `records`."""

    def __init__(self, records: Callable[[], Records] | None = None) -> None:
        self.said: list[str] = []
        qInstallMessageHandler(self._note_message)
        existing = QApplication.instance()
        self.application = existing if isinstance(existing, QApplication) else QApplication(["consult"])
        theme.load_fonts()
        self.speaker = speaker = Speaker(self.application)
        speaker.speak("en")
        theme.apply(self.application, "light")
        self.workspace = Workspace(language="en")
        self.workspace.language_changed.connect(speaker.speak)
        self.window = MainWindow(
            self.workspace,
            theme="light",
            read_case=lambda file: app.read_case_file(file, self.workspace),
            make_pdf=self.make_pdf,
            dress=self.dress,
            records=records,
        )
        self.window.resize(*SIZE)
        self.window.show()
        self.window.focus_first()
        self.settle()
        app.load_catalogue(self.workspace)
        if self.workspace.problem is not None:
            raise self.workspace.problem
        self.window.open_file(cases.EXAMPLE)
        self.compare_first()
        self.settle()
        self.paper_bytes = 0

    def make_pdf(self, wanted: Wanted) -> bytes:
        """A paper of the open case."""
        return app.paper_pdf(self.workspace, wanted)

    def paper(self, language: str) -> tuple[float, float]:
        """Build the doctor's summary; wall and processor milliseconds it took."""
        clock = Clock()
        made = self.make_pdf(Wanted(language=language))
        clock.mark()
        assert made.startswith(b"%PDF")
        self.paper_bytes = len(made)
        return clock.steps()[0]

    def dress(self, name: str) -> None:
        """Wear another theme."""
        theme.apply(self.application, name)
        self.window.update()

    def compare_first(self) -> None:
        """Compare as many as can be, in the order of the list."""
        assert self.workspace.assessment is not None
        listed = (t for group in groups(self.workspace.assessment) for t in group.treatments)
        self.workspace.choose(islice(listed, MOST_COMPARED))

    def process(self) -> None:
        """Handle what is waiting, as an event loop would: alone, `processEvents` never deletes what was to go later."""
        self.application.processEvents()
        self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def settle(self, seconds: float = 0.25) -> None:
        """Let everything that was put off happen."""
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            self.process()
            time.sleep(0.005)

    def late_work(self, seconds: float = 0.2) -> float:
        """Milliseconds of work that was put off until the keys rest."""
        worked = 0.0
        deadline = time.perf_counter() + seconds
        while (began := time.perf_counter()) < deadline:
            self.process()
            worked += max(0.0, time.perf_counter() - began - 0.0001)
            time.sleep(0.002)
        return worked * 1000

    def consult(self) -> None:
        """One consultation from the empty case to the papers, every screen that exists visited."""
        workspace, window = self.workspace, self.window
        window.new_case()
        self.settle(0.1)
        for key, value in cases.example().items():
            if key == "exclusion_checklist":
                workspace.set_checklist(True)
            else:
                workspace.set_value(key, value, "")
            self.settle(0.02)
        self.compare_first()
        self.settle()
        assert workspace.knowledge is not None
        for guideline in workspace.knowledge.catalog.selectable():
            self._try(partial(workspace.set_guideline, guideline.id))
        for treatment in [*workspace.knowledge.catalog.treatments][:12]:
            workspace.toggle_chosen(treatment)
            self.settle(0.05)
        self.compare_first()
        for name in (*THEMES[1:], THEMES[0]):
            self.dress(name)
            self.settle(0.1)
        for language in ("zh_CN", "en"):
            workspace.set_language(language)
            self.settle(0.1)
            self.paper("en")
            self.paper("zh_CN")
        self._try(window.show_preview)
        self.settle(1.0)
        for shown in self.application.topLevelWidgets():
            if isinstance(shown, QWidget) and shown is not window and shown.isVisible():
                shown.close()
        self.settle(0.5)

    def _try(self, action: Callable[[], object]) -> None:
        """Do what may not be built yet; say so if it is not."""
        try:
            action()
        except (ImportError, KeyError) as error:
            self.said.append(f"{type(error).__name__}: {error}")
        self.settle(0.1)

    def _note_message(self, kind: QtMsgType, _context: object, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg:
            self.said.append(message)
