"""Scores: stages, scores and criteria with what each rests on, as blocks."""

from __future__ import annotations

from collections.abc import Iterable

from consult.facts import Facts
from consult.patient import Patient
from consult.phrases import Sentence, Words
from consult.results import Result
from consult.summary.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    KeyValues,
    Labelled,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    plain,
)
from consult.summary.references import References

CORE = (
    "bclc",
    "cnlc",
    "tnm8",
    "child_pugh",
    "albi",
    "meld_family",
    "csph",
    "milan",
    "ucsf",
    "up_to_seven",
)
"""Always on the paper once anything is recorded for them, in this order, also while they are open."""
_ORDER = (
    *CORE,
    *("bclc_b_bolondi", "okuda", "clip", "jis", "italica_tumour_stage", "pvtt"),
    *("palbi", "ez_albi", "egfr_ckd_epi_2021", "fib4", "apri", "ecog_kps", "bmi"),
    *("unos_downstaging_inclusion", "toronto_extended", "five_five_500", "japan_criteria", "hangzhou"),
    *("afp_model", "metroticket2_afp_uts", "ttv_afp", "kyoto", "retreat"),
    *(
        "makuuchi",
        "flr",
        "hap",
        "mhap_ii",
        "albi_tae",
        "six_and_twelve",
        "tace_unsuitability",
        "art",
        "crafity",
    ),
    *("nrs2002", "must", "glim", "g8", "distress"),
)
_FEW = 2
"""A score that lacks no more fields than this is worth naming as open."""


def core(patient: Patient, facts: Facts) -> list[Result]:
    """The core stages and scores that belong on the paper, in their order."""
    return [result for result in _shown(patient, facts) if result.item in CORE]


def overview(patient: Patient, facts: Facts, words: Words) -> list[Block]:
    """The core stages and scores at a glance."""
    shown = core(patient, facts)
    if not shown:
        return [Labelled(words.say("paper.stages"), (plain(words.say("paper.stages.none")),))]
    pairs = []
    for result in shown:
        title, value, detail = words.badge(result)
        own = facts.own_stage(result.item)
        beside = "" if own is None else words.say("own.short", stage=own.stage)
        pairs.append((title, f"{value}  {words.join(part for part in (detail, beside) if part)}".strip()))
    return [KeyValues(words.say("paper.stages"), tuple(pairs))]


def details(patient: Patient, facts: Facts, words: Words, references: References) -> list[Block]:
    """Every result beside the core with what it rests on, what to keep in mind, its rule and source; then what is open.

    The core results stand with their arithmetic (`reckoned`).
    """
    shown = [result for result in _shown(patient, facts) if result.item not in CORE]
    settled = [result for result in shown if _settled(result)]
    if not shown:
        return []
    blocks: list[Block] = [Heading(words.say("paper.stages.detail"))]
    if settled:
        blocks.append(_table(settled, facts, words, references))
    still_open = [result for result in shown if result not in settled and result.missing]
    if still_open:
        blocks.append(Labelled(words.say("paper.stages.open"), _open(still_open, facts, words)))
    blocks += _not_given([r for r in shown if r not in settled and not r.missing], words)
    return blocks


def _shown(patient: Patient, facts: Facts) -> list[Result]:
    """The results that belong on a paper: verified rules that rest on something recorded for them."""
    order = {item: index for index, item in enumerate(_ORDER)}
    results = sorted(facts.results.values(), key=lambda result: order.get(result.item, len(order)))
    return [result for result in results if _belongs(result, patient, facts)]


def _belongs(result: Result, patient: Patient, facts: Facts) -> bool:
    if "unverified_rule" in result.flags or not result.inputs_used:
        return False
    if result.item == "bclc_b_bolondi":  # its authors' groups divide stage B and nothing else
        return bool(facts.value("bclc_stage") == "B")
    if result.item == "ecog_kps":
        return "kps" in result.inputs_used
    if result.item in CORE or not result.missing:
        return True
    own = [
        name
        for name in result.inputs_used
        if name in patient.entries and not patient.schema.by_id[name].minimal
    ]
    return bool(own) or (len(result.missing) <= _FEW and _settled(result) is False)


