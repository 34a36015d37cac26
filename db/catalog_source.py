"""Catalogue sources: TOML files to records, and every problem found on the way, with file and row."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from consult import signoff
from consult.catalog import (
    Burden,
    Catalog,
    Conflict,
    Criterion,
    Disagreement,
    Effect,
    Guideline,
    Kind,
    Mark,
    Outcome,
    Overlap,
    Party,
    PartyKind,
    Point,
    Position,
    Region,
    Relation,
    Role,
    Rule,
    Signature,
    Source,
    SourceKind,
    Span,
    SpanUnit,
    Standing,
    Treatment,
    View,
)
from consult.evidence import NOTE_PARTS, PERIODS
from consult.fields import Field
from consult.rules import parse_criterion
from consult.self_test import read_frozen
from db.catalog_edition import edition_problems
from db.catalog_lint import lint

LANGUAGES = ("en", "zh_CN")
READ_IN = "en"
"""The language in which the records say how far a source was read and why a pair may stand; the others have files."""
TREATMENT_TEXTS = ("name", "short", "glance", "what", "intent", "certainty", "unknowns")
PAGE_TEXTS = ("claim", "evidence")
OPTIONAL_TEXTS = ("regulatory", "no_benefit", "no_harm")
BURDENS = ("anaesthesia", "visits", "nights", "recovery", "follow_up")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: the file below the sources folder and the row's id or number."""

    file: str
    row: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.row}: {self.what}" if self.row else f"{self.file}: {self.what}"


class Reader:
    """Reads a sources folder; `problems` collects everything that is wrong, so an editor mends all at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.places: dict[tuple[str, str], Path] = {}
        """In which file a row stands, by the kind of its folder and its id."""

    def report(self, path: Path | str, row: str, what: str) -> None:
        """Add a problem."""
        name = path.relative_to(self.folder).as_posix() if isinstance(path, Path) else path
        self.problems.append(Problem(name, row, what))

    def load(self, path: Path) -> dict[str, Any]:
        """One TOML file; an unreadable one is a problem and reads as empty."""
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            self.report(path, "", f"cannot be read: {error}")
            return {}

    def place(self, where: str, row: str) -> Path | str:
        """The file of a row that was read, or the kind of folder it would stand in."""
        return self.places.get((where, row), where)

    def rows(self, path: Path, table: str) -> Iterator[Row]:
        """The rows `[[table]]` of a file; anything else at its top level is a problem."""
        document = self.load(path)
        for key in document:
            if key != table:
                self.report(path, key, f"only [[{table}]] belongs here")
        for number, raw in enumerate(_tables(document.get(table, [])), start=1):
            if raw is None:
                self.report(path, f"row {number}", f"rows are written [[{table}]]")
                continue
            name = str(raw.get("id", f"row {number}"))
            self.places[f"{table}s", name] = path
            yield Row(self, path, raw, name)


class Row:
    """One table of a source file, taken apart key by key; what is left over at `done` is a problem."""

    def __init__(self, reader: Reader, path: Path, raw: Mapping[str, Any], name: str) -> None:
        self._reader, self._path, self.name = reader, path, name
        self._left = dict(raw)

    def problem(self, what: str) -> None:
        """Report a problem of this row."""
        self._reader.report(self._path, self.name, what)

    def take(self, key: str, kind: type, default: Any = ...) -> Any:
        """The value of a key, checked for its type."""
        if key not in self._left:
            if default is ...:
                self.problem(f"{key} is missing")
                return kind()
            return default
        value = self._left.pop(key)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.problem(f"{key} must be {kind.__name__}")
            return kind()
        return value

    def has(self, key: str) -> bool:
        """Whether the key is there and was not taken yet."""
        return key in self._left

    def word(self, key: str, allowed: object, default: Any = ...) -> Any:
        """A word out of a Literal's members."""
        value = self.take(key, str, default)
        if value not in get_args(allowed):
            self.problem(f"{key} is {value!r}, not one of {', '.join(get_args(allowed))}")
        return value

    def strings(self, key: str, default: Any = ...) -> tuple[str, ...]:
        """A list of strings."""
        values = self.take(key, list, default)
        if not all(isinstance(value, str) for value in values):
            self.problem(f"{key} must hold strings")
            return ()
        return tuple(values)

    def when(self, key: str = "when") -> tuple[Criterion, ...]:
        """A list of criteria."""
        criteria = []
        for text in self.strings(key):
            try:
                criteria.append(parse_criterion(text))
            except ValueError as error:
                self.problem(str(error))
        return tuple(criteria)

    def part(self, key: str) -> Row:
        """A sub-table."""
        return Row(self._reader, self._path, self.take(key, dict), f"{self.name}.{key}")

    def parts(self, key: str) -> list[Row]:
        """A list of sub-tables."""
        rows = []
        for raw in _tables(self.take(key, list, [])):
            if raw is None:
                self.problem(f"rows are written [[{key}]]")
                continue
            name = str(raw.get("id", f"{self.name}.{raw.get('kind', key)}"))
            self._reader.places["treatments", name] = self._path
            rows.append(Row(self._reader, self._path, raw, name))
        return rows

    def done(self) -> None:
        """Report the keys nobody took."""
        for key in self._left:
            self.problem(f"unknown key {key!r}")


