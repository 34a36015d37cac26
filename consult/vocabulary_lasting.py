"""Words of a paper as a file: what is attached to it, its password, and opening the case in it again."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LASTING_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "paper.attached": (
            "The case and its assessment; Consult opens the case again from this PDF",
            "病例及其评估结果；可用 Consult 从本 PDF 重新打开该病例",
        ),
        "error.pdf_too_large": ("The PDF is larger than {most} MiB.", "该 PDF 大于 {most} MiB。"),
        "error.pdf_password_needed": (
            "The PDF is protected and opens with its password only (on the command line: --password-stdin).",
            "该 PDF 已加密，须输入密码才能打开（命令行：--password-stdin）。",
        ),
        "error.pdf_password_wrong": (
            "The password does not open this PDF.",
            "密码不正确，无法打开该 PDF。",
        ),
        "error.pdf_password_missing": (
            "Type the password for the file twice, or switch it off.",
            "请输入两次文件密码，或关闭密码选项。",
        ),
        "error.pdf_password_differs": (
            "The two passwords differ; the file was not saved.",
            "两次输入的密码不一致；文件未保存。",
        ),
        "error.pdf_password_form": (
            "The password cannot be used: it has 1 to {most} bytes and no control, invisible, full-width or combined "
            "characters, which other programs read differently.",
            "该密码不能使用：须为 1 至 {most} 字节，且不得含控制字符、不可见字符、全角字符或组合字符，"
            "其他程序对这些字符的处理不一致。",
        ),
        "error.pdf_damaged": (
            "The PDF is damaged, or it was not written by Consult.",
            "该 PDF 已损坏，或不是由 Consult 生成。",
        ),
        "error.pdf_no_case": (
            "No case is attached to this PDF: the doctor's summary and the board sheet carry it, the patient's "
            "handout and papers of a what-if do not.",
            "该 PDF 未附病例：医生用小结和多学科讨论单附有病例，交给患者的单页和假设情形的文书不附。",
        ),
        "error.pdf_not_ours": (
            "What is attached to this PDF is not what Consult attaches; nothing was read from it.",
            "该 PDF 所附内容不是 Consult 附加的内容；未从中读取任何数据。",
        ),
        "error.pdf_other_version": (
            "The case in this PDF was written by another version of Consult that this one cannot read.",
            "该 PDF 中的病例由本版本无法读取的其他版本 Consult 写入。",
        ),
    }
)
