"""Roles: what each colour is for, and which colour it is in each theme; the only table of colours in the program."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

THEMES = ("light", "dark", "high-contrast")
"""What a window may wear, in the order in which it is offered."""
PRINTED = "printed"
"""Greys for figures on paper, which has to be read in black and white."""

ROLES: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        # role            light      dark       high contrast  printed
        # grounds
        "ground": ("#F4F6F8", "#14181D", "#000000", "#FFFFFF"),
        "surface": ("#FFFFFF", "#1C2229", "#000000", "#FFFFFF"),
        "header": ("#F0F3F6", "#232A32", "#1A1A1A", "#F0F0F0"),
        "chosen": ("#E4EFF5", "#22333E", "#00324D", "#EDEDED"),
        "needed": ("#F3F0FA", "#2A2638", "#240033", "#F5F5F5"),
        # lines: between things; round a control; round one that cannot be used now
        "line": ("#D9DFE6", "#36404B", "#FFFFFF", "#BFBFBF"),
        "edge": ("#7F8995", "#6F7C89", "#FFFFFF", "#707070"),
        "off_line": ("#D9DFE6", "#36404B", "#6E6E6E", "#BFBFBF"),
        # text
        "ink": ("#1B2430", "#E6EBF0", "#FFFFFF", "#000000"),
        "muted": ("#5B6775", "#A3AFBB", "#FFFFFF", "#4D4D4D"),
        "off": ("#5B6775", "#A3AFBB", "#A6A6A6", "#6B6B6B"),
        "accent": ("#0B5C7A", "#63B7D8", "#FFFF00", "#333333"),
        "on_accent": ("#FFFFFF", "#0C1318", "#000000", "#FFFFFF"),
        # statuses, which always come with their shape and word
        "usual_option": ("#1F6F4A", "#6CC79B", "#00FF7F", "#1A1A1A"),
        "possible": ("#2B5F9E", "#86B4EA", "#7FDBFF", "#333333"),
        "cannot_tell": ("#5B4B8A", "#B7A6E6", "#E0B3FF", "#4D4D4D"),
        "usually_not": ("#8A5A00", "#E0AC55", "#FFC04D", "#595959"),
        "advised_against": ("#9B2C2C", "#F08A8A", "#FF8080", "#000000"),
        "does_not_apply": ("#5F6A75", "#9BA6B1", "#E0E0E0", "#6B6B6B"),
        # what the clinic says of itself
        "local": ("#96246F", "#F09AD3", "#FF9EDB", "#404040"),
    }
)
