"""The guides: every command that they name exists, in both languages the same ones."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import click
import pytest

from consult.cli import main
from consult.vocabulary import LANGUAGES, WORDS

ROOT = Path(__file__).parents[2]
GUIDES = (
    "README.md",
    "SECURITY.md",
    "CONTRIBUTING.md",
    "docs/administrator.md",
    "docs/administrator.zh_CN.md",
    "docs/records.md",
    "docs/printing.md",
    "docs/papers.md",
    "docs/bundle.md",
    "docs/catalogue.md",
)
_COMMAND = re.compile(r"`consult ([^`\n]+)`")


def commands(guide: str) -> list[str]:
    """What the guide tells to type after `consult`."""
    return _COMMAND.findall((ROOT / guide).read_text("utf-8"))


def missing(line: str) -> str | None:
    """The word of a command line that the program does not know, if there is one."""
    command: click.Command = main
    for word in line.split():
        if isinstance(command, click.Group) and not word.startswith("-"):
            found = command.get_command(click.Context(command), word)
            if found is None:
                return word
            command = found
        elif word.startswith("-") and word not in ("-", "-h", "--help", "--version"):
            known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
            if word.partition("=")[0] not in known:
                return word
    return None


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_exists(guide: str) -> None:
    assert [line for line in commands(guide) if missing(line) is not None] == []


def test_a_command_that_is_not_there_is_found() -> None:
    assert missing("records forget FOLDER") == "forget"
    assert missing("assess FILE --no-such-option") == "--no-such-option"
    assert missing("records audit -o LOG.txt") == "-o"
    assert missing("summary FILE --kind patient -o OUT.pdf") is None


def test_the_roles_are_called_as_the_program_calls_them() -> None:
    """Administrators look for the words they have read."""
    for guide, language in (("administrator.md", "en"), ("administrator.zh_CN.md", "zh_CN")):
        said = (ROOT / "docs" / guide).read_text("utf-8").lower()
        for role in ("doctor", "administrator", "auditor"):
            assert WORDS[f"person.role.{role}"][LANGUAGES.index(language)].lower() in said


def test_both_languages_tell_the_same_commands() -> None:
    english, chinese = (
        {line.replace('"Dr Li"', "NAME").replace('"李医生"', "NAME") for line in commands(guide)}
        for guide in ("docs/administrator.md", "docs/administrator.zh_CN.md")
    )
    assert english == chinese


@pytest.mark.parametrize("guide", GUIDES)
def test_every_link_leads_to_a_file(guide: str) -> None:
    folder = (ROOT / guide).parent
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / guide).read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (folder / link).exists()] == []


def test_every_place_that_contributors_are_sent_to_exists() -> None:
    said = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    places = [place for place in re.findall(r"`([\w./]+/[\w./*]*)`", said) if not place.startswith(".venv")]
    assert len(places) > 15
    assert [place for place in places if not any(ROOT.glob(place.rstrip("/")))] == []
    modules = re.findall(r"python -m ([\w.]+)", said)
    assert [m for m in modules if m != "pytest" and importlib.util.find_spec(m) is None] == []
