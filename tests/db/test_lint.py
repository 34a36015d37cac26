"""The catalogue's lint: each kind of fault is planted in the real sources and found, by name, in its file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from consult.catalog import Catalog
from consult.compare import BENEFITS
from db.catalog_source import LANGUAGES
from db.lint_figures import LETTERS_APART, PER, POINTS_APART
from resources import path
from tests.db.test_catalog_source import CHINA, RFA, RULES, Fault, plant, problems, unreported

EN_RFA, ZH_RFA = "text/en/treatments/rfa.toml", "text/zh_CN/treatments/rfa.toml"
RETIRED, OVERLAPS = "hcc/retired.toml", "hcc/allowed_overlaps.toml"
PARTIES, CONFLICTS = "hcc/parties.toml", "hcc/conflicts.toml"


def _figure(name: str, old: str, new: str, said: str) -> Fault:
    return Fault(name, RFA, old, new, ((RFA, "rfa.", said),))


def _said(name: str, english: str, chinese: str, what: str) -> list[Fault]:
    """The same fault in both languages: a sentence put before the plain description of an option."""
    return [
        Fault(f"{name} in {language}", file, 'what = "', f'what = "{text} ', ((file, "treatment.rfa.what", what),))
        for language, file, text in (("English", EN_RFA, english), ("Chinese", ZH_RFA, chinese))
    ]  # fmt: skip


def _row(identity: str, effect: str, when: str, *, kind: str = "eligibility") -> str:
    return (
        f'\n[[rule]]\nid = "{identity}"\napplies_to = ["resection"]\nkind = "{kind}"\neffect = "{effect}"\n'
        f'when = [{when}]\nsources = []\nmark = "unverified"\n'
    )


FAULTS = [
    # figures
    _figure("another denominator", "per = 100\n", "per = 1000\n", "counts are of 100 people, not of 1000"),
    _figure("no time frame", "months = 60\n", "", "exactly one time frame is needed"),
    _figure("two time frames", "months = 60\n", "months = 60\ndays = 30\n", "exactly one time frame"),
    _figure("no design", 'design = "randomised"\n', "", "design is missing"),
    _figure("unknown design", '"randomised"', '"anecdote"', "no design is called 'anecdote'"),
    _figure("no n", "n = 152\n", "", "n is missing"),
    _figure("no interval", 'interval = "not reported"\n', "", 'interval must be [low, high] or "not reported"'),
    _figure("interval beside the figure", 'interval = "not reported"', "interval = [80, 90]", "does not hold"),
    _figure("unknown measure", '"alive"', '"happy"', "no measure is called 'happy'"),
    _figure("comparison arm of more than all", "control = 75", "control = 175", "comparison arm"),
    _figure("no population", 'criteria = "not reported"\n', "", "criteria is missing"),
    _figure("empty population", 'criteria = "not reported"', "criteria = []", "criteria are empty"),
    Fault(
        "population without words",
        ZH_RFA,
        '"rfa.alive-60m.surf2025"',
        "# ",
        (("text/zh_CN", "outcome.rfa.alive-60m.surf2025", "the sentence is missing"),),
    ),
    # sentences
    *_said("promotion", "A breakthrough.", "疗效显著。", "order or praise"),
    *_said("praise that sounds technical", "A precise method.", "精准的方法。", "order or praise"),
    *_said("invigoration", "It boosts immunity.", "它提高免疫力。", "order or praise"),
    *_said("how many, in words", "Most people go home soon.", "多数人很快出院。", "probability word"),
    *_said("how often, in words", "Pain is occasional.", "偶有疼痛。", "probability word"),
    *_said("one in x", "This helps one in four.", "四人中有一人受益。", "1 in x"),
    *_said("hazard ratio alone", "Longer life (HR 0.70).", "生存更长（HR 0.70）。", "relative figure"),
    *_said("percent less alone", "It lowered risk by 30%.", "风险降低 30%。", "relative figure"),
    *_said("nobody at all", "Harm in 0 of 100.", "每100人0人受害。", "0 or 100 of 100"),
    *_said("count without time", "70 of 100 people were alive.", "每 100 人有 70 人存活。", "without its time"),
    # parties of conflicts
    Fault("unknown member", PARTIES, '"resection", ', '"resektion", ', ((PARTIES, "surgery", "no treatment"),)),
    Fault(
        "class without member",
        PARTIES,
        'members = ["resection", "transplant"]',
        "",
        ((PARTIES, "surgery", "the class has no member"),),
    ),
    Fault(
        "class that no row uses",
        PARTIES,
        "",
        '\n[[party]]\nid = "spare"\nkind = "listed"\nmembers = ["rfa"]\n',
        ((PARTIES, "spare", "no conflict row uses it"),),
    ),
    Fault(
        "medicine with members",
        PARTIES,
        'id = "warfarin"\nkind = "outside"',
        'id = "warfarin"\nkind = "outside"\nmembers = ["rfa"]',
        ((PARTIES, "warfarin", "lists no members"),),
    ),
    Fault(
        "conflict with nothing",
        CONFLICTS,
        'b = ["digoxin"]',
        'b = ["digoxin", "moonlight"]',
        ((CONFLICTS, "toad-venom-digoxin", "nothing is called 'moonlight'"),),
    ),
    # balance
    Fault(
        "three more points against",
        "hcc/treatments/histotripsy.toml",
        "",
        "".join(
            f'\n[[point]]\nid = "histotripsy.against.p{n}"\nside = "against"\nsources = []\nmark = "unverified"\n'
            for n in range(3)
        ),
        (("hcc/treatments/histotripsy.toml", "histotripsy", "points a side are needed, not 2 and 6"),),
    ),
    Fault(
        "one side told at length",
        EN_RFA,
        '"rfa.against.recurrence" = "',
        '"rfa.against.recurrence" = "' + "and again " * 20,
        ((EN_RFA, "treatment.rfa", "unequal detail"), (EN_RFA, "point.rfa.against.recurrence", "at most 145")),
    ),
    Fault(
        "a description of one word",
        ZH_RFA,
        "射频消融用电流产生的热杀灭小肿瘤。医生在影像引导下，把细探针经皮肤插入肿瘤。治疗时给予强效镇痛或麻醉入睡。数日内可有酸痛和乏力。",
        "短。",
        ((ZH_RFA, "treatment.rfa.what", "the longest description has"),),
    ),
    Fault(
        "no word of the missing side",
        "text/en/treatments/io_tori_bev.toml",
        "no_harm",
        "# no_harm",
        (("text/en", "treatment.io_tori_bev.no_harm", "the sentence is missing"),),
    ),
    # licences
    Fault(
        "licence of an unproven option left out",
        "text/en/treatments/tcm_decoction.toml",
        "regulatory",
        "# regulatory",
        (("text/en", "treatment.tcm_decoction.regulatory", "the sentence is missing"),),
    ),
    Fault(
        "licence without source",
        "text/en/treatments/cell_nk.toml",
        "[CNR25]",
        "[NOBODY]",
        (("text/en/treatments/cell_nk.toml", "treatment.cell_nk.regulatory", "no source is called 'NOBODY'"),),
    ),
    Fault(
        "advice missing",
        "text/zh_CN/advice.toml",
        '"unproven.ask"',
        "# ",
        (("text/zh_CN", "advice.unproven.ask", "the sentence is missing"),),
    ),
    # rows
    Fault(
        "a row nobody can meet",
        RULES,
        "",
        _row("resection.p1", "caution", '"inr > 2", "inr < 1.5"'),
        ((RULES, "resection.p1", "no value of inr meets this row"),),
    ),
    Fault(
        "a row beyond what can be entered",
        RULES,
        "",
        _row("resection.p2", "caution", '"child_pugh_points > 15"'),
        ((RULES, "resection.p2", "no value of child_pugh_points meets this row"),),
    ),
    Fault(
        "facts that exclude each other",
        RULES,
        "",
        _row("resection.p3", "caution", '"child_pugh_class == A", "child_pugh_points >= 9"'),
        ((RULES, "resection.p3", "no value of child_pugh_points meets this row"),),
    ),
    Fault(
        "favours and bars the same people",
        RULES,
        "",
        _row("resection.p4", "favours", '"child_pugh_class == B", "ecog <= 1"')
        + _row("resection.p5", "absolute_contraindication", '"child_pugh_class == B"'),
        ((RULES, "resection.p4", "speaks against a absolute_contraindication of the same people: resection.p5"),),
    ),
    Fault(
        "required both ways",
        RULES,
        "",
        _row("resection.p6", "required", '"sex == male"') + _row("resection.p7", "required", '"sex == female"'),
        ((RULES, "resection.p6", "cannot be required together with resection.p7"),),
    ),
    Fault(
        "requires what is barred",
        RULES,
        "",
        _row("resection.p8", "required", '"ecog == 0"')
        + _row("resection.p9", "absolute_contraindication", '"ecog <= 1"'),
        ((RULES, "resection.p8", "requires what is a absolute_contraindication: resection.p9"),),
    ),
    Fault(
        "favours only where the requirement fails",
        RULES,
        "",
        _row("resection.pa", "required", '"ecog <= 1"') + _row("resection.pb", "favours", '"ecog >= 2"'),
        ((RULES, "resection.pb", "only where this fails as required: resection.pa"),),
    ),
    Fault(
        "exception nobody needs",
        OVERLAPS,
        "",
        '\n[[overlap]]\na = "resection.flr"\nb = "resection.age"\nreason = "x"\n',
        ((OVERLAPS, "resection.flr", "the exception is not needed"),),
    ),
    Fault(
        "exception without reason",
        OVERLAPS,
        'reason = "Up to 20',
        'reason = " "\n# ',
        ((OVERLAPS, "pei.size-20", "no reason is given"),),
    ),
    # positions and ids
    Fault("position without edition", CHINA, 'edition = "2026"\n', "", ((CHINA, "china-2026.", "edition is missing"),)),
    Fault(
        "rule with the id of a point",
        RULES,
        "",
        _row("rfa.for.equal-to-surgery", "caution", '"ecog >= 3"'),
        ((RFA, "rfa.for.equal-to-surgery", "id is used twice, in treatments and rules"),),
    ),
    Fault(
        "source with the id of a conflict",
        "hcc/sources.toml",
        'id = "SURF2025"',
        'id = "tace-ici-antivegf"',
        (("hcc/conflicts.toml", "tace-ici-antivegf", "id is used twice, in conflicts and sources"),),
    ),
    Fault(
        "retired id",
        RETIRED,
        "",
        '\n[[retired]]\nid = "rfa.against.larger"\nedition = "2026.10"\nwhy = "x"\n',
        ((RFA, "rfa.against.larger", "id was retired in 2026.10"),),
    ),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(path("catalog"), tmp_path / "catalog")
    return tmp_path / "catalog"


GROUPS = 10
"""Each reading of the sources takes half a second, so that several faults stand in one; none may hide another."""


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_fault_is_named(folder: Path, group: int) -> None:
    faults = FAULTS[group::GROUPS]
    for fault in faults:
        plant(folder, fault)
    found = problems(folder)
    missed = {fault.name: left for fault in faults if (left := unreported(fault, found))}
    assert not missed, [str(problem) for problem in found][:20]


def test_a_licence_needs_a_source_and_a_year(folder: Path) -> None:
    file = folder / "text" / "en" / "treatments" / "tcm_decoction.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    made = ['regulatory = "Nobody knows."' if line.startswith("regulatory") else line for line in lines]
    file.write_text("\n".join(made), encoding="utf-8")
    assert {problem.what for problem in problems(folder)} == {
        "what is said of a licence names no source",
        "what is said of a licence names no year",
    }


def test_the_clinic_page_keeps_its_words_and_what_weighs_them_may_repeat_them(folder: Path) -> None:
    """The adjectives of a claim stand in the claim and, quoted, in the evidence beside it; nowhere else."""
    for part, allowed in (("claim", True), ("evidence", True), ("unknowns", False)):
        file = folder / "text" / "en" / "treatments" / "rfa.toml"
        before = file.read_text(encoding="utf-8")
        file.write_text(before.replace(f'{part} = "', f'{part} = "Precisely. '), encoding="utf-8")
        assert bool(problems(folder)) is not allowed, part
        file.write_text(before, encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_sides_of_every_option_have_the_same_detail(catalog: Catalog, language: str) -> None:
    for treatment in catalog.treatments.values():
        sides: dict[str, list[str]] = {"for": [], "against": []}
        for point in treatment.points:
            sides[point.side].append(catalog.text(language, f"point.{point.id}"))
        pro, contra = sides["for"], sides["against"]
        assert abs(len(pro) - len(contra)) <= POINTS_APART, treatment.id
        shorter, longer = sorted(len("".join(side)) for side in (pro, contra))
        assert shorter >= (1 - LETTERS_APART) * longer, treatment.id


def test_every_figure_says_all_of_itself(catalog: Catalog) -> None:
    figures = [outcome for t in catalog.treatments.values() for outcome in t.outcomes]
    assert {outcome.per for outcome in figures} == {PER}
    assert all(outcome.n > 0 and outcome.design for outcome in figures)
    assert sum(bool(outcome.criteria) for outcome in figures) >= 0.95 * len(figures)


def test_an_option_with_figures_of_one_side_says_so(catalog: Catalog) -> None:
    for treatment in catalog.treatments.values():
        sides = {outcome.measure in BENEFITS for outcome in treatment.outcomes}
        for side, missing in (("no_benefit", {False}), ("no_harm", {True})):
            for language in LANGUAGES:
                said = f"treatment.{treatment.id}.{side}" in catalog.texts[language]
                assert said == (sides == missing), (treatment.id, side)
