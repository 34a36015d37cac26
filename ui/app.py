"""The window's composition root: fonts, language, theme, catalogue, workspace, window; the only one that knows `db`."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from consult import __version__
from consult.errors import CatalogError, ConsultError, InputError, OutputError
from consult.hcc.dated import STALE_AFTER_DAYS
from consult.hcc.schema import SCHEMA
from consult.log_line import Line, Log, refused
from consult.phrases import Words
from consult.preferences import DEFAULT
from resources import bundle, path
from ui import theme
from ui.filing import copy_of
from ui.languages import Speaker
from ui.later import AfterFirstPaint
from ui.screen import fit
from ui.start import resume_collector
from ui.trouble.watch import Watch
from ui.window import MainWindow
from ui.workspace import Workspace

if TYPE_CHECKING:
    from consult.assess import Knowledge
    from consult.case_file import CaseFile
    from consult.clinic import Clinic
    from consult.summary.blocks import Document
    from consult.summary.papers import Wanted
    from db.clinic_file import ClinicFile
    from db.editions import Editions
    from db.log import LogFile
    from db.preferences_file import PreferencesFile
    from db.records.folder import RecordsFolder

SHOWN_FILES = 5
"""Of changed files of the bundle, in a line."""
REST_SECONDS = 0.5
"""A picture waits for what was put off for so long at most: until the keys rest. The lock waits longer."""


def run(
    *,
    case: CaseFile | None = None,
    grab: Path | None = None,
    size: tuple[int, int] = (1366, 768),
    language: str | None = None,
    theme_name: str | None = None,
    view: str = "consult",
    scale: float | None = None,
    stale_after: Mapping[str, int] | None = None,
    clinic: Path | None = None,
) -> int:
    """Open the window, or draw it into `grab` and end. Returns the exit code; raises OutputError for `grab`.

    What is said here wins over the user's settings for this run; a picture is drawn without them, as it is asked for.
    """
    if scale is not None:
        os.environ["QT_SCALE_FACTOR"] = f"{scale:g}"
    application = _application()
    log = log_file(written=grab is None)
    kept, preferences, problem = None, DEFAULT, None
    if grab is None:
        kept = preferences_file()
        try:
            preferences = kept.read()
        except ConsultError as error:
            problem = error
            log.note(refused("settings_refused", error))
    language = language or preferences.language or "en"
    theme_name = theme_name or preferences.theme or "light"
    speaker = Speaker(application)
    speaker.speak(language)
    theme.prepare(application, theme_name)
    workspace = Workspace(
        language=language,
        stale_after={**STALE_AFTER_DAYS, **preferences.stale_after, **(stale_after or {})},
        preferences=preferences,
        preferences_store=kept,
    )
    workspace.preferences_problem = problem
    workspace.language_changed.connect(speaker.speak)
    watch = Watch(workspace, log, changed_files=changed_files, reread=lambda: verify_catalogue(workspace))
    watch.last_resort.install()
    window = MainWindow(
        workspace,
        theme=theme_name,
        read_case=lambda file: read_case_file(file, workspace, lambda again: _ask_password(window, again)),
        make_pdf=lambda wanted: paper_pdf(workspace, wanted),
        make_document=lambda wanted: paper_document(workspace, wanted),
        dress=lambda name: workspace.prefer(replace(workspace.preferences, theme=name)),
        editions=editions,
        records=records,
        make_sample=lambda clinic, wanted: sample_pdf(workspace, clinic, wanted),
        watch=watch,
    )
    workspace.preferred.connect(lambda said: _dress(application, window, said.theme or "light"))
    # Only now: in a dressed application each move of a widget to its parent dresses it anew.
    theme.apply(application, theme_name)
    try:
        if grab is not None:
            window.resize(QSize(*size))
            window.complete()
            load_clinic(workspace, clinic, log)
            load_catalogue(workspace, log)
            _open(window, workspace, case)
            window.show()
            window.focus_first()
            return _grab(application, window, grab, view)
        fit(window, QSize(*size))
        AfterFirstPaint(window.form, lambda: _load_then_open(window, workspace, watch, clinic, case, view))
        window.show()
        window.focus_first()
        ended = application.exec()
        log.note(Line(kind="end"))
        return ended
    finally:
        gc.enable()
        watch.last_resort.remove()


def _application() -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        application = existing
    else:
        application = QApplication(["consult", "-style", theme.STYLE])
        application.setProperty("style", theme.STYLE)
    application.setApplicationName("Consult")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("consult")
    theme.load_fonts()
    return application


def load_catalogue(workspace: Workspace, log: Log | None = None) -> None:
    """Read the edition in use into the workspace, or say there why none can be used."""
    log = log or log_file(written=False)
    try:
        used = editions().in_use()
    except ConsultError as error:
        log.note(refused("catalogue_refused", error))
        workspace.set_knowledge(None, error)
        return
    for other in used.refused:
        log.note(refused("edition_refused", other))
    workspace.set_knowledge(used.knowledge, refused=used.refused)


def known_cases(knowledge: Knowledge) -> Iterator[str | None]:
    """Each frozen case of the edition, a step at a time: None, or its name where it is answered otherwise."""
    from consult.hcc.derive import derive
    from consult.self_test import failures

    return failures(knowledge, lambda fields, day: derive(SCHEMA.read(fields, today=day), today=day))


def load_clinic(workspace: Workspace, named: Path | None = None, log: Log | None = None) -> None:
    """Read the clinic's own layer into the workspace; one that cannot be used is named there and left out."""
    workspace.clinic_store = clinic_file(named)
    workspace.load_clinic()
    if workspace.clinic_problem is not None:
        (log or log_file(written=False)).note(refused("clinic_refused", workspace.clinic_problem))


