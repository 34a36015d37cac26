"""Lint of evidence: every key source has its note, no figure in a note comes from nowhere, one study counts once.

- A key source (`consult.evidence`) has all five parts of its note in every language, "not reported" among them.
- A number in a note stands in a statement that cites the source, in its record, or is listed for it in `notes.toml`
  with the place where it was read. Both languages give the same numbers.
- Sources that share a doi, PMID or trial say how they belong together; a source with crossing curves tells two periods.
- A source that no statement cites is refused; the publications of formulas are cited by the program itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from consult.catalog import Catalog, Outcome, Source
from consult.compare import UNPROVEN_ADVICE
from consult.evidence import NOTE_PARTS, PERIODS, citations, key_sources, noted_sources

Found = tuple[str, str, str]

LONGEST = {"en": 400, "zh_CN": 220}
"""Characters of one part of a note."""
MISSING = {
    "en": re.compile(r"No figure(?: for use alone)? in our sources|Not reported"),
    "zh_CN": re.compile("现有来源无数据|单药用法无来源数据|未见报道"),
}
"""The whole sentence of a burden that none of our sources holds."""
_MEMORY = re.compile(r"\bfrom memory\b")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_NAME = re.compile(r"[Pp]hase \d|[A-Za-z#][A-Za-z0-9#-]*|\d+[A-Z]{2,}")
"""Words, names with digits in them (IMbrave150, PD-1, 9DW) and the phase of a trial are no figures."""
_ANY = frozenset({"1", "2", "100"})
"""One and two as in "one or two arms", and the denominator of every count."""
_BARE = re.compile(r"[^\s;]+")
_NONE = frozenset({"", "none", "not", "no"})
_WORD = re.compile(r"[A-Z][\w-]*")
_KEYS = re.compile(r"\[([A-Z][A-Za-z0-9, -]*)\]")


def evidence(catalog: Catalog, figures: Mapping[str, Iterable[str]]) -> Iterator[Found]:
    """Every problem of the notes and of the list of sources."""
    keys = {*key_sources(catalog), *noted_sources(catalog)} & catalog.sources.keys()
    for source in figures:
        if source not in keys:
            yield "notes", source, "figures are listed for a source without a note"
    rows = _numbers_of_rows(catalog)
    for source in sorted(keys):
        record = catalog.sources[source]
        allowed = {*_ANY, *rows.get(source, ()), *_numbers(record.citation)}
        allowed |= {number for listed in figures.get(source, ()) for number in _numbers(listed)}
        yield from _note(catalog, record, allowed)
    yield from once(catalog.sources.values())
    yield from _marks(catalog)
    yield from _uncited(catalog)


def expected(catalog: Catalog) -> set[str]:
    """The key of every sentence that the notes need."""
    keys = set()
    for source in {*key_sources(catalog), *noted_sources(catalog)} & catalog.sources.keys():
        crossing = (PERIODS,) if catalog.sources[source].crossing else ()
        keys |= {f"source.{source}.{part}" for part in (*NOTE_PARTS, *crossing)}
    return keys


def _note(catalog: Catalog, source: Source, allowed: set[str]) -> Iterator[Found]:
    said: dict[str, dict[str, set[str]]] = {}
    for language, texts in catalog.texts.items():
        where = f"text/{language}"
        for part in (*NOTE_PARTS, PERIODS):
            key = f"source.{source.id}.{part}"
            sentence = texts.get(key)
            if sentence is None:
                continue  # that it is missing is reported with all other sentences
            numbers = said.setdefault(part, {})[language] = set(_numbers(sentence))
            if len(sentence) > LONGEST[language]:
                yield where, key, f"a part of a note has at most {LONGEST[language]} characters"
            for number in sorted(numbers - allowed):
                yield where, key, f"no statement that cites the source holds the figure {number}"
    for part, numbers_in in said.items():
        if len({frozenset(numbers) for numbers in numbers_in.values()}) > 1:
            yield "sources", source.id, f"the languages give different figures in {part!r}"


def _numbers(text: str) -> Iterator[str]:
    """The figures of a sentence, each in one spelling."""
    for found in _NUMBER.findall(_NAME.sub(" ", text)):
        yield f"{float(found.replace(',', '')):g}" if len(found) < 12 else found


def _numbers_of_rows(catalog: Catalog) -> dict[str, set[str]]:
    """By source, every figure that stands in a statement which cites it."""
    rows: dict[str, set[str]] = {}
    texts = list(catalog.texts.values())
    for key, sources in citations(catalog):
        held = {number for own in texts for number in _numbers(own.get(key, ""))}
        for source in sources:
            rows.setdefault(source, set()).update(held)
    for treatment in catalog.treatments.values():
        for outcome in treatment.outcomes:
            for source in outcome.sources:
                rows[source] |= _figures(outcome)
    return rows


def _figures(outcome: Outcome) -> set[str]:
    months = outcome.months
    values = [outcome.count, outcome.exact, outcome.per, outcome.n, outcome.control, months, outcome.days]
    values += [*(outcome.interval or ()), months / 12 if months else None]
    values += [
        c.value for c in outcome.criteria if isinstance(c.value, float) and not isinstance(c.value, bool)
    ]
    return {f"{value:g}" for value in values if value is not None}


def once(sources: Iterable[Source]) -> Iterator[Found]:
    """Sources that are one study or document, and do not say so; and relations that lead nowhere."""
    known = {source.id: source for source in sources}
    groups: dict[tuple[str, str], list[Source]] = {}
    # A formula's source names the paper in which it was read, and one paper can reproduce several formulas.
    for source in known.values():
        if bool(source.relates_to) is not bool(source.relation):
            yield "sources", source.id, "relates_to and relation are given together"
        if source.relates_to and source.relates_to not in known:
            yield "sources", source.id, f"no source is called {source.relates_to!r}"
        if source.relates_to == source.id:
            yield "sources", source.id, "a source cannot belong to itself"
        for identity in _identities(source) if source.kind != "score" else ():
            groups.setdefault(identity, []).append(source)
    for (kind, number), members in groups.items():
        ids = {source.id for source in members}
        alone = [source.id for source in members if source.relates_to not in ids]
        if len(alone) > 1:
            what = f"shares {kind} {number} with {alone[0]}, and no relation is stated"
            yield from (("sources", source, what) for source in alone[1:])


def _identities(source: Source) -> Iterator[tuple[str, str]]:
    """What would show that two sources are one: each doi, PMID and trial, without what is remarked on it."""
    for kind, value in (("doi", source.doi), ("PMID", source.pmid)):
        for part in value.split(";"):
            found = _BARE.search(part)
            if found is not None and found[0].casefold() not in _NONE:
                yield kind, found[0].casefold()
    if source.trial:
        yield "trial", source.trial.casefold()


def _marks(catalog: Catalog) -> Iterator[Found]:
    """`missing` says that nothing was found, of burdens alone; what is from memory is not marked as read."""
    english = catalog.texts["en"]
    for treatment in catalog.treatments.values():
        for burden in treatment.burdens:
            key, name = f"burden.{treatment.id}.{burden.id}", f"{treatment.id}.{burden.id}"
            for language, whole in MISSING.items():
                bare = whole.fullmatch(catalog.texts[language].get(key, "")) is not None
                if bare is not (burden.mark == "missing"):
                    yield (
                        "treatments",
                        name,
                        f"marked {burden.mark}, but its sentence ({language}) says otherwise",
                    )
            if burden.mark == "missing" and burden.sources:
                yield "treatments", name, "marked missing with a source"
    for key, mark in _marked(catalog):
        if mark == "missing":
            yield "treatments", key, "only a burden can be marked missing"
        if mark == "verified" and _MEMORY.search(english.get(key, "")):
            yield "text/en", key, "says that it is from memory, but its record is marked verified"


def _marked(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Every record but burdens, with the key of its sentence and its mark."""
    yield from ((f"rule.{rule.id}", rule.mark) for rule in catalog.rules.values())
    yield from ((f"position.{p.context}", p.mark) for p in catalog.positions.values())
    yield from ((f"conflict.{conflict.id}", conflict.mark) for conflict in catalog.conflicts.values())
    for topic in catalog.disagreements.values():
        yield from ((f"disagreement.{topic.id}.{view.region}", view.mark) for view in topic.views)
    for treatment in catalog.treatments.values():
        yield f"treatment.{treatment.id}.certainty", treatment.certainty_mark
        yield from ((f"point.{point.id}", point.mark) for point in treatment.points)
        yield from ((f"outcome.{outcome.id}", outcome.mark) for outcome in treatment.outcomes)


def _uncited(catalog: Catalog) -> Iterator[Found]:
    cited = {source for _key, sources in citations(catalog) for source in sources}
    cited |= {source for advice in UNPROVEN_ADVICE for source in advice.sources}
    for texts in catalog.texts.values():
        for key, sentence in texts.items():
            if key.endswith(".regulatory"):
                cited |= {name for group in _KEYS.findall(sentence) for name in group.split(", ")}
    for source in catalog.sources.values():  # "partly (grades via ABC20)": a reader looks for that key
        cited |= {word for word in _WORD.findall(f"{source.doi} {source.read}") if word != source.id}
    editions = {guideline.doi for guideline in catalog.guidelines.values()} - {"", "none"}
    for source in catalog.sources.values():
        if source.id not in cited and source.kind != "score" and source.doi not in editions:
            yield "sources", source.id, "no statement of the catalogue cites it"
