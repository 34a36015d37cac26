"""Words of the records in the window: keeping, unlocking, finding, amending and locking, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DESK_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # menu
        "keep.menu.keep": ("Keep in the records…", "存入病历库…"),
        "keep.menu.find": ("Patients…", "患者…"),
        "keep.menu.lock": ("Lock", "锁定"),
        "keep.menu.people": ("People and passwords…", "人员与密码…"),
        "keep.menu.log": ("Log…", "日志…"),
        "keep.menu.safety": ("Safety and privacy status…", "安全与隐私状态…"),
        "keep.close": ("Close", "关闭"),
        # identity bar
        "keep.bar.saved": ("saved {time}", "已保存 {time}"),
        "keep.bar.older": ("{saved} · version {number} of {of}", "{saved} · 第 {number} 版（共 {of} 版）"),
        "keep.bar.changed": ("{saved} · changed, not kept", "{saved} · 有更改，未保存"),
        "keep.bar.drafted": ("{saved} · draft {time}", "{saved} · 草稿 {time}"),
        "keep.bar.draft": ("not kept · draft {time}", "未存入 · 草稿 {time}"),
        "keep.born": ("born {date}", "出生 {date}"),
        # the key form
        "keep.title.set_up": ("Set up the records", "建立病历库"),
        "keep.about.set_up": (
            "Consultations are kept encrypted on this computer. You are the first who can unlock them. Choose a "
            "password of at least {least} characters; a recovery key for a forgotten password follows.",
            "就诊记录以加密方式保存在本机。您是第一位可解锁的人员。请设置至少 {least} 个字符的密码；"
            "随后会给出忘记密码时使用的恢复密钥。",
        ),
        "keep.title.unlock": ("Unlock the records", "解锁病历库"),
        "keep.about.unlock": (
            "What is on the screen stays as it is.",
            "屏幕上的内容保持不变。",
        ),
        "keep.title.recover": ("Unlock with the recovery key", "用恢复密钥解锁"),
        "keep.about.recover": (
            "Type the printed key and a new password.",
            "请输入打印的恢复密钥和新密码。",
        ),
        "keep.title.key": ("Recovery key", "恢复密钥"),
        "keep.about.key": (
            "Print it or write it down and lock it away, not beside this computer. Whoever has it can read the "
            "records. It is shown this once; without password and key the records cannot be opened by anybody.",
            "请打印或抄写后锁存，勿放在本机旁。持有此密钥者可读取全部记录。仅显示这一次；若密码与密钥均丢失，任何人都无法打开病历库。",
        ),
        "keep.name": ("Your name", "您的姓名"),
        "keep.password": ("Password", "密码"),
        "keep.password.new": ("New password", "新密码"),
        "keep.password.again": ("Once more", "再次输入"),
        "keep.password.old": ("Present password", "当前密码"),
        "keep.recovery": ("Recovery key", "恢复密钥"),
        "keep.go.set_up": ("Set up", "建立"),
        "keep.go.unlock": ("Unlock", "解锁"),
        "keep.go.recover": ("Unlock", "解锁"),
        "keep.go.key": ("It is in a safe place", "已妥善保存"),
        "keep.forgotten": ("Password forgotten", "忘记密码"),
        "keep.known": ("Back to the password", "返回密码解锁"),
        "keep.key.copy": ("Copy (for 30 seconds)", "复制（30 秒内有效）"),
        "keep.key.print": ("Print…", "打印…"),
        "keep.key.paper": (
            "Recovery key of the consultation records. Keep it locked away, not beside the computer.",
            "就诊病历库恢复密钥。请锁存，勿放在电脑旁。",
        ),
        "keep.key.failed": ("The printer did not take the page.", "打印机未接受该页。"),
        "keep.working": ("One moment…", "请稍候…"),
        "keep.strength.short": ("At least {least} characters.", "至少 {least} 个字符。"),
        "keep.strength.long": ("At most {most} characters.", "最多 {most} 个字符。"),
        "keep.strength.weak": ("Weak: easily guessed.", "弱：容易被猜出。"),
        "keep.strength.fair": ("Fair.", "中等。"),
        "keep.strength.strong": ("Strong.", "强。"),
        "keep.strength.about": (
            "Counted are length, repetition, sequences and your name, nothing else.",
            "仅按长度、重复、连续字符和是否含姓名估计。",
        ),
        "keep.need.name": ("Type the name under which you unlock the records.", "请输入解锁时使用的姓名。"),
        "keep.need.recovery": ("Type the recovery key.", "请输入恢复密钥。"),
        "keep.need.again": ("The two passwords differ.", "两次输入的密码不一致。"),
        # keep
        "keep.title": ("Keep this case", "保存本病例"),
        "keep.title.amend": ("Keep a new version", "保存新版本"),
        "keep.about": (
            "A code is enough. Enter keeps.",
            "填写编码即可。按 Enter 保存。",
        ),
        "keep.about.amend": (
            "Version {number} stays as it is; this becomes version {next}.",
            "第 {number} 版保持不变；此次存为第 {next} 版。",
        ),
        "keep.code": ("Case code", "病例编码"),
        "keep.patient_name": ("Name", "姓名"),
        "keep.birth_date": ("Birth date", "出生日期"),
        "keep.reason": ("Reason", "原因"),
        "keep.optional": (
            "Name and birth date may stay empty; with them two patients are told apart.",
            "姓名和出生日期可不填；填写后便于区分不同患者。",
        ),
        "keep.reason.continued": ("Consultation continued", "就诊继续"),
        "keep.reason.result": ("New result", "新的检查结果"),
        "keep.reason.correction": ("Correction of an entry", "更正录入"),
        "keep.do": ("Keep", "保存"),
        "keep.same": (
            "The records hold patients with this code or name. Which one is it?",
            "病历库中已有相同编码或姓名的患者。是哪一位？",
        ),
        "keep.same.this": ("This patient: {who}", "是这位患者：{who}"),
        "keep.same.other": ("Somebody else, not yet in the records", "另一位患者，尚未入库"),
        "keep.no_name": ("no name", "无姓名"),
        "keep.no_birth_date": ("birth date not recorded", "出生日期未记录"),
        "keep.last": ("last visit {date}", "最近就诊 {date}"),
        "keep.need.code": ("A case needs a code.", "病例需要编码。"),
        "keep.need.day": (
            "The birth date is no day: year, month, day, as in 1959-03-14.",
            "出生日期无法识别：请按年、月、日填写，如 1959-03-14。",
        ),
        "keep.need.reason": ("Say in a line why the kept version is amended.", "请用一行说明修改原因。"),
        "keep.need.same": ("Say first which patient it is.", "请先选择是哪一位患者。"),
        "keep.nothing": ("Nothing is entered yet: there is nothing to keep.", "尚未录入内容，无可保存。"),
        "keep.unchanged": ("Nothing has changed since it was kept.", "自上次保存后没有更改。"),
        "keep.kept": ("Kept at {time}.", "已于 {time} 保存。"),
        "keep.only.doctor": (
            "{name} does not keep or change consultations; a doctor does.",
            "{name} 无权保存或修改就诊记录，须由医生操作。",
        ),
        "keep.only.administrator": (
            "{name} does not manage people and passwords.",
            "{name} 无权管理人员与密码。",
        ),
        "error.not_unlocked": ("The records are locked.", "病历库已锁定。"),
        "error.waits_for": (
            "An unfinished case of {name} waits here, since it could not be written to the disk. {name} has to unlock.",
            "{name} 有未完成的病例因无法写入磁盘而暂存于此，须由 {name} 解锁。",
        ),
        "error.nothing_to_keep": (
            "The case cannot be kept while there is no catalogue to assess it.",
            "目录不可用，无法评估，因此不能保存本病例。",
        ),
        # find
        "find.title": ("Patients", "患者"),
        "find.about": (
            "Type a code, a name or a birth date; Down goes into the list, Enter opens.",
            "输入编码、姓名或出生日期；按下箭头进入列表，按 Enter 打开。",
        ),
        "find.search": ("Code, name or birth date", "编码、姓名或出生日期"),
        "find.list.all": ("All", "全部"),
        "find.list.due": ("Due", "到期"),
        "find.list.waiting": ("Waiting for a result", "等待结果"),
        "find.visits": ("Visits", "就诊次数"),
        "find.last": ("Last visit", "最近就诊"),
        "find.until": ("Due on", "到期日"),
        "find.plan": ("Plan", "计划"),
        "find.waiting_for": ("Waiting for", "等待"),
        "find.count": ("{n} found", "找到 {n} 位"),
        "find.history": (
            "Visits, newest first, and what changed since the one before",
            "历次就诊（新→旧）及较前次的变化",
        ),
        "find.version": ("version {number}, {by}", "第 {number} 版，{by}"),
        "find.more": ("… and {n} more", "……另有 {n} 项"),
        "find.open": ("Open", "打开"),
        "find.begin": ("New consultation of this patient", "为该患者新建就诊"),
        "find.join": ("This is the same person as another patient of the list…", "与列表中另一位是同一人…"),
        "find.join.choose": (
            "{who}: now choose in the list who is the same person.",
            "{who}：请在列表中选择与其为同一人的患者。",
        ),
        "find.join.both": (
            "The consultations of: {first}\nare put under: {second}",
            "将以下患者的就诊记录：{first}\n并入：{second}",
        ),
        "find.join.reason": ("Why they are the same person", "判定为同一人的理由"),
        "find.join.go": ("Put together", "合并"),
        "find.join.stop": ("Leave them apart", "不合并"),
        "find.join.done": ("Put together.", "已合并。"),
        "find.join.undo": ("Undo", "撤销"),
        # versions
        "version.title": ("Version {number} of {of} as it was kept", "保存时的第 {number} 版（共 {of} 版）"),
        "version.about": (
            "Kept {time} by {by}; catalogue {edition}, leading guideline {guideline}, program {program}.",
            "由 {by} 于 {time} 保存；目录 {edition}，主导指南 {guideline}，程序 {program}。",
        ),
        "version.now": ("What differs on the screen now", "与当前屏幕的不同之处"),
        "version.same": (
            "Nothing: the same values give the same results and statuses today.",
            "无：同样的数值如今得出相同的结果和状态。",
        ),
        "version.statuses": ("What was said of the options", "当时对各方案的判断"),
        "version.stages": ("Stages and scores then", "当时的分期与评分"),
        "version.all": ("Versions", "各版本"),
        "version.line": ("Version {number} · {time} · {by}", "第 {number} 版 · {time} · {by}"),
        "keep.open.differs": (
            "Not everything is said as it was then ({n}).",
            "与当时所述有 {n} 处不同。",
        ),
        "keep.versions": ("As it was kept", "保存时的内容"),
        # people
        "people.title": ("People and passwords", "人员与密码"),
        "people.about": (
            "Who can unlock the records on this computer, and with which rights.",
            "谁可以在本机解锁病历库，以及各自的权限。",
        ),
        "people.part.people": ("Who can unlock the records", "可解锁的人员"),
        "people.part.add": ("Let somebody else in", "添加人员"),
        "people.part.own": ("Your own password", "您自己的密码"),
        "people.part.key": ("Recovery key", "恢复密钥"),
        "people.name": ("Name", "姓名"),
        "people.role": ("Role", "角色"),
        "people.add": ("Add", "添加"),
        "people.added": ("{name} can unlock the records now.", "{name} 现在可以解锁病历库。"),
        "people.remove": ("Remove {name}", "移除 {name}"),
        "people.remove.sure": ("Press again to remove {name} for good", "再按一次即永久移除 {name}"),
        "people.removed": (
            "{name} can unlock the records no longer. What was kept in that name stays.",
            "{name} 不能再解锁病历库。此人已保存的记录保留。",
        ),
        "people.change": ("Change the password", "更改密码"),
        "people.changed": ("The password of {name} was changed.", "{name} 的密码已更改。"),
        "people.make_key": ("Make a new recovery key", "生成新的恢复密钥"),
        "people.key_made": (
            "The old recovery key opens nothing any more. Print this one and lock it away.",
            "旧的恢复密钥已失效。请打印此密钥并锁存。",
        ),
        # log
        "log.title": ("Log of the records", "病历库日志"),
        "log.about": (
            "What was done with the records, newest first. Each line is chained to the one before.",
            "对病历库所做的操作，由新到旧。每一条都与前一条相连。",
        ),
        "log.number": ("Line", "序号"),
        "log.at": ("When", "时间"),
        "log.by": ("Who", "操作者"),
        "log.what": ("What", "操作"),
        "log.about_what": ("About", "对象"),
        "log.newer": ("Newer", "较新"),
        "log.older": ("Older", "较旧"),
        "log.head": ("Digest of the newest line: {head}", "最新一条的摘要：{head}"),
        # safety
        "safety.title": ("Safety and privacy status", "安全与隐私状态"),
        "safety.about": (
            "As it is found now, on this computer.",
            "本机当前的实际情况。",
        ),
        "safety.part.records": ("Records", "病历库"),
        "safety.part.results": ("Results", "结果"),
        "safety.part.privacy": ("Privacy", "隐私"),
        "safety.records": ("State", "状态"),
        "safety.none": (
            "Not set up: every case is in memory only and is gone when the program is closed.",
            "尚未建立：所有病例仅在内存中，关闭程序即消失。",
        ),
        "safety.locked": ("Locked and encrypted", "已锁定并加密"),
        "safety.open": ("Encrypted; unlocked by {name}", "已加密；由 {name} 解锁"),
        "safety.integrity": ("Whole and unaltered", "完整且未被改动"),
        "safety.not_checked": ("not checked since it was unlocked", "解锁后尚未检查"),
        "safety.whole": ("checked at {time}: nothing wrong was found", "{time} 检查：未发现问题"),
        "safety.chain": ("Newest line of the log", "日志最新一条"),
        "safety.backup": ("Last backup", "最近备份"),
        "safety.backup.none": ("none is noted in the log", "日志中无备份记录"),
        "safety.backup.last": (
            "{time}, read back and found whole when it was made.",
            "{time}，完成时已回读验证。",
        ),
        "safety.backup.old": ("That was {n} days ago: make another.", "距今 {n} 天：请再做一次备份。"),
        "safety.clock": ("Clock and log", "时钟与日志"),
        "safety.clock.fine": ("nothing to object to when it was unlocked", "解锁时未见异常"),
        "safety.catalogue": ("Catalogue", "目录"),
        "safety.no_catalogue": ("being read", "正在读取"),
        "safety.signature": ("Signature", "签名"),
        "safety.current": ("Up to date", "时效"),
        "safety.current.yes": ("to be reviewed by {date}", "应于 {date} 前复核"),
        "safety.self_test": ("Known cases", "已知病例"),
        "safety.self_test.open": ("not tried yet", "尚未测试"),
        "safety.self_test.none": ("the edition brings none", "该版本未附已知病例"),
        "safety.self_test.right": ("{of} of {of} answered as signed", "{of} 例全部与签署的答案一致"),
        "safety.self_test.wrong": (
            "{n} of {of} answered otherwise: nothing is compared",
            "{of} 例中 {n} 例不一致：停止比较",
        ),
        "safety.network": ("Network", "网络"),
        "safety.network.none": (
            "none: the parts of Qt that could speak to one are not loaded",
            "无：未加载 Qt 的联网部件",
        ),
        "safety.lock": ("Lock", "锁定"),
        "safety.lock.after": ("after {n} minutes without a key or the mouse", "{n} 分钟无操作后锁定"),
        "safety.check": ("Check every page and line now", "立即检查全部页面与日志"),
        "safety.again": ("Look again", "重新查看"),
        "safety.note": (
            "This page does not replace full-disk encryption and an account of one's own for everybody who uses this "
            "computer.",
            "本页不能替代全盘加密和每位使用者各自的系统账户。",
        ),
        "settings.lock_after": ("Lock the records after", "多久无操作后锁定病历库"),
        "settings.minutes": ("{n} minutes", "{n} 分钟"),
        # before a paper leaves
        "check.ask": ("Is this the patient in the room? {who}", "是否为在场的这位患者？{who}"),
        "check.yes": ("Yes, this patient", "是，就是这位患者"),
        "check.first": (
            "Say first whose paper this is: the question above is asked once for each case.",
            "请先确认这是谁的文件：上方的问题每个病例只问一次。",
        ),
        # leaving, older versions, drafts
        "keep.leave": ("The case on the screen is not kept.", "屏幕上的病例尚未保存。"),
        "keep.leave.keep": ("Keep it", "保存"),
        "keep.leave.drop": ("Give it up", "放弃"),
        "keep.stay": ("Stay", "留在此处"),
        "keep.older": (
            "An older version is open. To amend, go on from version {number}, the newest.",
            "当前打开的是旧版本。修改须从最新的第 {number} 版继续。",
        ),
        "keep.older.open": ("Open the newest", "打开最新版"),
        "keep.open": (
            "Version {number} of {of}, kept {time} by {by} under catalogue {edition}. Whatever is changed now begins a "
            "new version.",
            "第 {number} 版（共 {of} 版），由 {by} 于 {time} 依据目录 {edition} 保存。此后的更改将成为新版本。",
        ),
        "keep.hide": ("Hide", "隐藏"),
        "keep.draft.found": (
            "An unfinished consultation of {time} was found: {code}.",
            "发现未完成的就诊记录（{time}）：{code}。",
        ),
        "keep.draft.anonymous": ("anonymous case", "匿名病例"),
        "keep.draft.open": ("Open it", "打开"),
        "keep.draft.drop": ("Discard it", "丢弃"),
        "keep.draft.first": (
            "Keep or empty the case on the screen first (Ctrl+S, Ctrl+N): the unfinished one takes its place.",
            "请先保存或清空屏幕上的病例（Ctrl+S、Ctrl+N）：未完成的记录将取而代之。",
        ),
        # lock
        "keep.locked": ("Locked", "已锁定"),
        "keep.locked.about": (
            "The records are closed. What was unfinished comes back with your password.",
            "病历库已关闭。输入密码后，未完成的内容会恢复。",
        ),
        "keep.locked.waiting": (
            "The unfinished case could not be written to the disk. It waits in memory: unlock here, do not close the "
            "program.",
            "未完成的病例无法写入磁盘，暂存于内存：请在此解锁，勿关闭程序。",
        ),
        "keep.locked.empty": (
            "Begin an empty case without the records",
            "不打开病历库，新建空白病例",
        ),
        # differences
        "visit.edition": ("Catalogue: {before} → {after}", "目录：{before} → {after}"),
        "visit.guideline": ("Leading guideline: {before} → {after}", "主导指南：{before} → {after}"),
        "visit.added": ("{treatment}: new in the catalogue", "{treatment}：目录中新增"),
        "visit.removed": ("{treatment}: no longer in the catalogue", "{treatment}：目录中已无"),
        "visit.result": ("{item}: {before} → {after}", "{item}：{before} → {after}"),
        "visit.gone": ("Not recorded there: {fields}", "该次未记录：{fields}"),
        "visit.not_readable": ("kept by another version", "由其他版本保存"),
        "visit.consultation": (
            "What was said or planned is another",
            "谈话或计划内容有改动",
        ),
    }
)