def clinic_file(named: Path | None) -> ClinicFile:
    """The clinic's own file: the one named, or that of this user's data folder."""
    from db.clinic_file import NAME, ClinicFile
    from db.folder import data_folder

    return ClinicFile(data_folder(os.environ, Path.home()) / NAME if named is None else named)


def records() -> RecordsFolder:
    """The records in this user's data folder, locked."""
    from db.folder import data_folder
    from db.records.folder import RecordsFolder

    return RecordsFolder(data_folder(os.environ, Path.home()) / "records")


def preferences_file() -> PreferencesFile:
    """The settings of this user."""
    from db.folder import data_folder
    from db.preferences_file import NAME, PreferencesFile

    return PreferencesFile(data_folder(os.environ, Path.home()) / NAME)


def log_file(*, written: bool = True) -> LogFile:
    """The log of this user's program; each line is also said to the terminal."""
    from db.folder import data_folder
    from db.log import LogFile

    return LogFile(
        data_folder(os.environ, Path.home()) if written else None,
        say=lambda said: print(f"consult: {said}", file=sys.stderr),
    )


def verify_catalogue(workspace: Workspace) -> None:
    """Verify the catalogue in use anew. Raises CatalogError where what lies on the disk is no longer it."""
    used = editions().in_use()
    assert workspace.knowledge is not None
    if used.knowledge.catalog.sha256 != workspace.knowledge.catalog.sha256:
        raise next(iter(used.refused), CatalogError("catalog_changed", file="catalog.sqlite"))


def changed_files() -> tuple[str, ...] | None:
    """Files of the bundle that are not as they were built; None where this is no bundle. Raises OSError, ValueError."""
    folder = bundle()
    if folder is None:
        return None
    from db.manifest import changed

    return changed(folder)


def editions() -> Editions:
    """The bundled catalogue and the editions this user has accepted."""
    from db.editions import Editions
    from db.folder import data_folder

    return Editions(path("catalog.sqlite"), data_folder(os.environ, Path.home()) / "editions")


def _load_then_open(
    window: MainWindow,
    workspace: Workspace,
    watch: Watch,
    clinic: Path | None,
    case: CaseFile | None,
    view: str,
) -> None:
    from ui.self_test import SelfTest

    window.complete()
    load_clinic(workspace, clinic, watch.log)
    load_catalogue(workspace, watch.log)
    resume_collector()
    _open(window, workspace, case)
    watch.self_test = SelfTest(workspace, known_cases, watch.log)
    watch.begin()
    _wear_icon()
    _keep_no_folders()
    if view == "patient":
        window.screens.show_patient()


def _wear_icon() -> None:
    """The program's icon for the task bar; Wayland finds it by the name of the menu entry."""
    from PySide6.QtGui import QIcon

    QApplication.setWindowIcon(QIcon(str(path("icons", "consult.svg"))))


def _keep_no_folders() -> None:
    """Qt's file dialog would write the folders it showed into a file of its own: one may bear a patient's name.

    Where settings are a registry (Windows, macOS) Qt cannot be told another place; there the system's dialog is used.
    """
    from PySide6.QtCore import QSettings

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def _open(window: MainWindow, workspace: Workspace, case: CaseFile | None) -> None:
    """Open the case named at the start: it was read before there was a catalogue to check it against."""
    if case is None:
        return
    if workspace.knowledge is not None:
        from consult.consultation_file import check_treatments

        try:
            check_treatments(case.consultation, workspace.knowledge.catalog.treatments)
        except ConsultError as error:
            window.say_error(error)
            return
    workspace.open_patient(case.patient, case.consultation)
    if workspace.assessment is not None:
        workspace.choose(first_to_compare(workspace))


