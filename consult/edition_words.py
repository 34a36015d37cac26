"""Edition words: what a new edition would change, in sentences, for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consult.editions import KINDS, Difference, How, Offer, counts
from consult.phrases import Words
from consult.provenance import provenance

_HOWS: tuple[How, ...] = ("added", "removed", "changed")


@dataclass(frozen=True, slots=True)
class Item:
    """One record that differs: its name with what happened to it, and what is new or gone in it, line by line."""

    title: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The records of one kind."""

    heading: str
    items: tuple[Item, ...]


def summary(offer: Offer, words: Words) -> tuple[str, ...]:
    """Which edition would take the place of which, and how many records of each kind differ."""
    counted = counts(offer.differences)
    lines = [
        words.say("edition.now", edition=provenance(offer.before, words)),
        words.say("edition.offered", edition=provenance(offer.after, words)),
    ]
    if not counted:
        return (*lines, words.say("edition.nothing"))
    for kind in KINDS:
        numbers = {how: counted.get((kind, how), 0) for how in _HOWS}
        if any(numbers.values()):
            lines.append(words.say("edition.count", kind=words.say(f"edition.kind.{kind}"), **numbers))
    return tuple(lines)


def sections(offer: Offer, before: Words, after: Words) -> tuple[Section, ...]:
    """Every record that differs, by kind. `before` and `after` speak one language, each with its own edition.

    Raises KeyError where the newer edition uses a word that this program does not have.
    """
    found = []
    for kind in KINDS:
        items = tuple(_item(d, before, after) for d in offer.differences if d.kind == kind)
        if items:
            found.append(Section(before.say(f"edition.kind.{kind}"), items))
    return tuple(found)


def report(offer: Offer, before: Words, after: Words) -> str:
    """Summary and records as plain text."""
    lines = list(summary(offer, before))
    for section in sections(offer, before, after):
        lines += ["", section.heading]
        for item in section.items:
            lines.append(f"  {item.title}")
            lines += [f"      {detail}" for detail in item.details]
    return "\n".join(lines)


def _item(difference: Difference, before: Words, after: Words) -> Item:
    old = _Describe(difference, before).said(difference.before)
    new = _Describe(difference, after).said(difference.after)
    words, record = (before, difference.before) if difference.how == "removed" else (after, difference.after)
    name = _Describe(difference, words).name(record)
    title = words.say(f"edition.{difference.how}", name=name)
    if difference.how != "changed":
        said = old if difference.how == "removed" else new
        return Item(
            title, tuple(words.say("edition.has", what=what, value=said[what]) for what in said if said[what])
        )
    details = []
    for what in {**old, **new}:
        was, now = old.get(what, ""), new.get(what, "")
        if was != now:
            none = words.say("edition.none")
            details.append(words.say("edition.differs", what=what, was=was or none, now=now or none))
    return Item(title, tuple(details) or (words.say("edition.elsewhere"),))


