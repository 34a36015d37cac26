"""PDF attachment: the one file that our papers carry, read out of a PDF of unknown origin; anything else is refused."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from io import BytesIO
from typing import Any

from consult.errors import ConsultError, InputError
from consult.summary.attachment import MOST_BYTES, NAME

MOST_PDF_BYTES = 20 * 1024 * 1024
_MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes that any one packed part of the file may unpack to: a small file can hold a very large one."""
_UNHEARD = logging.NullHandler()


def attachment_of(data: bytes, password: str = "") -> bytes:
    """The bytes of our attachment. Raises InputError where there is none, where it is damaged or not alone."""
    import pikepdf

    if len(data) > MOST_PDF_BYTES:
        raise InputError("pdf_too_large", most=str(MOST_PDF_BYTES // 1024**2))
    try:
        with _limited(), _opened(data, password) as pdf:
            return _read(pdf)
    except ConsultError:
        raise
    except pikepdf.PasswordError:
        code = "pdf_password_wrong" if password else "pdf_password_needed"
        raise InputError(code) from None
    except Exception:
        # A file made to harm meets every check of the reader; whichever it fails, this is what can be said.
        raise InputError("pdf_damaged") from None


def _opened(data: bytes, password: str) -> Any:
    """With the password where the file asks for one; one that is not asked for is passed over."""
    import pikepdf

    try:
        return pikepdf.open(BytesIO(data), attempt_recovery=False)
    except pikepdf.PasswordError:
        if not password:
            raise
    return pikepdf.open(BytesIO(data), password=password, attempt_recovery=False)


@contextmanager
def _limited() -> Iterator[None]:
    """Bounds on what is unpacked; what the reader remarks about the file must not reach the terminal."""
    from pikepdf.settings import set_qpdf_limits

    logging.getLogger("pikepdf").addHandler(_UNHEARD)
    before = set_qpdf_limits(
        flate_max_memory=_MOST_UNPACKED,
        run_length_max_memory=_MOST_UNPACKED,
        png_max_memory=_MOST_UNPACKED,
        tiff_max_memory=_MOST_UNPACKED,
        doc_max_warnings=100,
    )
    try:
        yield
    finally:
        set_qpdf_limits(**before)  # type: ignore[arg-type]  # numbers and one flag, as they were given


def _read(pdf: Any) -> bytes:
    from pikepdf import Name

    names = pdf.Root.get("/Names", {})
    kept = names.get("/EmbeddedFiles")
    if kept is None:
        raise InputError("pdf_no_case")
    entries = list(kept.get("/Names", ()))
    if "/Kids" in kept or len(entries) != 2 or len(pdf.Root.get("/AF", ())) != 1:
        raise InputError("pdf_not_ours")
    name, spec = entries
    if str(name) != NAME or str(spec.UF) != NAME or spec.AFRelationship != Name.Data:
        raise InputError("pdf_not_ours")
    file = spec.EF.F
    found = _unpacked(file)
    if int(file.Params.Size) != len(found):
        raise InputError("pdf_damaged")
    if bytes(file.Params.CheckSum) != md5(found, usedforsecurity=False).digest():
        raise InputError("pdf_damaged")
    return found


def _unpacked(file: Any) -> bytes:
    """What the stream holds, never more than is allowed; only the packing that we write is undone."""
    from pikepdf import Name

    raw = file.read_raw_bytes()
    if "/Filter" in file:
        if file.Filter != Name.FlateDecode or "/DecodeParms" in file:
            raise InputError("pdf_not_ours")
        unpack = zlib.decompressobj()
        raw = unpack.decompress(raw, MOST_BYTES + 1)
        if len(raw) <= MOST_BYTES and (not unpack.eof or unpack.unused_data):
            raise InputError("pdf_damaged")
    if len(raw) > MOST_BYTES:
        raise InputError("too_large")
    return bytes(raw)
