"""Kept: what was made once and follows from its key alone, a bounded number of it."""

from __future__ import annotations

from typing import TypeVar

_Key = TypeVar("_Key")
_Piece = TypeVar("_Piece")


class Kept(dict[_Key, _Piece]):
    """What was made once, at most `most` of it: room for one more is made by forgetting all."""

    __slots__ = ("most",)

    def __init__(self, most: int) -> None:
        self.most = most

    def keep(self, key: _Key, piece: _Piece) -> _Piece:
        """Keep `piece` and give it back."""
        if len(self) >= self.most:
            self.clear()
        self[key] = piece
        return piece
