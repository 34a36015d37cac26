"""Words of the settings: what could not be read or kept, and rows that are not listed, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SETTINGS_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "error.preferences_damaged": (
            "The settings in {file} cannot be read and are not used; the program's own settings are.",
            "无法读取 {file} 中的设置，现使用程序默认设置。",
        ),
        "error.preferences_put_aside": (
            "The settings in {file} could not be read. They were put aside as {aside}; the program's own settings are "
            "used.",
            "无法读取 {file} 中的设置，已另存为 {aside}；现使用程序默认设置。",
        ),
        "error.preferences_newer": (
            "The settings in {file} were written by a newer version of this program. They are left as they are and "
            "not used; changes are not kept.",
            "{file} 中的设置由本程序的更新版本写入，现保持原样且不使用；所作更改不会保存。",
        ),
        "error.preferences_cannot_read": (
            "The file {file} with the settings cannot be opened; the program's own settings are used.",
            "无法打开设置文件 {file}，现使用程序默认设置。",
        ),
        "error.preferences_not_writable": (
            "Settings cannot be kept: nothing can be written in the folder {folder}. They hold until the program is "
            "closed.",
            "无法保存设置：文件夹 {folder} 不可写入。所作设置仅在本次运行中有效。",
        ),
        "stale.kind.laboratory": ("Laboratory values are stale after", "化验值过期标示：超过"),
        "stale.kind.imaging": ("Imaging is stale after", "影像过期标示：超过"),
        "unverified.hidden": (
            "{n} unverified drafts not listed (Settings)",
            "未列出 {n} 条未核实草稿（见设置）",
        ),
        "unverified.hidden.one": (
            "1 unverified draft not listed (Settings)",
            "未列出 1 条未核实草稿（见设置）",
        ),
        "unverified.hidden.paper": (
            "By a setting of the user, unverified drafts are not listed in the tables of the options below: {n} rows. "
            "They act on every status as the others do.",
            "按用户设置，以下各方案表中不列出未核实草稿，共 {n} 条；它们与其他条目一样影响各项状态。",
        ),
    }
)
