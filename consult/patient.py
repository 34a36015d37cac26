"""Patient: the frozen set of entered values, each kept as typed with its unit, and their strict reading."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any, NoReturn, cast

from consult.errors import InputError
from consult.fields import Field
from consult.quantity import PAIR_FACTORS
from consult.values import UNKNOWN, Bounds, OneOf, map_numbers

MAX_JSON_BYTES = 1024 * 1024
MAX_ORIGIN = 100
CHECKLIST = "exclusion_checklist"
"""The key of the one answer to the whole safety checklist; it is no field."""
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
NOT_RECORDED = frozenset({"unknown", "nx", "not_examined"})
"""Members that mean the same as a missing field (`clinical methods`, missing inputs)."""


class Record(Mapping[str, Any]):
    """One entry of a list of objects, such as a lesion: a mapping that cannot change and can be hashed."""

    __slots__ = ("_hash", "_items")

    def __init__(self, items: Mapping[str, Any]) -> None:
        self._items = dict(items)
        self._hash = hash(tuple(sorted(self._items.items(), key=lambda pair: pair[0])))

    def __getitem__(self, key: str) -> Any:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and self._items == other._items


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer: the JSON key names the unit, `text` is what was typed (empty when it came from a file)."""

    key: str
    value: Any
    text: str = ""
    day: date | None = None
    """When the sample was taken or the image made; None: not said."""
    origin: str = ""
    """Who says so: a laboratory, a hospital, the patient. Empty: not said."""


@dataclass(frozen=True, slots=True)
class Warning:
    """Something accepted but worth a question; `values` holds limits and units, never a patient's value."""

    field: str
    code: str
    values: Mapping[str, str] = dataclass_field(default_factory=dict)


class Schema:
    """The declared fields, and the reading of a patient against them.

    `dated` names the fields whose values can carry a date and an origin, each with its kind ("laboratory", ...).
    """

    def __init__(self, fields: tuple[Field, ...], dated: Mapping[str, str] = MappingProxyType({})) -> None:
        self.fields = fields
        self.dated = dated
        self.by_id: Mapping[str, Field] = MappingProxyType({f.id: f for f in fields})
        keys: dict[str, Field] = {}
        for field in fields:
            for key in (field.id,) if field.other is None else (field.id, field.other.key):
                if key in keys:
                    raise ValueError(f"two fields use the key {key}")
                keys[key] = field
        self.by_key: Mapping[str, Field] = MappingProxyType(keys)
        self.questioned = frozenset(f.id for f in fields if f.is_questioned)
        """The fields that may be asked about because of their value alone."""
        self.checklist = tuple(f for f in fields if f.none_applies is not None)

    def empty(self) -> Patient:
        """The patient of whom nothing is recorded."""
        return Patient(self, {})

    def read_json(self, text: str | bytes, *, today: date | None = None) -> Patient:
        """Read one JSON object. Raises InputError naming the field for anything that is not exactly right."""
        return self.read(parse_json(text), today=today)

    def read(self, document: object, *, today: date | None = None) -> Patient:
        """Read an object already parsed from JSON. Raises InputError as `read_json` does."""
        if not isinstance(document, dict):
            raise InputError("not_an_object")
        entries: dict[str, Entry] = {}
        none_apply = False
        by_key = self.by_key
        for key, raw in document.items():
            field = by_key.get(key)
            if field is None:
                if key == CHECKLIST:
                    none_apply = self._read_checklist(raw)
                    continue
                raise InputError("unknown_field", field=_short(key))
            said, day, origin = self._read_dated(field, key, raw, today)
            if said is None:
                continue
            entry = Entry(key, check_value(field, key, said, today=today), day=day, origin=origin)
            earlier = entries.get(field.id)
            if earlier is not None:
                _refuse_disagreeing_units(field, earlier, entry)
                if key != field.id:
                    continue
            entries[field.id] = entry
        return Patient(self, entries, none_apply)

    def _read_dated(
        self, field: Field, key: str, raw: object, today: date | None
    ) -> tuple[object, date | None, str]:
        """A bare value, or `{"value": ..., "date": ..., "origin": ...}` with when and whence it is."""
        if not isinstance(raw, dict) or "value" not in raw:
            return raw, None, ""
        if not raw.keys() <= {"value", "date", "origin"}:
            raise InputError("wrong_type", field=key, expected=field.type)
        day, origin = raw.get("date"), raw.get("origin")
        self.check_origin(field, day, origin)
        if day is not None:
            day = _date(_TAKEN, f"{key}.date", day, today)
        return raw["value"], day, origin or ""

    def check_origin(self, field: Field, day: object, origin: object) -> None:
        """Raises InputError when the field carries no date and origin, or the origin is no short text."""
        if day is None and origin is None:
            return
        if field.id not in self.dated:
            raise InputError("not_dated", field=field.id)
        if origin is not None:
            _text(_ORIGIN, f"{field.id}.origin", origin, None)

    def _read_checklist(self, raw: object) -> bool:
        if raw is None:
            return False
        if raw != "none_apply":
            raise InputError("not_a_member", field=CHECKLIST, members="none_apply")
        return True


