"""Places: which page of the guide belongs to where the keyboard stands, by the areas of the window."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

PAGE_OF: Mapping[str, str] = MappingProxyType(
    {
        # the form
        "CriteriaForm": "entering",
        "LabPaste": "laboratory",
        "LesionRow": "liver-map",
        "LiverMapView": "liver-map",
        "LiverPanel": "liver-map",
        # options and comparison
        "OptionList": "options",
        "WhyPanel": "options",
        "ComparisonPanel": "comparing",
        "StageStrip": "evidence",
        "ArithmeticPanel": "evidence",
        "CatalogueBrowser": "evidence",
        "WhatIfBand": "what-if",
        # the talk
        "Panel": "steps",
        "StepStrip": "steps",
        "PatientView": "patient-view",
        # papers
        "PrintPreview": "papers",
        "ClinicPreview": "papers",
        "PasswordQuestion": "papers",
        "PrintQueue": "queue",
        # what is done once in a while
        "Sheet": "records",
        "RecordStrip": "records",
        "UnconfirmedBand": "records",
        "LockPage": "records",
        "SettingsWindow": "settings",
        "ClinicWindow": "clinic",
        "CatalogueWindow": "clinic",
        "IdentityBar": "clinic",
        "Banner": "clinic",
        # the guidance itself, and what stands around everything
        "ReportSheet": "limits",
        "AboutPage": "limits",
        "FieldHelp": "entering",
        "KeyboardSheet": "keys",
        "Foot": "keys",
        "FirstPage": "start",
        "Reader": "start",
        "Blank": "patient-view",
    }
)
"""By the name of a class, so that no area is imported before it is shown. The innermost area that is named speaks."""


def place_of(widget: QWidget | None) -> str:
    """The page of the innermost named area around a widget; empty where none is named."""
    while widget is not None:
        for kind in type(widget).__mro__:
            if kind.__name__ in PAGE_OF:
                return PAGE_OF[kind.__name__]
        widget = widget.parentWidget()
    return ""
