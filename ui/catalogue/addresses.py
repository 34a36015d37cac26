"""Addresses: links of the window that lead to a page of the catalogue, and nowhere else."""

from __future__ import annotations

from urllib.parse import quote, unquote

from PySide6.QtCore import QUrl

SCHEME = "catalogue"


def link(address: str) -> str:
    """The link to a page, safe to stand in HTML."""
    return f"{SCHEME}:{quote(address, safe='')}"


def address(url: QUrl) -> str:
    """The page a link leads to; empty for a link that leads anywhere else."""
    scheme, colon, rest = url.toString(QUrl.ComponentFormattingOption.FullyEncoded).partition(":")
    return unquote(rest) if colon and scheme == SCHEME else ""
