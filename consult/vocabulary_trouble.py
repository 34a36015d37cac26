"""Words of what goes wrong in the program or on its computer: notices, problem report, clock, status of safety."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TROUBLE_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "error.not_reckoned": (
            "This case could not be reckoned through: a fault of the program. Treatments are not compared; what was "
            "entered stays.",
            "程序出错，无法完成本病例的计算：不再比较治疗方案；已录入的内容保留不变。",
        ),
        "error.program_fault": (
            "The program failed ({what}). Please report this line; it holds nothing of a patient.",
            "程序出错（{what}）。请报告此行内容；其中不含任何患者信息。",
        ),
        # a fault
        "trouble.fault": (
            "Something in the program failed at {time}. {case}",
            "{time} 程序出现故障。{case}",
        ),
        "trouble.case.none": ("No case was open.", "当时没有打开的病例。"),
        "trouble.case.kept": (
            "The open case is still here and kept in the records.",
            "当前病例仍在，且已存入病历库。",
        ),
        "trouble.case.draft": (
            "The open case is still here; a draft of it was written to the records.",
            "当前病例仍在；草稿已写入病历库。",
        ),
        "trouble.case.memory": (
            "The open case is still here, in memory only: keep it in the records (Ctrl+S), then start anew.",
            "当前病例仍在，但仅在内存中：请先存入病历库（Ctrl+S），再重新启动程序。",
        ),
        "trouble.report": ("Problem report…", "故障报告…"),
        "trouble.hide": ("Hide", "隐藏"),
        # the clock
        "clock.forward": (
            "The clock of this computer was set forward by {much}; it says {time} now. The ages of results are counted "
            "by it: check date and time.",
            "本机时钟被调快了{much}，现为 {time}。各项结果的时效按此时钟计算：请核对日期和时间。",
        ),
        "clock.back": (
            "The clock of this computer was set back by {much}; it says {time} now. The ages of results are counted "
            "by it: check date and time.",
            "本机时钟被调慢了{much}，现为 {time}。各项结果的时效按此时钟计算：请核对日期和时间。",
        ),
        "clock.behind.log": (
            "The clock of this computer says {time}, but the program last ran at {moment}. The ages of results are "
            "counted by it: check date and time.",
            "本机时钟为 {time}，但程序上次运行是在 {moment}。各项结果的时效按此时钟计算：请核对日期和时间。",
        ),
        "clock.behind.catalogue": (
            "The clock of this computer says {time}, which is before the catalogue was made. The ages of results are "
            "counted by it: check date and time.",
            "本机时钟为 {time}，早于目录的制作日期。各项结果的时效按此时钟计算：请核对日期和时间。",
        ),
        "clock.minutes": ("{n} min", "{n} 分钟"),
        "clock.hours": ("{n} h", "{n} 小时"),
        "clock.days": ("{n} days", "{n} 天"),
        # records while nothing is compared
        "visit.unreckoned": (
            "One of the two was kept while the program could compare nothing: no stages and statuses stand with it.",
            "其中一版保存时程序无法进行比较：该版未附分期和状态。",
        ),
        "visit.no_edition": ("none (nothing could be compared)", "无（当时无法比较）"),
        "keep.unreckoned": (
            "No stages and statuses stand with it: treatments are not compared now.",
            "未附分期和状态：目前不比较治疗方案。",
        ),
        # the problem report
        "report.sheet": ("Problem report", "故障报告"),
        "report.about": (
            "This is all that will be in the file. It holds versions, codes and places in the source; nothing of a "
            "patient, and no name of a person, computer or folder. Nothing is sent: read it, save it, and give it to "
            "whoever gave you the program.",
            "文件内容即如下所示：仅含版本号、代码和源代码位置；不含任何患者信息，也不含人员、计算机或文件夹的名称。"
            "程序不会发送任何内容：请阅读、保存后交给程序的提供者。",
        ),
        "report.save": ("Save as file…", "另存为文件…"),
        "report.saved": ("Saved: {file}", "已保存：{file}"),
        "report.filter": ("Text", "文本"),
        "report.title": ("Consult: problem report", "Consult：故障报告"),
        "report.holds": (
            "Versions, codes and places in the source; nothing of a patient.",
            "仅含版本号、代码和源代码位置；不含任何患者信息。",
        ),
        "report.made": ("Made {time}", "生成时间 {time}"),
        "report.program": ("Program", "程序"),
        "report.catalogue": ("Catalogue", "目录"),
        "report.sha256": ("Catalogue sha256", "目录 sha256"),
        "report.signature": ("Signature", "签名"),
        "report.python": ("Python", "Python"),
        "report.qt": ("Qt", "Qt"),
        "report.system": ("System", "操作系统"),
        "report.screen": ("Screen", "屏幕"),
        "report.language": ("Language", "语言"),
        "report.theme": ("Colours", "配色"),
        "report.known_cases": ("Known cases", "已知病例"),
        "report.files": ("Files of the program", "程序文件"),
        "report.log": ("Log file", "日志文件"),
        "report.lines": (
            "Log, newest last ({n} lines, times in UTC)",
            "日志，由旧到新（{n} 条，时间为 UTC）",
        ),
        # the page "Safety and privacy"
        "safety.part.program": ("Program and computer", "程序与本机"),
        "safety.checked": ("{said} · checked {time}", "{said} · {time} 检查"),
        "safety.files": ("Files of the program", "程序文件"),
        "safety.files.open": ("not compared yet", "尚未比对"),
        "safety.files.no_bundle": (
            "not compared: this is no built program but its source",
            "未比对：当前运行的是源代码，不是打包程序",
        ),
        "safety.files.whole": ("as they were built", "与构建时一致"),
        "safety.files.unreadable": (
            "could not be compared: the list of files is missing or cannot be read. Install the program anew.",
            "无法比对：文件清单缺失或无法读取。请重新安装程序。",
        ),
        "safety.files.changed": (
            "not as they were built: {files}. Install the program anew.",
            "与构建时不一致：{files}。请重新安装程序。",
        ),
        "safety.computer_clock": ("Clock of this computer", "本机时钟"),
        "safety.clock.now": ("{time}; nothing to object to", "{time}；未见异常"),
        "safety.log": ("Log of the program", "程序日志"),
        "safety.log.file": (
            "{where}, {size}; codes and places in the source only",
            "{where}，{size}；仅含代码和源代码位置",
        ),
        "safety.kib": ("{n} KiB", "{n} KiB"),
        "safety.log.memory": (
            "cannot be written to {where}: it is in memory only",
            "无法写入 {where}：仅保留在内存中",
        ),
        "safety.log.none": ("in memory only", "仅在内存中"),
        "safety.unlock_first": ("told once the records are unlocked", "解锁病历库后显示"),
        # the log of the records
        "log.clock_step": ("The clock was set", "时钟被调整"),
    }
)
