"""Words of the papers besides the doctor's summary: board sheet and short record, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PAPER_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # board sheet
        "paper.board.title": ("Board sheet", "多学科讨论单"),
        "paper.board.subject": (
            "One case of liver cancer for the tumour board: the question, the options, what is missing, room for the "
            "decision",
            "供肿瘤多学科讨论的肝癌病例：问题、方案、尚缺资料与决定栏",
        ),
        "board.case": ("Case", "病例"),
        "board.lesions": ("Lesions", "病灶"),
        "board.record": ("{n}: {said}", "{n}：{said}"),
        "board.more": ("and {n} more", "另有 {n} 项"),
        "board.question": ("Question to the board", "提交讨论的问题"),
        "board.question.prompts": (
            "No question was written. What the case itself leaves open:",
            "未写明问题。本例自身尚待回答的有：",
        ),
        "board.question.none": (
            "No question was written, and the case leaves none of its own.",
            "未写明问题，本例自身也没有待回答的问题。",
        ),
        "board.options": ("Options", "方案"),
        "board.options.option": ("Option", "方案"),
        "board.options.status": ("For this patient", "对该患者"),
        "board.options.guideline": ("{guideline}", "{guideline}"),
        "board.options.why.chosen": ("Those chosen in the consultation.", "咨询中选出的方案。"),
        "board.options.why.usual": (
            "None was chosen: the first usual options, in the order of the list.",
            "未选定方案：按列表次序列出前几个常规选择。",
        ),
        "board.options.why.possible": (
            "None was chosen and none is a usual option: the first possible ones, in the order of the list.",
            "未选定方案，也没有常规选择：按列表次序列出前几个可行方案。",
        ),
        "board.options.none": (
            "No option is usual or possible with what is recorded; the summary for the doctor lists all of them.",
            "按已记录的资料，没有常规或可行的方案；全部方案见医生用小结。",
        ),
        "board.options.others": ("Others in the same standing", "同一状态的其他方案"),
        "board.missing": ("Missing", "尚缺"),
        "board.missing.none": ("Nothing that could still change a status.", "没有仍可能改变状态的资料。"),
        "board.decision": ("Decision of the board", "讨论决定"),
        "board.decision.reason": ("Reasons", "理由"),
        "board.decision.who": ("Present, date", "参加者、日期"),
        "board.informs": (
            "Worked out from what was recorded and from the catalogue; it informs the board and decides nothing.",
            "根据已记录的资料和目录得出，仅供讨论参考，不作决定。",
        ),
        # short record
        "record.title": ("Liver cancer, treatments compared", "肝癌治疗比较"),
        "record.status": ("{status}: {names}", "{status}：{names}"),
        "record.more": ("+{n} more", "另{n}种"),
        "record.missing": ("Missing: {fields}", "尚缺：{fields}"),
        "record.checked": ("Check: {said}", "请核对：{said}"),
        "record.cut": ("… (shortened; the whole text is in the summary)", "……（已缩短；全文见小结）"),
        "record.foot": (
            "Consult {version}, catalogue {edition} ({sha}), {guideline} leads, {review}. "
            "It informs, it does not order.",
            "Consult {version}，目录 {edition}（{sha}），主导 {guideline}，{review}。仅供参考，不是医嘱。",
        ),
    }
)
