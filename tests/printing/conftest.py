"""A printing system for each test: the stand-in always, and CUPS itself where it can be started."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.assess import Knowledge
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.phrases import Words
from consult.summary.papers import Wanted, paper
from consult.summary.pdf import render_pdf
from tests.output.conftest import CASES, TODAY
from tests.printing.spoolers import Cups, Spooler, StandIn, has_cups


def pytest_report_header() -> str:
    """Says which printing systems are tried, so that nobody takes one for the other."""
    return (
        "printing: the stand-in and CUPS"
        if has_cups()
        else "printing: the stand-in alone, there is no cupsd here"
    )


@pytest.fixture(params=["stand-in", *(["cups"] if has_cups() else [])])
def spooler(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Spooler]:
    """A printing system with one printer, "Ward"."""
    # Short, as the name of a socket has to be, and open to the user under which CUPS prints.
    folder = Path(tempfile.mkdtemp(prefix="p"))
    folder.chmod(0o755)
    made: Spooler = Cups(folder) if request.param == "cups" else StandIn(folder)
    for name, value in made.environment().items():
        monkeypatch.setenv(name, value)
    made.add("Ward")
    yield made
    made.down()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def papers(knowledge: Knowledge) -> dict[str, bytes]:
    """A paper in each language."""
    patient = SCHEMA.read(CASES["three small"])
    assessment = knowledge.assess(derive(patient, today=TODAY))
    made = {}
    for language in ("en", "zh_CN"):
        words = Words(language, DECLARED, knowledge.catalog)
        document = paper(
            Wanted("board", language),
            patient,
            assessment,
            words,
            knowledge,
            today=TODAY,
            program_version="9.9.9",
        )
        made[language] = render_pdf(document)
    return made
