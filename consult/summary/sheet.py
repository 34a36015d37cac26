"""Sheet: a list as CSV or XLSX for an administrator's spreadsheet; every cell is text, and none is ever a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO, StringIO

from consult.summary.safe import harmless

_ACTING = tuple("=+-@\t\r\n|%＝＋－＠")
"""What a spreadsheet takes as the beginning of a formula; the wide forms too, which input methods turn into these."""
_BOM = "\ufeff"
"""Without it a spreadsheet takes Chinese for something else."""
_WIDEST = 60
_MADE = datetime(2026, 1, 1)
"""The day of making is no part of a list: the same list gives the same bytes."""


def write_csv(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with its mark, every cell quoted; a cell that would act begins with an apostrophe."""
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (titles, *rows):
        writer.writerow([_inert(cell) for cell in row])
    return (_BOM + out.getvalue()).encode()


def write_xlsx(titles: Sequence[str], rows: Iterable[Sequence[str]], name: str) -> bytes:
    """One sheet with its titles held in place; every cell is stored as a string, so that nothing has to be changed."""
    from xlsxwriter import Workbook

    out = BytesIO()
    # In memory, or it would write the sheets into temporary files first.
    book = Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": _line(name), "author": "Consult", "created": _MADE})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    widths = [len(title) for title in titles]
    for at, title in enumerate(titles):
        sheet.write_string(0, at, _line(title), bold)
    for number, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            sheet.write_string(number, at, _line(cell))
            widths[at] = max(widths[at], len(cell))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(width, _WIDEST) + 3)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _line(text: str) -> str:
    """One line without anything in it that acts on a screen."""
    return "".join(harmless(character) for character in " ".join(text.split()))


def _inert(text: str) -> str:
    line = _line(text)
    return f"'{line}" if text.startswith(_ACTING) or line.startswith(_ACTING) else line
