"""Settings: limits of our own choosing, to be checked with clinicians, all in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentLimits:
    """Months after an edition's date: at most until it is due for review, and until it is not called current."""

    review_months: int = 12
    current_months: int = 24


CONTENT = ContentLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicLimits:
    """Months after which what a clinic says of cover and access is marked as old."""

    old_months: int = 6


CLINIC = ClinicLimits()
