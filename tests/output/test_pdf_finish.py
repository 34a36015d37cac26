"""The finishing of a paper reads no module that it does not need."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from consult.summary.blocks import Document
from consult.summary.pdf import render_pdf
from consult.summary.pdf_password import protect
made = render_pdf(Document(title="A < B & \\"C\\"", subject="S > T", language="en", identity=("CASE-1",), marks=(),
    provenance=("Consult",), page="page {page} of {pages}", blocks=()))
assert protect(made, "a long password 47").startswith(b"%PDF")
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def read() -> frozenset[str]:
    """The modules that a process of its own had read after its first paper, saved plain and with a password."""
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    return frozenset(ended.stdout.split())


def test_a_paper_is_written_without_a_parser_of_xml_or_a_network_client(read: frozenset[str]) -> None:
    assert "pikepdf" in read
    assert not read & {"lxml.etree", "http.client", "urllib.request", "ssl"}
