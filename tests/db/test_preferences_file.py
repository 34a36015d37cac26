"""The user's settings on the disk: kept whole, survived when damaged, left alone when newer, never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.compare import ASPECTS
from consult.hcc.declared import DECLARED
from consult.phrases import Words
from consult.preferences import (
    DEFAULT,
    MAX_BYTES,
    THEMES,
    Preferences,
    PreferencesError,
    read_preferences,
    write_preferences,
)
from consult.row_choice import RowChoice, shown
from consult.vocabulary import LANGUAGES
from db.preferences_file import NAME, PreferencesFile

SAID = Preferences(
    language="zh_CN",
    paper_language="en",
    theme="dark",
    guideline="CHINA2026",
    units=("bilirubin_mg_per_dl", "albumin_g_per_dl"),
    stale_after={"laboratory": 14, "imaging": 90},
    show_unverified=False,
    rows=RowChoice(("burden", "harm"), frozenset({"claim"})),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / NAME


def names(file: Path) -> set[str]:
    return {found.name for found in file.parent.iterdir()}


def refused(call: object) -> PreferencesError:
    with pytest.raises(PreferencesError) as caught:
        call()  # type: ignore[operator]
    for language in LANGUAGES:
        assert Words(language, DECLARED).error(caught.value).isprintable()
    return caught.value


def test_no_file_means_nothing_was_said_and_leaves_no_trace(file: Path) -> None:
    assert PreferencesFile(file).read() == DEFAULT
    assert not file.parent.exists()


def test_what_is_kept_is_read_by_the_next(file: Path) -> None:
    PreferencesFile(file).write(SAID)
    assert PreferencesFile(file).read() == SAID
    assert names(file) == {NAME}


def test_only_what_was_said_is_written() -> None:
    assert write_preferences(DEFAULT) == b'{\n  "format": 1\n}\n'


@given(
    st.builds(
        Preferences,
        language=st.sampled_from(("", *LANGUAGES)),
        paper_language=st.sampled_from(("", *LANGUAGES)),
        theme=st.sampled_from(("", *THEMES)),
        guideline=st.sampled_from(("", "BCLC2025")),
        units=st.lists(st.sampled_from(("afp_iu_per_ml", "crp_mg_per_dl")), unique=True).map(tuple),
        stale_after=st.dictionaries(st.sampled_from(("laboratory", "imaging")), st.integers(1, 3650)),
        show_unverified=st.booleans(),
        rows=st.builds(
            RowChoice,
            st.lists(st.sampled_from(ASPECTS), unique=True).map(tuple),
            st.frozensets(st.sampled_from(ASPECTS)),
        ),
    )
)
def test_every_setting_comes_back(preferences: Preferences) -> None:
    assert read_preferences(write_preferences(preferences), NAME) == preferences


def test_what_speaks_against_can_never_be_hidden() -> None:
    kept = read_preferences(write_preferences(Preferences(rows=RowChoice((), frozenset(ASPECTS)))), NAME)
    assert set(shown(kept.rows, ASPECTS)) == {"fit", "against", "harm", "certainty", "unknowns", "licence"}


def test_cut_short_anywhere_it_is_put_aside_and_the_program_goes_on(file: Path) -> None:
    whole = write_preferences(SAID).rstrip()
    file.parent.mkdir()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        kept = PreferencesFile(file)
        assert refused(kept.read).code == "preferences_put_aside"
        assert names(file) == {f"{NAME}.damaged"}
        assert (file.parent / f"{NAME}.damaged").read_bytes() == whole[:length]
    kept.write(SAID)
    assert PreferencesFile(file).read() == SAID


def test_any_flipped_bit_is_refused_or_reads_as_settings(file: Path) -> None:
    whole = write_preferences(SAID)
    for at in range(len(whole)):
        for bit in range(8):
            data = bytearray(whole)
            data[at] ^= 1 << bit
            try:
                made = read_preferences(bytes(data), NAME)
            except PreferencesError:
                continue
            assert read_preferences(write_preferences(made), NAME) == made


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '{"format": true}',
        '{"format": 0}',
        '{"format": 1, "unknown": 1}',
        '{"format": 1, "language": "fr"}',
        '{"format": 1, "theme": null}',
        '{"format": 1, "guideline": ""}',
        '{"format": 1, "guideline": "../etc"}',
        '{"format": 1, "units": "bilirubin"}',
        '{"format": 1, "units": [[]]}',
        '{"format": 1, "units": ["' + '","'.join(f"a{n}" for n in range(41)) + '"]}',
        '{"format": 1, "stale_after": {"laboratory": 0}}',
        '{"format": 1, "stale_after": {"laboratory": 1.5}}',
        '{"format": 1, "stale_after": {"laboratory": true}}',
        '{"format": 1, "stale_after": {"laboratory": 3651}}',
        '{"format": 1, "show_unverified": "no"}',
        '{"format": 1, "rows": ["claim"]}',
        '{"format": 1, "rows": {"hidden": "claim"}}',
        '{"format": 1, "rows": {"hidden": [], "more": []}}',
        '{"format": 1, "rows": {"order": ["<b>"]}}',
        '{"format": 1, "theme": "dark", "theme": "light"}',
        '{"format": 1}' + " " * MAX_BYTES,
    ],
)
def test_a_file_that_is_not_exactly_right_is_not_believed(text: str) -> None:
    assert refused(lambda: read_preferences(text.encode(), NAME)).code == "preferences_damaged"


def test_a_newer_version_is_left_as_it_is(file: Path) -> None:
    file.parent.mkdir()
    newer = b'{"format": 2, "sound": "on"}'
    file.write_bytes(newer)
    kept = PreferencesFile(file)
    assert refused(kept.read).code == "preferences_newer"
    assert refused(lambda: kept.write(SAID)).code == "preferences_newer"
    assert file.read_bytes() == newer
    assert names(file) == {NAME}


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    kept = PreferencesFile(tmp_path / "data" / NAME)
    error = refused(lambda: kept.write(SAID))
    assert error.code == "preferences_not_writable"
    assert error.values["folder"].endswith("data")


def test_a_read_only_folder_is_said_and_a_damaged_file_stays(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.parent.mkdir()
    file.write_text("{")

    def read_only(*_paths: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", read_only)
    kept = PreferencesFile(file)
    assert refused(kept.read).code == "preferences_damaged"
    assert refused(lambda: kept.write(SAID)).code == "preferences_not_writable"
    assert file.read_text() == "{"
    assert names(file) == {NAME}


def test_a_disk_that_is_full_changes_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = PreferencesFile(file)
    kept.write(SAID)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert refused(lambda: kept.write(DEFAULT)).code == "preferences_not_writable"
    assert PreferencesFile(file).read() == SAID
    assert names(file) == {NAME}


def test_a_folder_in_the_place_of_the_file_is_said(file: Path) -> None:
    file.mkdir(parents=True)
    assert refused(PreferencesFile(file).read).code == "preferences_cannot_read"


def test_a_path_with_spaces_and_chinese(tmp_path: Path) -> None:
    file = tmp_path / "张 医生" / "咨询 设置" / NAME
    PreferencesFile(file).write(SAID)
    assert PreferencesFile(file).read() == SAID


def test_killed_between_writing_and_renaming_the_old_one_is_still_whole(file: Path) -> None:
    PreferencesFile(file).write(SAID)
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from consult.preferences import DEFAULT\n"
        "from db.preferences_file import PreferencesFile\n"
        f"os.replace = lambda *_paths: os.kill(os.getpid(), signal.{'SIGTERM' if os.name == 'nt' else 'SIGKILL'})\n"
        "PreferencesFile(Path(sys.argv[1])).write(DEFAULT)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(file)], check=False, cwd=Path.cwd())
    assert ended.returncode != 0
    assert PreferencesFile(file).read() == SAID
    kept = PreferencesFile(file)
    kept.write(replace(SAID, theme="light"))
    assert PreferencesFile(file).read().theme == "light"
    assert names(file) == {NAME}
