"""Words of the papers besides the doctor's summary: board sheet and short record, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PAPER_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # board sheet
        "paper.board.title": ("Board sheet", "多学科讨论单"),
        "paper.board.subject": (
            "Worked out from what was recorded and from the catalogue; it informs the board and decides nothing",
            "根据已记录的资料和目录得出，仅供讨论参考，不作决定",
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
        # handout
        "paper.patient.title": ("What we talked about", "我们谈了什么"),
        "paper.patient.subject": ("For you to take home", "请您带回家"),
        "handout.decision": ("The decision today", "今天要决定的事"),
        "handout.decision.said": (
            "How to treat your liver cancer now. You do not have to decide today.",
            "现在怎样治疗您的肝癌。您不必今天就决定。",
        ),
        "handout.illness": ("Your illness", "您的病情"),
        "handout.stage.0": (
            "There is one very small tumour in the liver. The liver still works well.",
            "肝内有一个很小的肿瘤。肝脏功能还好。",
        ),
        "handout.stage.A": (
            "The cancer is in the liver only: one tumour, or up to three small ones. The liver still works well.",
            "癌症只在肝内：一个肿瘤，或不超过三个小肿瘤。肝脏功能还好。",
        ),
        "handout.stage.B": (
            "The cancer is in the liver only, but in several places. The liver still works well.",
            "癌症只在肝内，但不止一处。肝脏功能还好。",
        ),
        "handout.stage.C": (
            "The cancer has grown into a blood vessel, has spread, or takes some of your strength. "
            "The liver still works well enough.",
            "癌症长进了血管、有转移，或使您的体力下降。肝脏功能还可以。",
        ),
        "handout.stage.D": (
            "The liver works poorly, or you are weak. Care for you and your liver comes first.",
            "肝脏功能差，或者您的体力很弱。首先要照顾好您和您的肝脏。",
        ),
        "handout.you": ("What you want", "您的愿望"),
        "handout.goal.open": (
            "We have not yet written down what you want most.",
            "还没有写下您最想要的。",
        ),
        "handout.goal.cure": ("You want a cure, if it can be had.", "您希望能治愈，如果可能。"),
        "handout.goal.prolong_life": ("You want to live longer.", "您希望活得更久。"),
        "handout.goal.control_symptoms": ("You want to be free of pain and trouble.", "您希望减轻不适。"),
        "handout.goal.quality_of_life": ("You want good days.", "您希望把每天过好。"),
        "handout.goal.undecided": (
            "You have not decided yet what you want most.",
            "您还没有想好最想要什么。",
        ),
        "handout.matters": ("What matters to you: {matters}.", "您看重的：{matters}。"),
        "handout.options": ("The ways we talked about", "我们谈到的几种办法"),
        "handout.options.chosen": ("The ones we looked at together.", "我们一起看过的几种。"),
        "handout.options.usual": (
            "The first usual ones for people like you. The order means nothing.",
            "对像您这样的人常用的前几种。先后次序没有含义。",
        ),
        "handout.options.possible": (
            "The first possible ones. The order means nothing.",
            "可以考虑的前几种。先后次序没有含义。",
        ),
        "handout.options.none": (
            "We need to know more before we can talk about ways to treat it.",
            "要谈治疗办法，我们还需要了解更多情况。",
        ),
        "handout.gate.unasked": (
            "There are no numbers on this paper, because we have not asked you how many you want to see.",
            "本单上没有数字，因为我们还没有问过您想看多少。",
        ),
        "handout.plan": ("The plan", "计划"),
        "handout.plan.what": ("What we settled", "商定的事"),
        "handout.plan.open": ("Nothing is settled yet.", "还没有商定。"),
        "handout.plan.chosen": ("We chose a way to go.", "我们选定了一种办法。"),
        "handout.plan.chosen.named": ("We chose: {treatments}.", "我们选定：{treatments}。"),
        "handout.plan.deferred": ("We did not decide today.", "我们今天没有决定。"),
        "handout.plan.deferred.named": (
            "We did not decide today. We talked about: {treatments}.",
            "我们今天没有决定。谈到了：{treatments}。",
        ),
        "handout.plan.refer": ("You will see another team.", "您将去见另一个团队。"),
        "handout.plan.refer.named": (
            "You will see another team about: {treatments}.",
            "您将去见另一个团队，谈：{treatments}。",
        ),
        "handout.plan.board": (
            "Doctors of several fields will talk about your case.",
            "几个专科的医生将一起讨论您的病情。",
        ),
        "handout.plan.board.named": (
            "Doctors of several fields will talk about: {treatments}.",
            "几个专科的医生将一起讨论：{treatments}。",
        ),
        "handout.plan.until": ("We will decide by {date}.", "我们将在 {date} 前决定。"),
        "handout.plan.refer_to": ("Where: {place}", "地点：{place}"),
        "handout.plan.decides": ("Who decides next: {who}", "下一步由谁决定：{who}"),
        "handout.plan.check_in": ("We see you again on {date}.", "{date} 再见您。"),
        "handout.questions": ("Your questions", "您的问题"),
        "handout.review": ("State of the contents: {review}.", "内容状态：{review}。"),
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
