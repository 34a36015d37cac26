"""Field help: what a field means, in which units and limits it is taken, what rests on it; from its declaration."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from consult.fields import Field
from consult.hcc.dated import KINDS
from consult.hcc.derive import rests_on
from consult.phrases import Words, number
from ui.form.choices import members_of
from ui.form.keys import members_at
from ui.guide.page import Page, pairs, sentence
from ui.workspace import Workspace


class FieldHelp(Page):
    """A page about the field that had the focus when it was asked for."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._field: Field | None = None
        workspace.language_changed.connect(self.retranslate)
        self.retranslate()

    def show_field(self, field: Field | None) -> None:
        """Tell about this field, or that there is none."""
        self._field = field
        self.retranslate()

    def follow(self, field: Field) -> None:
        """Tell about the field the focus went to, while the page is seen."""
        if self.isVisible():
            self.show_field(field)

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        words, field = self._workspace.words, self._field
        close = words.say("guide.close")
        if field is None:
            self.fill(words.say("help.title"), close, (sentence(words.say("help.none", keys="Shift+F1")),))
        else:
            self.fill(words.label(field), close, (pairs(self.rows(field)),))

    def rows(self, field: Field) -> list[tuple[str, str]]:
        """What is said of a field, each with its name; only what there is."""
        words = self._workspace.words
        units = [field.unit, field.other.unit if field.other is not None else ""]
        found = [
            ("help.meaning", words.explanation(field)),
            ("help.units", words.say("or").join(words.unit(unit) for unit in units if unit)),
            ("help.limits", _limits(field, words, hard=True)),
            ("help.soft", _limits(field, words, hard=False)),
            ("help.answers", words.join(_answers(field, words))),
            ("help.dated", self._dated(field)),
            ("help.used", words.join(self._used(field))),
            ("help.rows", self._asked_by(field)),
            ("help.key", words.say("or").join([field.id, *([field.other.key] if field.other else [])])),
            ("help.source", words.say("help.source.text")),
        ]
        return [(words.say(key), said) for key, said in found if said]

    def _dated(self, field: Field) -> str:
        kind = KINDS.get(field.id)
        if kind is None:
            return ""
        days = self._workspace.stale_after.get(kind)
        say = self._workspace.words.say
        return say("help.dated.lasting") if days is None else say("help.dated.stale", days=days)

    def _used(self, field: Field) -> list[str]:
        rests = rests_on()
        return [self._workspace.words.item(item) for item, fields in rests.items() if field.id in fields]

    def _asked_by(self, field: Field) -> str:
        knowledge = self._workspace.knowledge
        if knowledge is None:
            return ""
        rows = sum(any(c.fact == field.id for c in rule.when) for rule in knowledge.catalog.rules.values())
        return self._workspace.words.say("help.rows.count", rows=rows) if rows else ""


def _limits(field: Field, words: Words, *, hard: bool) -> str:
    """The limits in each unit of the field."""
    spans = [(field.hard if hard else field.soft, field.unit)]
    if field.other is not None:
        spans.append((field.other.hard if hard else field.other.soft, field.other.unit))
    return words.say("or").join(
        words.quantity(words.say("range", low=number(span[0]), high=number(span[1])), words.unit(unit))
        for span, unit in spans
        if span is not None
    )


def _answers(field: Field, words: Words) -> list[str]:
    """The members of a choice, each with the key that picks it."""
    if field.type not in ("choice", "flag", "integer"):
        return []
    members = members_of(field)
    said = []
    for at, member in enumerate(members):
        keys = [c for c in "0123456789abcdefghijklmnopqrstuvwxyz" if at in members_at(c, members)]
        word = (
            words.choice(field, member.id)
            if field.choices
            else (member.zh if words.language == "zh_CN" else member.en)
        )
        said.append(words.say("help.answer", word=word, pressed=keys[0].upper()) if keys else word)
    return said
