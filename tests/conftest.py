"""Shared fixtures: Qt draws offscreen, and the built catalogue is read once."""

import os
import sys
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Never the editions that whoever runs the tests has accepted: a folder that cannot be there.
os.environ["CONSULT_DATA"] = os.path.join(os.devnull, "nothing")

import pytest

from consult.assess import Knowledge
from consult.catalog import Catalog
from consult.hcc.knowledge import knowledge as compile_knowledge
from db.catalog import open_catalog
from resources import path


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The catalogue as it was built from the sources of this tree."""
    return open_catalog(path("catalog.sqlite"))


@pytest.fixture(scope="session")
def knowledge(catalog: Catalog) -> Knowledge:
    """The catalogue compiled for liver cancer."""
    return compile_knowledge(catalog)


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Delete what a test closed: Qt keeps it until an event loop runs, and each window left makes dressing slower."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = None if widgets is None else widgets.QApplication.instance()
    if application is not None:
        from PySide6.QtCore import QEvent

        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
