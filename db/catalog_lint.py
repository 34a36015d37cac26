"""Catalogue lint: what a reviewer must never have to look for by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from consult.catalog import Catalog, Treatment
from consult.compare import UNPROVEN_ADVICE
from consult.fields import Field
from consult.rules import problems_of
from db import lint_evidence, lint_figures, lint_parties, lint_rows, lint_spans, lint_words

Found = tuple[str, str, str]
"""Where, which row, what is wrong."""

GLANCE_LENGTH = 140
LONGEST_PLAIN_SENTENCE = 20
_LATIN_DRUGS = re.compile(
    r"[A-Za-z]*(?:tinib|fenib|ciclib|anib|mab|platin|tecan|taxel|rubicin|citabine|uracil|fovir|tecavir|buvir"
    r"|asvir|olol|statin|sartan|gliptin|formin|codone|zepam|caine)\b",
    re.IGNORECASE,
)
"""Endings of generic names: a Chinese sentence uses the name that the drug has in China."""
_BRACKETS = re.compile(r"\[([A-Z][A-Za-z0-9, -]*)\]")
_YEAR = re.compile(r"\b20\d\d|20\d\d 年|20\d\d年")


def lint(
    catalog: Catalog,
    declared: Mapping[str, Field],
    languages: Iterable[str],
    retired: Mapping[str, str] | None = None,
    note_figures: Mapping[str, Iterable[str]] | None = None,
) -> Iterator[Found]:
    """Every problem of a catalogue whose files could be read.

    `retired` are the ids no row may have any more, `note_figures` the figures that notes may carry, by source.
    """
    languages = tuple(languages)
    yield from _references(catalog)
    yield from _conditions(catalog, declared)
    for language in languages:
        yield from _texts(catalog, language)
        yield from lint_words.sentences(catalog, language)
        yield from lint_figures.balance(catalog, language)
    for treatment in catalog.treatments.values():
        yield from _treatment(treatment)
        yield from lint_figures.counts(treatment)
    yield from lint_figures.figures(catalog)
    yield from lint_spans.spans(catalog)
    held = lint_rows.Conditions(catalog, declared)
    yield from lint_rows.unreachable(held, catalog)
    yield from lint_rows.contradictions(held, catalog, catalog.overlaps.values())
    yield from lint_rows.ids(catalog, retired or {})
    yield from lint_parties.parties(catalog, declared)
    yield from lint_evidence.evidence(catalog, note_figures or {})


def _references(catalog: Catalog) -> Iterator[Found]:
    known = catalog.sources
    for rule in catalog.rules.values():
        for treatment in rule.applies_to:
            if treatment not in catalog.treatments:
                yield "rules", rule.id, f"no treatment is called {treatment!r}"
        yield from _cited("rules", rule.id, rule.sources, rule.mark, known)
        scheme = rule.scheme
        if scheme and scheme not in catalog.guidelines and not scheme.startswith("trial:"):
            yield "rules", rule.id, f"scheme {scheme!r} is no guideline"
    editions = {(g.id, g.edition) for g in catalog.guidelines.values()}
    for position in catalog.positions.values():
        if (position.guideline, position.edition) not in editions:
            yield "positions", position.id, "its guideline has no such edition"
        if position.treatment not in catalog.treatments:
            yield "positions", position.id, f"no treatment is called {position.treatment!r}"
        yield from _cited("positions", position.id, position.sources, position.mark, known)
    for record in catalog.treatments.values():
        yield from _cited("treatments", record.id, record.certainty_sources, record.certainty_mark, known)
        for burden in record.burdens:
            yield from _cited("treatments", f"{record.id}.{burden.id}", burden.sources, burden.mark, known)
        for point in record.points:
            yield from _cited("treatments", point.id, point.sources, point.mark, known)
        for outcome in record.outcomes:
            yield from _cited("treatments", outcome.id, outcome.sources, outcome.mark, known)
    for advice in UNPROVEN_ADVICE:
        yield from _cited("advice", advice.id, advice.sources, advice.mark, known)
    for conflict in catalog.conflicts.values():
        yield from _cited("conflicts", conflict.id, conflict.sources, conflict.mark, known)
    yield from _disagreements(catalog)


def _disagreements(catalog: Catalog) -> Iterator[Found]:
    for topic in catalog.disagreements.values():
        for treatment in topic.treatments:
            if treatment not in catalog.treatments:
                yield "disagreements", topic.id, f"no treatment is called {treatment!r}"
        for view in topic.views:
            if not view.stated:
                continue
            yield from _cited("disagreements", topic.id, view.sources, view.mark, catalog.sources)
            for guideline in view.guidelines:
                if guideline not in catalog.guidelines:
                    yield "disagreements", topic.id, f"no guideline edition is called {guideline!r}"
        if sum(view.stated for view in topic.views) < 2:
            yield "disagreements", topic.id, "fewer than two regions have a view: nothing to disagree about"


def _cited(
    where: str, row: str, sources: tuple[str, ...], mark: str, known: Mapping[str, object]
) -> Iterator[Found]:
    for source in sources:
        if source not in known:
            yield where, row, f"no source is called {source!r}"
    if not sources and mark not in ("unverified", "missing"):
        yield where, row, f"marked {mark} without a source"


def _conditions(catalog: Catalog, declared: Mapping[str, Field]) -> Iterator[Found]:
    for where, row, when in lint_rows.conditions(catalog):
        if where == "rules" and not when:
            yield where, row, "a row needs at least one criterion"
        for criterion in when:
            for what in problems_of(criterion, declared.get(criterion.fact)):
                yield where, row, what


def expected_texts(catalog: Catalog) -> set[str]:
    """The key of every sentence the catalogue needs."""
    keys = {f"rule.{rule}" for rule in catalog.rules}
    keys |= {f"position.{position.context}" for position in catalog.positions.values()}
    keys |= {f"conflict.{conflict}" for conflict in catalog.conflicts}
    for topic in catalog.disagreements.values():
        keys.add(f"disagreement.{topic.id}")
        keys |= {f"disagreement.{topic.id}.{view.region}" for view in topic.views if view.stated}
    keys |= {f"advice.{advice.id}" for advice in UNPROVEN_ADVICE}
    keys |= {f"overlap.{overlap}" for overlap in catalog.overlaps}
    keys |= lint_evidence.expected(catalog)
    for treatment in catalog.treatments.values():
        parts = ["name", "short", "glance", "what", "intent", "certainty", "unknowns"]
        if treatment.on_clinic_page:
            parts += ["claim", "evidence"]
        missing = lint_figures.missing_side(treatment)
        if missing:
            parts.append(f"no_{missing}")
        if treatment.unproven:
            parts.append("regulatory")
        keys |= {f"treatment.{treatment.id}.{part}" for part in parts}
        keys |= {f"point.{point.id}" for point in treatment.points}
        keys |= {f"burden.{treatment.id}.{burden.id}" for burden in treatment.burdens}
        keys |= {f"outcome.{outcome.id}" for outcome in treatment.outcomes}
    return keys


def _texts(catalog: Catalog, language: str) -> Iterator[Found]:
    texts = catalog.texts[language]
    where = f"text/{language}"
    expected = expected_texts(catalog) | {
        key for own in catalog.texts.values() for key in own if key.startswith(("glossary.", "drug."))
    }
    if language != "en":  # the records themselves say in English how far a source was read
        expected |= {f"reading.{source.read}" for source in catalog.sources.values()}
        expected |= {f"reading.{guideline.read_how}" for guideline in catalog.guidelines.values()}
        systems = {guideline.grading_system for guideline in catalog.guidelines.values()}
        expected |= {f"grading.{system}" for system in systems if system}
    for key in sorted(expected - texts.keys()):
        yield where, key, "the sentence is missing"
    for overlap in catalog.overlaps.values():
        if not texts.get(f"overlap.{overlap.id}", "x"):
            yield "overlaps", overlap.a, f"no reason is given for the pair with {overlap.b}"
    for key in sorted(texts.keys() - expected):
        if not key.endswith(".regulatory"):
            yield where, key, "no record has this sentence"
    for key, sentence in texts.items():
        if language == "zh_CN" and not key.startswith("drug."):
            for drug in _LATIN_DRUGS.findall(sentence):
                yield where, key, f"drug named in Latin letters: {drug!r}"
        if key.startswith("glossary.") and language == "en":
            for said in re.split(r"[.:;?!]\s+", sentence):
                if len(said.split()) > LONGEST_PLAIN_SENTENCE:
                    yield where, key, f"a plain sentence has at most {LONGEST_PLAIN_SENTENCE} words"
        if key.endswith(".regulatory"):
            yield from _regulatory(catalog, where, key, sentence)
        if key.endswith(".glance") and len(sentence) > GLANCE_LENGTH:
            yield where, key, f"a glance line has at most {GLANCE_LENGTH} characters"


def _regulatory(catalog: Catalog, where: str, key: str, sentence: str) -> Iterator[Found]:
    """A licence is a statement of its date and source: `[KEY]` for each source, for unproven options at least one."""
    keys = [name for group in _BRACKETS.findall(sentence) for name in group.split(", ")]
    for name in keys:
        if name not in catalog.sources:
            yield where, key, f"no source is called {name!r}"
    treatment = catalog.treatments.get(key.split(".")[1])
    if treatment is not None and treatment.unproven:
        if not keys:
            yield where, key, "what is said of a licence names no source"
        if not _YEAR.search(sentence):
            yield where, key, "what is said of a licence names no year"


def _treatment(treatment: Treatment) -> Iterator[Found]:
    if treatment.certainty not in ("high", "moderate", "low", "very_low"):
        yield "treatments", treatment.id, f"certainty is {treatment.certainty!r}"
