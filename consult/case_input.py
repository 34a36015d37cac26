"""Case input: a case from any file that can hold one: a case file, or a paper that was made of the case."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import BinaryIO

from consult.case_file import CaseFile, read_case
from consult.patient import MAX_JSON_BYTES, Schema

_PAPER = b"%PDF-"


def bounded(stream: BinaryIO) -> bytes:
    """What a file holds, at most a little more than is accepted of its kind: that is refused as too large."""
    data = stream.read(MAX_JSON_BYTES + 1)
    if data.startswith(_PAPER):
        from consult.summary.pdf_attachment import MOST_PDF_BYTES

        data += stream.read(MOST_PDF_BYTES + 1 - len(data))
    return data


def read_input(
    data: bytes,
    schema: Schema,
    *,
    today: date | None = None,
    treatments: Container[str] | None = None,
    password: str = "",
) -> CaseFile:
    """The case in a file of either kind. Raises InputError in words for anything that is not exactly right."""
    if not data.startswith(_PAPER):
        return read_case(data, schema, today=today, treatments=treatments)
    from consult.summary.attachment import read_attached
    from consult.summary.pdf_attachment import attachment_of

    return read_attached(attachment_of(data, password), schema, today=today, treatments=treatments)
