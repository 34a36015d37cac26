"""PDF password: encrypts a finished paper, and says which passwords every reader of PDF understands alike."""

from __future__ import annotations

import unicodedata
from io import BytesIO

from consult.errors import OutputError
from consult.summary.safe import harmless

LONGEST = 127
"""Bytes in UTF-8: what is longer is cut by some readers (ISO 32000-2, 7.6.4.3.3)."""


def is_fit(password: str) -> bool:
    """Whether every reader makes the same of it: some compose and narrow its letters before they compare, some do not.

    How hard it is to guess is not judged.
    """
    if not password or unicodedata.normalize("NFKC", password) != password:
        return False
    if any(harmless(character) != character for character in password):
        return False
    return len(password.encode()) <= LONGEST


def protect(data: bytes, password: str) -> bytes:
    """The paper, all of it encrypted (AES, 256 bits): opened by the password alone, and never the same bytes twice.

    Raises OutputError for a password that is not fit.
    """
    import pikepdf

    if not is_fit(password):
        raise OutputError("pdf_password_form", most=str(LONGEST))
    with pikepdf.open(BytesIO(data)) as pdf:
        out = BytesIO()
        pdf.save(
            out,
            encryption=pikepdf.Encryption(owner=password, user=password, R=6, aes=True, metadata=True),
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()
