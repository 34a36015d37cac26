"""Words about the machine the program runs on: what its disks and folders do not allow."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MACHINE_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "error.path_too_long": (
            "The folder lies too deep: its whole path is longer than the encrypted records can have. Choose a folder"
            " with a shorter path.",
            "文件夹层级过深：其完整路径超出加密病历库允许的长度。请选择路径较短的文件夹。",
        ),
    }
)
