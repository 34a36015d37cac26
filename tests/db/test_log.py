"""The log file: for its user alone, bounded, whole lines, and in nobody's way when the disk refuses it."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from consult.log_line import Line, read
from db.log import BEFORE, MOST_ALIKE, MOST_BYTES, NAME, LogFile

NOW = datetime(2026, 11, 23, 10, 42, 7, tzinfo=UTC)


def numbered(n: int) -> Line:
    return Line(kind="fault", type="KeyError", places=(f"ui/app.py:{n}",))


def log_in(folder: Path) -> LogFile:
    return LogFile(folder, clock=lambda: NOW)


def test_a_line_is_on_the_disk_at_once_and_read_by_the_next_start(tmp_path: Path) -> None:
    log = log_in(tmp_path / "data")
    assert (log.lines(), log.newest(), log.size) == ((), None, 0)
    log.note(numbered(1))
    assert (tmp_path / "data" / NAME).read_text() == f"{numbered(1).written(NOW)}\n"
    assert log.is_written
    again = log_in(tmp_path / "data")
    assert again.lines() == (numbered(1).written(NOW),)
    assert again.newest() == NOW


def test_it_is_for_this_user_alone_whatever_it_was_before(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    old = os.umask(0)
    try:
        log_in(folder).note(numbered(1))
        (folder / NAME).chmod(0o666)
        log_in(folder).note(numbered(2))
    finally:
        os.umask(old)
    if os.name == "posix":
        assert (folder / NAME).stat().st_mode & 0o777 == 0o600
        assert folder.stat().st_mode & 0o077 == 0


def test_it_is_bounded_and_keeps_the_newest(tmp_path: Path) -> None:
    log = log_in(tmp_path)
    lines = [Line(kind="fault", places=tuple(f"ui/app.py:{n}" for _ in range(12))) for n in range(2_500)]
    for line in lines:
        log.note(line)
        assert (tmp_path / NAME).stat().st_size <= MOST_BYTES
    assert sorted(path.name for path in tmp_path.iterdir()) == [BEFORE, NAME]
    assert log.size <= 2 * MOST_BYTES
    kept = log.lines()
    assert kept == tuple(line.written(NOW) for line in lines[-len(kept) :])
    assert len(kept) > len(lines) // 4


def test_the_same_fault_again_and_again_pushes_nothing_out(tmp_path: Path) -> None:
    log = log_in(tmp_path)
    log.note(numbered(1))
    for _painting in range(10_000):
        log.note(numbered(2))
    assert len(log.lines()) == 1 + MOST_ALIKE


def test_what_this_program_did_not_write_is_not_read(tmp_path: Path) -> None:
    log = log_in(tmp_path)
    log.note(numbered(1))
    with (tmp_path / NAME).open("ab") as stream:
        stream.write("2026-11-23T10:42:07Z fault type=Kanarienvogel name=Wang\n王小明\n\0\xff".encode())
        stream.write(b"2026-11-23T10:42:07Z start cut off here ")
    log.note(numbered(2))
    assert log.lines() == (numbered(1).written(NOW), numbered(2).written(NOW))
    assert all(read(line) for line in log.lines())


def test_a_folder_that_cannot_be_written_stops_nothing_and_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    log = log_in(tmp_path / "data")
    log.note(numbered(1))
    assert not log.is_written
    assert log.lines() == (numbered(1).written(NOW),)
    (tmp_path / "data").unlink()
    log.note(numbered(2))
    assert log.is_written
    assert log_in(tmp_path / "data").lines() == (numbered(1).written(NOW), numbered(2).written(NOW))


@pytest.mark.parametrize("call", ["open", "write", "mkdir", "lseek"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_whatever_the_disk_answers_the_line_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    def refuse(*_arguments: object, **_named: object) -> int:
        raise OSError(code, "refused")

    log = log_in(tmp_path / "data")
    with monkeypatch.context() as patched:
        patched.setattr(f"db.log.os.{call}", refuse)
        log.note(numbered(1))
        assert not log.is_written
    log.note(numbered(2))
    assert log_in(tmp_path / "data").lines() == (numbered(1).written(NOW), numbered(2).written(NOW))


def test_a_line_cut_by_a_full_disk_takes_no_other_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, write = log_in(tmp_path), os.write
    log.note(numbered(1))
    with monkeypatch.context() as patched:
        patched.setattr("db.log.os.write", lambda descriptor, data: write(descriptor, data[:25]))
        log.note(numbered(2))
    log.note(numbered(3))
    assert log.lines() == tuple(numbered(n).written(NOW) for n in (1, 2, 3))


def test_what_is_no_file_is_neither_followed_nor_waited_for(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("")
    (tmp_path / NAME).symlink_to(elsewhere)
    log = log_in(tmp_path)
    log.note(numbered(1))
    assert elsewhere.read_text() == ""
    (tmp_path / NAME).unlink()
    os.mkfifo(tmp_path / NAME)
    log.note(numbered(2))
    assert not log.is_written
    assert log.lines() == (numbered(1).written(NOW), numbered(2).written(NOW))


def test_in_memory_alone_it_writes_nothing() -> None:
    said: list[str] = []
    log = LogFile(None, clock=lambda: NOW, say=said.append)
    log.note(numbered(1))
    assert (log.where, log.size, log.is_written) == ("", 0, False)
    assert log.lines() == (numbered(1).written(NOW),)
    assert said == [numbered(1).said()]


def test_a_terminal_that_is_gone_is_no_trouble(tmp_path: Path) -> None:
    def gone(_said: str) -> None:
        raise BrokenPipeError

    log = LogFile(tmp_path, say=gone)
    log.note(numbered(1))
    assert len(log.lines()) == 1


def test_a_clock_once_ahead_is_forgotten_with_the_next_line(tmp_path: Path) -> None:
    times = iter([datetime(2031, 1, 1, tzinfo=UTC), NOW])
    log = LogFile(tmp_path, clock=lambda: next(times))
    log.note(numbered(1))
    log.note(numbered(2))
    assert log.newest() == NOW
