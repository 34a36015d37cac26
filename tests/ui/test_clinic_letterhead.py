"""Letterhead in the clinic's window: a logo is chosen or refused, previewed on every paper, saved with the rest."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.clinic import Clinic
from consult.summary.papers import Wanted
from db.clinic_file import ClinicFile
from ui.app import sample_pdf
from ui.clinic import ClinicWindow
from ui.clinic_preview import ClinicPreview
from ui.workspace import Workspace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    out = BytesIO()
    Image.new("RGB", (300, 90), "navy").save(out, "PNG")
    (tmp_path / "picture.png").write_bytes(out.getvalue())
    return tmp_path


@pytest.fixture
def workspace(dressed: QApplication, knowledge: Knowledge, folder: Path) -> Iterator[Workspace]:
    made = Workspace(knowledge, clinic_store=ClinicFile(folder / "clinic.json"))
    yield made
    made.deleteLater()


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> ClinicWindow:
    def make(clinic: Clinic, wanted: Wanted) -> bytes:
        return sample_pdf(workspace, clinic, wanted)

    made = ClinicWindow(workspace, make=make)
    qtbot.addWidget(made)
    made.tabs.setCurrentIndex(1)
    return made


def test_a_chosen_logo_and_footer_are_saved_with_the_rest(
    window: ClinicWindow, workspace: Workspace, folder: Path
) -> None:
    window.name.setText("City Hospital")
    window.paper.footer.setText("For this person only")
    window.paper.take_file(folder / "picture.png")
    assert not window.paper.shown.pixmap().isNull()
    window.accept()
    read = ClinicFile(folder / "clinic.json").read()
    assert read is not None
    assert (read.name, read.footer) == ("City Hospital", "For this person only")
    assert read.logo is not None
    assert read.logo == window.paper.logo
    assert workspace.clinic is not None
    assert workspace.clinic.logo == read.logo


def test_a_removed_logo_is_gone(
    workspace: Workspace, window: ClinicWindow, qtbot: QtBot, folder: Path
) -> None:
    window.paper.take_file(folder / "picture.png")
    window.accept()
    again = ClinicWindow(workspace)
    qtbot.addWidget(again)
    assert again.paper.logo is not None
    again.paper.remove_button.click()
    again.accept()
    read = ClinicFile(folder / "clinic.json").read()
    assert read is not None
    assert (read.logo, read.logo_sha256) == (None, "")


def test_what_is_no_picture_is_refused_in_words_and_changes_nothing(
    window: ClinicWindow, folder: Path
) -> None:
    (folder / "not.png").write_text("<svg onload=alert(1)>")
    window.paper.take_file(folder / "not.png")
    assert window.paper.about.text().startswith("This is no whole PNG or JPEG picture.")
    assert window.paper.logo is None
    window.paper.take_file(folder / "missing.png")
    assert "missing.png" in window.paper.about.text()


def test_a_logo_that_was_lost_is_said(
    workspace: Workspace, window: ClinicWindow, qtbot: QtBot, folder: Path
) -> None:
    window.paper.take_file(folder / "picture.png")
    window.accept()
    next(folder.glob("clinic-logo-*.png")).unlink()
    again = ClinicWindow(workspace)
    qtbot.addWidget(again)
    assert "missing or was changed" in again.paper.about.text()


def test_every_paper_is_previewed_with_what_is_typed_before_it_is_saved(
    window: ClinicWindow, folder: Path
) -> None:
    window.name.setText("City Hospital")
    window.paper.footer.setText("For this person only")
    window.paper.take_file(folder / "picture.png")
    window.paper.preview_button.click()
    preview = window.findChild(ClinicPreview)
    assert preview is not None
    for kind in ("doctor", "patient", "board"):
        preview.kind.choose(kind)
        preview.language.choose("zh_CN")
        text = preview.paper.text(0)
        assert "City Hospital" in text
        assert "For this person only" in text
    assert not (folder / "clinic.json").exists()


def test_what_is_wrong_is_said_instead_of_a_preview(window: ClinicWindow) -> None:
    window.paper.footer.setText("a\u202eb")
    window.paper.preview_button.click()
    assert window.findChild(ClinicPreview) is None
    assert "Line at the foot of every page" in window.said.text()
