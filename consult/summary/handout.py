"""Handout: what the patient takes home: the decision, the ways talked about, the plan, room for questions.

It is made from the same page the patient saw on the screen, behind the same gate; no figure stands here that did not
stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby

from consult.assess import Assessment, Knowledge
from consult.compare import compare
from consult.consultation import GOAL, Consultation, Plan
from consult.names import Size
from consult.patient import Patient
from consult.patient_view import ASKS, MOST, Part, PatientOption, PatientPage, Said, patient_view
from consult.phrases import Words
from consult.summary.blocks import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Labelled,
    Note,
    Paragraph,
    Row,
    Run,
    Table,
    Tone,
    Writing,
    plain,
)
from consult.summary.copies import ONCE, Copy
from consult.summary.frame import contacts, framed
from consult.summary.options import in_detail
from consult.values import UNKNOWN

_ROWS = ("what", "benefit", "harm", "burden", "certainty", "here")
"""The rows of the patient's page that go home; what is not known and what to ask stands once, below the options."""
_COUNTED = ("benefit", "harm")
"""The rows of figures."""
_TOGETHER = 3
"""So many figures stand over the same words on who was studied; those of a longer row are said again."""
FEW: Mapping[str, int] = {"benefit": 2, "harm": 2}
"""Figures of a row that go home where three options do, so that the paper stays on two pages; the rest is counted."""
_MANY = 28
"""Strong statements, of which a figure has two: how many lived, and how many did not."""
_TIGHT = 20
"""Strong statements beyond which the plan is said in one paragraph, and other questions have no lines of their own."""
_LINES = 3
"""To write other questions on, where there is room."""
_ASKED = 0.37
"""The share of the width that the questions take; the rest is room for the answers on each way."""
_STAGES = ("0", "A", "B", "C", "D")
_DRAWN: Mapping[str, float] = {"benefit": 0.42, "burden": 0.53}
"""The rows whose first figure goes home with them, and at which share of its size on the screen."""
_TONES: Mapping[str, Tone] = {"strong": "strong", "time": "strong"}
_SMALL = frozenset({"small", "time", "detail"})


def handout(
    patient: Patient,
    assessment: Assessment,
    words: Words,
    knowledge: Knowledge,
    *,
    today: date,
    chosen: tuple[str, ...] = (),
    program_version: str,
    said: Consultation | None = None,
    copy: Copy = ONCE,
    size: Size = "a4",
    laid_out: tuple[str, ...] = (),
) -> Document:
    """The paper of one patient, at most three options on it: those of the plan, else `chosen`, else the first that fit.

    Of more than three, those `laid_out` stand on it, else the first; the others are named. Its head names the case and
    the day and nobody else. Raises KeyError for a treatment the catalogue does not hold.
    """
    del knowledge
    said = said or Consultation()
    why, options = in_detail(assessment, named(said, chosen))
    shown = tuple(t for t in options if t in laid_out)[:MOST] or options[:MOST]
    others = tuple(t for t in options if t not in shown) if why == "chosen" else ()
    page = patient_view(compare(assessment, shown), said, words)
    blocks: list[Block] = [
        *_decision(patient, assessment, said, words, tight=_tight(page)),
        *_options(page, why, others, words),
        *_plan(said.plan, words, tight=_tight(page)),
        *contacts(assessment, words),
        Heading(words.say("handout.questions")),
        *_questions(page, words),
        Note(
            (
                plain(
                    _after_each_other((page.informs, words.say("handout.review", review=words.review)), words)
                ),
            )
        ),
    ]
    return framed(
        "patient",
        blocks,
        patient,
        assessment,
        words,
        today=today,
        program_version=program_version,
        said=said,
        copy=copy,
        size=size,
        anonymous=True,
    )


def _decision(
    patient: Patient, assessment: Assessment, said: Consultation, words: Words, *, tight: bool
) -> list[Block]:
    """What is to be decided, what the illness is, and what the patient wants."""
    blocks: list[Block] = [
        Heading(words.say("handout.decision")),
        plain(words.say("handout.decision.said")),
    ]
    stage = assessment.facts.value("bclc_stage")
    if isinstance(stage, str) and stage in _STAGES:
        blocks.append(Labelled(words.say("handout.illness"), (plain(words.say(f"handout.stage.{stage}")),)))
    goal = patient.value(GOAL)
    lines = [words.say("handout.goal.open" if goal is UNKNOWN else f"handout.goal.{goal}")]
    if said.matters:
        named = words.join(words.say(f"patient.matter.{matter}") for matter in said.matters)
        lines.append(words.say("handout.matters", matters=named))
    if tight:
        lines = [_after_each_other(lines, words)]
    blocks.append(Labelled(words.say("handout.you"), tuple(plain(line) for line in lines)))
    return blocks