class Patient:
    """The entered values. Frozen: every change gives a new patient."""

    __slots__ = ("_canonical", "entries", "none_apply", "schema")

    def __init__(self, schema: Schema, entries: Mapping[str, Entry], none_apply: bool = False) -> None:
        self.schema = schema
        self.entries: Mapping[str, Entry] = MappingProxyType(dict(entries))
        self.none_apply = none_apply
        self._canonical: dict[str, Any] | None = None

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Patient)
            and self.entries == other.entries
            and self.none_apply == other.none_apply
        )

    def __hash__(self) -> int:
        return hash((frozenset(self.entries.items()), self.none_apply))

    def __repr__(self) -> str:
        return f"<Patient with {len(self.entries)} recorded fields>"  # never a value

    def with_value(
        self, key: str, value: Any, text: str = "", *, day: date | None = None, origin: str = ""
    ) -> Patient:
        """A patient in whom `key` (either key of a unit pair) holds `value`. Raises InputError as `read` does.

        A new value never keeps the date and origin of the one it replaces: they are given with it.
        """
        field = self.schema.by_key.get(key)
        if field is None:
            raise InputError("unknown_field", field=_short(key))
        if value is None:
            return self.without(field.id)
        self.schema.check_origin(field, day, origin or None)
        entry = Entry(key, check_value(field, key, value), text, day, origin)
        return Patient(self.schema, {**self.entries, field.id: entry}, self.none_apply)

    def with_origin(
        self, field_id: str, day: date | None, origin: str, *, today: date | None = None
    ) -> Patient:
        """A patient whose recorded value of the field is of that day and origin. Raises InputError as `read` does."""
        field, entry = self.schema.by_id[field_id], self.entries[field_id]
        self.schema.check_origin(field, day, origin or None)
        if day is not None:
            _date(_TAKEN, f"{field_id}.date", day, today)
        dated = Entry(entry.key, entry.value, entry.text, day, origin)
        return Patient(self.schema, {**self.entries, field_id: dated}, self.none_apply)

    def without(self, field_id: str) -> Patient:
        """A patient in whom the field is not recorded."""
        rest = {name: entry for name, entry in self.entries.items() if name != field_id}
        return Patient(self.schema, rest, self.none_apply)

    def with_checklist(self, none_apply: bool) -> Patient:
        """A patient whose exclusion checklist is answered "none of these applies", or is open again."""
        return Patient(self.schema, self.entries, none_apply)

    def value(self, field_id: str) -> Any:
        """The canonical value of a field, or UNKNOWN. The checklist's answer is not included."""
        return self.canonical().get(field_id, UNKNOWN)

    def canonical(self) -> Mapping[str, Any]:
        """Recorded fields in canonical units; what means "not recorded" is left out."""
        if self._canonical is None:
            result: dict[str, Any] = {}
            for field_id, entry in self.entries.items():
                value = entry.value
                if isinstance(value, str) and value in NOT_RECORDED:
                    continue
                factor = PAIR_FACTORS.get(entry.key)
                if factor is not None:
                    value = map_numbers(value, partial(_times, factor))
                result[field_id] = value
            self._canonical = result
        return self._canonical

    def to_json(self) -> dict[str, Any]:
        """The patient as the JSON object `Schema.read` accepts, in the units that were entered."""
        document: dict[str, Any] = {}
        for field in self.schema.fields:
            entry = self.entries.get(field.id)
            if entry is not None:
                document[entry.key] = _with_origin(entry)
        if self.none_apply:
            document[CHECKLIST] = "none_apply"
        return document


