"""Plan: one treatment compiled while one guideline leads: which bits of the board are its rows and positions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from operator import itemgetter
from typing import Any

from consult.board import Answers, Board
from consult.catalog import LISTED, Position, Rule
from consult.judge import (
    AGAINST,
    CANNOT_TELL,
    NOT_APPLICABLE,
    POSSIBLE,
    USUAL,
    USUALLY_NOT,
    Masks,
    OpenCase,
    Place,
    Row,
    is_open,
    possible,
    sharpens,
)
from consult.pieces import Kept

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

Verdict = tuple[str, tuple[str, ...]]
"""A status, and all that are possible."""


class Opened:
    """The open rows of one patient, looked at once for all treatments that share them."""

    def __init__(self, board: Board, masks: Masks, soft: frozenset[str]) -> None:
        self._board, self.masks, self.soft = board, masks, soft
        self._rows: dict[int, tuple[Row | None, bool]] = {}

    def row(self, bit: int) -> tuple[Row | None, bool]:
        """An open row, None when every value meets it; and whether what is open in it only sharpens a decision."""
        known = self._rows.get(bit)
        if known is None:
            row = self._board.row(bit)
            really = is_open(row, self.masks)
            known = row if really else None, really and sharpens(row, self.masks, self.soft)
            self._rows[bit] = known
        return known


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
        self.places = _bits(bit for _p, bit, _listed in self.leading)
        self._listed = _bits(bit for _p, bit, listed in self.leading if listed)
        self.touched = self.decisive | self.places
        self._kept: Kept[Any, Verdict] = Kept(_KEPT_VERDICTS)

    def rows_with(self, effect: str) -> int:
        """The bits of the rows that have an effect."""
        return self._effects.get(effect, 0)

    def keeps_open(self, answers: Answers) -> int:
        """Bits of the open rows that keep the status open: a feasibility row that only sharpens does not."""
        return answers.opens & (self._blocking | (self.decisive & ~answers.soft))

    def barred(self, answers: Answers) -> int:
        """Bits of the rows by which the treatment is advised against."""
        return (self.absolute & ~(answers.fails | answers.opens)) | (self.required & answers.fails)

    def discouraged(self, answers: Answers) -> int:
        """Bits of the rows by which the treatment is usually not given."""
        return (self.relative & ~(answers.fails | answers.opens)) | (self.trial & answers.fails)

    def placed(self, answers: Answers) -> str | None:
        """What the guideline says once nothing bars the treatment; None while its first word is open."""
        waiting = self.places & ~answers.fails & ~(answers.opens & answers.soft)
        first = waiting & -waiting  # the lowest bit is the first position in file order
        if first & answers.opens:
            return None
        return USUAL if first & self._listed else POSSIBLE

    def settled(self, answers: Answers) -> str | None:
        """The status where known rows decide it, or nothing open can change it; None where the search must tell."""
        fails = answers.fails
        if fails & self.applies:
            return NOT_APPLICABLE
        holds = ~(fails | answers.opens)
        if holds & self.absolute or fails & self.required:
            return AGAINST
        if holds & self.relative or fails & self.trial:
            return USUALLY_NOT
        return None if self.keeps_open(answers) else self.placed(answers)

    def verdict(self, answers: Answers, opened: Opened) -> Verdict:
        """The status and all that are possible."""
        status = self.settled(answers)
        if status == NOT_APPLICABLE or (status is not None and not self.keeps_open(answers)):
            return status, (status,)
        key = (*self._read(opened.masks), opened.soft & self._facts)
        return self._kept.get(key) or self._kept.keep(key, self._search(answers, opened))

    def _search(self, answers: Answers, opened: Opened) -> Verdict:
        case = self._open_case(answers, opened)
        found = possible(case, opened.masks, opened.soft)
        if case.barred:
            return AGAINST, found
        if case.discouraged:
            return USUALLY_NOT, found
        return found[0] if len(found) == 1 else CANNOT_TELL, found

    def _open_case(self, answers: Answers, opened: Opened) -> OpenCase:
        by_effect: dict[str, list[Row]] = {effect: [] for effect in DECISIVE}
        met: set[str] = set()
        for bit in bits_of(self.decisive & answers.opens):
            row, sharpening = opened.row(bit)
            if row is None:
                met.add(self.rule_of[bit].effect)  # whatever the open value will be
            elif not sharpening or self._blocking >> bit & 1:
                by_effect[self.rule_of[bit].effect].append(row)
        return OpenCase(
            applies=by_effect["applies_when"],
            absolute=by_effect["absolute_contraindication"],
            required=by_effect["required"],
            relative=by_effect["relative_contraindication"],
            trial=by_effect["required_trial"],
            barred=self.barred(answers) != 0 or "absolute_contraindication" in met,
            discouraged=self.discouraged(answers) != 0 or "relative_contraindication" in met,
            places=self._ways,
        )

    @cached_property
    def _ways(self) -> tuple[Place, ...]:
        return tuple(Place(self.board.row(bit), listed) for _p, bit, listed in self.leading)

    @cached_property
    def _facts(self) -> frozenset[str]:
        """The facts that can move the status."""
        return frozenset(fact for bit in bits_of(self.touched) for fact in self.board.facts_of(bit))

    @cached_property
    def _read(self) -> itemgetter[Any]:
        facts = sorted(self._facts)
        return itemgetter(*facts, *facts[:1])  # one at least twice, so that it always gives a tuple


def _bits(places: Iterable[int]) -> int:
    return sum(1 << place for place in places)


def bits_of(number: int) -> Iterable[int]:
    """The places of the bits that are set, lowest first."""
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low
