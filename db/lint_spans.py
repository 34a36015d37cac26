"""Lint of spans: a number that is drawn stands in its burden's own sentence, and was read in a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consult.catalog import Burden, Catalog

Found = tuple[str, str, str]

UNITS = {"visits": ("visits", "weeks_apart"), "nights": ("nights",), "recovery": ("weeks",)}
"""The units a kind of burden can be counted in; the others are words alone."""
_NUMBER = re.compile(r"\d+")
_NOTHING = {"en": "None", "zh_CN": "无"}
"""How a sentence begins that says none instead of 0."""


def spans(catalog: Catalog) -> Iterator[Found]:
    """Every span that says what its sentence does not, or what nobody read."""
    for treatment in catalog.treatments.values():
        for burden in treatment.burdens:
            key = f"burden.{treatment.id}.{burden.id}"
            said = {language: texts.get(key, "") for language, texts in catalog.texts.items()}
            for what in _wrong(burden, said):
                yield "treatments", f"{treatment.id}.{burden.id}", what


def _wrong(burden: Burden, said: dict[str, str]) -> Iterator[str]:
    span = burden.span
    if span is None:
        return
    if span.unit not in UNITS.get(burden.id, ()):
        yield f"{burden.id} are not counted in {span.unit}"
    if not 0 <= span.low <= span.high:
        yield "its span does not run from low to high"
    if burden.mark not in ("verified", "secondary") or not burden.sources:
        yield "only a number that was read in a source has a span"
    for language, sentence in said.items():
        told = {int(number) for number in _NUMBER.findall(sentence)}
        if sentence.startswith(_NOTHING[language]):
            told.add(0)
        if missing := {span.low, span.high} - told:
            yield f"its sentence ({language}) does not hold {', '.join(map(str, sorted(missing)))}"
