"""Catalogue lint: what a reviewer must never have to look for by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from consult.catalog import Catalog, Criterion, Treatment
from consult.fields import Field
from consult.rules import problems_of

Found = tuple[str, str, str]
"""Where, which row, what is wrong."""

ORDERS_AND_PRAISE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(must|should|do not|never|excellent|powerful|ideal|best|breakthrough|approved|cutting-edge"
        r"|recommended treatment|miracle|revolutionary|superior|world-class)\b",
        re.IGNORECASE,
    ),
    "zh_CN": re.compile(r"必须|应当|应该|禁止|最佳|理想|卓越|显著优势|突破|特效|奇迹|获批|首选疗法推荐|领先"),
}
PROBABILITY_WORDS: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\b(common|commonly|rare|rarely|likely|unlikely|often)\b", re.IGNORECASE),
    "zh_CN": re.compile(r"常见|罕见|多半|极少"),
}
GLANCE_LENGTH = 140
LONGEST_PLAIN_SENTENCE = 20
_LATIN_DRUGS = re.compile(
    r"[A-Za-z]*(?:tinib|fenib|ciclib|anib|mab|platin|tecan|taxel|rubicin|citabine|uracil|fovir|tecavir|buvir"
    r"|asvir|olol|statin|sartan|gliptin|formin|codone|zepam|caine)\b",
    re.IGNORECASE,
)
"""Endings of generic names: a Chinese sentence uses the name that the drug has in China."""
_NAMES = frozenset({"name"})
_UNPRINTABLE = re.compile("[⁰⁵-⁹₂✗☐☑]")


def lint(catalog: Catalog, declared: Mapping[str, Field], languages: Iterable[str]) -> Iterator[Found]:
    """Every problem of a catalogue whose files could be read."""
    languages = tuple(languages)
    yield from _references(catalog)
    yield from _conditions(catalog, declared)
    for language in languages:
        yield from _texts(catalog, language)
    for treatment in catalog.treatments.values():
        yield from _treatment(treatment)
    for parts in ("points", "outcomes"):
        used = Counter(part.id for t in catalog.treatments.values() for part in getattr(t, parts))
        for part_id in (name for name, count in used.items() if count > 1):
            yield "treatments", part_id, "id is used twice"


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
    if not sources and mark != "unverified":
        yield where, row, f"marked {mark} without a source"


def _conditions(catalog: Catalog, declared: Mapping[str, Field]) -> Iterator[Found]:
    groups: list[tuple[str, str, tuple[Criterion, ...]]] = []
    groups += [("rules", rule.id, rule.when) for rule in catalog.rules.values()]
    groups += [("positions", p.id, p.when) for p in catalog.positions.values()]
    groups += [("conflicts", c.id, c.when) for c in catalog.conflicts.values()]
    groups += [
        ("treatments", outcome.id, outcome.criteria)
        for treatment in catalog.treatments.values()
        for outcome in treatment.outcomes
    ]
    for where, row, when in groups:
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
    for treatment in catalog.treatments.values():
        parts = ["name", "short", "glance", "what", "intent", "certainty", "unknowns"]
        if treatment.on_clinic_page:
            parts += ["claim", "evidence"]
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
    for key in sorted(expected - texts.keys()):
        yield where, key, "the sentence is missing"
    for key in sorted(texts.keys() - expected):
        if not key.endswith(".regulatory"):
            yield where, key, "no record has this sentence"
    for key, sentence in texts.items():
        part = key.rsplit(".", 1)[-1]
        if part in _NAMES:
            continue
        if language == "zh_CN" and not key.startswith("drug."):
            for drug in _LATIN_DRUGS.findall(sentence):
                yield where, key, f"drug named in Latin letters: {drug!r}"
        if key.startswith("glossary.") and language == "en":
            for said in re.split(r"[.:;?!]\s+", sentence):
                if len(said.split()) > LONGEST_PLAIN_SENTENCE:
                    yield where, key, f"a plain sentence has at most {LONGEST_PLAIN_SENTENCE} words"
        for pattern, what in (
            (ORDERS_AND_PRAISE, "order or praise"),
            (PROBABILITY_WORDS, "probability word"),
        ):
            match = pattern[language].search(sentence)
            if match:
                yield where, key, f"{what}: {match.group(0)!r}"
        if _UNPRINTABLE.search(sentence):
            yield where, key, "holds a character the printed font lacks"
        if part == "glance" and len(sentence) > GLANCE_LENGTH:
            yield where, key, f"a glance line has at most {GLANCE_LENGTH} characters"


def _treatment(treatment: Treatment) -> Iterator[Found]:
    sides = {point.side for point in treatment.points}
    if sides != {"for", "against"}:
        yield "treatments", treatment.id, "at least one point for and one against is needed"
    if treatment.certainty not in ("high", "moderate", "low", "very_low"):
        yield "treatments", treatment.id, f"certainty is {treatment.certainty!r}"
    for outcome in treatment.outcomes:
        if outcome.per not in (100, 1000) or not 0 <= outcome.count <= outcome.per:
            yield "treatments", outcome.id, "the count does not fit its denominator"
        elif abs(outcome.count - outcome.exact * outcome.per / 100) > 0.51:
            yield "treatments", outcome.id, "the count is not the printed percentage rounded"
        if outcome.n <= 0:
            yield "treatments", outcome.id, "n is missing"