def _settled(result: Result) -> bool:
    """Whether a main value is known, not merely what it may still be."""
    if result.item == "csph":
        return True
    return any(
        value not in (None, [], ())
        for key, value in result.values.items()
        if not key.startswith("possible_")
        and not key.endswith(("_min", "_max", "_limit"))
        and key not in ("closeness", "reasons", "n", "m", "flr_method")
    )


def _table(results: Iterable[Result], facts: Facts, words: Words, references: References) -> Table:
    """Results that rest on the same fields stand together, over one line that names these fields."""
    by_inputs: dict[tuple[str, ...], list[Result]] = {}
    for result in results:
        by_inputs.setdefault(result.inputs_used, []).append(result)
    rows: list[Row] = []
    for inputs, own in by_inputs.items():
        for index, result in enumerate(own):
            title, value, detail = words.badge(result)
            beside = f" {detail}" if detail and not result.missing else ""
            remarks = _remarks(result, facts, words)
            runs = (
                Run(f"{title} {value}", "strong"),
                Run(f"{beside}{words.say('stop')}{remarks}" if remarks else beside),
                *_rule(result, words, references),
            )
            rows.append(Row(((Paragraph(runs, small=True),),), ruled=index == 0))
        rows.append(Row((cell(rests_on(inputs, words), tone="muted"),), band=True, ruled=False))
    return Table((Column("", 1.0),), tuple(rows))


def rests_on(inputs: Iterable[str], words: Words) -> str:
    """The fields a result rests on; their values stand on page one."""
    return words.say("paper.stages.rests", inputs=words.fields(inputs))


def _remarks(result: Result, facts: Facts, words: Words) -> str:
    own = facts.own_stage(result.item)
    said = [] if own is None else [words.own_stage(own)]
    if result.missing:
        said.append(words.say("paper.stages.needs", fields=words.fields(result.missing)))
    near = words.near(result)
    if near:
        said.append(near)
    said += flags(result.flags, words)
    said += words.doubts(result, facts)
    return words.say("paper.joint").join(said)


def flags(codes: Iterable[str], words: Words) -> list[str]:
    """Flags in words; the fields that were read as absent in one sentence."""
    said, absent = [], []
    for code in codes:
        name, _colon, field = code.partition(":")
        if name == "assumed_absent" and words.flag(code) == words.say(
            "flag.assumed_absent", field=words.field(field)
        ):
            absent.append(field)
        else:
            said.append(words.flag(code))
    return [*said, words.say("flag.assumed_absent", field=words.fields(absent))] if absent else said


def _rule(result: Result, words: Words, references: References) -> tuple[Run, ...]:
    sentence = Sentence(f"  {result.rule_version}", sources=(result.source,))
    return tuple(Run(run.text, "muted") for run in references.runs(sentence))


def _open(results: Iterable[Result], facts: Facts, words: Words) -> Cell:
    """Each open score with the range it may still take and the fields it needs."""
    said = []
    for result in results:
        title, value, _detail = words.badge(result)
        head = title if value == "?" else f"{title} {value}"
        near = words.near(result)
        fields = words.fields(result.missing)
        said.append(
            Paragraph(
                (
                    Run(head, "strong"),
                    Run(f"  {words.say('paper.stages.needs', fields=fields)}"),
                    Run(f"  {near}" if near else "", "muted"),
                    Run(_beside(result, facts, words)),
                ),
                small=True,
            )
        )
    return tuple(said)


def _beside(result: Result, facts: Facts, words: Words) -> str:
    """The clinician's own stage and what to keep in mind, where there is any."""
    own = facts.own_stage(result.item)
    said = [] if own is None else [words.own_stage(own)]
    said += words.doubts(result, facts)
    return f"  {words.join(said)}" if said else ""


def _not_given(results: Iterable[Result], words: Words) -> list[Block]:
    """Results that are not given at all, by the reason."""
    by_reason: dict[tuple[str, ...], list[str]] = {}
    for result in results:
        by_reason.setdefault(result.flags, []).append(words.item(result.item))
    if not by_reason:
        return []
    content = [
        Paragraph(
            (Run(words.join(items), "strong"), Run("  " + words.join(words.flag(code) for code in flags))),
            small=True,
        )
        for flags, items in by_reason.items()
    ]
    return [Labelled(words.say("paper.stages.not_given"), tuple(content))]