def _tables(value: Any) -> Iterator[dict[str, Any] | None]:
    """Each table of a list of tables; None for what is none."""
    for raw in value if isinstance(value, list) else [None]:
        yield raw if isinstance(raw, dict) else None


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def read_catalog(
    folder: Path, declared: Mapping[str, Field]
) -> tuple[Catalog, dict[str, Any], list[Problem]]:
    """The catalogue of a sources folder, its edition table, and every problem found."""
    reader = Reader(folder)
    hcc = folder / "hcc"
    edition = reader.load(folder / "edition.toml")
    for key, what in edition_problems(edition):
        reader.report("edition.toml", key, what)
    catalog = Catalog(
        edition=str(edition.get("edition", "")),
        date=str(edition.get("date", "")),
        sequence=edition["sequence"] if type(edition.get("sequence")) is int else 0,
        review_by=str(edition.get("review_by", "")),
        treatments=_by_id(reader, "treatments", _treatments(reader, hcc / "treatments")),
        rules=_by_id(reader, "rules", _rules(reader, hcc / "rules")),
        positions=_by_id(reader, "positions", _positions(reader, hcc / "positions")),
        guidelines=_guidelines(reader, hcc / "guidelines.toml"),
        sources=_by_id(reader, "sources", _sources(reader, hcc)),
        conflicts=_by_id(reader, "conflicts", _conflicts(reader, hcc / "conflicts.toml")),
        parties=_by_id(reader, "parties", _parties(reader, hcc / "parties.toml")),
        disagreements=_by_id(reader, "disagreements", _disagreements(reader, hcc / "disagreements.toml")),
        texts={language: _texts(reader, folder / "text" / language) for language in LANGUAGES},
    )
    reasons = dict(_overlaps(reader, hcc / "allowed_overlaps.toml"))
    overlaps = {overlap.id: overlap for overlap in reasons}
    said = {f"overlap.{overlap.id}": " ".join(why.split()) for overlap, why in reasons.items()}
    texts = {**catalog.texts, READ_IN: {**catalog.texts[READ_IN], **said}}
    catalog = replace(catalog, overlaps=overlaps, texts=texts)
    retired = dict(_retired(reader, hcc / "retired.toml"))
    figures = dict(_note_figures(reader, hcc / "notes.toml"))
    for where, row, what in lint(catalog, declared, LANGUAGES, retired, figures):
        reader.report(reader.place(where, row), row, what)
    catalog = replace(
        catalog,
        signoffs=_signoffs(reader, hcc / "signoff.toml", catalog),
        frozen=_frozen(reader, folder / "frozen.json"),
    )
    return catalog, edition, reader.problems


def _frozen(reader: Reader, path: Path) -> str:
    """The text of the frozen cases; their answers are compared by `db.freeze`, not here."""
    try:
        text = path.read_text("utf-8")
        read_frozen(text)
    except FileNotFoundError:
        return ""
    except (OSError, ValueError, KeyError, TypeError) as error:
        reader.report(path, "", f"cannot be read: {type(error).__name__}")
        return ""
    return text


