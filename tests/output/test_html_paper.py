"""A paper as one HTML file: the same words and marks as the PDF, nothing from outside, nothing that acts."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from consult.assess import Knowledge
from consult.cli import main
from consult.summary.blocks import Figure, Paragraph
from consult.summary.html import render_html
from resources import path
from tests.output.conftest import CASES, MakePaper, pages_of, squeezed

KINDS = ("doctor", "patient", "board")
EXAMPLE = path("examples", "example.json")
_VOID = {"meta", "br", "col"}
_SCRIPT_RAISED = str.maketrans("", "", "^")


class Page(HTMLParser):
    """Tags with their attributes, and the words that are shown."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.shown = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title"):
            self.shown += data


def words(value: Any) -> list[str]:
    """Every text of a document's blocks; drawings tell their words themselves."""
    if isinstance(value, Figure):
        return [value.drawing.words]
    if isinstance(value, Paragraph):
        return [value.text]
    if isinstance(value, str):
        return []
    if isinstance(value, tuple):
        return [found for part in value for found in words(part)]
    if is_dataclass(value) and not isinstance(value, type):
        return [found for f in fields(value) for found in words(getattr(value, f.name))]
    return []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("case", ["three small", "vein", "not recorded"])
def test_all_that_is_printed_stands_in_the_html(paper: MakePaper, case: str, language: str) -> None:
    made = paper(CASES[case], language)
    html = render_html(made.document).decode()
    shown = squeezed(Page(html).shown)
    document = made.document
    said = [text.translate(_SCRIPT_RAISED) for text in words(document.blocks)]
    assert len(said) > 100
    assert [text for text in said if squeezed(text) not in shown.translate(_SCRIPT_RAISED)] == []
    for text in (*document.identity, *document.marks, *document.provenance, document.number):
        assert squeezed(text) in shown


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_name_decides_what_the_command_writes(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("consult.cli._knowledge", lambda: knowledge)
    made = {}
    for name in ("a.html", "a.HTM", "a.pdf"):
        out = tmp_path / name
        arguments = ["summary", str(EXAMPLE), "--kind", kind, "--lang", "zh_CN", "-o", str(out)]
        assert CliRunner().invoke(main, arguments).exit_code == 0
        made[name] = out.read_bytes()
    assert made["a.html"] == made["a.HTM"]
    assert made["a.html"].startswith(b"<!DOCTYPE html>")
    assert made["a.pdf"].startswith(b"%PDF")
    number = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", made["a.html"].decode())
    assert number
    assert number.group() in pages_of(made["a.pdf"])[0]


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_is_whole_and_nothing_in_it_acts(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("consult.cli._knowledge", lambda: knowledge)
    out = tmp_path / "a.html"
    CliRunner().invoke(main, ["summary", str(EXAMPLE), "--kind", kind, "-o", str(out)])
    html = out.read_text()
    page = Page(html)
    assert page.open == []
    names = {name for name, _attributes in page.tags}
    assert names.isdisjoint(
        {"script", "img", "link", "iframe", "object", "embed", "form", "base", "a"} - {"a"}
    )
    for name, attributes in page.tags:
        assert not any(key.startswith("on") or key == "src" for key in attributes), name
        assert attributes.get("href", "#").startswith("#")
    policy = [attributes for name, attributes in page.tags if name == "meta" and "http-equiv" in attributes]
    assert policy == [
        {"http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"}
    ]
    clipped = re.findall(r"url\(([^)]*)\)", html)
    assert all(target.startswith("#") for target in clipped)
    assert "@import" not in html
    drawn = [attributes for name, attributes in page.tags if name == "svg"]
    assert all(attributes["role"] == "img" and attributes["aria-label"] for attributes in drawn)


def test_the_title_that_a_browser_remembers_says_not_whose_it_is(paper: MakePaper) -> None:
    made = paper({**CASES["three small"], "patient_code": "LI-1961"})
    html = render_html(made.document).decode()
    title = unescape(html.partition("<title>")[2].partition("</title>")[0])
    assert title == f"{made.document.title} · {made.document.number}"
    assert "LI-1961" not in title
    assert "LI-1961" in Page(html).shown


def test_marks_and_identity_stand_before_everything_else(paper: MakePaper) -> None:
    made = paper({**CASES["three small"], "patient_code": "LI-1961"})
    shown = Page(render_html(made.document).decode()).shown
    first = shown.index(made.document.subject)
    assert all(shown.index(text) < first for text in (*made.document.identity, *made.document.marks))


def test_the_same_paper_has_the_same_bytes(paper: MakePaper) -> None:
    made = paper(CASES["vein"], "zh_CN")
    assert render_html(made.document) == render_html(made.document)
