"""Editions: what differs between two editions of the catalogue, record by record, and the offer of a new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from consult.catalog import Catalog

How = Literal["added", "removed", "changed"]

KINDS = (
    *("treatment", "rule", "position", "outcome", "point", "burden", "conflict", "guideline", "source"),
    *("other", "text"),
)
"""What can differ, in the order in which it is listed."""
_PROVENANCE = frozenset({"edition", "date", "sequence", "review_by", "sha256", "signer", "texts"})
_OWN = {
    "rule": "rules",
    "position": "positions",
    "conflict": "conflicts",
    "guideline": "guidelines",
    "source": "sources",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One record that is new, gone or changed; `before` and `after` are the records, None where there is none.

    `owner` is the treatment a figure, point or burden belongs to. `texts` are the keys of its changed sentences.
    """

    kind: str
    how: How
    id: str
    owner: str = ""
    before: Any = None
    after: Any = None
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An edition that was verified and can be accepted: `packed` is the file as it was read."""

    before: Catalog
    after: Catalog
    differences: tuple[Difference, ...]
    packed: bytes = field(repr=False)


def differences(before: Catalog, after: Catalog) -> tuple[Difference, ...]:
    """Every record and sentence that differs, in the order of KINDS and, within a kind, of the newer edition."""
    olds, news = dict(_records(before)), dict(_records(after))
    changed_texts = _changed_texts(before, after)
    found: list[Difference] = []
    told: set[str] = set()
    for place in [*news, *(place for place in olds if place not in news)]:
        kind, owner, name = place
        old, new = olds.get(place), news.get(place)
        keys = tuple(
            dict.fromkeys(
                key for record in (old, new) if record for key in _keys(place, record, changed_texts)
            )
        )
        told.update(keys)
        if old is not None and new is not None and old == new and not keys:
            continue
        how: How = "added" if old is None else "removed" if new is None else "changed"
        found.append(Difference(kind=kind, how=how, id=name, owner=owner, before=old, after=new, texts=keys))
    for key in sorted(set(changed_texts) - told):
        found.append(Difference(kind="text", how=changed_texts[key], id=key, texts=(key,)))
    return tuple(sorted(found, key=lambda difference: KINDS.index(difference.kind)))


def counts(found: tuple[Difference, ...]) -> dict[tuple[str, How], int]:
    """How many records of each kind are new, gone and changed."""
    counted: dict[tuple[str, How], int] = {}
    for difference in found:
        place = difference.kind, difference.how
        counted[place] = counted.get(place, 0) + 1
    return counted


_Place = tuple[str, str, str]
"""Kind, owner and id of a record."""


def _records(catalog: Catalog) -> Iterator[tuple[_Place, Any]]:
    for treatment in catalog.treatments.values():
        bare = replace(treatment, points=(), burdens=(), outcomes=())
        yield ("treatment", "", treatment.id), bare
        for kind in ("point", "burden", "outcome"):
            for record in getattr(treatment, f"{kind}s"):
                yield (kind, treatment.id, record.id), record
    for kind, name in _OWN.items():
        for key, record in getattr(catalog, name).items():
            yield (kind, "", key), record
    # Whatever else an edition may come to hold is named too, if only by its id.
    for other in fields(catalog):
        held = getattr(catalog, other.name)
        known = other.name in _PROVENANCE or other.name in ("treatments", *_OWN.values())
        if not known and isinstance(held, Mapping):
            for key, record in held.items():
                yield ("other", other.name, str(key)), record


def _keys(place: _Place, record: Any, changed: Mapping[str, How]) -> Iterator[str]:
    """The changed sentences that belong to a record."""
    kind, owner, name = place
    if kind in ("treatment", "source"):  # sources: the parts of the note
        yield from (key for key in changed if key.startswith(f"{kind}.{name}."))
        return
    key = {
        "burden": f"burden.{owner}.{name}",
        "position": f"position.{getattr(record, 'context', '')}",
    }.get(kind, f"{kind}.{name}")
    if key in changed:
        yield key


def _changed_texts(before: Catalog, after: Catalog) -> dict[str, How]:
    """Every key whose sentence differs in any language."""
    found: dict[str, How] = {}
    for language in {**before.texts, **after.texts}:
        old, new = before.texts.get(language, {}), after.texts.get(language, {})
        for key in {**old, **new}:
            if old.get(key) != new.get(key):
                found[key] = "added" if key not in old else "removed" if key not in new else "changed"
    return found
