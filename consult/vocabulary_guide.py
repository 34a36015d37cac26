"""Words of the guidance: the first page, the keys, the help on a field, the examples, and why a section opened."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

GUIDE_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # the first page
        "guide.title": (
            "Compare treatments for liver cancer, doctor and patient together",
            "与患者一起比较肝癌的治疗选择",
        ),
        "guide.use": ("What it is for", "用途"),
        "guide.use.text": (
            "For a qualified doctor who compares treatments for an adult with hepatocellular carcinoma during a "
            "consultation, from what the doctor enters or accepts. It informs; it does not diagnose, prescribe, order "
            "or dose.",
            "供具有资质的医生在诊间为肝细胞癌成人患者比较治疗选择，依据是医生录入或确认的资料。本程序提供信息，不作诊断，不开处方，不下医嘱，不定剂量。",
        ),
        "guide.limits": ("Its limits", "局限"),
        "guide.limits.who": (
            "Not for children, other liver tumours, emergencies, or use by patients alone.",
            "不用于儿童、其他肝脏肿瘤、急症，也不供患者单独使用。",
        ),
        "guide.limits.unknown": (
            "What is not entered stays unknown: it is never taken as normal, zero or 'no'.",
            "未录入即为未知，绝不视为正常、零或“无”。",
        ),
        "guide.limits.catalogue": (
            "The rules, figures and guideline positions are a catalogue with its own date. {note}",
            "规则、数据和指南立场来自有日期的目录。{note}",
        ),
        "guide.limits.kept": (
            "Nothing leaves this computer: there is no network. A case is in memory only, until it is kept.",
            "资料不离开本机：程序不联网。病例在保存之前仅在内存中。",
        ),
        "guide.steps": ("Three steps", "三个步骤"),
        "guide.step.1": (
            "Enter what is known, on the left, in the order of the chart. Enter or Tab moves on; a letter or digit "
            "answers a choice; a unit may be typed behind its number.",
            "在左侧按病历顺序录入已知资料。Enter 或 Tab 移到下一项；字母或数字键选择答案；单位可写在数字之后。",
        ),
        "guide.step.2": (
            "Here on the right each treatment shows whether it fits, why, why not, and what is missing. Choose two to "
            "four with Space to see them side by side.",
            "右侧逐项显示每种治疗是否适合、理由、不适合的理由及缺少的资料。用空格键选择两至四项并排比较。",
        ),
        "guide.step.3": (
            "Talk it over, decide, or decide not to decide today; then print (Ctrl+P).",
            "共同商议后作出决定，或决定今天暂不决定；然后打印（Ctrl+P）。",
        ),
        "guide.examples": ("Open an example", "打开示例"),
        "guide.keys": ("The keys", "按键"),
        "guide.options": ("Show the treatments now", "直接显示治疗列表"),
        "guide.goes": (
            "This page goes away with the first value.",
            "录入第一项后，本页自动消失。",
        ),
        "guide.close": ("Close", "关闭"),
        # the user's guide
        "manual.title": ("Guide", "使用手册"),
        "manual.menu": ("Guide: the page for where you are", "使用手册：当前位置对应的页"),
        "manual.pages": ("Pages of the guide", "手册各页"),
        "manual.printable": ("The whole guide, to print: {file}", "可打印的完整手册：{file}"),
        # the keys
        "keys.title": ("Keys", "按键一览"),
        "keys.window": ("Anywhere in the window", "窗口任意处"),
        "keys.form": ("In the form", "在表单中"),
        "keys.form.next": ("To the next field", "到下一项"),
        "keys.form.back": ("To the field before", "回到上一项"),
        "keys.form.pick": (
            "Answers a choice: the first letter of its word in English, or its digit",
            "选择答案：英文名称的首字母，或数字",
        ),
        "keys.form.arrows": ("Between the answers, without answering", "在各答案间移动，但不作答"),
        "keys.form.space": ("Gives the answer that has the focus", "选定当前答案"),
        "keys.form.clear": ("Empties a choice", "清空选择"),
        "keys.form.unit": (
            "The other unit; or 'it is in that unit' when a unit is asked about",
            "换用另一单位；询问单位时表示“确为该单位”",
        ),
        "keys.form.keep": ("'The number is right' when a unit is asked about", "询问单位时表示“数值无误”"),
        "keys.form.day": ("Date and origin of laboratory and imaging values", "化验和影像数值的日期和来源"),
        "keys.form.lesion": ("Removes a lesion", "删除一个病灶"),
        "keys.form.none": (
            "None: lesions, earlier treatment, and the safety checklist once it was opened",
            "无：病灶、既往治疗，以及已展开过的安全核查清单",
        ),
        "keys.form.add": ("Adds an earlier treatment", "添加既往治疗"),
        "keys.more": (
            "In the list of treatments: arrows move, Space adds to the comparison. Esc closes what was opened.",
            "在治疗列表中：方向键移动，空格键加入比较。Esc 关闭打开的内容。",
        ),
        # help on a field
        "help.title": ("About this field", "关于本项"),
        "help.none": ("Go to a field first, then press {keys}.", "请先到某一项，再按 {keys}。"),
        "help.meaning": ("Meaning", "含义"),
        "help.units": ("Units", "单位"),
        "help.limits": ("Stored only within", "可录入范围"),
        "help.soft": ("Asked about outside", "超出即询问"),
        "help.answers": ("Answers", "可选答案"),
        "help.answer": ("{word} ({pressed})", "{word}（{pressed}）"),
        "help.dated": ("Date", "日期"),
        "help.dated.stale": (
            "carries date and origin (Ctrl+D); marked as stale after {days} days",
            "可带日期和来源（Ctrl+D）；超过{days}天标示为过期",
        ),
        "help.dated.lasting": ("carries date and origin (Ctrl+D)", "可带日期和来源（Ctrl+D）"),
        "help.used": ("Scores and stages that use it", "使用本项的评分和分期"),
        "help.rows": ("Rule rows that name it", "涉及本项的规则条目"),
        "help.rows.count": ("{rows}", "{rows}条"),
        "help.key": ("Name in files", "文件中的名称"),
        "help.source": ("Source", "来源"),
        "help.source.text": (
            "Data dictionary of this program. The limits only catch slips of the hand; they are no clinical limits.",
            "本程序的数据字典。上述范围仅用于发现录入失误，并非临床界限。",
        ),
        # examples
        "example.word": ("EXAMPLE", "示例"),
        "example.mark": ("EXAMPLE: invented case, no real patient", "示例：虚构病例，非真实患者"),
        "example.menu": ("Examples", "示例"),
        "example.group.stages": ("One for each BCLC stage", "BCLC 各期一例"),
        "example.group.vignettes": ("Eight vignettes for teaching", "八个教学病例"),
        # sections
        "section.because": ("{field}: {value}", "{field}：{value}"),
        "section.asks": ("asks for {fields}", "询问{fields}"),
    }
)
