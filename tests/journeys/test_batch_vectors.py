"""Every row of the score vectors goes through the program as a batch, and comes out as the library's own result."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from consult.hcc.derive import SCHEMA, derive
from tests import vectors


def test_every_vector_row_agrees_in_one_batch(tmp_path: Path) -> None:
    items = [item for item in derive(SCHEMA.empty()).results if (vectors.FOLDER / f"{item}.csv").exists()]
    assert {"child_pugh", "albi", "meld_family", "bclc", "cnlc", "tnm8", "milan"} <= set(items)
    rows = [row for item in items for row in vectors.rows(item)]
    assert len(rows) > 500
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(row.patient) + "\n" for row in rows), encoding="utf-8")
    wrong = []
    with subprocess.Popen(
        [sys.executable, "-m", "consult", "assess", "--batch", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "C"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for row, line in zip(rows, process.stdout, strict=True):
            problem = _problem(row, _scores(line))
            if problem:
                wrong.append(f"{row.item} {problem}")
        assert process.stderr.read() == b""
    assert process.returncode == 0
    assert not wrong, "\n".join(wrong)


def _scores(line: bytes) -> dict[str, Any]:
    """The document without its treatments, which are nearly all of its bytes."""
    head, comma, _treatments = line.partition(b',"treatments":[')
    document: dict[str, Any] = json.loads(head + b"}" if comma else line)
    return document


def _problem(row: vectors.Row, document: dict[str, Any]) -> str:
    if "error" in document:
        return f"{row.case_id}: {document['error']['message']}"
    try:
        assert document["patient"] == SCHEMA.read(row.patient).to_json(), f"{row.case_id}: patient"
        vectors.check(row, document["results"][row.item])
    except AssertionError as problem:
        return str(problem)
    return ""
