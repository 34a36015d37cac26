"""Letterhead: the clinic's logo, from a picture that is decoded whole and written anew: nothing rides along."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from consult.errors import ConsultError

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 200 * 1000
MAX_SIDE = 2000
"""Pixels of a picture that is taken, along each side."""
_KEPT_WIDE, _KEPT_HIGH = 640, 240
"""Pixels of what is kept: about 350 to the inch in its place on the paper."""
MAX_KEPT_BYTES = 512 * 1024
_FORMATS = ("PNG", "JPEG")


class LogoError(ConsultError):
    """A picture that cannot be the logo."""


@dataclass(frozen=True)
class Logo:
    """A checked picture as PNG: opaque, in colour, without anything but its pixels."""

    png: bytes
    wide: int
    high: int

    @cached_property
    def sha256(self) -> str:
        """By which the clinic's layer names it."""
        return hashlib.sha256(self.png).hexdigest()


def logo_of(data: bytes) -> Logo:
    """A logo from a picture somebody chose: PNG or JPEG, bounded, decoded to the last pixel. Raises LogoError."""
    if len(data) > MAX_BYTES:
        raise LogoError("logo_too_large", most=str(MAX_BYTES // 1000))
    from PIL import Image, ImageOps

    picture = ImageOps.exif_transpose(_decoded(data)).convert("RGBA")
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(picture, mask=picture.getchannel("A"))
    flat.thumbnail((_KEPT_WIDE, _KEPT_HIGH))
    out = BytesIO()
    flat.save(out, "PNG")
    return Logo(out.getvalue(), *flat.size)


def kept_logo(png: bytes, sha256: str) -> Logo | None:
    """The logo as it was kept; None where it is not the very picture that the layer names."""
    if len(png) > MAX_KEPT_BYTES or hashlib.sha256(png).hexdigest() != sha256:
        return None
    try:
        picture = _decoded(png)
    except LogoError:
        return None
    fits = picture.format == "PNG" and picture.mode == "RGB"
    return (
        Logo(png, *picture.size)
        if fits and picture.width <= _KEPT_WIDE and picture.height <= _KEPT_HIGH
        else None
    )


def _decoded(data: bytes) -> Image:
    """The picture with all of its pixels; only the two formats are tried, whatever the data look like."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a picture that decodes to very many pixels is only warned of
            picture = Image.open(BytesIO(data), formats=_FORMATS)
            if max(picture.size) > MAX_SIDE:
                raise LogoError("logo_too_wide", most=str(MAX_SIDE))
            picture.load()
    except LogoError:
        raise
    except Exception:
        # Decoders raise what they like on damaged pictures, and all of it means the same to whoever chose one.
        raise LogoError("logo_not_a_picture") from None
    return picture
