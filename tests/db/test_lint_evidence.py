"""Notes on sources: a missing part, a figure from nowhere or one study told as two fails the build."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from consult.catalog import Catalog
from consult.evidence import NOTE_PARTS, PERIODS, citations, key_sources, noted
from db import lint_evidence
from resources import path
from tests.db.test_catalog_source import Fault, plant, problems, unreported

FIRST = "text/en/sources/systemic_first.toml"
FIRST_ZH = "text/zh_CN/sources/systemic_first.toml"
SOURCES = "hcc/sources.toml"
RFA = "hcc/treatments/rfa.toml"
LONG = "It was a trial. " * 30


def _source(identity: str, doi: str, more: str = "") -> str:
    row = f'\n[[source]]\nid = "{identity}"\ncitation = "x"\ndoi = "{doi}"\nread = "yes"\nkind = "study"\n'
    return row + more


FAULTS = [
    Fault(
        "an empty part",
        FIRST,
        'not_reported = "Not given in our notes: primary endpoint, countries, intervals of the response',
        'not_reported = "" # ',
        ((FIRST, "source.FIN20.not_reported", "the sentence is empty"),),
    ),
    Fault(
        "a missing part in one language",
        FIRST_ZH,
        'limits = "只读了摘要',
        '# limits = "只读了摘要',
        (("text/zh_CN", "source.FIN20.limits", "the sentence is missing"),),
    ),
    Fault(
        "an unknown part",
        FIRST,
        "[SAN24]\n",
        '[SAN24]\nverdict = "x"\n',
        ((FIRST, "SAN24", "unknown part of a note: 'verdict'"),),
    ),
    Fault(
        "a figure from nowhere",
        FIRST,
        "Alive at 12 months: 67.2%",
        "Alive at 12 months: 76.2%",
        (
            (FIRST, "source.FIN20.effect", "no statement that cites the source holds the figure 76.2"),
            (SOURCES, "FIN20", "the languages give different figures in 'effect'"),
        ),
    ),
    Fault(
        "a part that is too long",
        FIRST,
        '[RIM25]\ndesign = "',
        f'[RIM25]\ndesign = "{LONG}',
        ((FIRST, "source.RIM25.design", "at most 400 characters"),),
    ),
    Fault(
        "praise",
        FIRST,
        '[FIN20]\ndesign = "',
        '[FIN20]\ndesign = "Impressive. ',
        ((FIRST, "source.FIN20.design", "order or praise: 'Impressive'"),),
    ),
    Fault(
        "one study twice by its doi",
        SOURCES,
        "",
        _source("TWICE1", "10.1056/NEJMoa1915745 (from memory)"),
        ((SOURCES, "TWICE1", "shares doi 10.1056/nejmoa1915745 with FIN20, and no relation is stated"),),
    ),
    Fault(
        "one study twice by its trial",
        SOURCES,
        "",
        _source("TWICE2", "", 'trial = "imbrave150"\n'),
        ((SOURCES, "TWICE2", "shares trial imbrave150 with"),),
    ),
    Fault(
        "a relation to nobody",
        SOURCES,
        "",
        _source("TWICE3", "", 'relates_to = "NOBODY"\nrelation = "update"\n'),
        ((SOURCES, "TWICE3", "no source is called 'NOBODY'"),),
    ),
    Fault(
        "an unknown relation",
        SOURCES,
        "",
        _source("TWICE4", "", 'relates_to = "FIN20"\nrelation = "cousin"\n'),
        ((SOURCES, "TWICE4", "relation is 'cousin'"),),
    ),
    Fault(
        "a source nobody cites",
        SOURCES,
        "",
        _source("LONELY", ""),
        ((SOURCES, "LONELY", "no statement of the catalogue cites it"),),
    ),
    Fault(
        "a source without a kind",
        SOURCES,
        'kind = "guideline"\n',
        "",
        ((SOURCES, "AASLD2023", "kind is missing"),),
    ),
    Fault(
        "crossing curves without periods",
        FIRST,
        'periods = "First 6 months: more',
        '# periods = "First 6 months: more',
        (("text/en", "source.YAU25.periods", "the sentence is missing"),),
    ),
    Fault(
        "figures for a source without a note",
        "hcc/notes.toml",
        "",
        '\n[[note]]\nid = "ALBERTA"\nread_in = "x"\nfigures = ["1"]\n',
        (("hcc/notes.toml", "ALBERTA", "figures are listed for a source without a note"),),
    ),
    Fault(
        "missing with a statement",
        "text/en/treatments/io_stride.toml",
        'nights = "No figure in our sources"',
        'nights = "About 2 nights"',
        (("hcc/treatments/io_stride.toml", "io_stride.nights", "marked missing, but its sentence (en)"),),
    ),
    Fault(
        "nothing found, but marked otherwise",
        "hcc/treatments/io_sinti_bev.toml",
        'kind = "nights"\nsources = []\nmark = "missing"',
        'kind = "nights"\nsources = []\nmark = "unverified"',
        (
            (
                "hcc/treatments/io_sinti_bev.toml",
                "io_sinti_bev.nights",
                "marked unverified, but its sentence (en)",
            ),
        ),
    ),
    Fault(
        "missing, of something else than a burden",
        RFA,
        'side = "for"\nsources = ["SURF2025"]\nmark = "verified"',
        'side = "for"\nsources = ["SURF2025"]\nmark = "missing"',
        (("treatments", "point.rfa.for.equal-to-surgery", "only a burden can be marked missing"),),
    ),
    Fault(
        "from memory and verified",
        "text/en/treatments/rfa.toml",
        '"rfa.for.few-serious-events" = "',
        '"rfa.for.few-serious-events" = "As we know from memory: ',
        (("text/en/treatments/rfa.toml", "point.rfa.for.few-serious-events", "says that it is from memory"),),
    ),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(path("catalog"), tmp_path / "catalog")
    return tmp_path / "catalog"


def test_every_fault_is_named_and_all_are_reported_at_once(folder: Path) -> None:
    for fault in FAULTS:
        plant(folder, fault)
    found = problems(folder)
    for fault in FAULTS:
        assert not unreported(fault, found), (fault.name, [str(p) for p in found])
    assert len(found) < 2 * sum(len(fault.reported) for fault in FAULTS), [str(p) for p in found]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_key_source_has_all_parts_of_its_note(catalog: Catalog, language: str) -> None:
    figures = {s for t in catalog.treatments.values() for outcome in t.outcomes for s in outcome.sources}
    keys = key_sources(catalog)
    assert figures <= set(keys)
    assert {"SURF2022", "ZHU15"} <= set(keys) - figures, "studies behind rows that decide a status"
    for source in keys:
        parts = noted(catalog, language, source)
        assert set(parts) == {*NOTE_PARTS, *((PERIODS,) if catalog.sources[source].crossing else ())}


def test_a_new_figure_makes_its_source_a_key_source(catalog: Catalog) -> None:
    rfa = catalog.treatments["rfa"]
    assert "CUH" not in key_sources(catalog)
    figure = replace(rfa.outcomes[0], sources=("CUH",))
    changed = replace(catalog, treatments={**catalog.treatments, "rfa": replace(rfa, outcomes=(figure,))})
    assert "source.CUH.not_reported" in lint_evidence.expected(changed)


def test_both_periods_of_crossing_curves_are_told(catalog: Catalog) -> None:
    crossing = [source.id for source in catalog.sources.values() if source.crossing]
    assert "YAU25" in crossing
    for source in crossing:
        said = noted(catalog, "en", source)[PERIODS]
        assert "First 6 months" in said
        assert "After 6 months" in said


def test_no_source_stands_in_the_list_for_nothing(catalog: Catalog) -> None:
    cited = {source for _key, sources in citations(catalog) for source in sources}
    assert len(cited) > 240
    assert not [f for f in lint_evidence.evidence(catalog, {}) if "cites it" in f[2]]
