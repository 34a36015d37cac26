"""Words of the patient view, in plain language: what it says of figures, and of itself, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PATIENT_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # the page
        "patient.title.1": ("One way we could go", "一种可以走的路"),
        "patient.title.2": ("Two ways we could go", "两种可以走的路"),
        "patient.title.3": ("Three ways we could go", "三种可以走的路"),
        "patient.title.pick": ("Which ones shall we look at together?", "我们一起看哪几种？"),
        "patient.title.none": ("Nothing to look at together yet", "目前还没有可以一起看的内容"),
        "patient.few": (
            "Only one option is chosen. Two or three side by side are easier to weigh.",
            "目前只选了一种。两三种放在一起更容易比较。",
        ),
        "patient.none": (
            "No option is chosen yet. Choose two or three in the list of options, then come back here.",
            "还没有选择治疗。请先在治疗列表中选两种或三种，再回到这里。",
        ),
        "patient.pick": (
            "Choose two or three. More than three at once are hard to keep apart.",
            "请选择两种或三种。一次超过三种不容易分清。",
        ),
        "patient.matters": ("What matters to you: {matters}", "您看重的：{matters}"),
        "patient.matter.live_longer": ("living longer", "活得更久"),
        "patient.matter.not_come_back": ("that it does not come back", "不复发"),
        "patient.matter.few_side_effects": ("few side effects", "副作用少"),
        "patient.matter.short_recovery": ("a short recovery", "恢复快"),
        "patient.matter.few_visits": ("few visits", "少跑医院"),
        "patient.matter.near_home": ("staying near home", "离家近"),
        "patient.matter.low_cost": ("low cost", "花费少"),
        # the gate
        "patient.gate.question": (
            "Some numbers here are about how long people live and what goes wrong. "
            "How many of them would you like to see today? You can change your mind at any time.",
            "这里有些数字说的是人们能活多久、会出什么问题。今天您想看多少？您随时可以改变主意。",
        ),
        "patient.gate.all": ("All the numbers", "全部数字"),
        "patient.gate.main": ("Only the main ones", "只看主要的"),
        "patient.gate.none": ("None today", "今天不看"),
        "patient.gate.name": ("How many numbers to see", "看多少数字"),
        "patient.closed.none": (
            "You chose to see no numbers today. They are here whenever you want them.",
            "您选择今天不看数字。您想看的时候随时可以看。",
        ),
        # the rows
        "patient.row.what": ("What it is", "这是什么"),
        "patient.row.benefit": ("What it does", "它有什么作用"),
        "patient.row.harm": ("Problems it can bring", "可能带来的问题"),
        "patient.row.burden": ("What it takes", "需要付出什么"),
        "patient.row.certainty": ("How sure are we?", "我们有多大把握？"),
        "patient.row.unknowns": ("What is not known", "还不清楚的"),
        "patient.row.here": ("Here, or elsewhere", "在这里还是去别处"),
        "patient.row.more": ("More about it", "更多说明"),
        "patient.no_more": ("Nothing more is noted here.", "此处没有更多说明。"),
        "patient.row.questions": ("You may want to ask", "您可以这样问"),
        "patient.unproven": (
            "Not proven. Not a replacement for standard treatment.",
            "未经证实，不能替代标准治疗。",
        ),
        "patient.beside": (
            "Goes beside treatment, not in its place.",
            "与治疗同时进行，不能代替治疗。",
        ),
        "patient.trial": (
            "Only inside a study. Not a replacement for standard treatment.",
            "只在研究中进行，不能替代标准治疗。",
        ),
        # figures
        "patient.of": ("{count} of {per}", "每 {per} 人中有 {count} 人"),
        "patient.of.under_one": ("fewer than 1 of {per}", "每 {per} 人中不到 1 人"),
        "patient.of.over": ("more than {count} of {per}", "每 {per} 人中超过 {count} 人"),
        "patient.after.years": ("{n} years later", "{n} 年后"),
        "patient.after.year": ("1 year later", "1 年后"),
        "patient.after.months": ("{n} months later", "{n} 个月后"),
        "patient.after.days": ("Within {n} days", "{n} 天内"),
        "patient.after.course": (
            "During treatment and the check-ups after it",
            "治疗期间及之后的复查期间",
        ),
        "patient.space": (" ", ""),
        "patient.stop": (". ", "。"),
        "patient.people": ("{time}, of {per} people in the study", "{time}，研究中每 {per} 人"),
        "patient.figure.alive.with": ("{count} alive", "{count}活着"),
        "patient.figure.alive.without": ("{count} had died", "{count}已去世"),
        "patient.figure.alive_without_recurrence.with": (
            "{count} alive and the cancer had not come back",
            "{count}活着且癌症没有复发",
        ),
        "patient.figure.alive_without_recurrence.without": (
            "{count}: the cancer had come back, or they had died",
            "{count}癌症复发，或已去世",
        ),
        "patient.figure.alive_without_progression.with": (
            "{count} alive and the cancer had not grown",
            "{count}活着且癌症没有长大",
        ),
        "patient.figure.alive_without_progression.without": (
            "{count}: the cancer had grown, or they had died",
            "{count}癌症长大，或已去世",
        ),
        "patient.figure.no_local_progression.with": (
            "{count}: the treated tumour had not grown back",
            "{count}治疗过的肿瘤没有再长",
        ),
        "patient.figure.no_local_progression.without": (
            "{count}: the treated tumour had grown back",
            "{count}治疗过的肿瘤又长了",
        ),
        "patient.figure.tumour_response.with": (
            "{count}: the tumour clearly shrank",
            "{count}肿瘤明显缩小",
        ),
        "patient.figure.tumour_response.without": (
            "{count}: the tumour did not clearly shrink",
            "{count}肿瘤没有明显缩小",
        ),
        "patient.figure.complete_ablation.with": (
            "{count}: the tumour was fully destroyed",
            "{count}肿瘤被完全消灭",
        ),
        "patient.figure.complete_ablation.without": (
            "{count}: some tumour was left",
            "{count}仍有肿瘤残留",
        ),
        "patient.figure.transplanted.with": ("{count} got a new liver", "{count}接受了肝移植"),
        "patient.figure.transplanted.without": (
            "{count} did not get a new liver",
            "{count}没有接受肝移植",
        ),
        "patient.figure.other_benefit.with": ("{count} had this: {who}", "{count}如此：{who}"),
        "patient.figure.other_benefit.without": ("{count} did not", "{count}不是这样"),
        "patient.figure.serious_complication.with": (
            "{count} had a serious problem from the treatment",
            "{count}因治疗出现严重问题",
        ),
        "patient.figure.serious_complication.without": (
            "{count} had no serious problem from it",
            "{count}没有因治疗出现严重问题",
        ),
        "patient.figure.any_complication.with": (
            "{count} had some problem from the treatment, large or small",
            "{count}因治疗出现或大或小的问题",
        ),
        "patient.figure.any_complication.without": (
            "{count} had no problem from it",
            "{count}没有因治疗出现问题",
        ),
        "patient.figure.treatment_death.with": (
            "{count} died from the treatment",
            "{count}因治疗去世",
        ),
        "patient.figure.treatment_death.without": (
            "{count} did not die from it",
            "{count}没有因治疗去世",
        ),
        "patient.figure.stopped_for_side_effects.with": (
            "{count} stopped because of side effects",
            "{count}因副作用停止治疗",
        ),
        "patient.figure.stopped_for_side_effects.without": (
            "{count} did not stop because of side effects",
            "{count}没有因副作用停止治疗",
        ),
        "patient.figure.serious_side_effect.with": (
            "{count} had a serious side effect",
            "{count}出现严重副作用",
        ),
        "patient.figure.serious_side_effect.without": (
            "{count} had no serious side effect",
            "{count}没有严重副作用",
        ),
        "patient.figure.other_harm.with": ("{count} had this: {who}", "{count}如此：{who}"),
        "patient.figure.other_harm.without": ("{count} did not", "{count}不是这样"),
        "patient.seen.none": (
            "Seen in none of the {n} people. In a larger group it may still happen.",
            "{n} 人中没有见到。人数更多时仍可能发生。",
        ),
        "patient.range": (
            "Range: from {low} to {high} of {per}",
            "范围：每 {per} 人中 {low} 至 {high} 人",
        ),
        "patient.range.icons": (
            "Range: from {low} to {high} of {per} (striped: could be fewer; with a dot: could be more)",
            "范围：每 {per} 人中 {low} 至 {high} 人（条纹：可能更少；带点：可能更多）",
        ),
        "patient.range.none": ("Range: not reported", "范围：未报告"),
        "patient.who": ("Who was studied: {who}. {n} people.", "研究对象：{who}。{n} 人。"),
        "patient.design.randomised": (
            "A draw decided who got which treatment.",
            "由随机方式决定谁接受哪种治疗。",
        ),
        "patient.design.single_arm": (
            "Everybody got this treatment; there was no group to compare with.",
            "所有人都接受这种治疗，没有对照组。",
        ),
        "patient.design.prospective_cohort": (
            "People who had this treatment were followed from then on.",
            "从治疗开始随访接受这种治疗的人。",
        ),
        "patient.design.retrospective_cohort": (
            "Looked back at the records of people who had this treatment.",
            "回顾接受过这种治疗者的病历。",
        ),
        "patient.design.registry": (
            "From a register of people who had this treatment.",
            "来自接受过这种治疗者的登记资料。",
        ),
        "patient.design.pooled_analysis": (
            "Several studies put together.",
            "多项研究合并而成。",
        ),
        "patient.design.systematic_review": (
            "All studies that could be found, put together.",
            "把能找到的研究合并而成。",
        ),
        "patient.design.leaflet": (
            "From a hospital's leaflet for patients.",
            "来自医院的患者须知。",
        ),
        "patient.differs": (
            "The study asked for this, and it is not so for you: {criteria}",
            "研究要求如下，而您不是：{criteria}",
        ),
        "patient.differs.open": ("Not known for you yet: {criteria}", "您的情况还不清楚：{criteria}"),
        "patient.differs.none": (
            "You meet what the study asked for, as far as it is noted here.",
            "就此处所记，您符合研究的要求。",
        ),
        "patient.differs.unsaid": (
            "Whether you are like them cannot be said.",
            "您与他们是否相像，无法判断。",
        ),
        "patient.no_figure.benefit": (
            "Not measured, or not yet checked. Ask us what we would expect for you.",
            "没有测量过，或尚未核对。请问我们预计您会怎样。",
        ),
        "patient.no_figure.harm": (
            "Not measured, or not yet checked. Ask us what can go wrong.",
            "没有测量过，或尚未核对。请问我们可能出什么问题。",
        ),
        "patient.uneven": (
            "The studies looked at different times. Do not compare these numbers with each other.",
            "各项研究观察的时间不同，请不要把这些数字相互比较。",
        ),
        "patient.uneven.benefit": (
            "What was measured is not the same for each. Do not compare these numbers with each other.",
            "各项所测量的内容不同，请不要把这些数字相互比较。",
        ),
        "patient.uneven.harm": (
            "The problems that were counted are not the same for each. Do not compare them with each other.",
            "各项所统计的问题不同，请不要相互比较。",
        ),
        "patient.studies": (
            "Numbers from different studies may differ because the people were different.",
            "来自不同研究的数字，可能因人群不同而不同。",
        ),
        # burden, certainty, here
        "patient.burden.anaesthesia": ("Sleep or numbing: {text}", "麻醉：{text}"),
        "patient.burden.visits": ("Visits: {text}", "去医院：{text}"),
        "patient.burden.nights": ("Nights in hospital: {text}", "住院：{text}"),
        "patient.burden.recovery": ("Back to usual activity: {text}", "恢复日常活动：{text}"),
        "patient.burden.follow_up": ("Check-ups: {text}", "复查：{text}"),
        "patient.burden.ask": (
            "Not yet checked, so please ask us: {kinds}",
            "尚未核对，请问我们：{kinds}",
        ),
        "patient.burden.kind.anaesthesia": ("sleep or numbing", "麻醉"),
        "patient.burden.kind.visits": ("visits", "去医院的次数"),
        "patient.burden.kind.nights": ("nights in hospital", "住院天数"),
        "patient.burden.kind.recovery": ("time to usual activity", "恢复日常活动的时间"),
        "patient.burden.kind.follow_up": ("check-ups", "复查"),
        "patient.sure.high": ("We are sure.", "很有把握。"),
        "patient.sure.moderate": ("We are fairly sure.", "比较有把握。"),
        "patient.sure.low": ("We are not very sure.", "把握不大。"),
        "patient.sure.very_low": ("We are very unsure.", "很没有把握。"),
        "patient.why": ("Why: {reason}", "原因：{reason}"),
        "patient.why.closed": (
            "The reason is about how people fare. Ask us if you want to hear it.",
            "原因涉及病情的结局。想了解时，请问我们。",
        ),
        "patient.here.unsaid": (
            "Not noted. Ask us whether it is done here.",
            "未注明。请问我们这里能不能做。",
        ),
        "patient.text.closed": (
            "This is about how people fare. Ask us if you want to hear it.",
            "这涉及病情的结局。想了解时，请问我们。",
        ),
        # questions
        "patient.ask.me": (
            "{name}: what would it be like for someone like me?",
            "{name}：对像我这样的人会是怎样？",
        ),
        "patient.ask.wrong": (
            "What can go wrong, and what would we do then?",
            "可能出什么问题？那时怎么办？",
        ),
        "patient.ask.else": (
            "What if I wait, or choose something else?",
            "如果我等一等，或者选别的，会怎样？",
        ),
        "patient.teach.title": ("In your own words", "用您自己的话说"),
        "patient.teach.0": (
            "We want to know whether we explained it well. In your own words: what did we just talk about?",
            "我们想知道自己有没有讲清楚。请用您自己的话说说：我们刚才谈了什么？",
        ),
        "patient.teach.1": (
            "In your own words: how do these ways differ?",
            "用您自己的话说：这几种路有什么不同？",
        ),
        "patient.teach.2": (
            "What would you tell your family tonight?",
            "今晚您会怎样告诉家人？",
        ),
        "patient.teach.3": (
            "What is still unclear, and what worries you most?",
            "还有什么不清楚？您最担心什么？",
        ),
        # the screen
        "patient.view": ("Patient view", "患者视图"),
        "patient.look": ("Look at these together", "一起看这几种"),
        "patient.others": ("Choose others", "换几种"),
        "patient.language": ("Language of this view", "本视图的语言"),
        "patient.options": ("The options side by side", "并列的各种选择"),
        "patient.back": ("Back  {keys}", "返回  {keys}"),
        "patient.hide": ("Hide the screen  {keys}", "隐藏屏幕  {keys}"),
        "patient.show": ("Show again", "重新显示"),
        "patient.hidden": (
            "The screen is hidden. Press any key, then choose Show again.",
            "屏幕已隐藏。按任意键，再选择“重新显示”。",
        ),
        "patient.informs": (
            "This informs. You and your doctor decide together.",
            "以上仅供了解。由您和医生一起决定。",
        ),
    }
)

PROGNOSIS: Mapping[str, str] = MappingProxyType(
    {
        "en": (
            r"(?i)"
            r"\b(?:alive|lives?|lived|living|die[sd]?|dying|deaths?|dead|surviv\w*|(?<!after )cured?|lengthens?|longest"
            r"|(?<!no )longer|recur\w*|(?:come|comes|coming|came) back)\b"
        ),
        "zh_CN": r"存活|生存|活得|多活|能活|死亡|去世|治愈|复发|延长",
    }
)
"""What tells a sentence on how people fare from any other; such a sentence stays closed behind the gate."""

FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "en": r"\b\d+ of (?:the |all )?\d+\b|\bof 100\b|%|hazard ratio|\bHR\b",
        "zh_CN": r"每 ?\d+ ?[人例]|每 ?100 ?个|\d+ ?[人例]中|%|风险比|\bHR\b",
    }
)
"""What tells a sentence with a figure of its own: figures come from the outcomes alone, each marked and cited."""
