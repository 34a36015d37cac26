"""Book rows: rule rows, positions and figures in words, with mark, sources and id; shared rows printed once."""

from __future__ import annotations

from collections.abc import Iterable

from consult import signoff
from consult.catalog import Catalog, Mark, Outcome, Position, Rule
from consult.phrases import Words
from consult.summary.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Labelled,
    Paragraph,
    Row,
    Run,
    Table,
    plain,
)

EFFECTS = (
    "applies_when",
    "required",
    "absolute_contraindication",
    "relative_contraindication",
    "required_trial",
    "required_action",
    "caution",
    "favours",
    "information",
)
"""The order in which rows are printed: what decides most stands first."""
FEW = 3
"""So many rows that speak of the same treatments stand as a group of their own."""
_UNREAD = {"ungraded": "book.ungraded", "not_read": "book.grade_not_read"}


class Statements:
    """Rows of the catalogue as cells of tables, in one language."""

    def __init__(self, catalog: Catalog, words: Words) -> None:
        self.catalog = catalog
        self.words = words

    def origin(self, key: str, mark: Mark, sources: Iterable[str], name: str, *, first: str = "") -> Cell:
        """Where a statement comes from: its mark, sources and id, and who signed it."""
        runs = [Run(f"{first} · " if first else ""), self.marked(mark), Run(" "), *self.cited(sources)]
        lines = [Paragraph(tuple(runs), small=True), plain(name, tone="muted", small=True)]
        signed = self.signed(key)
        return (*lines, plain(signed, small=True)) if signed else tuple(lines)

    def marked(self, mark: Mark) -> Run:
        """The word of a mark; heavy where nothing was read."""
        return Run(self.words.say(f"mark.{mark}"), "strong" if mark == "unverified" else "plain")

    def cited(self, sources: Iterable[str]) -> list[Run]:
        """Sources in brackets, each leading to its entry."""
        runs: list[Run] = []
        for source in sources:
            runs.append(Run(", " if runs else "[", "muted"))
            runs.append(Run(source, "muted", f"source.{source}"))
        return [*runs, Run("]", "muted")] if runs else []

    def after(self, mark: Mark, sources: Iterable[str]) -> tuple[Run, ...]:
        """Mark and sources as they follow a sentence."""
        before, after = self.words.say("book.parentheses").split("{said}")
        cited = self.cited(sources)
        return (Run(before), self.marked(mark), Run(f"{after} " if cited else after), *cited)

    def signed(self, key: str) -> str:
        """Who signed a record; empty while nobody did."""
        signatures = self.catalog.signoffs.get(key, ())
        if not signatures:
            return ""
        say = self.words.say
        state = signoff.state(self.catalog, key)
        names = self.words.join(say("book.signed_name", name=s.reviewer, date=s.date) for s in signatures)
        return say({"signed": "book.signed_by", "half": "book.half"}.get(state, "book.lapsed"), names=names)

    def aside(self, runs: Iterable[Run], name: str, key: str) -> tuple[Run, ...]:
        """What stands after a sentence of running text: mark and sources (`runs`), id, and who signed."""
        signed = self.signed(key)
        named = (Run(f" {name}", "muted"),) if name else ()
        return (*runs, *named, *((Run(f" · {signed}"),) if signed else ()))

    def treatments(self, treatments: Iterable[str], *, small: bool = False) -> Paragraph:
        """Names of treatments in a row, each leading to what the catalogue says of it."""
        runs: list[Run] = []
        for treatment in treatments:
            if runs:
                runs.append(Run(self.words.say("list")))
            runs.append(Run(self.words.treatment(treatment), to=f"treatment.{treatment}"))
        return Paragraph(tuple(runs), small=small)

    # -- rules --

    def rules(self, rules: Iterable[Rule], title: str, *, speaks_of: bool = False) -> Table:
        """A table of rule rows, by effect; with `speaks_of` each row names its treatments."""
        say = self.words.say
        by_effect: dict[str, list[Rule]] = {}
        for rule in rules:
            by_effect.setdefault(rule.effect, []).append(rule)
        rows = []
        for effect in EFFECTS:
            if effect not in by_effect:
                continue
            head = (
                Run(say(f"effect.{effect}"), "strong"),
                Run(f"{say('colon')}{say(f'book.effect.{effect}')}", "muted"),
            )
            rows.append(Row(((Paragraph(head, small=True),),), band=True))
            rows += [self._rule(rule, speaks_of=speaks_of) for rule in by_effect[effect]]
        titles = ("book.column.when", "book.column.reason", "book.column.from")
        columns = tuple(Column(say(t), s) for t, s in zip(titles, (0.35, 0.41, 0.24), strict=True))
        return Table(columns, tuple(rows), title=title)

    def _rule(self, rule: Rule, *, speaks_of: bool) -> Row:
        words = self.words
        when = tuple(plain(words.criterion(criterion), small=True) for criterion in rule.when)
        said = [plain(words.text(f"rule.{rule.id}"), small=True)]
        if rule.scheme:
            said.append(plain(self.scheme(rule.scheme), tone="strong", small=True))
        if speaks_of:
            names = words.join(words.short(treatment) for treatment in rule.applies_to)
            text = f"{words.say('book.shared.for')}{words.say('colon')}{names}"
            said.append(plain(text, tone="muted", small=True))
        kind = words.say(f"kind.{rule.kind}")
        key = f"rule.{rule.id}"
        return Row(
            (when, tuple(said), self.origin(key, rule.mark, rule.sources, rule.id, first=kind)), anchor=key
        )

    def scheme(self, scheme: str) -> str:
        """While which guideline a row acts, or of which trial it is."""
        kind, colon, name = scheme.partition(":")
        if colon and kind == "trial":
            return self.words.say("book.scheme.trial", trial=name.upper())
        return self.words.say("book.scheme", guideline=self.words.guideline(scheme))

    # -- positions --

    def positions(self, positions: Iterable[Position], title: str) -> Table:
        """A table of guideline positions, by guideline and edition, in the order in which they speak."""
        words = self.words
        by_edition: dict[tuple[str, str], list[Position]] = {}
        for position in positions:
            by_edition.setdefault((position.guideline, position.edition), []).append(position)
        order = {g.id: g.order for g in self.catalog.guidelines.values() if g.order}
        rows = []
        for (guideline, edition), own in sorted(by_edition.items(), key=lambda item: order[item[0][0]]):
            name = self._edition(guideline, edition)
            rows.append(Row(((Paragraph((Run(name, "strong"),), small=True),),), band=True))
            for position in own:
                holds = words.condition(position.when) or words.say("book.always")
                situation = (
                    plain(words.text(f"position.{position.context}"), small=True),
                    plain(f"{words.say('book.when')}{words.say('colon')}{holds}", tone="muted", small=True),
                )
                key = f"position.{position.id}"
                origin = self.origin(key, position.mark, position.sources, position.id)
                standing = Run(words.say(f"standing.{position.position}"), "strong")
                cells = ((Paragraph((standing,), small=True),), situation, self._grade(position), origin)
                rows.append(Row(cells, anchor=key))
        titles = ("book.column.position", "book.column.situation", "book.column.grade", "book.column.mark")
        shares = (0.14, 0.48, 0.16, 0.22)
        columns = tuple(Column(words.say(t), s) for t, s in zip(titles, shares, strict=True))
        return Table(columns, tuple(rows), title=title)

    def _edition(self, guideline: str, edition: str) -> str:
        for candidate in self.catalog.guidelines.values():
            if (candidate.id, candidate.edition) == (guideline, edition):
                name = candidate.names[self.words.language]
                return name if edition in name else f"{name} · {edition}"
        raise KeyError(guideline, edition)

    def _grade(self, position: Position) -> Cell:
        say = self.words.say
        lines = []
        for kind, value in (("strength", position.strength), ("level", position.level)):
            if value in _UNREAD:
                lines.append(say(f"book.{kind}", value=say(_UNREAD[value])))
            elif value not in ("", "-"):
                lines.append(say(f"book.{kind}", value=self._graded(value)))
        if position.strength == position.level and position.strength in _UNREAD:
            lines = [say(_UNREAD[position.strength])]
        if not lines:
            lines = [say("book.grade_not_read")]
        if position.section:
            lines.append(position.section)
        return tuple(plain(line, small=True) for line in lines)

    def _graded(self, value: str) -> str:
        try:
            return self.words.say(f"book.grade.{value}")
        except KeyError:
            return value  # a letter or number, the same in every language

    # -- figures --

    def figures(self, outcomes: Iterable[Outcome], title: str) -> Table:
        """A table of figures: of 100 with time, group, n and interval; the entry criteria of the group."""
        words = self.words
        rows = []
        for outcome in outcomes:
            criteria = words.condition(outcome.criteria) or words.say("book.not_stated")
            key = f"outcome.{outcome.id}"
            origin = self.origin(key, outcome.mark, outcome.sources, outcome.id)
            said = (plain(words.outcome(outcome).text, small=True),)
            rows.append(Row((said, (plain(criteria, small=True),), origin), anchor=key))
        titles = ("book.column.figure", "book.column.group", "book.column.mark")
        columns = tuple(Column(words.say(t), s) for t, s in zip(titles, (0.46, 0.3, 0.24), strict=True))
        return Table(columns, tuple(rows), title=title)