def first_to_compare(workspace: Workspace) -> list[str]:
    """The first three options in the list's own stated order: a start for the comparison, not a choice."""
    from consult.compare import groups

    assert workspace.assessment is not None
    listed = [t for group in groups(workspace.assessment) for t in group.treatments]
    return listed[:3]


def read_case_file(
    file: Path, workspace: Workspace, ask: Callable[[bool], str | None] = lambda _again: None
) -> CaseFile:
    """A case file, or a paper that carries its case; `ask` gives the password of a protected one, or None.

    Raises InputError in words for anything that is not one.
    """
    from consult.case_input import bounded, read_input

    knowledge = workspace.knowledge
    held = None if knowledge is None else knowledge.catalog.treatments
    try:
        with file.open("rb") as stream:
            data = bounded(stream)
    except FileNotFoundError:
        raise InputError("no_such_file", file=file.name) from None
    except OSError:
        code = "is_a_folder" if file.is_dir() else "cannot_read"
        raise InputError(code, file=file.name) from None
    password = ""
    while True:
        try:
            return read_input(data, SCHEMA, today=date.today(), treatments=held, password=password)
        except InputError as error:
            if error.code not in ("pdf_password_needed", "pdf_password_wrong"):
                raise
            said = ask(password != "")
            if not said:
                raise
            password = said


def _ask_password(window: MainWindow, again: bool) -> str | None:
    from ui.printing.password import ask_password

    return ask_password(window, again=again)


def paper_document(workspace: Workspace, wanted: Wanted) -> Document:
    """A paper of the open case, headed by what the records keep of whose it is."""
    from consult.consultation_file import check_treatments
    from consult.hcc.complexity import complexity
    from consult.hcc.declared import DECLARED
    from consult.summary.papers import paper
    from ui.whatif.paper import marked

    knowledge, assessment = workspace.knowledge, workspace.assessment
    assert knowledge is not None
    assert assessment is not None
    check_treatments(
        workspace.consultation, knowledge.catalog.treatments
    )  # a kept plan may name one that is gone
    words = Words(wanted.language, DECLARED, knowledge.catalog)
    document = paper(
        wanted,
        workspace.patient,
        assessment,
        words,
        knowledge,
        today=workspace.today(),
        chosen=workspace.chosen,
        program_version=__version__,
        said=workspace.consultation,
        copy=copy_of(workspace.filing),
        complexity=complexity(assessment),
        show_unverified=workspace.preferences.show_unverified,
    )
    return marked(document, workspace, words)


def paper_pdf(workspace: Workspace, wanted: Wanted) -> bytes:
    """A paper of the open case as PDF, with the case where one goes with it."""
    from consult.hcc.declared import DECLARED
    from consult.summary.attachment import attached
    from consult.summary.pdf import render_pdf

    document = paper_document(workspace, wanted)
    knowledge, assessment = workspace.knowledge, workspace.assessment
    assert knowledge is not None
    assert assessment is not None
    carried = attached(
        wanted.kind,
        workspace.patient,
        workspace.consultation,
        assessment,
        knowledge,
        Words(wanted.language, DECLARED, knowledge.catalog),
        hypothetical=workspace.what_if,
    )
    return render_pdf(document, carried)


def sample_pdf(workspace: Workspace, clinic: Clinic, wanted: Wanted) -> bytes:
    """A paper of the bundled example under a layer that need not be saved. Raises the catalogue's problem."""
    from consult.clinic import ClinicOn
    from consult.hcc.declared import DECLARED
    from consult.hcc.derive import derive
    from consult.summary.papers import paper
    from consult.summary.pdf import render_pdf

    knowledge, today = workspace.knowledge, workspace.today()
    if knowledge is None:
        raise workspace.problem or CatalogError("catalog_missing", file="catalog.sqlite")
    case = read_case_file(path("examples", "example.json"), workspace)
    local = ClinicOn(clinic, today, declared=DECLARED)
    assessment = knowledge.assess(derive(case.patient, today=today), local=local)
    words = Words(wanted.language, DECLARED, knowledge.catalog)
    document = paper(
        wanted,
        case.patient,
        assessment,
        words,
        knowledge,
        today=today,
        program_version=__version__,
        said=case.consultation,
    )
    return render_pdf(document)


