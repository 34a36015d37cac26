"""Locales that speak no UTF-8 or write 1,5: names of files, words on standard output and numbers stay what they are."""

from __future__ import annotations

import locale
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from consult.assess import Knowledge
from consult.case_input import read_input
from consult.cli import main
from consult.hcc.declared import DECLARED
from consult.hcc.derive import derive
from consult.hcc.schema import SCHEMA
from consult.phrases import Words
from consult.summary.papers import KINDS, Wanted, paper
from consult.summary.pdf import render_pdf
from consult.terminal import speak_plainly
from resources import path
from tests.portability.conftest import Run
from tests.portability.locales import CHINESE, COMMA, LATIN
from ui.form.numbers import NumberEditor
from ui.languages import Speaker

EXAMPLE = path("examples", "example.json")
DAY = date(2026, 11, 23)
BARE_C = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def foreign(name: str, locales: Path) -> dict[str, str]:
    return BARE_C if name == "C" else {"LOCPATH": str(locales), "LC_ALL": name}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "王 医生"
    folder.mkdir()
    return Path(shutil.copy(EXAMPLE, folder / "病例.json"))


@pytest.mark.parametrize("name", ["C", LATIN, CHINESE])
def test_a_case_and_a_picture_named_in_chinese(consult: Run, locales: Path, case: Path, name: str) -> None:
    """Python reads a name by the locale, Qt as UTF-8: the picture once landed in a file of another name."""
    settings = {**foreign(name, locales), "CONSULT_DATA": str(case.parent / "数据")}
    done = consult(
        "window", "--open", str(case), "--grab", str(case.with_name("窗口.png")), settings=settings
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert sorted(file.name for file in case.parent.iterdir()) == ["病例.json", "窗口.png"]


@pytest.fixture(scope="module")
def said(knowledge: Knowledge) -> str:
    """What the command says of the example in Chinese."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("consult.cli._knowledge", lambda: knowledge)
        patch.setenv("CONSULT_DATA", os.path.join(os.devnull, "nothing"))
        text = CliRunner().invoke(main, ["assess", str(EXAMPLE), "--lang", "zh_CN"]).output
    assert "≤" in text
    assert "²" in text
    return text


@pytest.mark.parametrize("name", [LATIN, CHINESE])
def test_standard_output_in_a_pipe_is_utf8_in_every_locale(
    consult: Run, locales: Path, said: str, name: str
) -> None:
    """One sign that the locale has not ended the command with a traceback."""
    done = consult("assess", str(EXAMPLE), "--lang", "zh_CN", settings=foreign(name, locales))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == said


def test_an_error_names_a_chinese_file_in_a_latin_locale(consult: Run, locales: Path) -> None:
    done = consult("assess", "没有.json", settings=foreign(LATIN, locales))
    assert done.returncode == 1
    assert done.stderr.decode() == "There is no file 没有.json.\n"


class Terminal(TextIOWrapper):
    """Standard output as a person reads it; a bare machine has no other."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_is_spoken_to_as_it_reads_and_what_it_lacks_is_spelled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Never a question mark: "? 30 mm" could be either side of a limit."""
    shown = BytesIO()
    terminal = Terminal(shown, encoding="utf-8")
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(locale, "getencoding", lambda: "iso8859-1")
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    speak_plainly()
    print("Müller 没有 ≥ 30 mm", file=sys.stderr, flush=True)
    assert shown.getvalue() == b"M\xfcller \\u6ca1\\u6709 \\u2265 30 mm\n"


def test_who_names_a_code_for_standard_output_gets_it(consult: Run, said: str) -> None:
    """As an older Windows has it: a pipe in code page 936, which has no superscript two."""
    settings = {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "cp936"}
    done = consult("assess", str(EXAMPLE), "--lang", "zh_CN", settings=settings)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == said.encode("cp936", "backslashreplace")


# -- comma decimals ---------------------------------------------------------------------------------------------


@pytest.fixture
def comma(locales: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The C library of this process writes 1,5, as Qt would let it at its start."""
    monkeypatch.setenv("LOCPATH", str(locales))
    before = locale.setlocale(locale.LC_NUMERIC)
    locale.setlocale(locale.LC_NUMERIC, COMMA)
    assert locale.localeconv()["decimal_point"] == ","
    yield
    locale.setlocale(locale.LC_NUMERIC, before)


def made_papers(knowledge: Knowledge) -> dict[str, bytes]:
    case = read_input(EXAMPLE.read_bytes(), SCHEMA, today=DAY)
    words = Words("en", DECLARED, knowledge.catalog)
    assessment = knowledge.assess(derive(case.patient, today=DAY))
    return {
        kind: render_pdf(
            paper(
                Wanted(kind=kind, language="en"),
                case.patient,
                assessment,
                words,
                knowledge,
                today=DAY,
                program_version="1",
                said=case.consultation,
            )
        )
        for kind in KINDS
    }


@pytest.fixture(scope="module")
def papers_in_c(knowledge: Knowledge) -> dict[str, bytes]:
    return made_papers(knowledge)


def test_every_paper_is_the_same_where_numbers_have_a_comma(
    papers_in_c: dict[str, bytes], comma: None, knowledge: Knowledge
) -> None:
    assert made_papers(knowledge) == papers_in_c


def test_qts_own_default_writes_no_comma_into_a_field(qapp: QApplication, comma: None) -> None:
    german = QLocale(QLocale.Language.German, QLocale.Country.Germany)
    QLocale.setDefault(german)
    assert german.toString(1.5) == "1,5"
    speaker = Speaker(qapp)
    try:
        speaker.speak("en")
        assert QLocale().toString(1.5) == "1.5"
        editor = NumberEditor(SCHEMA.by_key["inr"], Words("en", DECLARED))
        assert editor.box.locale().decimalPoint() == "."
        assert editor.reading_of("1.5").value == 1.5
    finally:
        speaker.leave()
        QLocale.setDefault(QLocale(QLocale.Language.C))