def _with_origin(entry: Entry) -> Any:
    value = plain(entry.value)
    if entry.day is None and not entry.origin:
        return value
    said: dict[str, Any] = {"value": value}
    if entry.day is not None:
        said["date"] = entry.day.isoformat()
    if entry.origin:
        said["origin"] = entry.origin
    return said


def _times(factor: float, number: float) -> float:
    return round(number * factor, 9)


def plain(value: Any) -> Any:
    """`value` in the types of JSON."""
    if value is UNKNOWN:
        return None
    if isinstance(value, Bounds):
        ends = {"min": value.low, "max": value.high}
        result: dict[str, Any] = {name: end for name, end in ends.items() if end is not None}
        if value.low_open:
            result["min_open"] = True
        if value.high_open:
            result["max_open"] = True
        return result
    if isinstance(value, OneOf):
        return [plain(member) for member in value.members]
    if isinstance(value, Record):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def parse_json(text: str | bytes) -> object:
    """Strict JSON: at most 1 MiB, UTF-8, no duplicate keys, no NaN, bounded depth. Raises InputError."""
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(raw) > MAX_JSON_BYTES:
        raise InputError("too_large")
    try:
        decoded = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("not_utf8") from None
    try:
        return json.loads(
            decoded,
            object_pairs_hook=_refuse_duplicates,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_bounded_int,
        )
    except json.JSONDecodeError as error:
        raise InputError("not_json", line=str(error.lineno)) from None
    except RecursionError:
        raise InputError("too_deep") from None


def check_value(field: Field, key: str, raw: object, *, today: date | None = None) -> Any:
    """The value of `key` as its field declares it. Raises InputError for a wrong type, member or hard range."""
    return _CHECKS[field.type](field, key, raw, today)


def soft_warnings(patient: Patient) -> list[Warning]:
    """A question for each value outside its soft range: the value stays as it was entered."""
    found: list[Warning] = []
    for field_id, entry in patient.entries.items():
        if field_id not in patient.schema.questioned:
            continue
        field = patient.schema.by_id[field_id]
        found += _soft(field, entry.key, entry.value, field_id)
        if field.type == "objects":
            parts = [part for part in field.parts if part.is_questioned]
            for index, record in enumerate(entry.value):
                for part in parts:
                    if part.id in record:
                        found += _soft(part, part.id, record[part.id], f"{field_id}[{index}].{part.id}")
    return found


def _soft(field: Field, key: str, value: Any, name: str) -> list[Warning]:
    mixup = field.mixup(key, value)
    if mixup is not None:
        asked = {
            "unit": field.unit_of(key),
            "usual": mixup.unit,
            "quantity": mixup.quantity,
            "other": mixup.key,
        }
        if mixup.factor is not None:
            asked["factor"] = f"{mixup.factor:g}"
        return [Warning(name, "unit_question", MappingProxyType({k: v for k, v in asked.items() if v}))]
    other = field.other if field.other is not None and key == field.other.key else None
    limits = other.soft if other is not None else field.soft
    if limits is None:
        return []
    ends = [value]
    if isinstance(value, Bounds):
        ends = [end for end in (value.low, value.high) if end is not None]
    if all(not _is_number(end) or limits[0] <= end <= limits[1] for end in ends):
        return []
    limits_text = {"low": f"{limits[0]:g}", "high": f"{limits[1]:g}", "unit": field.unit_of(key)}
    return [Warning(name, "soft_range", MappingProxyType(limits_text))]


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        seen: set[str] = set()
        for key, _value in pairs:
            if key in seen:
                raise InputError("duplicate_key", field=_short(key))
            seen.add(key)
    return result