def _dress(application: QApplication, window: MainWindow, name: str) -> None:
    if name == theme.current().name:
        return
    theme.apply(application, name)
    window.update()


def settle(application: QApplication) -> None:
    """Let what was put off until after the first paint happen, and the layout follow it."""
    for _round in range(6):
        application.sendPostedEvents()
        application.processEvents()


def _rest(application: QApplication) -> None:
    """As `settle`, and what waits until the keys rest happens too: a picture shows the window as it stays."""
    from PySide6.QtCore import QTimer

    settle(application)
    until = monotonic() + 4 * REST_SECONDS
    while monotonic() < until and any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= REST_SECONDS * 1000
        for widget in application.topLevelWidgets()
        for timer in widget.findChildren(QTimer)
    ):
        settle(application)
        sleep(0.01)
    settle(application)


def _grab(application: QApplication, window: MainWindow, target: Path, view: str) -> int:
    # Else a slow machine draws the field's caret in one picture and not in the next.
    application.setCursorFlashTime(0)
    _rest(application)
    shown: object = window
    if view == "print":
        window.show_preview()
        _rest(application)
        shown = application.activeWindow() or application.topLevelWidgets()[-1]
    if view == "patient":
        window.screens.show_patient()
        _rest(application)
    from PySide6.QtWidgets import QWidget

    assert isinstance(shown, QWidget)
    picture = shown.grab()
    if not picture.save(str(target)):
        raise OutputError("cannot_write", file=target.name, why="the picture could not be saved")
    return 0


def self_check() -> Iterator[tuple[str, str | None]]:
    """Each check by name, and what is wrong (None: nothing)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name, check in (
        ("files", _check_files),
        ("catalogue", _check_catalogue),
        ("known cases", _check_known_cases),
        ("fonts", _check_fonts),
        ("scores", _check_scores),
        ("paper", _check_paper),
        ("window", _check_window),
    ):
        try:
            yield name, check()
        except ConsultError as error:
            from consult.hcc.declared import DECLARED

            yield name, Words("en", DECLARED).error(error)
        except Exception as error:
            yield name, type(error).__name__


def _check_files() -> str | None:
    """Run from source there is no manifest to compare with: the working copy is the developer's own."""
    try:
        other = changed_files()
    except (OSError, ValueError) as error:
        return f"the manifest cannot be read ({type(error).__name__})"
    if other is None:
        return None
    more = "" if len(other) <= SHOWN_FILES else f" and {len(other) - SHOWN_FILES} more"
    return f"not as they were built: {', '.join(other[:SHOWN_FILES])}{more}" if other else None


def _check_catalogue() -> str | None:
    used = editions().in_use()
    for error in used.refused:
        raise error
    return None if used.knowledge.catalog.treatments else "no treatments"


def _check_known_cases() -> str | None:
    tried = list(known_cases(editions().in_use().knowledge))
    wrong = [name for name in tried if name is not None]
    if not tried:
        return "the edition brings none"
    return f"{len(wrong)} of {len(tried)} are answered otherwise: {', '.join(wrong)}" if wrong else None


def _check_fonts() -> str | None:
    from PySide6.QtGui import QFontDatabase

    _application()
    held = {theme.FAMILY, theme.SIGNS} <= set(QFontDatabase.families())
    return None if held else "a bundled font cannot be loaded"


def _check_scores() -> str | None:
    from consult.hcc.derive import derive

    facts = derive(
        SCHEMA.read(
            {
                "bilirubin_mg_per_dl": 2.4,
                "albumin_g_per_dl": 3.2,
                "inr": 1.5,
                "ascites": "slight",
                "encephalopathy_grade": 0,
            }
        )
    )
    points = facts.results["child_pugh"].values["points"]
    return None if points == 8 else "the Child-Pugh example does not give 8"


def _check_paper() -> str | None:
    workspace = Workspace()
    load_catalogue(workspace)
    if workspace.problem is not None:
        raise workspace.problem
    from consult.summary.papers import Wanted

    made = paper_pdf(workspace, Wanted(language="zh_CN"))
    return None if made.startswith(b"%PDF") else "no PDF was made"


def _check_window() -> str | None:
    application = _application()
    theme.apply(application, "light")
    workspace = Workspace()
    load_catalogue(workspace)
    window = MainWindow(
        workspace,
        theme="light",
        read_case=lambda file: read_case_file(file, workspace),
        make_pdf=lambda wanted: paper_pdf(workspace, wanted),
        dress=lambda _name: None,
    )
    window.resize(800, 600)
    window.show()
    application.processEvents()
    picture = window.grab()
    window.close()
    return None if not picture.isNull() else "nothing was painted"