class _Describe:
    """A record in words, part by part, in one language and one edition."""

    def __init__(self, difference: Difference, words: Words) -> None:
        self._of, self._words = difference, words

    def name(self, record: Any) -> str:
        """What the record is called."""
        words, of = self._words, self._of
        match of.kind:
            case "treatment":
                return words.treatment(of.id)
            case "rule":
                return words.say(
                    "edition.of", owner=self._treatments(record.applies_to), name=self._text(f"rule.{of.id}")
                )
            case "position":
                name = f"{words.guideline(record.guideline)} – {words.say(f'standing.{record.position}')}"
                return words.say("edition.of", owner=self._treatments((record.treatment,)), name=name)
            case "outcome":
                return words.say("edition.of", owner=self._owner(), name=words.frames(record))
            case "point":
                return words.say("edition.of", owner=self._owner(), name=self._text(f"point.{of.id}"))
            case "burden":
                return words.say("edition.of", owner=self._owner(), name=words.say(f"burden.{of.id}"))
            case "conflict":
                return self._text(f"conflict.{of.id}")
            case "guideline":
                return f"{record.title} ({record.year})"
            case "source":
                return f"{of.id}: {record.citation}"
            case _:
                return f"{of.owner} {of.id}".strip()

    def said(self, record: Any) -> Mapping[str, str]:
        """Its parts, each under its own label; a part that is not there is empty."""
        if self._of.kind == "text":
            return {self._label("sentence"): self._text(self._of.id)}
        if record is None:
            return {}
        parts: dict[str, str] = getattr(self, f"_{self._of.kind}", self._other)(record)
        for part, value in (
            ("sources", ", ".join(getattr(record, "sources", ()))),
            ("mark", self._words.say(f"mark.{record.mark}") if hasattr(record, "mark") else ""),
        ):
            parts[part] = value
        return {self._label(part): value for part, value in parts.items()}

    def _treatment(self, record: Any) -> dict[str, str]:
        words, prefix = self._words, f"treatment.{record.id}."
        parts = {
            "role": f"{record.role}, {record.group}",
            "unproven": words.say("yes" if record.unproven else "no"),
            "certainty": words.say(f"certainty.{record.certainty}"),
            "certainty_mark": words.say(f"mark.{record.certainty_mark}"),
            "certainty_sources": ", ".join(record.certainty_sources),
        }
        for key in self._of.texts:
            parts[f"text.{key.removeprefix(prefix)}"] = self._text(key)
        if self._of.how != "changed":
            parts["text.glance"] = self._text(f"{prefix}glance")
        return parts

    def _rule(self, record: Any) -> dict[str, str]:
        words = self._words
        return {
            "treatments": self._treatments(record.applies_to),
            "effect": words.say(f"effect.{record.effect}"),
            "kind": words.say(f"kind.{record.kind}"),
            "condition": words.condition(record.when),
            "scheme": self._scheme(record.scheme),
            "sentence": self._text(f"rule.{record.id}"),
        }

    def _scheme(self, scheme: str) -> str:
        """A guideline by its short name; a trial's scheme stays as it is written."""
        return self._words.guideline(scheme) if self._words.has_guideline(scheme) else scheme

    def _position(self, record: Any) -> dict[str, str]:
        words = self._words
        return {
            "guideline": f"{words.guideline(record.guideline)}, {record.edition}",
            "standing": words.say(f"standing.{record.position}"),
            "condition": words.condition(record.when),
            "grade": ", ".join(part for part in (record.strength, record.level) if part),
            "section": record.section,
            "sentence": self._text(f"position.{record.context}"),
        }

    def _outcome(self, record: Any) -> dict[str, str]:
        words = self._words
        return {
            "figure": words.outcome(record).text,
            "exact": f"{record.exact:g}",
            "condition": words.condition(record.criteria),
        }

    def _point(self, record: Any) -> dict[str, str]:
        side = self._words.say(f"aspect.{record.side}")
        return {"side": side, "sentence": self._text(f"point.{record.id}")}

    def _burden(self, record: Any) -> dict[str, str]:
        words = self._words
        return {
            "span": words.span(record.span) if record.span else "",
            "sentence": self._text(f"burden.{self._of.owner}.{record.id}"),
        }

    def _conflict(self, record: Any) -> dict[str, str]:
        words = self._words
        return {
            "relation": words.say(f"relation.{record.relation}"),
            "between": f"{', '.join(record.a)} – {', '.join(record.b)}",
            "condition": words.condition(record.when),
            "sentence": self._text(f"conflict.{record.id}"),
        }

    def _guideline(self, record: Any) -> dict[str, str]:
        return {
            "sentence": f"{record.title} ({record.year}), {record.edition}",
            "name": record.names.get(self._words.language, ""),
            "doi": record.doi,
            "read": record.read_how,
            "order": str(record.order),
        }

    def _source(self, record: Any) -> dict[str, str]:
        parts = {
            "sentence": record.citation,
            "doi": " ".join(part for part in (record.doi, record.pmid) if part),
            "read": record.read,
        }
        for key in self._of.texts:
            parts[f"note.{key.rpartition('.')[2]}"] = self._text(key)
        return parts

    def _other(self, record: Any) -> dict[str, str]:
        return {"sentence": self._text(f"{self._of.owner}.{self._of.id}")}

    def _label(self, part: str) -> str:
        kind, _dot, name = part.partition(".")
        if kind == "note":
            return self._words.say(f"note.{name}")
        return self._words.say(f"edition.text.{name}" if kind == "text" else f"edition.part.{part}")

    def _owner(self) -> str:
        return self._treatments((self._of.owner,))

    def _treatments(self, names: tuple[str, ...]) -> str:
        return self._words.join(self._words.treatment(name) for name in names)

    def _text(self, key: str) -> str:
        return self._words.text(key) if self._words.has_text(key) else ""