def _signoffs(reader: Reader, path: Path, catalog: Catalog) -> dict[str, tuple[Signature, ...]]:
    """The reviewers' signatures by record; those whose record has changed since are kept as lapsed."""
    known = signoff.records(catalog)
    found: dict[str, tuple[Signature, ...]] = {}
    for row in reader.rows(path, "signoff"):
        record = row.take("id", str)
        signed = []
        for part in row.parts("reviewer"):
            name, day, digest = (part.take(key, str) for key in ("name", "date", "sha256"))
            part.done()
            for what in signoff.problems_of(name, day, digest):
                row.problem(what)
            lapsed = record not in known or digest != signoff.digest(catalog, record)
            signed.append(Signature(reviewer=" ".join(name.split()), date=day, sha256=digest, lapsed=lapsed))
        row.done()
        if record not in known:
            row.problem(f"no record is called {record!r}")
        if not 1 <= len(signed) <= 2 or len({s.reviewer.casefold() for s in signed}) != len(signed):
            row.problem("one or two different reviewers sign a record")
        if record in found:
            row.problem("the record is listed twice")
        found[record] = tuple(signed)
    return found


def _by_id(reader: Reader, where: str, records: Iterable[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for record in records:
        if record.id in found:
            reader.report(reader.place(where, record.id), record.id, "id is used twice")
        found[record.id] = record
    return found


def _rules(reader: Reader, folder: Path) -> Iterator[Rule]:
    for path in sorted(folder.glob("*.toml")):
        for row in reader.rows(path, "rule"):
            yield Rule(
                id=row.take("id", str),
                applies_to=row.strings("applies_to"),
                kind=row.word("kind", Kind),
                effect=row.word("effect", Effect),
                scheme=row.take("scheme", str, ""),
                when=row.when(),
                sources=row.strings("sources"),
                mark=row.word("mark", Mark),
            )
            row.done()


def _positions(reader: Reader, folder: Path) -> Iterator[Position]:
    for path in sorted(folder.glob("*.toml")):
        for row in reader.rows(path, "position"):
            yield Position(
                id=row.take("id", str),
                guideline=row.take("guideline", str),
                edition=row.take("edition", str),
                treatment=row.take("treatment", str),
                when=row.when(),
                position=row.word("position", Standing),
                context=row.take("context", str),
                strength=row.take("strength", str),
                level=row.take("level", str),
                section=row.take("section", str),
                sources=row.strings("sources"),
                mark=row.word("mark", Mark),
            )
            row.done()


def _guidelines(reader: Reader, path: Path) -> dict[str, Guideline]:
    found = {}
    for row in reader.rows(path, "guideline"):
        names = row.take("name", dict)
        guideline = Guideline(
            id=row.take("id", str),
            edition=row.take("edition", str),
            title=row.take("title", str),
            body=row.take("body", str),
            year=row.take("year", int),
            doi=row.take("doi", str, ""),
            pmid=row.take("pmid", str, ""),
            journal=row.take("journal", str, ""),
            grading_system=row.take("grading_system", str, ""),
            order=row.take("default_order", int, 0),
            read_how=row.take("read_how", str),
            names=names,
        )
        row.done()
        if set(names) != set(LANGUAGES):
            row.problem("name is needed in every language")
        key = guideline.id if guideline.order else f"{guideline.id}@{guideline.edition}"
        if key in found:
            row.problem("edition is listed twice")
        found[key] = guideline
    return found


def _sources(reader: Reader, folder: Path) -> Iterator[Source]:
    for path in sorted(folder.glob("sources*.toml")):
        for row in reader.rows(path, "source"):
            yield Source(
                id=row.take("id", str),
                citation=row.take("citation", str),
                doi=row.take("doi", str, ""),
                pmid=row.take("pmid", str, ""),
                read=row.take("read", str),
                kind=row.word("kind", SourceKind),
                trial=row.take("trial", str, ""),
                relates_to=row.take("relates_to", str, ""),
                relation=row.word("relation", Relation) if row.has("relation") else "",
                crossing=row.take("crossing", bool, False),
            )
            row.done()


def _note_figures(reader: Reader, path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Figures that the note of a source may carry though no row holds them, with the place where they were read."""
    for row in reader.rows(path, "note"):
        row.take("read_in", str)
        yield row.take("id", str), row.strings("figures")
        row.done()


def _conflicts(reader: Reader, path: Path) -> Iterator[Conflict]:
    relations = "conflict", "caution", "compatible", "sequence"
    for row in reader.rows(path, "conflict"):
        relation = row.take("relation", str)
        if relation not in relations:
            row.problem(f"relation is {relation!r}")
        yield Conflict(
            id=row.take("id", str),
            a=row.strings("a"),
            b=row.strings("b"),
            relation=relation,
            when=row.when(),
            sources=row.strings("sources"),
            mark=row.word("mark", Mark),
        )
        row.done()


def _disagreements(reader: Reader, path: Path) -> Iterator[Disagreement]:
    for row in reader.rows(path, "disagreement"):
        identity = row.take("id", str)
        treatments, parts = row.strings("treatments"), row.parts("view")
        row.done()
        views = tuple(_view(part) for part in parts)
        if [view.region for view in views] != list(get_args(Region)):
            row.problem(f"one view per region is needed, in the order {', '.join(get_args(Region))}")
        yield Disagreement(id=identity, treatments=treatments, views=views)


def _view(row: Row) -> View:
    region = row.word("region", Region)
    stated = row.take("stated", bool, True)
    view = View(
        region=region,
        guidelines=row.strings("guidelines") if stated else (),
        sources=row.strings("sources") if stated else (),
        mark=row.word("mark", Mark) if stated else "",
    )
    row.done()
    return view


def _parties(reader: Reader, path: Path) -> Iterator[Party]:
    """Classes of treatments, and medicines that are none, as conflict rows name them."""
    for row in reader.rows(path, "party"):
        party = Party(
            id=row.take("id", str), kind=row.word("kind", PartyKind), members=row.strings("members", [])
        )
        reader.places["parties", party.id] = path
        yield party
        row.done()


def _overlaps(reader: Reader, path: Path) -> Iterator[tuple[Overlap, str]]:
    """Pairs of rows that may contradict each other, each with its reason."""
    for row in reader.rows(path, "overlap"):
        overlap = Overlap(a=row.take("a", str), b=row.take("b", str))
        reader.places["overlaps", overlap.a] = path
        yield overlap, row.take("reason", str)
        row.done()


def _retired(reader: Reader, path: Path) -> Iterator[tuple[str, str]]:
    """Ids that stood for something once, with the edition that gave them up."""
    for row in reader.rows(path, "retired"):
        row.take("why", str)
        yield row.take("id", str), row.take("edition", str)
        row.done()


def _treatments(reader: Reader, folder: Path) -> list[Treatment]:
    found = []
    for path in sorted(folder.glob("*.toml")):
        row = Row(reader, path, reader.load(path), path.stem)
        reader.places["treatments", path.stem] = path
        found.append(_treatment(row))
        if found[-1].id != path.stem:
            row.problem("the file is not named after the id")
        row.done()
    return sorted(found, key=lambda treatment: treatment.order)


def _span(row: Row) -> Span:
    span = Span(
        unit=row.word("unit", SpanUnit),
        low=row.take("low", int),
        high=row.take("high", int),
        each=row.take("each", bool, default=False),
    )
    row.done()
    return span


def _treatment(row: Row) -> Treatment:
    certainty = row.part("certainty")
    burdens = []
    for part in row.parts("burden"):
        burdens.append(
            Burden(
                id=part.take("kind", str),
                sources=part.strings("sources"),
                mark=part.word("mark", Mark),
                span=_span(part.part("span")) if part.has("span") else None,
            )
        )
        part.done()
    if tuple(burden.id for burden in burdens) != BURDENS:
        row.problem(f"burdens must be {', '.join(BURDENS)}, in this order")
    points = []
    for part in row.parts("point"):
        side = part.take("side", str)
        if side not in ("for", "against"):
            part.problem(f"side is {side!r}")
        points.append(
            Point(
                id=part.take("id", str),
                side=side,
                sources=part.strings("sources"),
                mark=part.word("mark", Mark),
            )
        )
        part.done()
    level = certainty.take("level", str)
    certainty_sources, certainty_mark = certainty.strings("sources"), certainty.word("mark", Mark)
    certainty.done()
    return Treatment(
        id=row.take("id", str),
        parent=row.take("parent", str),
        role=row.word("role", Role),
        group=row.take("group", str),
        order=row.take("order", int),
        unproven=row.take("unproven", bool),
        on_clinic_page=row.take("on_clinic_page", bool),
        certainty=level,
        certainty_sources=certainty_sources,
        certainty_mark=certainty_mark,
        points=tuple(points),
        burdens=tuple(burdens),
        outcomes=tuple(_outcome(part) for part in row.parts("outcome")),
    )


def _outcome(row: Row) -> Outcome:
    interval = row._left.pop("interval", None)
    bounds = None
    if isinstance(interval, list) and len(interval) == 2:
        bounds = (float(interval[0]), float(interval[1]))
    elif interval != "not reported":
        row.problem('interval must be [low, high] or "not reported"')
    outcome = Outcome(
        id=row.take("id", str),
        measure=row.take("measure", str),
        per=row.take("per", int),
        count=row.take("count", int),
        exact=row.take("exact", float),
        interval=bounds,
        months=row.take("months", float, None),
        days=row.take("days", float, None),
        design=row.take("design", str),
        n=row.take("n", int),
        control=row.take("control", float, None),
        criteria=_entry_criteria(row),
        sources=row.strings("sources"),
        mark=row.word("mark", Mark),
    )
    course = row.take("course", bool, False)
    if (outcome.months is not None) + (outcome.days is not None) + course != 1:
        row.problem("exactly one time frame is needed: months, days or course")
    row.done()
    return outcome


def _entry_criteria(row: Row) -> tuple[Criterion, ...]:
    """Who was studied, as facts; a source that does not say is written "not reported" and gives none."""
    if row._left.get("criteria") == "not reported":
        del row._left["criteria"]
        return ()
    if row._left.get("criteria") == []:
        row.problem(
            'criteria are empty; a source that does not say who was studied is written "not reported"'
        )
    return row.when("criteria")


def _texts(reader: Reader, folder: Path) -> dict[str, str]:
    texts: dict[str, str] = {}

    def add(path: Path, key: str, sentence: Any) -> None:
        reader.places[f"text/{folder.name}", key] = path
        if not isinstance(sentence, str) or not sentence.strip():
            reader.report(path, key, "the sentence is empty")
        elif key in texts:
            reader.report(path, key, "the sentence is given twice")
        else:
            texts[key] = " ".join(sentence.split())

    for kind, name in (("rule", "rules"), ("position", "positions")):
        for path in sorted((folder / name).glob("*.toml")):
            for key, sentence in reader.load(path).items():
                add(path, f"{kind}.{key}", sentence)
    for kind, name in (
        ("conflict", "conflicts"),
        ("disagreement", "disagreements"),
        ("advice", "advice"),
    ):
        path = folder / f"{name}.toml"
        for key, sentence in reader.load(path).items():
            add(path, f"{kind}.{key}", sentence)
    if folder.name != READ_IN:
        for kind in ("reading", "grading", "overlap"):
            path = folder / f"{kind}.toml"
            for key, sentence in reader.load(path).items():
                add(path, f"{kind}.{key}", sentence)
    glossary = folder / "glossary.toml"
    document = reader.load(glossary)
    for key in document.keys() - {"term", "drug"}:
        reader.report(glossary, key, "only [term.ID] and [drug] belong here")
    for drug, name in _table(document.get("drug")).items():
        add(glossary, f"drug.{drug}", name)
    for term, said in _table(document.get("term")).items():
        if set(_table(said)) != {"name", "plain"}:
            reader.report(glossary, term, "a term has a name and plain words")
        for part, sentence in _table(said).items():
            add(glossary, f"glossary.{term}.{part}", sentence)
    for path in sorted((folder / "sources").glob("*.toml")):
        for source, said in reader.load(path).items():
            for part in _table(said).keys() - {*NOTE_PARTS, PERIODS}:
                reader.report(path, source, f"unknown part of a note: {part!r}")
            for part in (*NOTE_PARTS, PERIODS):
                if part in _table(said):
                    add(path, f"source.{source}.{part}", said[part])
    for path in sorted((folder / "treatments").glob("*.toml")):
        for key, value in reader.load(path).items():
            if key in ("point", "burden", "outcome"):
                prefix = f"burden.{path.stem}." if key == "burden" else f"{key}."
                if not isinstance(value, dict):
                    reader.report(path, key, f"sentences stand under [{key}]")
                    continue
                for part, sentence in value.items():
                    add(path, prefix + part, sentence)
            elif key in (*TREATMENT_TEXTS, *PAGE_TEXTS, *OPTIONAL_TEXTS):
                add(path, f"treatment.{path.stem}.{key}", value)
            else:
                reader.report(path, key, "unknown key")
    return texts
