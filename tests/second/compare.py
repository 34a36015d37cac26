"""Both implementations on one patient, and the smallest patient on which they still differ."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from consult.hcc.derive import SCHEMA, derive
from tests.second.envelope import ITEMS, TooManyError, differences, envelope, gaps, read

Document = dict[str, Any]


def disagreements(
    document: Document,
    limit: int,
    most_gaps: int = 3,
    items: Iterable[str] = tuple(ITEMS),
    seen: Counter[str] | None = None,
) -> dict[tuple[str, str], str]:
    """(item, output) -> what the two say, for every item with few enough gaps to enumerate.

    `seen` counts the items by their gaps, and those that were left out.
    """
    known = read(document)
    results = derive(SCHEMA.read(document)).results
    seen = Counter() if seen is None else seen
    found = {}
    for item in items:
        open_inputs = gaps(known, item)
        if open_inputs > most_gaps:
            seen["more gaps"] += 1
            continue
        try:
            reached = envelope(known, item, limit)
        except TooManyError:
            seen["too many"] += 1
            continue
        seen[f"{open_inputs} gaps"] += 1
        for text in differences(item, known, results[item].values, reached):
            found[item, text.split(":")[0]] = text
    return found


def minimise(document: Document, item: str, key: str, limit: int) -> Document:
    """Drop every field, and every nodule, whose absence leaves the outputs different in the same way."""
    wanted = _text(document, item, key, limit)
    small = dict(document)
    for name in list(document):
        trial = {field: value for field, value in small.items() if field != name}
        if _text(trial, item, key, limit) == wanted:
            small = trial
    nodules = list(small.get("lesions") or ())
    for place in reversed(range(len(nodules))):
        trial = {**small, "lesions": nodules[:place] + nodules[place + 1 :]}
        if _text(trial, item, key, limit) == wanted:
            small, nodules = trial, trial["lesions"]
    return small


def _text(document: Document, item: str, key: str, limit: int) -> str | None:
    known = read(document)
    values = derive(SCHEMA.read(document)).results[item].values
    try:
        reached = envelope(known, item, limit)
    except TooManyError:
        return None
    texts = differences(item, known, values, reached)
    return next((text for text in texts if text.split(":")[0] == key), None)


def report(documents: list[Document], limit: int, items: Iterable[str] = tuple(ITEMS)) -> str:
    """The first disagreement of each item and output, minimised; empty when there is none."""
    lines: dict[tuple[str, str], str] = {}
    for document in documents:
        for (item, key), text in disagreements(document, limit, items=items).items():
            if (item, key) not in lines:
                small = json.dumps(minimise(document, item, key, limit))
                lines[item, key] = f"{item}.{text}\n    {small}"
    return "\n".join(lines.values())
