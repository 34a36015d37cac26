"""The catalogue sources: an editor's faults are reported with file and row, all at once, and nothing is built."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from consult.hcc.declared import DECLARED
from db.build import main
from db.catalog_source import Problem, read_catalog
from resources import path

RULES = "hcc/rules/resection.toml"
RFA = "hcc/treatments/rfa.toml"
DIFFER = "hcc/disagreements.toml"
CHINA = "hcc/positions/china-2026.toml"
RULE = """
[[rule]]
id = "resection.planted"
applies_to = ["resection"]
kind = "eligibility"
effect = "caution"
when = ["ecog >= 3"]
sources = []
mark = "unverified"
"""
WORDED = '"resection.planted" = "x"\n'


@dataclass(frozen=True)
class Fault:
    """A change of one source file, and where and how it must be reported."""

    name: str
    file: str
    old: str
    new: str
    reported: tuple[tuple[str, str, str], ...]
    """File, row and a part of what is said."""


def _rule(name: str, old: str, new: str, *said: str) -> Fault:
    """A planted rule row with something wrong in it; its sentence is missing in both languages too."""
    identity = f"resection.planted-{name.replace(' ', '-')}"
    assert old in RULE
    row = RULE.replace("resection.planted", identity).replace(old, new)
    missing = tuple((f"text/{language}", f"rule.{identity}", "missing") for language in ("en", "zh_CN"))
    return Fault(name, RULES, "", row, (*((RULES, identity, what) for what in said), *missing))


FAULTS = (
    _rule("unknown fact", "ecog >= 3", "colour == blue", "no fact is called 'colour'"),
    _rule("unknown member", "ecog >= 3", "ascites == plenty", "ascites has no member 'plenty'"),
    _rule("no order", "ecog >= 3", "ascites >= slight", "ascites has no order"),
    _rule("number as word", "ecog >= 3", "largest_lesion_mm <= big", "largest_lesion_mm is a number"),
    _rule("flag as word", "ecog >= 3", "milan == perhaps", "milan is true or false"),
    _rule("no criterion", "ecog >= 3", "ecog is bad", "not a criterion: 'ecog is bad'"),
    _rule("no criteria", '"ecog >= 3"', "", "at least one criterion"),
    _rule("unknown treatment", '["resection"]', '["resektion"]', "no treatment is called 'resektion'"),
    _rule("unknown source", "sources = []", 'sources = ["NOBODY2099"]', "no source is called 'NOBODY2099'"),
    _rule("mark without source", '"unverified"', '"verified"', "marked verified without a source"),
    _rule("unknown mark", '"unverified"', '"sworn"', "mark is 'sworn'", "marked sworn without a source"),
    _rule("unknown effect", '"caution"', '"beware"', "effect is 'beware'"),
    _rule("unknown key", "sources = []", 'sources = []\nauthor = "me"', "unknown key 'author'"),
    _rule("wrong type", 'kind = "eligibility"', "kind = 3", "kind must be str"),
    _rule("unknown scheme", 'kind = "el', 'scheme = "martian"\nkind = "el', "scheme 'martian' is no guideline"),
    Fault(
        "duplicate id",
        RULES,
        "",
        RULE.replace("resection.planted", "resection.child-pugh-c"),
        ((RULES, "resection.child-pugh-c", "id is used twice"),),
    ),
    Fault(
        "row written with one bracket",
        "hcc/rules/adjuvant.toml",
        "*",
        RULE.replace("[[rule]]", "[rule]"),
        (("hcc/rules/adjuvant.toml", "row 1", "rows are written [[rule]]"),),
    ),
    Fault(
        "another table",
        "hcc/rules/tcm.toml",
        "",
        '\n[[treatment]]\nid = "x"\n',
        (("hcc/rules/tcm.toml", "treatment", "only [[rule]] belongs here"),),
    ),
    Fault("broken TOML", "hcc/rules/any.toml", "", "\n[[rule\n", (("hcc/rules/any.toml", "", "cannot be read"),)),
    Fault("not UTF-8", "hcc/rules/antivegf.toml", "", "\udcff", (("hcc/rules/antivegf.toml", "", "cannot be read"),)),
    Fault(
        "count beside its percentage",
        RFA,
        "count = 70\nexact = 70.4",
        "count = 72\nexact = 70.4",
        ((RFA, "rfa.alive-60m.surf2025", "the count is not the printed percentage rounded"),),
    ),
    Fault(
        "no interval",
        "hcc/treatments/mwa.toml",
        'interval = "not reported"',
        'interval = "wide"',
        (("hcc/treatments/mwa.toml", "", 'interval must be [low, high] or "not reported"'),),
    ),
    Fault(
        "unknown source of a figure",
        "hcc/treatments/pei.toml",
        "sources = [",
        'sources = ["NOBODY2098", ',
        (("hcc/treatments/pei.toml", "", "no source is called 'NOBODY2098'"),),
    ),
    Fault(
        "no point against",
        "hcc/treatments/ire.toml",
        'side = "against"',
        'side = "for"',
        (("hcc/treatments/ire.toml", "", "one point for and one against"),),
    ),
    Fault(
        "file not named after its id",
        "hcc/treatments/cryoablation.toml",
        'id = "cryoablation"',
        'id = "cryo"',
        (("hcc/treatments/cryoablation.toml", "cryoablation", "the file is not named after the id"),),
    ),
    Fault(
        "edition nobody published",
        CHINA,
        'edition = "2026"',
        'edition = "1926"',
        ((CHINA, "china-2026.resection.rupture", "its guideline has no such edition"),),
    ),
    Fault(
        "unknown treatment of a topic",
        DIFFER,
        'treatments = ["resection"]',
        'treatments = ["resektion"]',
        ((DIFFER, "resection-beyond-single", "no treatment is called 'resektion'"),),
    ),
    Fault(
        "unknown guideline of a view",
        DIFFER,
        'guidelines = ["china-2026"]',
        'guidelines = ["martian-2026"]',
        ((DIFFER, "staging-frame", "no guideline edition is called 'martian-2026'"),),
    ),
    Fault(
        "region left out",
        DIFFER,
        'region = "europe"',
        'region = "united_states"',
        ((DIFFER, "staging-frame", "one view per region is needed"),),
    ),
    Fault(
        "topic on which one region speaks",
        DIFFER,
        "",
        '\n[[disagreement]]\nid = "planted"\ntreatments = []\n'
        '[[disagreement.view]]\nregion = "china-2026"\nguidelines = []\nsources = []\nmark = "unverified"\n'
        + "".join(
            f'[[disagreement.view]]\nregion = "{region}"\nstated = false\n'
            for region in ("europe", "united_states", "japan_korea_apasl")
        ),
        (
            (DIFFER, "planted", "fewer than two regions have a view"),
            ("text/en", "disagreement.planted.china-2026", "missing"),
            ("text/zh_CN", "disagreement.planted", "missing"),
        ),
    ),
    Fault(
        "sentence of an unstated view",
        "text/en/disagreements.toml",
        "",
        '"tace-stop.united_states" = "Nobody read it."\n',
        (
            (
                "text/en/disagreements.toml",
                "disagreement.tace-stop.united_states",
                "no record has this sentence",
            ),
        ),
    ),
    Fault(
        "missing source record",
        "hcc/sources.toml",
        'id = "SURF2025"',
        'id = "SURF2026"',
        ((RFA, "rfa", "no source is called 'SURF2025'"),),
    ),
    Fault(
        "missing Chinese sentence",
        "text/zh_CN/rules/resection.toml",
        '"resection.child-pugh-b8"',
        "# ",
        (("text/zh_CN", "rule.resection.child-pugh-b8", "the sentence is missing"),),
    ),
    Fault(
        "empty sentence",
        "text/zh_CN/treatments/rfa.toml",
        "*",
        'glance = " "\n',
        (("text/zh_CN/treatments/rfa.toml", "treatment.rfa.glance", "the sentence is empty"),),
    ),
    Fault(
        "sentence of nothing",
        "text/en/rules/resection.toml",
        "",
        '"resection.nothing" = "Nobody asked."\n',
        (("text/en/rules/resection.toml", "rule.resection.nothing", "no record has this sentence"),),
    ),
    Fault(
        "order in English",
        "text/en/rules/arterial.toml",
        '" = "',
        '" = "You must know: ',
        (("text/en/rules/arterial.toml", "rule.", "order or praise: 'must'"),),
    ),
    Fault(
        "praise in Chinese",
        "text/zh_CN/treatments/mwa.toml",
        'short = "',
        'short = "最佳',
        (("text/zh_CN/treatments/mwa.toml", "treatment.mwa.short", "order or praise: '最佳'"),),
    ),
    Fault(
        "probability word",
        "text/en/treatments/sbrt.toml",
        'short = "',
        'short = "Rarely ',
        (("text/en/treatments/sbrt.toml", "treatment.sbrt.short", "probability word: 'Rarely'"),),
    ),
    Fault(
        "long glance",
        "text/en/treatments/tace.toml",
        'glance = "',
        'glance = "' + "long " * 30,
        (("text/en/treatments/tace.toml", "treatment.tace.glance", "at most 140 characters"),),
    ),
    Fault(
        "sentences without a heading",
        "text/en/treatments/proton.toml",
        "*",
        'point = "x"\n',
        (("text/en/treatments/proton.toml", "point", "sentences stand under [point]"),),
    ),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(path("catalog"), tmp_path / "catalog")
    return tmp_path / "catalog"


def plant(folder: Path, fault: Fault) -> None:
    """Put the fault in: replace the first `old`, everything ("*"), or add at the end ("")."""
    file = folder / fault.file
    text = file.read_text(encoding="utf-8")
    if fault.old == "*":
        changed = fault.new
    elif fault.old:
        assert fault.old in text, f"{fault.file} has no {fault.old!r} any more"
        # "no point against" turns every one of them, the others the first.
        changed = text.replace(fault.old, fault.new, -1 if fault.new == 'side = "for"' else 1)
    else:
        changed = text + fault.new
    file.write_bytes(changed.encode("utf-8", "surrogateescape"))


def problems(folder: Path) -> list[Problem]:
    return read_catalog(folder, DECLARED)[2]


def unreported(fault: Fault, found: list[Problem]) -> list[tuple[str, str, str]]:
    return [
        (file, row, said)
        for file, row, said in fault.reported
        if not any(p.file == file and p.row.startswith(row) and said in p.what for p in found)
    ]


def test_the_sources_are_clean(folder: Path) -> None:
    assert problems(folder) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_reported_with_file_and_row(folder: Path, fault: Fault) -> None:
    plant(folder, fault)
    found = problems(folder)
    assert not unreported(fault, found), [str(problem) for problem in found][:10]
    rows = {f"{p.file}: {p.row}" if p.row else p.file for p in found}
    assert all(str(p).startswith(tuple(rows)) for p in found)
    if fault.name.startswith(
        ("unknown", "number", "flag", "mark", "duplicate", "count", "edition", "order", "praise")
    ):
        assert len(found) == len(fault.reported), [str(problem) for problem in found]


def test_all_faults_are_reported_at_once(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for fault in FAULTS:
        plant(folder, fault)
    found = problems(folder)
    assert not [missed for fault in FAULTS for missed in unreported(fault, found)]
    before = sorted(tmp_path.rglob("*"))
    out = tmp_path / "out.sqlite"
    assert main(["--sources", str(folder), "--output", str(out)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [*map(str, found), f"{len(found)} problems; nothing written"]
    assert sorted(tmp_path.rglob("*")) == before, "nothing is written"


def test_a_built_catalogue_survives_a_failed_build(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    out.write_bytes(b"the last good one")
    plant(folder, FAULTS[0])
    assert main(["--sources", str(folder), "--output", str(out)]) == 1
    assert out.read_bytes() == b"the last good one"
    assert not out.with_suffix(".sha256").exists()


def test_a_missing_file_is_a_problem(folder: Path) -> None:
    (folder / "hcc" / "sources.toml").unlink()
    (folder / "hcc" / "guidelines.toml").unlink()
    (folder / "text" / "zh_CN" / "treatments" / "rfa.toml").unlink()
    (folder / "edition.toml").unlink()
    found = {(p.file, p.row) for p in problems(folder)}
    assert ("edition.toml", "") in found
    assert ("hcc/guidelines.toml", "") in found
    assert (RFA, "rfa") in found, "its source is gone"
    assert ("text/zh_CN", "treatment.rfa.glance") in found


def test_an_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    assert problems(tmp_path)
    assert main(["--sources", str(tmp_path), "--output", str(tmp_path / "out.sqlite")]) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", ["edition", "date"])
def test_an_edition_without_name_or_date_is_a_problem(folder: Path, key: str) -> None:
    file = folder / "edition.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(line for line in lines if not line.startswith(key)), encoding="utf-8")
    assert [(p.file, p.row) for p in problems(folder)] == [("edition.toml", key)]
