"""Lesion parts: sizes in millimetres or centimetres, and liver segments as reports write them."""

from __future__ import annotations

import re
from typing import Any

from consult.fields import Field
from consult.quantity import FACTORS
from consult.values import map_numbers
from ui.form.numbers import NumberEditor
from ui.form.reading import Kind, Reading, number_text, plain_text, read_number
from ui.form.texts import LineEditor
from ui.form.unit_question import UnitQuestion

_CENTIMETRES = r"(.*?)\s*(cm|厘米|mm|毫米)"
_UNIT_BEGUN = r".*\d\s*[cm厘毫]"
_SEGMENT_SEPARATORS = r"[\s,;/+&、，；]+"
_SEGMENT_WORDS = r"\b(?:segments?|segs?)\b\.?|第|段"
_PARTED_HALF = r"\b(s?(?:iv|4))\s+([ab])\b"
"""The half of a segment written apart: "iv b"."""
_ROMAN = {"viii": "8", "vii": "7", "vi": "6", "iv": "4", "v": "5", "iii": "3", "ii": "2", "i": "1"}
_SEGMENT = r"s?\s*(viii|vii|vi|iv|v|iii|ii|i|[1-8])([ab]?)"


class SizeEditor(NumberEditor):
    """A size in millimetres; "2.5 cm" is read, and shown as 25 once the box is left."""

    reads_units = False
    """It reads them itself: its number is stored in a record, without the text."""

    def reading_of(self, text: str) -> Reading:
        typed = plain_text(text)
        match = re.fullmatch(_CENTIMETRES, typed, re.IGNORECASE)
        if match is None:
            return (
                Reading(Kind.BEGUN)
                if re.fullmatch(_UNIT_BEGUN, typed, re.IGNORECASE)
                else super().reading_of(text)
            )
        reading = read_number(match[1])
        if reading.kind is not Kind.VALUE or match[2].casefold() in ("mm", "毫米"):
            return reading
        factor = FACTORS["size"]["cm"]
        return Reading(Kind.VALUE, map_numbers(reading.value, lambda n: round(n * factor, 6)))

    def unit_question(self) -> UnitQuestion | None:
        """None where the unit was typed with the number."""
        typed_with_unit = re.fullmatch(_CENTIMETRES, plain_text(self.box.text()), re.IGNORECASE) is not None
        return None if typed_with_unit else super().unit_question()

    def message(self) -> str:
        said = super().message()
        text, entry = self.box.text(), self.shown.entry
        if said or entry is None or not re.fullmatch(_CENTIMETRES, plain_text(text), re.IGNORECASE):
            return said
        value = f"{number_text(entry.value)} {self.field.unit}"
        return self.words.say("lesions.converted", typed=text, value=value)

    def _leave(self) -> None:
        if self.shown.entry is not None and not self.problem:
            self._set_text(number_text(self.shown.entry.value))
        super()._leave()


class SegmentsBox(LineEditor):
    """Couinaud segments as they stand in a report: 8, VIII, S4a, "iv b", 第8段, or several: 5/8, 4a/b."""

    def type_in(self, segments: tuple[str, ...]) -> None:
        """Store segments as if they had been typed."""
        self.box.setText(self._text(segments))
        self.read(self.box.text())

    def _value(self, text: str) -> Any:
        return read_segments(text, self.field)

    def _problem(self, text: str) -> str:
        return self.tr("Not stored: type segments such as 8, VIII, 4a or 5/8.") if text.strip() else ""

    def _text(self, value: Any) -> str:
        return "/".join(member.removeprefix("s") for member in value)


def read_segments(text: str, field: Field) -> tuple[str, ...] | None:
    """The members a text names, or None when a part of it names none."""
    typed = re.sub(_SEGMENT_WORDS, " ", plain_text(text).casefold())
    found: dict[str, None] = {}
    before = ""
    for part in re.split(_SEGMENT_SEPARATORS, re.sub(_PARTED_HALF, r"\1\2", typed)):
        if not part:
            continue
        match = re.fullmatch(_SEGMENT, part)
        if match is not None:
            member = f"s{_ROMAN.get(match[1], match[1])}{match[2]}"
        elif part in ("a", "b") and before in ("s4a", "s4b"):
            member = f"s4{part}"  # 4a/b
        else:
            return None
        if member not in field.choice_ids():
            return None
        found[member] = None
        before = member
    return tuple(found) or None
