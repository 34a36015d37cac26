"""Sign-off: two different people sign what a record says; when it says something else, they have to sign again."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from consult import signoff
from consult.catalog import Catalog, Signature
from consult.hcc.declared import DECLARED
from consult.phrases import Words
from db.build import main
from db.catalog import open_catalog
from db.catalog_source import read_catalog
from db.signoff import main as lines
from resources import path

RECORD = "rule.resection.child-pugh-c"
SENTENCE = "hcc/signoff.toml"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of the sources that a test may sign."""
    return Path(shutil.copytree(path("catalog"), tmp_path / "catalog"))


def entry(record: str, *reviewers: tuple[str, str, str]) -> str:
    said = f'\n[[signoff]]\nid = "{record}"\n'
    for name, day, digest in reviewers:
        said += f'\n[[signoff.reviewer]]\nname = "{name}"\ndate = "{day}"\nsha256 = "{digest}"\n'
    return said


def sign(sources: Path, text: str) -> None:
    with (sources / "hcc" / "signoff.toml").open("a", encoding="utf-8") as file:
        file.write(text)


def read(sources: Path) -> tuple[Catalog, list[str]]:
    catalog, _edition, problems = read_catalog(sources, DECLARED)
    return catalog, [str(problem) for problem in problems]


def test_nobody_has_signed_yet(catalog: Catalog) -> None:
    assert catalog.signoffs == {}
    assert signoff.signed(catalog)[0] == 0
    assert {signoff.state(catalog, key) for key in signoff.records(catalog)} == {"unsigned"}


def test_every_record_has_a_key_and_a_hash_of_its_own(catalog: Catalog) -> None:
    keys = signoff.records(catalog)
    parts = [part for t in catalog.treatments.values() for part in (t, *t.points, *t.burdens, *t.outcomes)]
    rows = (*catalog.rules, *catalog.positions, *catalog.conflicts, *signoff.glossary_terms(catalog))
    assert len(keys) == len(parts) + len(rows)
    assert len({signoff.digest(catalog, key) for key in list(keys)[::40]}) == len(list(keys)[::40])


def test_two_different_reviewers_sign_a_record(sources: Path, catalog: Catalog) -> None:
    own = signoff.digest(catalog, RECORD)
    sign(sources, entry(RECORD, ("Test One", "2026-11-01", own)))
    half, problems = read(sources)
    assert problems == []
    assert signoff.state(half, RECORD) == "half"
    assert Words("en", DECLARED, half).unreviewed

    shutil.copy(path("catalog", "hcc", "signoff.toml"), sources / "hcc")
    sign(sources, entry(RECORD, ("Test One", "2026-11-01", own), ("Test Two", "2026-11-02", own)))
    whole, problems = read(sources)
    assert problems == []
    assert signoff.state(whole, RECORD) == "signed"
    assert signoff.tally(whole)["rule"] == {"signed": 1, "unsigned": len(whole.rules) - 1}
    assert "1 of " in Words("en", DECLARED, whole).review_note


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("hcc/rules/resection.toml", None, None),
        (
            "text/en/rules/resection.toml",
            '"resection.child-pugh-c" = "',
            '"resection.child-pugh-c" = "Changed. ',
        ),
        (
            "text/zh_CN/rules/resection.toml",
            '"resection.child-pugh-c" = "',
            '"resection.child-pugh-c" = "改。',
        ),
    ],
)
def test_a_signature_lapses_when_criteria_or_words_change(
    sources: Path,
    catalog: Catalog,
    capsys: pytest.CaptureFixture[str],
    file: str,
    old: str | None,
    new: str | None,
) -> None:
    own = signoff.digest(catalog, RECORD)
    sign(sources, entry(RECORD, ("Test One", "2026-11-01", own), ("Test Two", "2026-11-02", own)))
    text = (sources / file).read_text(encoding="utf-8")
    if old is None or new is None:
        start = text.index('id = "resection.child-pugh-c"')
        at = text.index("mark = ", start)
        changed = text[:at] + 'scheme = "china-2026"\n' + text[at:]
    else:
        assert text.count(old) == 1
        changed = text.replace(old, new)
    (sources / file).write_text(changed, encoding="utf-8")
    out = sources.parent / "out.sqlite"
    assert main(["--sources", str(sources), "--output", str(out)]) == 0
    said = capsys.readouterr().err
    assert said.count("changed since Test") == 2
    assert f"{RECORD}: changed since Test One signed it on 2026-11-01" in said
    built = open_catalog(out)
    assert signoff.state(built, RECORD) == "lapsed"
    assert Words("en", DECLARED, built).unreviewed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (entry("rule.nothing", ("A B", "2026-11-01", "0" * 64)), "no record is called 'rule.nothing'"),
        (
            entry(RECORD, ("A B", "2026-11-01", "0" * 64), ("a b", "2026-11-02", "0" * 64)),
            "different reviewers",
        ),
        (entry(RECORD), "one or two different reviewers"),
        (entry(RECORD, *((f"R {i}", "2026-11-01", "0" * 64) for i in range(3))), "one or two different"),
        (entry(RECORD, ("A B", "yesterday", "0" * 64)), "'yesterday' is not a date"),
        (entry(RECORD, ("A B", "2026-11-01", "short")), "64 hexadecimal digits"),
        (entry(RECORD, (" ", "2026-11-01", "0" * 64)), "a name of 1 to 80"),
        (2 * entry(RECORD, ("A B", "2026-11-01", "0" * 64)), "listed twice"),
    ],
)
def test_a_faulty_sign_off_fails_the_build(sources: Path, text: str, said: str) -> None:
    sign(sources, text)
    _catalog, problems = read(sources)
    assert any(problem.startswith(SENTENCE) and said in problem for problem in problems)


def test_a_whole_signed_catalogue_is_no_draft_any_more(catalog: Catalog) -> None:
    pair = tuple(
        Signature(reviewer=name, date="2026-11-01", sha256="0" * 64, lapsed=False) for name in ("One", "Two")
    )
    whole = replace(catalog, signoffs=dict.fromkeys(signoff.records(catalog), pair))
    words = Words("en", DECLARED, whole)
    assert not words.unreviewed
    assert words.review == "Signed by two reviewers"
    twice = replace(catalog, signoffs=dict.fromkeys(signoff.records(catalog), (pair[0], pair[0])))
    assert Words("en", DECLARED, twice).unreviewed


def test_the_command_prints_lines_with_the_hash(capsys: pytest.CaptureFixture[str], catalog: Catalog) -> None:
    assert lines([RECORD]) == 0
    assert f'sha256 = "{signoff.digest(catalog, RECORD)}"' in capsys.readouterr().out
    assert lines(["rule.nothing"]) == 1
    assert "no record is called" in capsys.readouterr().err
