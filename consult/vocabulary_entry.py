"""Words of data entry: what was understood of a typed number, and of a pasted laboratory report."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ENTRY_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "echo.equal": ("{left} = {right}", "{left} = {right}"),
        "echo.between": ("between {low} and {high}", "介于{low}与{high}"),
        "error.lab_too_long": (
            "The text is too long: at most {most} characters are read. Copy the laboratory part alone.",
            "文字过长：最多读取{most}个字符。请只复制化验部分。",
        ),
        "lab.title": ("Laboratory text", "化验文字"),
        "lab.about": (
            "Nothing is entered until you take it. The pasted text is not kept: it goes when this page is closed.",
            "逐项确认后才会录入。粘贴的文字不保存，关闭本页即消失。",
        ),
        "lab.day": ("Taken values get the day in the text, {day}.", "录入的数值采用文中日期 {day}。"),
        "lab.day.several": (
            "The text holds several days: values are taken without a day.",
            "文中有多个日期：录入的数值不带日期。",
        ),
        "lab.day.carried": (
            "The text says no day: taken values get that of the laboratory line, {day}.",
            "文中没有日期：录入的数值采用化验一栏的日期 {day}。",
        ),
        "lab.day.none": (
            "The text says no day: values are taken without one. Ctrl+D gives it in the form.",
            "文中没有日期：录入的数值不带日期，可在表单中按 Ctrl+D 补充。",
        ),
        "lab.origin": ("pasted report", "粘贴的化验单"),
        "lab.empty": (
            "There is no text on the clipboard. Copy the laboratory results first, then press {keys}.",
            "剪贴板中没有文字。请先复制化验结果，再按 {keys}。",
        ),
        "lab.nothing": ("No line was recognised.", "没有可识别的行。"),
        "lab.take": ("Take {value}", "录入 {value}"),
        "lab.take.same": ("In the form", "已在表单中"),
        "lab.skip": ("Skip", "跳过"),
        "lab.skipped": ("Skipped", "已跳过"),
        "lab.take_all": ("Take the {count} without a question", "录入无疑问的{count}项"),
        "lab.taken_all": ("Nothing left without a question", "没有无疑问的项目了"),
        "lab.again": ("Read the clipboard again", "重新读取剪贴板"),
        "lab.close": ("Close", "关闭"),
        "lab.replaces": ("replaces {value}", "将替换 {value}"),
        "lab.unread": ("Lines not read ({count})", "未读取的行（{count}）"),
        "lab.unread.about": (
            "These lines were not recognised; nothing of them is entered.",
            "以下各行未能识别，不会录入。",
        ),
        "lab.doubt.unit_missing": ("No unit in the line: which one?", "该行没有单位：是哪个单位？"),
        "lab.doubt.unit_unknown": (
            "The unit, or which number is meant, is not clear: type this value into the form.",
            "单位或所指数值不明确：请在表单中手工录入。",
        ),
        "lab.doubt.unit_question": (
            "Such a number is unusual in this unit: please compare with the report.",
            "该数值在此单位下少见：请与报告核对。",
        ),
        "lab.doubt.thousands": (
            "A thousands separator or a decimal comma? Type this value into the form.",
            "是千位分隔符还是小数逗号？请在表单中手工录入。",
        ),
        "lab.doubt.run_together": (
            "Name and number run together: please compare.",
            "名称与数字连写：请核对。",
        ),
        "lab.doubt.more_on_line": (
            "More stands on the line than was understood: please compare.",
            "该行还有未能识别的内容：请核对。",
        ),
        "lab.doubt.several_results": (
            "More than one result of this quantity: which one?",
            "该项目有多个结果：采用哪一个？",
        ),
        "lab.doubt.specimen": (
            "Another specimen is named above: is this a blood value?",
            "上文提到其他标本：这是血液结果吗？",
        ),
    }
)