def _refuse_constant(_name: str) -> NoReturn:
    raise InputError("not_finite")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise InputError("not_finite")
    return number


def _bounded_int(text: str) -> int:
    if len(text) > 20:
        raise InputError("not_finite")
    return int(text)


def _refuse_disagreeing_units(field: Field, first: Entry, second: Entry) -> None:
    def canonical(entry: Entry) -> Any:
        factor = PAIR_FACTORS.get(entry.key, 1.0)
        return map_numbers(entry.value, lambda number: number * factor)

    if not _agree(canonical(first), canonical(second)):
        raise InputError("units_disagree", field=field.id, other=field.other.key if field.other else "")


def _agree(one: Any, two: Any) -> bool:
    if isinstance(one, Bounds) and isinstance(two, Bounds):
        same_kind = (one.low_open, one.high_open) == (two.low_open, two.high_open)
        return same_kind and _agree(one.low, two.low) and _agree(one.high, two.high)
    if not _is_number(one) or not _is_number(two):
        return one is two is None
    return bool(abs(one - two) <= 0.02 * max(abs(one), abs(two)))


def _short(key: str) -> str:
    """A key of the outside world, safe to name: bounded, printable."""
    cleaned = "".join(character if character.isprintable() else "?" for character in key)
    return cleaned if len(cleaned) <= 60 else cleaned[:57] + "..."


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(field: Field, key: str, raw: object, _today: date | None) -> Any:
    if isinstance(raw, dict):
        raw = _bounds(field, key, raw)
    if isinstance(raw, Bounds):
        for end in (raw.low, raw.high):
            if end is not None:
                _check_hard(field, key, end)
        return raw
    if not _is_number(raw):
        raise InputError("wrong_type", field=key, expected="number")
    number = cast("float", raw)
    if not math.isfinite(number):
        raise InputError("not_finite")
    _check_hard(field, key, number)
    if field.choices and f"{number:g}" not in field.choice_ids():
        raise InputError("not_a_member", field=key, members=", ".join(field.choice_ids()))
    return number


def _integer(field: Field, key: str, raw: object, today: date | None) -> Any:
    if raw == "unknown" and "unknown" in field.choice_ids():
        return "unknown"
    if isinstance(raw, dict | Bounds):
        value = _number(field, key, raw, today)
        for end in (value.low, value.high):
            if end is not None and end != int(end):
                raise InputError("wrong_type", field=key, expected="integer")
        if not _has_whole_number(field, value):
            raise InputError("empty_bounds", field=key)
        return value
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise InputError("wrong_type", field=key, expected="integer")
    _check_hard(field, key, raw)
    ids = field.choice_ids()
    if ids and str(raw) not in ids:
        raise InputError("not_a_member", field=key, members=", ".join(ids))
    return raw


def _has_whole_number(field: Field, value: Bounds) -> bool:
    """Whether a whole number that the field accepts lies within: "above 4" of 0-4 holds none."""
    hard = field.hard or (-math.inf, math.inf)
    low = (hard[0] if value.low is None else value.low) + (value.low is not None and value.low_open)
    high = (hard[1] if value.high is None else value.high) - (value.high is not None and value.high_open)
    return low <= high


def _bounds(field: Field, key: str, raw: dict[str, Any]) -> Bounds:
    if not raw.keys() <= {"min", "max", "min_open", "max_open"} or raw.get("min") is raw.get("max") is None:
        raise InputError("wrong_type", field=key, expected="number")
    for name in ("min", "max"):
        end = raw.get(name)
        if end is not None and (not _is_number(end) or not math.isfinite(end)):
            raise InputError("wrong_type", field=key, expected="number")
    for name in ("min_open", "max_open"):
        if not isinstance(raw.get(name, False), bool):
            raise InputError("wrong_type", field=key, expected="number")
    try:
        return Bounds(raw.get("min"), raw.get("max"), raw.get("min_open", False), raw.get("max_open", False))
    except ValueError:
        raise InputError("empty_bounds", field=key) from None


