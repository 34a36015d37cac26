"""Names: what several modules spell alike, kept by itself so that the window need not read them all to start."""

from __future__ import annotations

from typing import Literal

DEFAULT_GUIDELINE = "bclc-2025"
"""The guideline that leads where nobody has chosen another."""
DAY_OF_CONSULTATION = "assessment_date"
"""The field that holds the day of the consultation."""
ENTERED = "_entered"
"""Suffix of the fact that holds a choice exactly as entered, `not_examined` included."""
Size = Literal["a4", "letter"]
"""The sheet a paper is set on."""
SIZES: tuple[Size, ...] = ("a4", "letter")
