"""Evidence: which sources are key sources, the parts of the note each has, and what rests on a source at all.

A key source is one that a figure of a treatment cites, or a study that a row cites which can decide a status. Its note
is in our own words: design, people, effect, limits, and what our reading of it does not give.
"""

from __future__ import annotations

from collections.abc import Iterator

from consult.catalog import Catalog, Effect

NOTE_PARTS = ("design", "people", "effect", "limits", "not_reported")
PERIODS = "periods"
"""The part that a source with crossing curves has too: the early and the late period, in words."""
_SHOWN = (*NOTE_PARTS[:3], PERIODS, *NOTE_PARTS[3:])
DECIDING: frozenset[Effect] = frozenset(
    {
        *("applies_when", "required", "required_trial"),
        *("relative_contraindication", "absolute_contraindication"),
    }
)
"""Effects that can decide a status (steps 0 to 2 of the methods)."""


def key_sources(catalog: Catalog) -> tuple[str, ...]:
    """The ids of all key sources, sorted."""
    found = {s for t in catalog.treatments.values() for outcome in t.outcomes for s in outcome.sources}
    for rule in catalog.rules.values():
        if rule.effect in DECIDING:
            found |= {s for s in rule.sources if s in catalog.sources and catalog.sources[s].kind == "study"}
    return tuple(sorted(found & catalog.sources.keys()))


def noted(catalog: Catalog, language: str, source: str) -> dict[str, str]:
    """The parts of a source's note, in order; empty for a source without one."""
    texts = catalog.texts.get(language, {})
    keys = {part: f"source.{source}.{part}" for part in _SHOWN}
    return {part: texts[key] for part, key in keys.items() if key in texts}


def noted_sources(catalog: Catalog) -> tuple[str, ...]:
    """The ids of the sources that have a note in any language, sorted."""
    keys = {key for texts in catalog.texts.values() for key in texts if key.startswith("source.")}
    return tuple(sorted({key.removeprefix("source.").rpartition(".")[0] for key in keys}))


def citations(catalog: Catalog) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every statement of the catalogue with the key of its words and the sources it cites."""
    for rule in catalog.rules.values():
        yield f"rule.{rule.id}", rule.sources
    for position in catalog.positions.values():
        yield f"position.{position.context}", position.sources
    for conflict in catalog.conflicts.values():
        yield f"conflict.{conflict.id}", conflict.sources
    for topic in catalog.disagreements.values():
        for view in topic.views:
            yield f"disagreement.{topic.id}.{view.region}", view.sources
    for treatment in catalog.treatments.values():
        yield f"treatment.{treatment.id}.certainty", treatment.certainty_sources
        for burden in treatment.burdens:
            yield f"burden.{treatment.id}.{burden.id}", burden.sources
        for point in treatment.points:
            yield f"point.{point.id}", point.sources
        for outcome in treatment.outcomes:
            yield f"outcome.{outcome.id}", outcome.sources