def _check_hard(field: Field, key: str, number: float) -> None:
    limits = field.hard_of(key)
    if limits is not None and not limits[0] <= number <= limits[1]:
        said = {"low": f"{limits[0]:g}", "high": f"{limits[1]:g}", "unit": field.unit_of(key)}
        mixup = field.mixup(key, number)
        if mixup is not None:
            said |= {"usual": mixup.unit, "quantity": mixup.quantity}
        raise InputError("out_of_range", field=key, **said)


def _choice(field: Field, key: str, raw: object, _today: date | None) -> Any:
    if not isinstance(raw, str):
        raise InputError("wrong_type", field=key, expected="choice")
    if raw not in field.choice_ids():
        raise InputError("not_a_member", field=key, members=", ".join(field.choice_ids()))
    return raw


def _choices(field: Field, key: str, raw: object, today: date | None) -> Any:
    if not isinstance(raw, list | tuple):
        raise InputError("wrong_type", field=key, expected="list")
    if len(raw) > field.max_items:
        raise InputError("too_many", field=key, most=str(field.max_items))
    return tuple(dict.fromkeys(_choice(field, key, member, today) for member in raw))


def _flag(_field: Field, key: str, raw: object, _today: date | None) -> Any:
    if not isinstance(raw, bool):
        raise InputError("wrong_type", field=key, expected="flag")
    return raw


def _text(field: Field, key: str, raw: object, _today: date | None) -> Any:
    if not isinstance(raw, str):
        raise InputError("wrong_type", field=key, expected="text")
    if not 1 <= len(raw) <= field.max_length:
        raise InputError("too_long", field=key, most=str(field.max_length))
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError("wrong_type", field=key, expected="text") from None
    return raw


def _texts(field: Field, key: str, raw: object, today: date | None) -> Any:
    if not isinstance(raw, list | tuple):
        raise InputError("wrong_type", field=key, expected="list")
    if len(raw) > field.max_items:
        raise InputError("too_many", field=key, most=str(field.max_items))
    return tuple(_text(field, key, part, today) for part in raw)


def _date(field: Field, key: str, raw: object, today: date | None) -> Any:
    if isinstance(raw, str) and re.fullmatch(_DAY, raw):
        try:
            raw = date.fromisoformat(raw)
        except ValueError:
            raise InputError("bad_date", field=key) from None
    if not isinstance(raw, date):
        raise InputError("bad_date", field=key)
    first, last = (1900, 9999) if field.hard is None else field.hard
    if not first <= raw.year <= last or (today is not None and raw > today):
        raise InputError("bad_date", field=key)
    return raw


def _objects(field: Field, key: str, raw: object, today: date | None) -> Any:
    if not isinstance(raw, list | tuple):
        raise InputError("wrong_type", field=key, expected="list")
    if len(raw) > field.max_items:
        raise InputError("too_many", field=key, most=str(field.max_items))
    parts = {part.id: part for part in field.parts}
    records = []
    for index, item in enumerate(raw):
        if isinstance(item, Record):
            records.append(item)
            continue
        if not isinstance(item, dict):
            raise InputError("wrong_type", field=f"{key}[{index}]", expected="object")
        read: dict[str, Any] = {}
        for name, value in item.items():
            part = parts.get(name)
            if part is None:
                raise InputError("unknown_field", field=f"{key}[{index}].{_short(name)}")
            if value is None:
                continue
            read[name] = check_value(part, f"{key}[{index}].{name}", value, today=today)
        records.append(Record(read))
    return tuple(records)


_ORIGIN = Field(id="origin", type="text", section="general", en="Origin", zh="来源", max_length=MAX_ORIGIN)
_TAKEN = Field(id="date", type="date", section="general", en="Date", zh="日期")
_Check = Callable[[Field, str, object, "date | None"], Any]
_CHECKS: Mapping[str, _Check] = MappingProxyType(
    {
        "number": _number,
        "integer": _integer,
        "choice": _choice,
        "choices": _choices,
        "flag": _flag,
        "text": _text,
        "texts": _texts,
        "date": _date,
        "objects": _objects,
    }
)
