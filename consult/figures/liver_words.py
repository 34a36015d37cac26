"""Liver words: what the liver map shows, short beside a nodule and in sentences for those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consult.fields import Field
from consult.figures.liver_places import Nodule, numeral, touching
from consult.figures.liver_shape import drawn
from consult.patient import Record
from consult.phrases import Words, number
from consult.values import UNKNOWN, Bounds

IMPLIED = "viable"
"""What a nodule without a status is counted and drawn as."""
NEAR = "△"
LIVER_WIDTH_MM = 200
NEIGHBOURS = (
    "subcapsular",
    "near_major_bile_duct",
    "near_gallbladder",
    "near_bowel",
    "near_diaphragm",
    "near_heart",
    "near_large_vessel",
    "exophytic",
)
"""What is said of a nodule's surroundings when it is recorded as so; the words are `liver.near.…`."""

Lesions = Sequence[Mapping[str, Any]]


def listed(lesions: Any) -> Lesions:
    """The nodules of a list; none while it is UNKNOWN."""
    return () if lesions is UNKNOWN else lesions


# -- beside a nodule -----------------------------------------------------------------------------------------------


def short_size(size: Any, words: Words) -> str:
    """ "25 mm", "20–30 mm", "≥ 30 mm", "? mm"."""
    if size is UNKNOWN or size == Bounds():
        said = "?"
    elif not isinstance(size, Bounds):
        said = number(size)
    elif size.low is None:
        said = f"{'<' if size.high_open else '≤'} {number(size.high or 0)}"
    elif size.high is None:
        said = f"{'>' if size.low_open else '≥'} {number(size.low)}"
    else:
        said = f"{number(size.low)}–{number(size.high)}"
    return words.quantity(said, "mm")


def short_near(record: Mapping[str, Any], words: Words) -> str:
    """ "△ bowel, vessel · vessel 4 mm": recorded neighbours, and the recorded distance as it is."""
    said = []
    near = [name for name in NEIGHBOURS if record.get(name) is True]
    if near:
        said.append(f"{NEAR} {words.join(words.say(f'liver.near.{name}') for name in near)}")
    if "distance_to_vessel_mm" in record:
        said.append(_distance(record, words))
    return " · ".join(said)


def short_segments(one: Nodule, record: Mapping[str, Any]) -> str:
    """The segments, where the place of the nodule does not show them all."""
    return "" if touching(one.segments) else numerals(record.get("segment", ()))


def numerals(segments: Sequence[str]) -> str:
    """ "V/VIII"."""
    return "/".join(numeral(segment) for segment in segments)


# -- in sentences --------------------------------------------------------------------------------------------------


def description(field: Field, lesions: Any, words: Words) -> str:
    """Everything the map shows."""
    said = [words.say("liver.words", wide=words.quantity(str(LIVER_WIDTH_MM), "mm"))]
    if lesions is UNKNOWN:
        said.append(words.say("liver.words.unknown"))
    elif not lesions:
        said.append(words.say("liver.words.none"))
    for index, record in enumerate(listed(lesions)):
        said.append(lesion(field, record, index, words))
    return words.say("liver.words.between").join(said)


def lesion(field: Field, record: Mapping[str, Any], index: int, words: Words) -> str:
    """One nodule: number and label, segment, size, status, recorded neighbours."""
    segments = record.get("segment", ())
    where = _where(segments, words) if segments else words.say("liver.words.no_segment")
    label = f" ({record['label']})" if "label" in record else ""
    parts = (where, _size(field, record, words), _status(record, words), _near(field, record, words))
    return words.say("liver.words.lesion", number=f"{index + 1}{label}", said=words.join(parts))


def segment_words(segment: str, field: Field, lesions: Any, words: Words) -> str:
    """A drawn segment and what is recorded in it."""
    inside = [
        words.say("liver.words.inside", number=index + 1, size=_size(field, record, words))
        for index, record in enumerate(listed(lesions))
        if segment in drawn(record.get("segment", ()))
    ]
    return words.join((_where((segment,), words), *(inside or [words.say("liver.words.empty")])))


def _where(segments: Sequence[str], words: Words) -> str:
    key = "liver.words.segments" if len(segments) > 1 else "liver.words.segment"
    return words.say(key, names=numerals(segments))


def _size(field: Field, record: Mapping[str, Any], words: Words) -> str:
    if "size_mm" not in record:
        return words.say("liver.words.no_size")
    return words.record(field, Record({"size_mm": record["size_mm"]}))


def _status(record: Mapping[str, Any], words: Words) -> str:
    if "status" not in record:
        return words.say("liver.words.no_status")
    return words.say(f"liver.status.{record['status']}")


def _near(field: Field, record: Mapping[str, Any], words: Words) -> str:
    said = [words.record(field, Record({name: True})) for name in NEIGHBOURS if record.get(name) is True]
    if "distance_to_vessel_mm" in record:
        said.append(_distance(record, words))
    return words.join(said) or words.say("liver.words.no_neighbour")


def _distance(record: Mapping[str, Any], words: Words) -> str:
    return words.say("liver.near.distance", distance=short_size(record["distance_to_vessel_mm"], words))
