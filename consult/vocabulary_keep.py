"""Words of what goes on from visit to visit, and of what leaves the records: next visit, drafts, erasing, exports."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

KEEP_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # values that wait to be confirmed
        "visit.unconfirmed.word": ("not confirmed", "未确认"),
        "visit.unconfirmed.about": (
            "From an earlier visit or typed by somebody else; no doctor has confirmed it today "
            "(Ctrl+Enter: this value, Ctrl+Shift+Enter: all of them)",
            "沿用自既往就诊或由他人录入；今日尚未经医生确认（Ctrl+Enter 确认此项，Ctrl+Shift+Enter 确认全部）",
        ),
        "visit.band.one": ("1 value is not confirmed today: {fields}", "1 项尚未于今日确认：{fields}"),
        "visit.band.many": ("{n} values are not confirmed today: {fields}", "{n} 项尚未于今日确认：{fields}"),
        "visit.confirm_all": ("Confirm all", "全部确认"),
        "visit.confirm_all.about": (
            "Confirm as a doctor that all of these values hold today",
            "以医生身份确认以上各项今日仍成立",
        ),
        "visit.confirm_one": ("Confirm the value that has the focus", "确认光标所在的值"),
        "visit.confirm_menu": ("Confirm all values taken over", "确认全部沿用的值"),
        "visit.last": ("Last time", "上次就诊"),
        "visit.menu.last": ("What was there last time", "上次就诊的内容"),
        "visit.confirmed": ("Confirmed: {n}. Ctrl+Z takes it back.", "已确认 {n} 项。按 Ctrl+Z 撤销。"),
        # the visit before
        "visit.last.title": ("Last time: visit of {day}", "上次就诊：{day}"),
        "visit.last.about": (
            "Kept by {by}; catalogue {edition}, leading guideline {guideline}. Nothing here is of today.",
            "由 {by} 保存；目录 {edition}，主导指南 {guideline}。此处均非今日所得。",
        ),
        "visit.last.carried": ("Taken over, to be confirmed today", "已沿用，须于今日确认"),
        "visit.last.carried.none": ("Nothing that lasts was recorded.", "没有可沿用的长期信息。"),
        "visit.last.again": ("Asked again today", "今日须重新询问或检查"),
        "visit.last.again.about": (
            "What changes from visit to visit, values without a date, older than their limit, or of before a "
            "treatment. Nothing of it counts until it is entered.",
            "随就诊变化的项目、无日期的数值、超过时限的数值，以及治疗之前的数值。录入之前均不计入。",
        ),
        "visit.last.plan": ("The plan then", "当时的计划"),
        "visit.last.no_plan": ("No plan was recorded.", "未记录计划。"),
        # drafts
        "keep.leave.aside": ("Put it aside", "暂存为草稿"),
        "find.list.drafts": ("Not finished", "未完成"),
        "find.drafted": ("Written", "暂存时间"),
        "find.at_field": ("Cursor at", "光标所在项"),
        "find.resume": ("Go on with it", "继续"),
        "error.draft_refused": ("This draft cannot be kept.", "无法保存此草稿。"),
        # erase
        "find.erase": ("Erase…", "清除…"),
        "find.export": ("Export…", "导出…"),
        "erase.title": ("Erase this patient's records", "清除该患者的全部记录"),
        "erase.title.many": ("Erase the records of {n} patients", "清除 {n} 位患者的全部记录"),
        "erase.about": ("This cannot be taken back.", "此操作不可撤销。"),
        "erase.goes": (
            "Goes: consultations ({consultations}) with all their versions ({versions}), papers of the queue "
            "({papers}), drafts ({drafts}), and the words by which they are found. Their place in the file is "
            "overwritten, and the file is written anew.",
            "将清除：就诊 {consultations} 次（共 {versions} 个版本）、打印队列文件 {papers} 份、草稿 {drafts} 份"
            "及检索词。其在文件中的位置会被覆盖，并重写整个文件。",
        ),
        "erase.stays": (
            "Stays: the lines of the log, which hold who did what and when, and no code, name or value. Papers that "
            "were printed and files that were saved are not reached.",
            "将保留：日志条目（操作者、操作和时间，不含编码、姓名或数值）。已打印的文书和已另存的文件不受影响。",
        ),
        "erase.backups": (
            "Backups made since this was first kept still hold it: {n}, the newest of {newest}. A folder in which a "
            "backup is made every month has let go of them by {until}; anywhere else they stay until somebody removes "
            "them.",
            "首次保存以来的 {n} 份备份中仍有这些记录，最新一份为 {newest}。每月都做备份的文件夹"
            "会在 {until} 前将其淘汰；其他位置的备份须人工删除。",
        ),
        "erase.no_backups": (
            "The log knows of no backup made since this was first kept. A copy of the folder made in another way would "
            "still hold it.",
            "日志中没有首次保存以来的备份。以其他方式复制的文件夹仍可能含有这些记录。",
        ),
        "erase.type": ("Type the code", "输入病例编码"),
        "erase.type.many": ("Type how many", "输入患者人数"),
        "erase.do": ("Erase for good", "永久清除"),
        "erase.do.many": ("Erase {n} patients for good", "永久清除 {n} 位患者"),
        "erase.need.code": ("Type the code exactly as it stands above.", "请按上方所示准确输入编码。"),
        "erase.need.count": ("Type how many patients they are.", "请输入患者人数。"),
        "erase.need.reason": ("Say in a line why.", "请用一行说明原因。"),
        "erase.need.closed": (
            "A case of this patient is on the screen. Close it first (Ctrl+N).",
            "屏幕上正打开该患者的病例。请先关闭（Ctrl+N）。",
        ),
        "erase.done": (
            "Erased: {n} of {of}. The file was written anew. The log says so.",
            "已清除 {n} / {of} 位，文件已重写，日志已记录。",
        ),
        "erase.done.large": (
            "Erased: {n} of {of}, and overwritten. The file could not be made smaller: that needs as much free room as "
            "it takes. The log says so.",
            "已清除并覆盖 {n} / {of} 位。文件未能缩小：需要与文件同样大小的可用空间。日志已记录。",
        ),
        # what is due
        "due.menu": ("Due to be erased…", "到期待清除…"),
        "due.title": ("Not seen for longer than the limit", "超过保留年限未就诊"),
        "due.about": (
            "How long records are kept is for the law of the place and the clinic to say: no limit is proposed here, "
            "and nothing is erased by itself.",
            "记录保留年限依当地法规和本院规定：此处不作建议，也不会自动清除。",
        ),
        "due.years": ("Limit in years", "保留年限（年）"),
        "due.set": ("Set", "设定"),
        "due.kept": ("Kept, and noted in the log.", "已保存并记入日志。"),
        "due.no_limit": ("No limit has been set.", "尚未设定年限。"),
        "due.count": ("Patients due: {n}", "到期患者：{n} 位"),
        "due.count.first": ("Patients due: the first {n}", "到期患者：前 {n} 位"),
        "due.choose": (
            "Shift and Ctrl with the arrows choose several lines.",
            "按住 Shift 或 Ctrl 并用方向键可选择多行。",
        ),
        "due.erase": ("Erase the chosen ({n})…", "清除所选（{n}）…"),
        "error.retention_refused": (
            "A limit is a whole number of years from 1 to {most}.",
            "年限须为 1 至 {most} 的整数。",
        ),
        "error.code_of_several": (
            "More than one patient has the code {of}. Do it in the window, where they are told apart.",
            "有多位患者使用编码 {of}。请在窗口中操作，以便区分。",
        ),
        # log
        "log.every_kind": ("every kind of line", "全部操作"),
        "log.everybody": ("everybody", "全部人员"),
        "log.words": ("Consultation or detail", "就诊编号或详情"),
        "log.page": ("{n} lines, page {page}", "{n} 条，第 {page} 页"),
        # short code
        "people.part.quick": ("Short code on this computer", "本机快捷码"),
        "quick.about": (
            "A code of {least} characters or more unlocks the records instead of the password, on this account of this "
            "computer alone: the other half of the key lies in the system's key store. Five wrong codes, a new "
            "password or the end of this account end it.",
            "可用至少 {least} 个字符的快捷码代替密码解锁，仅限本机的当前系统账户：密钥的另一半存于系统密钥库。"
            "输错五次、更改密码或该账户不可用时即失效。",
        ),
        "quick.code": ("Short code", "快捷码"),
        "quick.on": ("Switch on", "启用"),
        "quick.off": ("Switch off", "停用"),
        "quick.is_on": ("It is on.", "已启用。"),
        "quick.done.on": ("The short code unlocks the records here now.", "现在可在本机用快捷码解锁病历库。"),
        "quick.done.off": ("The password alone unlocks the records again.", "已恢复为仅用密码解锁。"),
        "keep.title.code": ("Unlock with your short code", "用快捷码解锁"),
        "keep.about.code": ("What is on the screen stays as it is.", "屏幕上的内容保持不变。"),
        "keep.go.code": ("Unlock", "解锁"),
        "keep.use_password": ("Use the password", "改用密码"),
        "error.no_key_store": (
            "This account of the system has no key store that could keep the other half of the key. The password "
            "unlocks the records as before.",
            "当前系统账户没有可保存另一半密钥的密钥库。仍可用密码解锁病历库。",
        ),
        "error.key_store_shut": (
            "The system's key store is shut or refused. Unlock with the password.",
            "系统密钥库未开启或拒绝访问。请用密码解锁。",
        ),
        "error.no_quick": (
            "There is no short code here any more. Unlock with the password.",
            "快捷码已失效。请用密码解锁。",
        ),
        "error.wrong_code": ("This is not the short code.", "快捷码不正确。"),
        "error.quick_length": (
            "A short code has {least} to {most} characters.",
            "快捷码须为 {least} 至 {most} 个字符。",
        ),
        "error.quick_same": (
            "The short code must be another than the password and the name.",
            "快捷码不得与密码或姓名相同。",
        ),
        "log.quick_made": ("Short code switched on", "启用快捷码"),
        "log.quick_dropped": ("Short code switched off", "停用快捷码"),
        # exports
        "export.menu": ("Export…", "导出…"),
        "export.title": ("Export", "导出"),
        "export.about": (
            "You choose the place of the file each time. The log keeps that it was made.",
            "每次由您选择文件位置。日志会记录导出。",
        ),
        "export.may_not": (
            "Your role does not allow exports; an administrator makes them.",
            "您的角色无权导出，须由管理员操作。",
        ),
        "export.warning": (
            "The file leaves the encryption: whoever has it can read it. Hand it over or lock it away, and remove it "
            "from this computer.",
            "导出的文件不再加密：持有者均可阅读。请交付或妥善锁存，并从本机删除。",
        ),
        "export.part.person": ("Everything of one patient, for them", "一位患者的全部资料（交给本人）"),
        "export.part.unnamed": ("Cases that name nobody", "去标识病例"),
        "export.person": (
            "One ZIP: every version as it was kept, what was printed, who looked at it and when (JSON), and every "
            "paper (PDF). It holds code, name and birth date.",
            "一个 ZIP：各版本的原样内容、打印记录、查阅记录（JSON）及全部文书（PDF）。含编码、姓名和出生日期。",
        ),
        "export.person.choose": (
            "Choose the patient in the list of patients (F3), then “Export…” there.",
            "请先在患者列表（F3）中选择患者，再点“导出…”。",
        ),
        "export.unnamed": (
            "JSON Lines, one case each: numbers, choices and statuses. Left out and named in each line: code, name, "
            "birth date, free text, who measured. Dates become days since the person's first visit; ages above 89 are "
            "left out. Rare values stay: who knows somebody may know them again.",
            "JSON Lines，每行一例：数值、选项和状态。编码、姓名、出生日期、自由文本和检验来源均不导出，并在每行注明。"
            "日期改为距首次就诊的天数；89 岁以上不导出年龄。罕见数值仍保留：熟悉者可能认出本人。",
        ),
        "export.save": ("Save as…", "另存为…"),
        "export.done": ("Saved as {name}.", "已保存为 {name}。"),
        "error.too_many_drafts": (
            'Fifty cases lie unfinished. Keep or discard some of them first (F3, "Not finished").',
            "未完成的病例已达五十份。请先保存或丢弃其中一些（F3，“未完成”）。",
        ),
    }
)
