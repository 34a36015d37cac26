"""Words of the liver map: what stands on it and what it says to those who do not see it, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LIVER_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "liver.title": ("Liver map", "肝脏示意图"),
        "liver.right": ("R", "右"),
        "liver.left": ("L", "左"),
        "liver.behind": ("behind", "位于后方"),
        "liver.unplaced": ("Segment not recorded", "肝段未记录"),
        "liver.more": ("+ {n}", "另{n}个"),
        "liver.cut": ("{size}, larger than drawn", "{size}，大于图示"),
        "liver.status.viable": ("viable", "存活"),
        "liver.status.complete_response": ("complete response", "完全缓解"),
        "liver.status.indeterminate": ("indeterminate", "性质未定"),
        "liver.status.benign": ("benign", "良性"),
        "liver.open_size": ("size open", "大小未定"),
        "liver.near.subcapsular": ("capsule", "包膜下"),
        "liver.near.near_major_bile_duct": ("bile duct", "胆管"),
        "liver.near.near_gallbladder": ("gallbladder", "胆囊"),
        "liver.near.near_bowel": ("bowel", "肠道"),
        "liver.near.near_diaphragm": ("diaphragm", "膈肌"),
        "liver.near.near_heart": ("heart", "心脏"),
        "liver.near.near_large_vessel": ("vessel", "大血管"),
        "liver.near.exophytic": ("exophytic", "外生"),
        "liver.near.distance": ("vessel {distance}", "距血管{distance}"),
        "liver.how": ("diagram, lesions to scale", "示意图，病灶按比例"),
        "liver.near.key": ("recorded neighbour", "已记录的邻近结构"),
        # for those who do not see it
        "liver.words": (
            "Liver seen from the front, a diagram about {wide} wide, lesions to scale.",
            "肝脏前面观示意图，宽约{wide}，病灶按比例绘制。",
        ),
        "liver.words.lesion": ("Lesion {number}: {said}.", "病灶{number}：{said}。"),
        "liver.words.between": (" ", ""),
        "liver.words.inside": ("lesion {number}, {size}", "病灶{number}，{size}"),
        "liver.words.empty": ("no lesion recorded here", "此处未记录病灶"),
        "liver.words.segment": ("segment {names}", "{names}段"),
        "liver.words.segments": ("segments {names}", "{names}段"),
        "liver.words.no_segment": (
            "segment not recorded (listed beside the liver)",
            "肝段未记录（列于肝外）",
        ),
        "liver.words.no_size": ("size not recorded", "大小未记录"),
        "liver.words.no_status": ("status not recorded (counted as viable)", "状态未记录（按存活计）"),
        "liver.words.no_neighbour": ("no neighbour recorded", "未记录邻近结构"),
        "liver.words.none": ("No lesion: recorded as none.", "无病灶：已记录为“无”。"),
        "liver.words.unknown": ("Lesions: not recorded.", "病灶：未记录。"),
    }
)
