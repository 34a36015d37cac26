"""Catalogue records: treatments, rule rows, guideline positions and their sources, as read from the sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["eligibility", "exclusion", "feasibility"]
Effect = Literal[
    "applies_when",
    "required",
    "required_action",
    "required_trial",
    "favours",
    "caution",
    "relative_contraindication",
    "absolute_contraindication",
    "information",
]
Mark = Literal["verified", "secondary", "unverified", "missing"]
"""How far a statement was read in its source; `missing` says that none of our sources holds it (burdens only)."""
Role = Literal["anticancer", "adjuvant", "adjunct", "supportive", "background", "trial", "no_treatment"]
Standing = Literal["first_option", "option", "conditional", "not_addressed", "against"]
Operator = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]
Scalar = str | float | bool

LISTED: frozenset[str] = frozenset({"first_option", "option"})
"""Standings that make a treatment a usual option while their guideline leads."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One comparison: a fact, an operator, and the value (a tuple of members for `in` and `not in`)."""

    fact: str
    operator: Operator
    value: Scalar | tuple[Scalar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row: where all criteria hold, the effect acts (for required rows: they must hold)."""

    id: str
    applies_to: tuple[str, ...]
    kind: Kind
    effect: Effect
    scheme: str
    when: tuple[Criterion, ...]
    sources: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where one guideline edition places a treatment in one situation, with its own strength and level."""

    id: str
    guideline: str
    edition: str
    treatment: str
    when: tuple[Criterion, ...]
    position: Standing
    context: str
    strength: str
    level: str
    section: str
    sources: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A statement that has an id (or kind), sources and a verification mark; its words are texts."""

    id: str
    sources: tuple[str, ...]
    mark: Mark


SpanUnit = Literal["visits", "weeks_apart", "nights", "weeks"]
"""How many visits; or how many weeks lie between two, as long as it goes on; nights in hospital; weeks of recovery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The number in a burden's own sentence, from `low` to `high`; `each` where it is of every session."""

    unit: SpanUnit
    low: int
    high: int
    each: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden(Cited):
    """What a treatment takes of one kind; `span` only where its sentence holds a number that was read in a source."""

    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A general argument for or against a treatment."""

    id: str
    side: Literal["for", "against"]
    sources: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A figure: `count` of `per` people, who they were, how it was studied, over what time, with its interval."""

    id: str
    measure: str
    per: int
    count: int
    exact: float
    interval: tuple[float, float] | None
    months: float | None
    days: float | None
    design: str
    n: int
    control: float | None
    criteria: tuple[Criterion, ...]
    sources: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """One record. Its words (name, glance, claim, ...) are texts under `treatment.<id>`."""

    id: str
    parent: str
    role: Role
    group: str
    order: int
    unproven: bool
    on_clinic_page: bool
    certainty: Literal["high", "moderate", "low", "very_low"]
    certainty_sources: tuple[str, ...]
    certainty_mark: Mark
    points: tuple[Point, ...]
    burdens: tuple[Burden, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """A guideline edition; `order` 0 for editions that cannot be selected by themselves."""

    id: str
    edition: str
    title: str
    body: str
    year: int
    doi: str
    pmid: str
    journal: str
    grading_system: str
    order: int
    read_how: str
    names: Mapping[str, str]


SourceKind = Literal["study", "guideline", "score", "other"]
Relation = Literal["same", "update", "subgroup", "register", "report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A reference, with how far it was read; a key source has a note in our own words (`consult.evidence`).

    `trial` is the name or register number under which several sources of one study are recognised. Of these, all but
    one say whom they belong to (`relates_to`) and as what: so that one study is not taken for two.
    `crossing`: its survival curves cross or part late, so that one figure for the whole time would mislead.
    """

    id: str
    citation: str
    doi: str
    pmid: str
    read: str
    kind: SourceKind
    trial: str = ""
    relates_to: str = ""
    relation: Relation | Literal[""] = ""
    crossing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two treatments, classes, drugs or conditions that do not go together, or go in sequence."""

    id: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    relation: Literal["conflict", "caution", "compatible", "sequence"]
    when: tuple[Criterion, ...]
    sources: tuple[str, ...]
    mark: Mark


PartyKind = Literal["listed", "every", "outside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """What conflict rows name beside single treatments, conditions and values.

    `listed` is a class with its members, `every` any treatment, `outside` a medicine that is no treatment here.
    """

    id: str
    kind: PartyKind
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two rule rows that are left standing although they speak against each other; why is text `overlap.<id>`."""

    a: str
    b: str

    @property
    def id(self) -> str:
        """The pair, in its order."""
        return f"{self.a}+{self.b}"


Region = Literal["china-2026", "europe", "united_states", "japan_korea_apasl"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the guidelines of one region say on a topic; `mark` is empty where nothing was read or given.

    `guidelines` are keys of the catalogue's editions, as far as the view can be laid to them.
    """

    region: Region
    guidelines: tuple[str, ...]
    sources: tuple[str, ...]
    mark: Mark | Literal[""]

    @property
    def stated(self) -> bool:
        """Whether there is a sentence."""
        return self.mark != ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A topic on which guidelines differ, with one view per region; a general one names no treatments."""

    id: str
    treatments: tuple[str, ...]
    views: tuple[View, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A named reviewer's signature under one record; `lapsed` once the record says something else than was signed."""

    reviewer: str
    date: str
    sha256: str
    lapsed: bool


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed an edition: what kind of key it was, the key's id, and who holds it."""

    kind: Literal["development", "release"]
    key: str
    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The whole edition, in catalogue order. `sequence` grows with every edition that is released."""

    edition: str
    date: str
    sequence: int = 0
    review_by: str = ""
    sha256: str = ""
    signer: Signer | None = None
    treatments: Mapping[str, Treatment] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)
    guidelines: Mapping[str, Guideline] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    parties: Mapping[str, Party] = field(default_factory=dict)
    overlaps: Mapping[str, Overlap] = field(default_factory=dict)
    disagreements: Mapping[str, Disagreement] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    signoffs: Mapping[str, tuple[Signature, ...]] = field(default_factory=dict)
    frozen: str = ""
    """Cases with the answers that were signed (see `self_test`), as JSON that is read when they are tried."""

    @property
    def signature(self) -> str:
        """What the signature is worth, for documents that programs read."""
        if self.signer is None:
            return "unsigned"
        if self.signer.kind == "development":
            return f"development key {self.signer.key}"
        return f"signed by {self.signer.holder}, key {self.signer.key}"

    def text(self, language: str, key: str) -> str:
        """A sentence by key. Raises KeyError where it is missing: the build refuses such a catalogue."""
        return self.texts[language][key]

    def selectable(self) -> tuple[Guideline, ...]:
        """The guidelines a doctor may let lead, in their default order."""
        return tuple(sorted((g for g in self.guidelines.values() if g.order), key=lambda g: g.order))