def named(said: Consultation, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """The treatments that were talked about: those of the plan, else those compared."""
    return said.plan.treatments or chosen


def _options(page: PatientPage, why: str, others: tuple[str, ...], words: Words) -> list[Block]:
    heading = Heading(words.say("handout.options"))
    if not page.options:
        return [heading, plain(words.say("handout.options.none"))]
    intro = Paragraph(
        (Run(_after_each_other((words.say(f"handout.options.{why}"), *page.notices), words), "muted"),),
        small=True,
        keep=True,
    )
    blocks: list[Block] = [heading, intro]
    if others:
        names = words.join(words.treatment(treatment) for treatment in others)
        key = "handout.options.other" if len(others) == 1 else "handout.options.others"
        blocks.append(plain(words.say(key, count=len(others), names=names), small=True))
    if page.gate is None:
        blocks.append(plain(words.say("handout.gate.unasked"), tone="muted", small=True))
    for option in page.options:
        blocks += _option(option, words, crowded=crowded(page))
    return blocks


def _option(option: PatientOption, words: Words, *, crowded: bool) -> list[Block]:
    """One way: every option has the same rows, in the order of what matters to the patient."""
    blocks: list[Block] = [Heading(option.name, level=2)]
    if option.role:
        blocks.append(plain(option.role, tone="strong", small=True))
    for part in option.parts:
        if part.key in _ROWS:
            blocks += _part(part, words, crowded=crowded)
    return blocks


def _questions(page: PatientPage, words: Words) -> list[Block]:
    """The same three questions of every way with room for the answers, what was understood, room for other ones."""
    asked: list[Block] = []
    if page.options:
        share = (1 - _ASKED) / len(page.options)
        names = tuple(Column(words.short(option.treatment), share) for option in page.options)
        room = tuple(() for _option in page.options)
        asks = (words.say("handout.ask.me" if which == "me" else f"patient.ask.{which}") for which in ASKS)
        rows = tuple(Row(((plain(ask, small=True),), *room), to_write=True) for ask in asks)
        asked.append(Table((Column("", _ASKED), *names), rows))
    told = Run(_after_each_other(page.teach_back[1:], words))
    return [
        *asked,
        Paragraph((told,), small=True, keep=True),  # with what follows
        *([] if page.options and _tight(page) else [Writing("", _LINES)]),
    ]


def _after_each_other(sentences: Iterable[str], words: Words) -> str:
    return ("" if words.language == "zh_CN" else " ").join(sentences)


def crowded(page: PatientPage) -> bool:
    """Whether so many options or figures stand on the paper that each says less, alike, to stay on two pages."""
    return len(page.options) == MOST or _strong(page) > _MANY


def _tight(page: PatientPage) -> bool:
    """Whether there are so many figures that what stands after the options has to be short."""
    return _strong(page) > _TIGHT


def _strong(page: PatientPage) -> int:
    return sum(
        said.tone == "strong"
        for option in page.options
        for part in option.parts
        if part.key in _COUNTED
        for said in part.said
    )


def _part(part: Part, words: Words, *, crowded: bool) -> Iterable[Block]:
    """A row: its figure first, where it has one, then its words. Crowded, it has fewer numbers, only people drawn."""
    most = FEW.get(part.key) if crowded else None
    drawings = [
        said.drawing for said in part.said if said.drawing is not None and not (crowded and most is None)
    ]
    first, *more = (_studies(part, words, most) or [()]) if part.key in _COUNTED else [_paragraphs(part.said)]
    if drawings and part.key in _DRAWN:
        if crowded:
            yield Figure(drawings[0], label=part.title, scale=_DRAWN[part.key], beside=first)
        else:
            yield Figure(drawings[0], label=part.title, keep=True, scale=_DRAWN[part.key])
            yield Labelled("", first, ruled=False)
    else:
        yield Labelled(part.title, first)
    for study in more:
        yield Labelled("", study, ruled=False)


def _studies(part: Part, words: Words, most: int | None) -> list[tuple[Paragraph, ...]]:
    """A line for each figure, those of one study that stand together over who was studied; each stays on its page."""
    studies: list[tuple[Paragraph, ...]] = []
    lines: list[Paragraph] = []
    studied = ""
    stop = words.say("patient.stop")
    groups, left_out = printed(part, most)
    for group in groups:
        strong = [said.text for said in group if said.tone == "strong"]
        time, *after, who = [said.text for said in group if said.tone != "strong"] if strong else ("", "")
        if lines and (who != studied or len(lines) == _TOGETHER):
            studies.append((*lines, plain(studied, tone="muted", small=True)))
            lines = []
        studied = who
        if strong:
            at, counted = (
                Run(words.say("handout.figure.at", time=time)),
                Run(f"{stop.join(strong)}{stop}", "strong"),
            )
            lines.append(Paragraph((at, counted, Run(_joined(after, stop))), small=True))
        else:
            studies.append(_paragraphs(group))
    if lines:
        studies.append((*lines, plain(studied, tone="muted", small=True)))
    if left_out:
        *before, last = studies[-1]
        more = Run(_after_each_other(("", words.say("handout.figure.more", count=left_out)), words))
        studies[-1] = (*before, replace(last, runs=(*last.runs, more)))
    return studies


def printed(part: Part, most: int | None) -> tuple[list[list[Said]], int]:
    """The statements of a row that are printed, figure by figure, and how many figures are only counted."""
    groups = _by_figure(part.said)
    figures = [group for group in groups if any(said.tone == "strong" for said in group)]
    left_out = [] if most is None else figures[most:]
    return [group for group in groups if group not in left_out], len(left_out)


def most_figures(part: Part, page: PatientPage) -> int | None:
    """How many figures of a row are printed; None for all of them."""
    return FEW.get(part.key) if crowded(page) else None


def _joined(said: Iterable[str], stop: str) -> str:
    """Statements one after the other, of which some end with a stop of their own."""
    *before, last = (*said,) or ("",)
    return "".join(f"{text.removesuffix(stop.strip())}{stop}" for text in before) + last


def _by_figure(said: Iterable[Said]) -> list[list[Said]]:
    """The statements of each figure, which begins with its time and goes on with how many."""
    told = [one for one in said if one.text]
    groups: list[list[Said]] = []
    for at, one in enumerate(told):
        begins = one.tone != "strong" and at + 1 < len(told) and told[at + 1].tone == "strong"
        if begins or not groups:
            groups.append([])
        groups[-1].append(one)
    return groups


def _paragraphs(said: Iterable[Said]) -> tuple[Paragraph, ...]:
    """What is said in one tone stands together, each statement on a line of its own."""
    told = [one for one in said if one.text]
    return tuple(
        Paragraph(
            (Run("\n".join(one.text for one in group), _TONES.get(tone, "plain")),), small=tone in _SMALL
        )
        for tone, group in groupby(told, key=lambda one: one.tone)
    )


def _plan(plan: Plan, words: Words, *, tight: bool) -> list[Block]:
    """What was settled, in words to the patient, and when to come earlier."""
    blocks: list[Block] = [Heading(words.say("handout.plan"))]
    named = words.join(words.treatment(treatment) for treatment in plan.treatments)
    lines = []
    if plan.kind is None:
        lines.append(words.say("handout.plan.open"))
    elif named:
        lines.append(words.say(f"handout.plan.{plan.kind}.named", treatments=named))
    else:
        lines.append(words.say(f"handout.plan.{plan.kind}"))
    if plan.kind == "deferred" and plan.until is not None:
        lines.append(words.say("handout.plan.until", date=plan.until.isoformat()))
    if plan.kind == "refer" and plan.refer_to:
        lines.append(words.say("handout.plan.refer_to", place=plan.refer_to))
    if plan.decides_next:
        lines.append(words.say("handout.plan.decides", who=plan.decides_next))
    if plan.check_in is not None:
        lines.append(words.say("handout.plan.check_in", date=plan.check_in.isoformat()))
    if tight:
        lines = [_joined(lines, words.say("patient.stop"))]
    blocks.append(Labelled(words.say("handout.plan.what"), tuple(plain(line) for line in lines)))
    signs = plan.come_earlier_if
    if tight and signs:
        signs = (words.say("talk.mark.and").join(signs),)
    earlier = tuple(plain(line) for line in signs)
    if earlier:
        blocks.append(Labelled(words.say("talk.plan.come_earlier_if"), earlier))
    else:
        blocks.append(Writing(words.say("talk.plan.come_earlier_if"), 2))
    return blocks
