"""Words of printing: what printers answer, the queue of papers, letterhead and lists, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PRINTING_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "queue.patients.one": ("1 patient", "1 位患者"),
        "queue.patients.many": ("{count} patients", "{count} 位患者"),
        "queue.papers.one": ("1 paper", "1 份文书"),
        "queue.papers.many": ("{count} papers", "{count} 份文书"),
        "queue.pages.one": ("1 page", "1 页"),
        "queue.pages.many": ("{count} pages", "{count} 页"),
        "queue.born": ("born {date}", "出生日期 {date}"),
        "queue.no_birth_date": ("birth date not kept", "未保存出生日期"),
        "queue.line": ("{who}: {papers}, {pages}", "{who}：{papers}，{pages}"),
        "queue.state.waiting": ("to print", "待打印"),
        "queue.state.printed": ("printed {count} ×", "已打印 {count} 次"),
        "queue.state.failed": ("not printed", "未打印"),
        "queue.state.withdrawn": ("withdrawn", "已撤回"),
        "queue.look.printing": ("printing", "打印中"),
        "queue.look.printed": ("printed", "已打印"),
        "queue.look.no_paper": ("no paper in the printer", "打印机缺纸"),
        "queue.look.stopped": ("printer stopped", "打印机已暂停"),
        "queue.look.ended": ("did it come out?", "是否已打出？"),
        "queue.look.failed": ("not printed", "未打印"),
        "queue.look.unknown": ("did it come out?", "是否已打出？"),
        "letterhead.logo": ("Logo of the clinic", "机构标志"),
        "error.logo_too_large": (
            "The picture is larger than {most} kB. Choose a smaller one; nothing was changed.",
            "图片超过 {most} kB。请选择较小的图片；未作任何更改。",
        ),
        "error.logo_too_wide": (
            "The picture has more than {most} pixels along a side. Choose a smaller one; nothing was changed.",
            "图片的边长超过 {most} 像素。请选择较小的图片；未作任何更改。",
        ),
        "error.logo_not_a_picture": (
            "This is no whole PNG or JPEG picture. Choose another; nothing was changed.",
            "该文件不是完整的 PNG 或 JPEG 图片。请另选一个；未作任何更改。",
        ),
        "error.clinic_logo": (
            "In {file}, {where} is not the digest of a picture (64 characters from 0 to 9 and a to f).",
            "{file} 中 {where} 不是图片的校验值（应为 64 个字符，0 到 9、a 到 f）。",
        ),
        "list.title": ("Consultations", "就诊列表"),
        "list.code": ("Code", "编号"),
        "list.name": ("Name", "姓名"),
        "list.born": ("Birth date", "出生日期"),
        "list.day": ("Consultation", "就诊日期"),
        "list.plan": ("Plan", "计划"),
        "list.papers": ("Papers", "文书份数"),
        "list.state": ("Printing", "打印情况"),
        "list.nothing": ("nothing to print", "无待打印文书"),
        "list.state.waiting": ("to print", "待打印"),
        "list.state.printing": ("at the printer", "已交打印机"),
        "list.state.printed": ("printed", "已打印"),
        "list.state.failed": ("not printed", "未打印"),
        "print.took": (
            "Handed to {printer}. Look there whether it came out.",
            "已交给打印机 {printer}。请到打印机处查看是否已打出。",
        ),
        "print.printed": ("{printer} has printed it.", "{printer} 已打印完毕。"),
        "print.printing": (
            "{printer} has taken it and is not finished yet.",
            "{printer} 已接收，尚未打印完毕。",
        ),
        "print.stopped": (
            "{printer} is stopped: the paper waits there and comes out once the printer is started. "
            "Nothing needs to be sent again.",
            "{printer} 已暂停：文书已在其队列中，打印机启动后即会打出，无需再次发送。",
        ),
        "print.no_paper": (
            "{printer} is out of paper: the paper waits there and comes out once sheets are put in. Nothing needs to "
            "be sent again.",
            "{printer} 缺纸：文书已在其队列中，加纸后即会打出，无需再次发送。",
        ),
        "print.ended": (
            "{printer} is done with it. Look there whether it came out.",
            "{printer} 已处理完该任务。请到打印机处查看是否已打出。",
        ),
        "print.failed": (
            "{printer} gave the paper up: it was cancelled there, or the printer failed. It can be printed again.",
            "{printer} 未能打印该文书：任务在打印机处被取消或打印机故障。可再次打印。",
        ),
        "print.unknown": (
            "{printer} no longer knows of the paper. Look there whether it came out.",
            "{printer} 已查不到该任务。请到打印机处查看是否已打出。",
        ),
        "error.queue_keep_first": (
            "The queue takes papers of kept consultations only: keep this one first (Ctrl+S).",
            "打印队列只接收已保存的咨询：请先保存（Ctrl+S）。",
        ),
        "error.queue_hypothetical": (
            "A hypothetical copy is not queued: go back to the record first.",
            "假设情形的文书不进入打印队列：请先返回病历。",
        ),
        "error.queue_already": (
            "This very paper waits in the print queue already.",
            "打印队列中已有同一份文书。",
        ),
        "error.print_gone": (
            "The printer {printer} is no longer set up on this computer. Nothing was printed. Choose another, or save "
            "the paper as PDF.",
            "本机已不再有打印机 {printer}。未打印任何内容。请选择其他打印机，或将文书另存为 PDF。",
        ),
        "error.print_refuses": (
            "The printer {printer} takes no papers at present. Nothing was printed. Choose another, or ask whoever "
            "looks after it.",
            "打印机 {printer} 目前不接收任务。未打印任何内容。请选择其他打印机，或询问打印机管理人员。",
        ),
        "error.print_no_service": (
            "The printing system of this computer does not answer. Nothing was printed. The paper can be saved as PDF.",
            "本机打印系统没有响应。未打印任何内容。可将文书另存为 PDF。",
        ),
        "error.print_not_taken": (
            "The printer {printer} did not take the paper (it may be off, or the disk may be full). Nothing was "
            "printed. The paper can be saved as PDF.",
            "打印机 {printer} 未接收该文书（可能未开机，或磁盘已满）。未打印任何内容。可将文书另存为 PDF。",
        ),
        "error.print_no_answer": (
            "{printer} did not answer: the paper may or may not come out. Look there before printing it again.",
            "{printer} 没有回应：文书可能打出，也可能没有。再次打印前请先到打印机处查看。",
        ),
    }
)