class Shared:
    """Rule rows that speak of several treatments, in groups of the same treatments; the small groups together."""

    def __init__(self, catalog: Catalog, words: Words) -> None:
        self._words = words
        by_treatments: dict[frozenset[str], list[Rule]] = {}
        for rule in catalog.rules.values():
            if len(rule.applies_to) > 1:
                by_treatments.setdefault(frozenset(rule.applies_to), []).append(rule)
        order = list(catalog.treatments)
        self._groups = [
            (sorted(treatments, key=order.index), rules)
            for treatments, rules in by_treatments.items()
            if len(rules) >= FEW
        ]
        self._groups.sort(key=lambda group: (-len(group[0]), order.index(group[0][0])))
        self._others = [rule for rules in by_treatments.values() if len(rules) < FEW for rule in rules]

    def titles(self) -> list[str]:
        """The heading of every group."""
        say, words = self._words.say, self._words
        found = []
        for number, (treatments, _rules) in enumerate(self._groups, 1):
            names = [words.short(treatment) for treatment in treatments]
            if len(names) <= FEW:
                found.append(say("book.shared.pair", n=number, names=words.join(names)))
            else:
                more, every = len(names) - 1, len(names)
                found.append(say("book.shared.group", n=number, first=names[0], more=more, all=every))
        return found

    def parts(self) -> list[tuple[str, list[Rule]]]:
        """Every group with its heading, the single rows last."""
        parts = [(title, rules) for title, (_t, rules) in zip(self.titles(), self._groups, strict=True)]
        return [*parts, (self._words.say("book.shared.others"), self._others)]

    def blocks(self, statements: Statements) -> list[Block]:
        """The chapter of shared rows."""
        say, words = self._words.say, self._words
        blocks: list[Block] = [
            Paragraph((Run(say("book.shared.intro"), "muted"),), small=True, keep=True),
        ]
        for number, (title, (treatments, rules)) in enumerate(
            zip(self.titles(), self._groups, strict=True), 1
        ):
            names = words.join(words.treatment(treatment) for treatment in treatments)
            blocks.append(Heading(title, 2, f"shared.{number}"))
            blocks.append(Labelled(say("book.shared.for"), (plain(names, small=True),), keep=True))
            blocks.append(statements.rules(rules, say("book.shared.rows", n=number)))
        others = say("book.shared.others")
        blocks.append(Heading(others, 2, "shared.others"))
        blocks.append(statements.rules(self._others, say("book.shared.single"), speaks_of=True))
        return blocks

    def of(self, treatment: str) -> tuple[Paragraph, ...]:
        """Which groups and single rows speak of a treatment: how many of each effect, and where they stand."""
        say = self._words.say
        said: list[tuple[Run, ...]] = []
        for number, (treatments, rules) in enumerate(self._groups, 1):
            if treatment in treatments:
                anchor = f"shared.{number}"
                head = Run(say("book.shared.short", n=number), "strong", anchor)
                said.append((head, Run(f"{say('colon')}{self._counted(rules)}")))
        single = [rule for rule in self._others if treatment in rule.applies_to]
        if single:
            head = Run(say("book.shared.others"), "strong", "shared.others")
            runs: list[Run] = [head, Run(say("colon"))]
            for index, rule in enumerate(single):
                runs.append(Run(f"{say('list') if index else ''}{say(f'effect.{rule.effect}')} "))
                runs.append(Run(rule.id, "muted", f"rule.{rule.id}"))
            said.append(tuple(runs))
        if not said:
            return (plain(say("book.shared.none"), small=True),)
        return tuple(Paragraph(runs, small=True) for runs in said)

    def _counted(self, rules: list[Rule]) -> str:
        words = self._words
        counts = {effect: sum(rule.effect == effect for rule in rules) for effect in EFFECTS}
        return words.join(
            words.say("paper.count", words=words.say(f"effect.{effect}"), n=n)
            for effect, n in counts.items()
            if n
        )
