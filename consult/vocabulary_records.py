"""Words of the records: what a store refuses, what it finds wrong, what its log tells, and the roles."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

RECORD_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # opening
        "error.in_use": (
            "The records are open in another window or program. Close it there, then try again.",
            "病历库已在另一窗口或程序中打开。请先在那里关闭，然后重试。",
        ),
        "error.no_records": (
            "No records have been set up here.",
            "此处尚未建立病历库。",
        ),
        "error.already_set_up": (
            "Records have already been set up here. Unlock them.",
            "此处已建立病历库，请解锁。",
        ),
        "error.records_missing": (
            "The keys of the records are here, but the record file is not. Restore the newest backup.",
            "病历库的密钥文件在，但病历文件不在。请恢复最新的备份。",
        ),
        "error.keys_damaged": (
            "The file of keys is damaged or was changed. Restore the newest backup, which holds a copy of it.",
            "密钥文件已损坏或被改动。请恢复最新的备份，其中含有该文件的副本。",
        ),
        "error.damaged": (
            "The record file is damaged. What can still be read is shown; restore the newest good backup for the rest.",
            "病历文件已损坏。仍可读取的内容照常显示；其余请从最新的完好备份恢复。",
        ),
        "error.newer": (
            "A newer version of the program wrote these records. Open them with that version; nothing was changed.",
            "该病历库由较新版本的程序写入。请用该版本打开；未作任何改动。",
        ),
        "error.locked": ("The records are locked. Unlock them first.", "病历库已锁定，请先解锁。"),
        "error.wrong_password": ("This is not the password of this person.", "密码不正确。"),
        "error.wait": (
            "Too many wrong passwords. The next try is possible in {seconds} seconds.",
            "密码错误次数过多。{seconds} 秒后可再试。",
        ),
        "error.recovery_mistyped": (
            "This is not how a recovery key is written: six groups of five letters and digits. Check each group.",
            "恢复密钥的格式不对：应为六组，每组五个字母或数字。请逐组核对。",
        ),
        "error.wrong_recovery_key": (
            "This recovery key does not open these records. A newer one may have been printed since.",
            "该恢复密钥不能打开此病历库。之后可能已打印过新的密钥。",
        ),
        "error.not_allowed": (
            "Your role does not allow this.",
            "您的角色无权进行此操作。",
        ),
        # the disk
        "error.disk_full": (
            "The disk is full. Nothing was changed; free some space, then try again.",
            "磁盘已满。未作任何改动；请腾出空间后重试。",
        ),
        "error.read_only": (
            "The folder of the records cannot be written to. Nothing was changed; check its permissions or the"
            " switch on the medium.",
            "病历库文件夹不可写入。未作任何改动；请检查权限或存储介质的写保护开关。",
        ),
        "error.disk_error": (
            "The disk reported an error. Nothing was changed; check the disk, and make a backup elsewhere.",
            "磁盘报告错误。未作任何改动；请检查磁盘，并在别处做备份。",
        ),
        "error.cannot_open": (
            "The folder of the records cannot be reached. If it lies on a removable medium, connect it again.",
            "无法访问病历库文件夹。若在可移动介质上，请重新连接。",
        ),
        "error.no_memory": (
            "There is not enough free memory to unlock the records. Close other programs, then try again.",
            "可用内存不足，无法解锁病历库。请关闭其他程序后重试。",
        ),
        # people
        "error.password_short": (
            "A password needs at least {least} characters.",
            "密码至少需要 {least} 个字符。",
        ),
        "error.password_long": (
            "A password may have at most {most} characters.",
            "密码最多 {most} 个字符。",
        ),
        "error.password_characters": (
            "This password holds characters that cannot be typed reliably. Use letters, digits, signs and blanks.",
            "密码含有无法可靠重复输入的字符。请使用字母、数字、符号和空格。",
        ),
        "error.no_person": ("Nobody of this name can unlock the records.", "没有此姓名的用户。"),
        "error.person_exists": (
            "Somebody of this name can already unlock the records. Choose another name.",
            "已有同名用户，请改用其他名称。",
        ),
        "error.person_refused": (
            "A person's name is one line of 1 to {most} characters.",
            "用户名应为一行，1 至 {most} 个字符。",
        ),
        "error.too_many_people": (
            "No more people can be added. Remove somebody who has left.",
            "用户数已达上限。请移除已离开的用户。",
        ),
        "error.last_administrator": (
            "This is the last person who can let others in and make backups. Add another one first.",
            "这是最后一位可管理用户和备份的人员。请先添加另一位。",
        ),
        # keeping and finding
        "error.changed_meanwhile": (
            "A newer version of this consultation was kept meanwhile. Nothing was overwritten; open the newest"
            " version and compare.",
            "此期间该次就诊已保存了更新的版本。未覆盖任何内容；请打开最新版本进行比较。",
        ),
        "error.no_patient": ("This patient is not in the records.", "病历库中没有该患者。"),
        "error.no_consultation": ("This consultation is not in the records.", "病历库中没有该次就诊。"),
        "error.consultation_damaged": (
            "This consultation is damaged and is not shown. The others can be read; a backup may hold it whole.",
            "该次就诊的记录已损坏，不予显示。其他记录可以读取；备份中可能有完好的记录。",
        ),
        "error.same_patient": ("These are the same patient already.", "二者已是同一患者。"),
        "error.no_merge": (
            "There is no such merge, or it has been undone already.",
            "没有该次合并，或已撤销。",
        ),
        "error.merge_overtaken": (
            "These consultations have been put elsewhere since. Undo the later merge first.",
            "这些就诊之后又被移到别处。请先撤销后来的合并。",
        ),
        "error.code_refused": (
            "A code is one line of 1 to {most} characters.",
            "编号应为一行，1 至 {most} 个字符。",
        ),
        "error.name_refused": (
            "A name is one line of at most {most} characters.",
            "姓名应为一行，最多 {most} 个字符。",
        ),
        "error.birth_date_refused": (
            "The birth date is before 1850 or after the day of the consultation.",
            "出生日期早于 1850 年或晚于就诊日期。",
        ),
        "error.reason_refused": (
            "A reason is needed, of at most {most} characters.",
            "请填写原因，最多 {most} 个字符。",
        ),
        "error.plan_refused": (
            "The plan cannot be kept: a date is not one, or a text is too long.",
            "无法保存计划：日期无效或文字过长。",
        ),
        "error.event_refused": (
            "The log cannot keep this line: a text is too long or not printable.",
            "日志无法保存此条：文字过长或含不可打印字符。",
        ),
        "error.records_too_large": (
            "This is larger than the records can keep.",
            "内容超出病历库可保存的大小。",
        ),
        # papers
        "error.no_paper": ("This paper is not in the queue.", "打印队列中没有该文件。"),
        "error.paper_damaged": (
            "The pages of this paper are damaged. Make the paper again from its consultation.",
            "该文件的页面已损坏。请从相应就诊重新生成。",
        ),
        "error.paper_withdrawn": (
            "This paper was withdrawn and is not printed any more.",
            "该文件已撤回，不再打印。",
        ),
        "error.paper_printing": (
            "This paper was handed to a printer already. Say first what became of it.",
            "该文件已交给打印机。请先说明其结果。",
        ),
        "error.paper_state_refused": (
            "This cannot be said of a paper.",
            "不能这样标记文件。",
        ),
        # backups
        "error.backup_unreadable": (
            "The backup could not be read back, so it was removed. Make it on another disk.",
            "备份写入后无法读回，已删除。请在另一磁盘上备份。",
        ),
        "error.backup_damaged": (
            "The backup {name} is damaged. Nothing was restored, and no whole one lies beside it.",
            "备份 {name} 已损坏。未恢复任何内容，旁边也没有完好的备份。",
        ),
        "error.backup_damaged_another": (
            "The backup {name} is damaged. Nothing was restored; {next} is whole.",
            "备份 {name} 已损坏。未恢复任何内容；{next} 完好。",
        ),
        # what is found wrong; {where} names the row
        "fault.clock_behind": (
            "The clock of this computer is behind: earlier than what was already recorded, or than the program"
            " itself. Ages and dates are not to be relied on until it is set.",
            "本机时钟偏慢：早于已有记录的时间或程序本身的日期。校正之前，年龄与日期不可信。",
        ),
        "fault.log_cut": (
            "The log is shorter than it was: line {where} is not there as it was written.",
            "日志比原来短：第 {where} 条已不是写入时的内容。",
        ),
        "fault.log_head_missing": (
            "The note of the newest line of the log, kept beside the records, is missing or was changed.",
            "病历库旁保存的日志末条记录缺失或被改动。",
        ),
        "fault.log_missing": ("Log: line {where} is missing.", "日志：缺少第 {where} 条。"),
        "fault.log_altered": (
            "Log: line {where} was changed, or does not follow from the one before.",
            "日志：第 {where} 条被改动，或与前一条不衔接。",
        ),
        "fault.log_unreadable": ("The log cannot be read to its end.", "日志无法读完。"),
        "fault.page_damaged": (
            "Page {where} of the record file is damaged.",
            "病历文件第 {where} 页已损坏。",
        ),
        "fault.pages_damaged": (
            "The pages of the record file cannot all be read.",
            "病历文件的页面无法全部读取。",
        ),
        "fault.structure_damaged": (
            "The structure of the record file is damaged.",
            "病历文件的结构已损坏。",
        ),
        "fault.rows_unreadable": (
            "Some rows of the record file cannot be read.",
            "病历文件中有些条目无法读取。",
        ),
        "fault.papers_unreadable": ("Some papers cannot be read.", "有些打印文件无法读取。"),
        "fault.paper_damaged": ("Paper {where} is damaged.", "打印文件 {where} 已损坏。"),
        "fault.version_altered": (
            "Consultation {where} is not as it was kept.",
            "就诊 {where} 已不是保存时的内容。",
        ),
        "fault.version_missing": ("Consultation {where} is missing.", "就诊 {where} 缺失。"),
        "fault.version_unlogged": (
            "Consultation {where} is in the file, but the log does not know of it.",
            "就诊 {where} 在文件中，但日志中没有记载。",
        ),
        "fault.patient_altered": (
            "Whose {where} is, or how that person is called, is not as the log and the versions say.",
            "{where} 所属的患者或其身份与日志及各版本所载不符。",
        ),
        "fault.list_altered": (
            "The lists do not say of consultation {where} what its newest version says.",
            "列表中就诊 {where} 的内容与其最新版本不符。",
        ),
        "records.whole": (
            "Everything is whole: pages, rows, papers and log.",
            "一切完好：页面、条目、打印文件和日志。",
        ),
        # roles
        "person.role.doctor": ("Doctor", "医生"),
        "person.role.administrator": ("Administrator", "管理员"),
        "person.role.auditor": ("Auditor", "审核员"),
        "person.role.doctor.may": (
            "Keeps, amends and reads consultations, prints.",
            "保存、修订和阅读就诊记录，打印。",
        ),
        "person.role.administrator.may": (
            "Reads and prints consultations, changes none; lets people in, makes backups, reads the log.",
            "阅读和打印就诊记录，不作修改；管理用户、备份、查看日志。",
        ),
        "person.role.auditor.may": (
            "Reads the log and checks the file; sees no patient.",
            "查看日志并检查文件；看不到患者。",
        ),
        # lines of the log
        "log.set_up": ("Records set up", "建立病历库"),
        "log.unlock": ("Unlocked", "解锁"),
        "log.recover": ("Unlocked with the recovery key", "用恢复密钥解锁"),
        "log.save": ("Consultation kept", "保存就诊"),
        "log.amend": ("Consultation amended", "修订就诊"),
        "log.open": ("Consultation opened", "打开就诊"),
        "log.open_paper": ("Paper opened", "打开打印文件"),
        "log.erase": ("Patient's records erased", "清除患者记录"),
        "log.erased": ("Erased from the file, which was written anew", "已从文件中清除并重写文件"),
        "log.merge": ("Patients merged", "合并患者"),
        "log.undo_merge": ("Merge undone", "撤销合并"),
        "log.queue": ("Paper queued", "加入打印队列"),
        "log.print": ("Printed", "打印"),
        "log.reprint": ("Printed again", "再次打印"),
        "log.print_started": ("Handed to a printer", "已交给打印机"),
        "log.print_failed": ("Printing failed", "打印失败"),
        "log.print_again": ("Back to the queue", "退回打印队列"),
        "log.print_withdrawn": ("Paper withdrawn", "撤回打印文件"),
        "log.export": ("Exported", "导出"),
        "log.backup": ("Backup made", "备份"),
        "log.backup_failed": ("Backup failed", "备份失败"),
        "log.restore": ("Backup restored", "恢复备份"),
        "log.person_added": ("Person added", "添加用户"),
        "log.person_removed": ("Person removed, file encrypted anew", "移除用户并重新加密"),
        "log.person_stays": ("Person could not be removed", "未能移除用户"),
        "log.password_changed": ("Password changed", "更改密码"),
        "log.recovery_key_made": ("New recovery key made", "生成新的恢复密钥"),
        "log.override": ("Set aside by the doctor", "医生另作判断"),
        "log.accept": ("Accepted by the doctor", "医生确认"),
        "log.catalogue": ("Catalogue changed", "更换目录"),
        "log.settings": ("Settings changed", "更改设置"),
        "log.clock_behind": ("The clock was behind", "时钟偏慢"),
        "log.log_cut": ("The log was found shorter than it was", "发现日志变短"),
        "log.log_head_missing": ("The note of the log's newest line was missing", "日志末条记录缺失"),
        "log.other": ("Other: {kind}", "其他：{kind}"),
    }
)
