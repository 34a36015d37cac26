"""Provenance: who signed an edition and how old its content is, in words; the same on screen, paper and terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consult.catalog import Catalog, Signer
    from consult.freshness import Freshness
    from consult.phrases import Words


def signed(signer: Signer | None, words: Words) -> str:
    """Who signed an edition, as it is said on screen and paper."""
    if signer is None:
        return words.say("signed.nobody")
    return words.say(f"signed.{signer.kind}", holder=signer.holder)


def is_released(catalog: Catalog) -> bool:
    """Whether a release key signed the edition."""
    return catalog.signer is not None and catalog.signer.kind == "release"


def notice(state: Freshness, words: Words) -> str:
    """What is to be said of an edition's age; nothing while it is current."""
    return "" if state.is_current else words.say(f"content.{state.state}", date=state.since.isoformat())


def provenance(catalog: Catalog, words: Words) -> str:
    """An edition in one line: its name, date, review date and who signed it."""
    return words.say(
        "edition.line",
        edition=catalog.edition,
        date=catalog.date,
        review=catalog.review_by,
        signed=signed(catalog.signer, words),
    )


def grouped(digest: str) -> str:
    """A fingerprint in groups of eight, to be read aloud and to be wrapped where there is little room."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
