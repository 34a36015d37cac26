"""Plan: one treatment compiled while one guideline leads: which bits of the board are its rows and positions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, reduce
from operator import or_

from consult.board import Answers, Board, Reading
from consult.catalog import LISTED, Position, Rule
from consult.cells import Cells
from consult.judge import (
    AGAINST,
    CANNOT_TELL,
    NOT_APPLICABLE,
    POSSIBLE,
    USUAL,
    USUALLY_NOT,
    OpenCase,
    Place,
    Rows,
    rows_of,
)
from consult.kept import Kept

DECISIVE = frozenset(
    {
        "applies_when",
        "required",
        "required_trial",
        "relative_contraindication",
        "absolute_contraindication",
    }
)
_KEPT_VERDICTS = 32
"""Searched verdicts kept per treatment: typing changes one field, which most treatments do not read."""

_KEPT_CASES = 64
"""Cases kept per treatment: one for each set of feasibility rows that may be left out."""

OPEN = "open"
Rest = str | None
"""What rows come to: a status that decides, `OPEN` (rows keep it open), the guideline's word, or None (its first word
is open)."""
Decided = tuple[Rest, int]
"""What rows come to, and the bits of those by which they do."""

Verdict = tuple[str, tuple[str, ...]]
"""A status, and all that are possible."""


class Plan:
    """One treatment and its rows. Bits are those of `board`."""

    def __init__(
        self,
        treatment: str,
        rules: tuple[tuple[Rule, int], ...],
        leading: tuple[tuple[Position, int], ...],
        by_guideline: tuple[tuple[tuple[Position, int], ...], ...],
        board: Board,
    ) -> None:
        self.treatment = treatment
        self.board = board
        self.rules = tuple(rule for rule, _bit in rules)
        self.rule_bits = tuple(bit for _rule, bit in rules)
        self.rule_of = {bit: rule for rule, bit in rules}
        self.by_guideline = tuple((_bits(bit for _p, bit in group), group) for group in by_guideline)
        self.every_place = sum(bits for bits, _group in self.by_guideline)
        self.feasibility = _bits(
            bit for rule, bit in rules if rule.kind == "feasibility" and rule.effect in DECISIVE | {"caution"}
        )
        self.leading = tuple((p, bit, p.position in LISTED) for p, bit in leading)
        self._effects = {
            effect: _bits(bit for rule, bit in rules if rule.effect == effect)
            for effect in {*(rule.effect for rule in self.rules), *DECISIVE, "required_action"}
        }
        self.actions = self._effects["required_action"]
        self.applies = self._effects["applies_when"]
        self.required = self._effects["required"]
        self.absolute = self._effects["absolute_contraindication"]
        self.trial = self._effects["required_trial"]
        self.relative = self._effects["relative_contraindication"]
        self.decisive = self.applies | self.required | self.absolute | self.trial | self.relative
        self._blocking = _bits(
            bit for rule, bit in rules if rule.effect in DECISIVE and rule.kind != "feasibility"
        )
        self._softened = self.decisive ^ self._blocking
        self.places = _bits(bit for _p, bit, _listed in self.leading)
        self._listed = _bits(bit for _p, bit, listed in self.leading if listed)
        self.touched = self.decisive | self.places
        confirming = bits_of(self.decisive & ~self._blocking)
        self._confirming = tuple((1 << bit, board.row(bit).violates) for bit in confirming)
        self._confirmed_in = _any(violates for _bit, violates in self._confirming)
        self._foregone = board.foregone & (self.absolute | self.relative)
        self._kept: Kept[tuple[Cells, Cells], Verdict] = Kept(_KEPT_VERDICTS)
        self._cases: Kept[int, OpenCase] = Kept(_KEPT_CASES)

    def rows_with(self, effect: str) -> int:
        """The bits of the rows that have an effect."""
        return self._effects.get(effect, 0)

    def keeps_open(self, answers: Answers) -> int:
        """Bits of the open rows that keep the status open: a feasibility row that only sharpens does not."""
        return (answers.opens & self.decisive) ^ (answers.soft & self._softened)

    def barred(self, answers: Answers) -> int:
        """Bits of the rows by which the treatment is advised against."""
        return (self.absolute & answers.holds) | (self.required & answers.fails)

    def discouraged(self, answers: Answers) -> int:
        """Bits of the rows by which the treatment is usually not given."""
        return (self.relative & answers.holds) | (self.trial & answers.fails)

    def placed(self, answers: Answers) -> str | None:
        """What the guideline says once nothing bars the treatment; None while its first word is open."""
        waiting = self.places & (answers.holds | (answers.opens ^ answers.soft))
        first = waiting & -waiting  # the lowest bit is the first position in file order
        if first & answers.opens:
            return None
        return USUAL if first & self._listed else POSSIBLE

    def decided(self, answers: Answers, among: int) -> Decided:
        """What the rows `among` (of those `touched`) come to, what decides first of all first."""
        if rows := self.applies & answers.fails & among:
            return NOT_APPLICABLE, rows
        if rows := self.barred(answers) & among:
            return AGAINST, rows
        if rows := self.discouraged(answers) & among:
            return USUALLY_NOT, rows
        if rows := self.keeps_open(answers) & among:
            return OPEN, rows
        return self.placed(answers), 0

    def settled(self, answers: Answers) -> str | None:
        """The status where known rows decide it, or nothing open can change it; None where the search must tell."""
        status, _rows = self.decided(answers, self.touched)
        return None if status == OPEN else status

    def verdict(self, reading: Reading, decided: Decided) -> Verdict:
        """The status and all that are possible; `decided` is what the rows come to."""
        answers, status = reading.answers, decided[0]
        if status == NOT_APPLICABLE or (status not in (None, OPEN) and not self.keeps_open(answers)):
            return status, (status,)
        # Nothing else enters the search: a row is known, or open, by the cells of its facts.
        key = reading.cells & self._facts, reading.soft_cells & self._facts
        return self._kept.get(key) or self._kept.keep(key, self._search(reading))

    def _search(self, reading: Reading) -> Verdict:
        answers, cells = reading.answers, reading.cells
        # Rows that every value of the open fact meets: they hold, whatever it will be.
        met = [
            bit for bit in bits_of(self._foregone & answers.opens) if not cells & self.board.row(bit).violates
        ]
        barred = bool(self.barred(answers)) or any(self.absolute >> bit & 1 for bit in met)
        discouraged = bool(self.discouraged(answers)) or any(self.relative >> bit & 1 for bit in met)
        found = self.board.judge.possible(
            self._case(cells & reading.soft_cells),
            cells,
            reading.soft_cells,
            barred=barred,
            discouraged=discouraged,
        )
        if barred:
            return AGAINST, found
        if discouraged:
            return USUALLY_NOT, found
        return found[0] if len(found) == 1 else CANNOT_TELL, found

    def _case(self, softly: Cells) -> OpenCase:
        """The rows, without those of feasibility that are open in what only sharpens a decision."""
        left_out = 0
        if softly & self._confirmed_in:
            for bit, violates in self._confirming:
                if softly & violates:
                    left_out |= bit
        return self._cases.get(left_out) or self._cases.keep(left_out, self._case_without(left_out))

    def _case_without(self, left_out: int) -> OpenCase:
        def rows(bits: int) -> Rows:
            return rows_of(self.board.row(bit) for bit in bits_of(bits & ~left_out))

        return OpenCase(
            applies=rows(self.applies),
            absolute=rows(self.absolute),
            required=rows(self.required),
            relative=rows(self.relative),
            trial=rows(self.trial),
            places=tuple(Place(self.board.row(bit), listed) for _p, bit, listed in self.leading),
        )

    @cached_property
    def _facts(self) -> Cells:
        """All cells of the facts that can move the status."""
        return self.board.places.of(
            {fact for bit in bits_of(self.touched) for fact in self.board.facts_of(bit)}
        )


def _bits(places: Iterable[int]) -> int:
    return sum(1 << place for place in places)


def _any(numbers: Iterable[int]) -> int:
    return reduce(or_, numbers, 0)


def bits_of(number: int) -> list[int]:
    """The places of the bits that are set, lowest first."""
    found = []
    while number:  # from above, so that what is left grows shorter
        place = number.bit_length() - 1
        found.append(place)
        number ^= 1 << place
    found.reverse()
    return found
