"""Wording: lines of the comparison in words, each said once and remembered until the language changes."""

from __future__ import annotations

from collections.abc import Hashable

from consult.compare import Line
from consult.phrases import SHAPES, Sentence
from consult.truth import Truth
from ui.workspace import Workspace


class Wording:
    """`Words.line` with a memory: an edit makes new lines, but nearly all of them say what they said before."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._words = workspace.words
        self._said: dict[Hashable, Sentence] = {}

    def sentence(self, line: Line) -> Sentence:
        """The line in the language of the workspace."""
        if self._words is not self._workspace.words:
            self._words = self._workspace.words
            self._said.clear()
        key = key_of(line)
        found = self._said.get(key)
        if found is None:
            if len(self._said) > 5000:
                self._said.clear()
            found = self._said[key] = self._words.line(line, self._workspace.knowledge)
        return found

    def plain(self, line: Line) -> str:
        """A line as plain text: shape of a status, label, words, sources, and the mark of a draft."""
        sentence, words = self.sentence(line), self._workspace.words
        shape = f"{SHAPES[sentence.tone]} " if line.kind == "status" else ""
        label = f"{sentence.label}{words.say('colon')}" if sentence.label else ""
        sources = f" [{words.join(sentence.sources)}]" if sentence.sources else ""
        mark = f" ({words.say('mark.unverified')})" if sentence.mark == "unverified" else ""
        return f"{shape}{label}{sentence.text}{sources}{mark}"


def key_of(line: Line) -> Hashable:
    """What a line's words depend on: equal keys are worded alike, whoever the patient is."""
    record = line.record
    match line.kind:
        case "status":
            return line.kind, record.status, record.possible_statuses
        case "rule" | "first":
            missing = record.missing if line.state is Truth.UNKNOWN else ()
            return line.kind, record.rule.id, record.state, line.state, missing
        case "confirm":
            return line.kind, tuple(reason.missing for reason in record)
        case "position" | "context":
            return line.kind, record.position.id, record.state
        case "outcome":
            return line.kind, record.id, line.differs
        case "burden":
            return line.kind, record[0], record[1].id
        case "topic":
            return line.kind, record.id
        case "view":
            return line.kind, record[0].id, record[1].region
        case "times":
            return line.kind, record.measure, tuple(treatment for treatment, _own in record.reported)
        case "point" | "certainty" | "glance" | "unknowns" | "claim" | "evidence" | "regulatory" | "advice":
            return line.kind, record.id
    return line.kind, record, line.state


def keys_after(
    keys: tuple[Hashable, ...], before: tuple[Line, ...], lines: tuple[Line, ...]
) -> tuple[Hashable, ...]:
    """The keys of `lines`; a line that stands where it stood, the very same object, keeps its key."""
    kept = zip(keys, before, lines, strict=False)
    found = [key if old is line else key_of(line) for key, old, line in kept]
    return (*found, *[key_of(line) for line in lines[len(found) :]])
