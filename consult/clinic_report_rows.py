"""Clinic report rows: the reports of the clinic's own consultations in words, the same in the window and in a file."""

from __future__ import annotations

from collections.abc import Iterator

from consult.clinic_report import FEW, Missing, MissingField, share
from consult.phrases import Words

Row = tuple[str, ...]


def missing_titles(report: Missing, words: Words) -> Row:
    """Over the columns of the table: the field, all months, then each with how many consultations were counted."""
    of = words.say("reports.counted", n=report.total)
    months = (f"{month}\n{_counted(report.counted[month], words)}" for month in report.months)
    return (words.say("reports.field"), f"{words.say('reports.all_months')}\n{of}", *months)


def missing_rows(report: Missing, words: Words) -> Iterator[Row]:
    """A line for each field that was missing anywhere."""
    for one in report.fields:
        months = (
            _cell(one.by_month.get(month, 0), report.counted[month], words) if report.counted[month] else ""
            for month in report.months
        )
        yield (words.field(one.field), _cell(one.total, report.total, words), *months)


def missing_file_titles(words: Words) -> Row:
    """Over the columns of the file."""
    keys = ("month", "field_name", "field", "missing_in", "of", "share")
    return tuple(words.say(f"reports.file.{key}") for key in keys)


def missing_file_rows(report: Missing, words: Words) -> Iterator[Row]:
    """A line for each month and field; all months together first. A month with too few says so, and no number."""
    every = words.say("reports.all_months")
    for one in report.fields:
        yield _file_row(every, one, one.total, report.total, words)
    for month in report.months:
        for one in report.fields if report.counted[month] else ():
            yield _file_row(month, one, one.by_month.get(month, 0), report.counted[month], words)


def missing_notes(report: Missing, words: Words) -> tuple[str, ...]:
    """What was not counted, and why."""
    return tuple(words.say(f"reports.aside.{why}", n=count) for why, count in report.aside.items())


def said_share(part: int, of: int, words: Words) -> str:
    """In per cent; a few of very many are not none of them, and nearly all not all."""
    whole = share(part, of)
    if whole is None:
        return words.say("reports.few", n=FEW)
    if part and not whole:
        return "<1 %"
    return ">99 %" if whole == 100 and part < of else f"{whole} %"


def _cell(part: int, of: int, words: Words) -> str:
    said = said_share(part, of, words)
    return said if of < FEW else f"{part} · {said}"


def _counted(of: int, words: Words) -> str:
    return words.say("reports.few", n=FEW) if 0 < of < FEW else words.say("reports.counted", n=of)


def _file_row(month: str, one: MissingField, part: int, of: int, words: Words) -> Row:
    few = of < FEW
    said = said_share(part, of, words)
    numbers = ("", said) if few else (str(part), str(of))
    return (month, words.field(one.field), one.field, *numbers, said)
