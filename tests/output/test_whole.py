"""Files are written whole or not at all: a killed writer, a full disk and another writer leave nothing half done."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from consult.errors import OutputError
from consult.summary import whole
from consult.summary.pdf import write_bytes

ROOT = Path(__file__).parents[2]
_WRITER = """
import os, sys
from pathlib import Path
from consult.summary import whole
if sys.argv[2] == "named":
    whole._write_unnamed = lambda part, data: False
data = os.urandom(24_000_000)
print("ready", flush=True)
while True:
    whole.replace_whole(Path(sys.argv[1]), data)
"""


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


@pytest.mark.parametrize("way", ["unnamed", "named"])
def test_a_killed_writer_leaves_nothing_once_the_next_has_written(tmp_path: Path, way: str) -> None:
    out = tmp_path / "paper.pdf"
    for at in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(out), way],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"ready\n"
            time.sleep(0.03 + 0.017 * at)
            child.send_signal(signal.SIGKILL)
            child.wait(30)
        if out.exists():
            assert out.stat().st_size == 24_000_000
    write_bytes(b"whole", out)
    assert names(tmp_path) == {"paper.pdf"}
    assert out.read_bytes() == b"whole"


def test_what_another_program_writes_now_is_left_alone(tmp_path: Path) -> None:
    part = tmp_path / ".consult-0123456789ab.part"
    with part.open("xb") as stream:
        whole._hold(stream)
        write_bytes(b"whole", tmp_path / "paper.pdf")
        assert names(tmp_path) == {"paper.pdf", part.name}
    write_bytes(b"whole", tmp_path / "paper.pdf")
    assert names(tmp_path) == {"paper.pdf"}


@pytest.mark.parametrize("unnamed", [True, False])
def test_a_full_disk_keeps_the_file_before_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unnamed: bool
) -> None:
    out = tmp_path / "paper.pdf"
    write_bytes(b"before", out)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    if not unnamed:
        monkeypatch.setattr(whole, "_write_unnamed", lambda _part, _data: False)
    with pytest.raises(OutputError) as raised:
        write_bytes(b"after", out)
    assert raised.value.values == {"file": "paper.pdf", "why": os.strerror(errno.ENOSPC)}
    assert names(tmp_path) == {"paper.pdf"}
    assert out.read_bytes() == b"before"


def test_a_new_file_has_the_rights_that_the_user_gives_to_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_bytes(b"x", tmp_path / "paper.pdf")
    finally:
        os.umask(before)
    assert (tmp_path / "paper.pdf").stat().st_mode & 0o777 == 0o640
