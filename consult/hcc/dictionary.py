"""`python -m consult.hcc.dictionary > docs/data-dictionary.md`: the data dictionary, from the declarations."""

from __future__ import annotations

from collections.abc import Iterable

from consult.fields import Field
from consult.hcc.derived_facts import DERIVED_FACTS
from consult.hcc.fields import FIELDS
from consult.hcc.mixups import MIXUPS
from consult.vocabulary import word

_HEAD = "| key | type | unit | hard limits | soft limits | members | English | 中文 | meaning |"
_RULE = "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"


def document() -> str:
    """The whole dictionary as Markdown."""
    lines = [
        "# Data dictionary",
        "",
        "Generated from the declarations by `python -m consult.hcc.dictionary`; do not edit.",
        "A second key of a unit pair stands below the first. **M** marks the minimal set, **C** the safety checklist",
        '(with what "none of these applies" stores).',
        "",
    ]
    sections = dict.fromkeys(field.section for field in FIELDS)
    for section in sections:
        lines += [f"## {word('section.' + section, 'en')}", "", _HEAD, _RULE]
        for field in FIELDS:
            if field.section == section:
                lines += _rows(field)
        lines.append("")
    lines += _unit_questions()
    lines += ["## Derived facts", "", _HEAD, _RULE]
    for field in DERIVED_FACTS:
        lines += _rows(field)
    return "\n".join(lines) + "\n"


def _unit_questions() -> list[str]:
    """The numbers about which is asked whether they were meant in another unit."""
    lines = [
        "## Unit questions",
        "",
        "A number in these ranges is asked about and never changed by itself; see the methods page.",
        "",
        "| key | number | usual for | entered again as |",
        "| --- | --- | --- | --- |",
    ]
    for name, mixup in MIXUPS.items():
        again = f"`{mixup.key}`" if mixup.key else f"`{name}` × {mixup.factor:g}" if mixup.factor else "-"
        usual = word(f"quantity.{mixup.quantity}", "en") if mixup.quantity else mixup.unit
        low, high = mixup.numbers.low, mixup.numbers.high
        numbers = f"{'>' if mixup.numbers.low_open else '≥'} {low:.10g}, "
        numbers += f"{'<' if mixup.numbers.high_open else '≤'} {high:.10g}"
        if mixup.fraction:
            numbers += ", with a decimal fraction"
        lines.append(_row(f"`{name}`", numbers, usual, again))
    return [*lines, ""]


def _rows(field: Field, prefix: str = "") -> Iterable[str]:
    marks = " **M**" if field.minimal else ""
    if field.none_applies is not None:
        stored = "[]" if field.none_applies == () else field.none_applies
        marks += f" **C** ({stored})"
    yield _row(
        f"`{prefix}{field.id}`{marks}",
        field.type,
        field.unit,
        _limits(field.hard),
        _limits(field.soft),
        ", ".join(field.choice_ids()),
        field.en,
        field.zh,
        field.help_en,
    )
    if field.other is not None:
        other = field.other
        yield _row(
            f"`{other.key}`", field.type, other.unit, _limits(other.hard), _limits(other.soft), "", "", "", ""
        )
    for part in field.parts:
        yield from _rows(part, f"{field.id}[].")


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _limits(limits: tuple[float, float] | None) -> str:
    return "" if limits is None else f"{limits[0]:g} to {limits[1]:g}"


if __name__ == "__main__":
    print(document(), end="")
