"""The clinic's file on the disk: whole or not at all, the one before kept, and every refusal in words."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from consult.clinic import MAX_BYTES, Clinic, ClinicError, write_clinic
from consult.hcc.declared import DECLARED
from consult.phrases import Words
from db.clinic_file import NAME, ClinicFile

ONE = Clinic(name="One", contacts=("010 5555 0100",))
TWO = Clinic(name="Two")
THREE = Clinic(name="三")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / NAME


def kept(file: Path) -> ClinicFile:
    """A file that holds ONE."""
    made = ClinicFile(file)
    made.read()
    made.write(ONE)
    return made


def names(file: Path) -> set[str]:
    return {found.name for found in file.parent.iterdir()}


def refused(call: object) -> ClinicError:
    with pytest.raises(ClinicError) as caught:
        call()  # type: ignore[operator]
    for language in ("en", "zh_CN"):
        assert Words(language, DECLARED).error(caught.value).isprintable()
    return caught.value


def test_no_file_is_no_layer_and_leaves_no_trace(file: Path) -> None:
    assert ClinicFile(file).read() is None
    assert not file.parent.exists()


def test_what_is_written_is_read_by_the_next(file: Path) -> None:
    kept(file)
    assert ClinicFile(file).read() == ONE
    assert names(file) == {NAME}


def test_the_one_before_stays_as_a_copy(file: Path) -> None:
    made = kept(file)
    made.write(TWO)
    made.write(THREE)
    assert ClinicFile(file).read() == THREE
    assert ClinicFile(file.with_name(f"{NAME}.bak")).read() == TWO
    assert names(file) == {NAME, f"{NAME}.bak"}


@pytest.mark.parametrize(
    "data", [b"", b"{", b'{"format": 1, "extra": 1}', b"\x00" * 50, b"x" * (3 * MAX_BYTES)]
)
def test_a_damaged_file_is_named_and_kept_aside_by_the_next_save(file: Path, data: bytes) -> None:
    kept(file).write(TWO)
    file.write_bytes(data)
    made = ClinicFile(file)
    assert refused(made.read).values["file"] == NAME
    assert file.read_bytes() == data
    made.write(THREE)
    assert ClinicFile(file).read() == THREE
    assert file.with_name(f"{NAME}.damaged").read_bytes() == data
    assert ClinicFile(file.with_name(f"{NAME}.bak")).read() == ONE


def test_a_change_from_elsewhere_is_not_written_over(file: Path) -> None:
    made, other = kept(file), ClinicFile(file)
    other.read()
    other.write(TWO)
    assert refused(lambda: made.write(THREE)).code == "clinic_changed"
    assert ClinicFile(file).read() == TWO
    assert made.read() == TWO
    made.write(THREE)
    assert ClinicFile(file).read() == THREE


def test_one_that_came_or_went_meanwhile_is_a_change_too(file: Path) -> None:
    made = ClinicFile(file)
    made.read()
    kept(file)
    assert refused(lambda: made.write(TWO)).code == "clinic_changed"
    made.read()
    file.unlink()
    assert refused(lambda: made.write(TWO)).code == "clinic_changed"
    assert not file.exists()


def test_a_folder_or_a_pipe_in_its_place_is_not_waited_for(file: Path) -> None:
    file.mkdir(parents=True)
    assert refused(ClinicFile(file).read).code == "clinic_cannot_read"
    assert refused(lambda: ClinicFile(file).write(ONE)).code == "clinic_cannot_read"
    if hasattr(os, "mkfifo"):
        pipe = file.with_name("pipe.json")
        os.mkfifo(pipe)
        assert refused(ClinicFile(pipe).read).code == "clinic_cannot_read"


def test_an_endless_file_is_read_no_further_than_allowed(file: Path) -> None:
    file.parent.mkdir()
    with file.open("wb") as stream:
        stream.truncate(1 << 40)  # sparse: a terabyte of nothing
    assert refused(ClinicFile(file).read).code == "clinic_too_large"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"a file where the folder should be")
    made = ClinicFile(tmp_path / "data" / NAME)
    assert made.read() is None
    error = refused(lambda: made.write(ONE))
    assert error.code == "clinic_not_writable"
    assert str(tmp_path / "data") in Words("en", DECLARED).error(error)


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
@pytest.mark.parametrize("why", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_read_only_or_full_changes_nothing(
    file: Path, call: str, why: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = kept(file)

    def fail(*_arguments: object, **_named: object) -> None:
        raise OSError(why, os.strerror(why))

    with monkeypatch.context() as patch:
        if call == "open":
            read = Path.open
            patch.setattr(
                Path,
                "open",
                lambda self, mode="r", **more: (read if "r" in mode else fail)(self, mode, **more),
            )
        else:
            patch.setattr(os, call, fail)
        assert refused(lambda: made.write(TWO)).code == "clinic_not_writable"
    assert ClinicFile(file).read() == ONE
    assert not {name for name in names(file) if "partial" in name}
    made.write(TWO)
    assert ClinicFile(file).read() == TWO


KILLED = """
import os, sys
from pathlib import Path
from consult.clinic import Clinic
from db.clinic_file import ClinicFile

name, nth, after = sys.argv[2], int(sys.argv[3]), sys.argv[4] == "after"
real, calls = getattr(os, name), 0

def counted(*arguments, **named):
    global calls
    calls += 1
    if calls == nth and not after:
        os._exit(9)  # at once: nothing is tidied up
    real(*arguments, **named)
    if calls == nth:
        os._exit(9)  # at once: nothing is tidied up

made = ClinicFile(Path(sys.argv[1]))
try:
    made.read()
except Exception:
    pass
setattr(os, name, counted)
made.write(Clinic(name="Two"))
"""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("call", "nth"), [("fsync", 1), ("fsync", 2), ("replace", 1), ("replace", 2)])
def test_killed_half_way_the_file_is_the_old_or_the_new_one(
    file: Path, call: str, nth: int, when: str
) -> None:
    kept(file)
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(file), call, str(nth), when],
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    assert ended.returncode == 9
    renamed = (call, nth, when) == ("replace", 2, "after")
    assert file.read_bytes() == write_clinic(TWO if renamed else ONE, NAME)
    made = ClinicFile(file)
    made.read()
    made.write(THREE)
    assert ClinicFile(file).read() == THREE
    assert not {name for name in names(file) if "partial" in name}
