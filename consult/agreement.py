"""Agreement: how the guidelines stand to the one that leads, on one treatment for one patient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consult.assess import Standing
from consult.catalog import LISTED, Catalog
from consult.truth import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Guidelines by what they say beside the leading one.

    `leading` is its position, "open" or "silent". Where it has a position, the others of that kind (listed, under
    conditions, against) agree and those of another differ; else `differ` is empty and `agree` holds all that speak.
    """

    guideline: str
    leading: str
    agree: tuple[str, ...]
    differ: tuple[str, ...]
    open: tuple[str, ...]
    silent: tuple[str, ...]


def agreement(catalog: Catalog, leading: str, standings: Iterable[Standing]) -> Agreement:
    """Every guideline that can lead, once, in catalogue order."""
    said: dict[str, str] = {}
    for standing in standings:
        position = standing.position
        known = standing.state is Truth.YES
        said[position.guideline] = position.position if known else said.get(position.guideline, "open")
    said = {guideline: "silent" if held == "not_addressed" else held for guideline, held in said.items()}
    own = said.get(leading, "silent")
    others = {g.id: said.get(g.id, "silent") for g in catalog.selectable() if g.id != leading}
    speaks = {name: held for name, held in others.items() if held not in ("open", "silent")}
    compared = own not in ("open", "silent")
    return Agreement(
        guideline=leading,
        leading=own,
        agree=tuple(name for name in speaks if not compared or _kind(speaks[name]) == _kind(own)),
        differ=tuple(name for name in speaks if compared and _kind(speaks[name]) != _kind(own)),
        open=tuple(name for name, held in others.items() if held == "open"),
        silent=tuple(name for name, held in others.items() if held == "silent"),
    )


def _kind(position: str) -> str:
    """First options and options are of one kind: both are listed."""
    return "listed" if position in LISTED else position
