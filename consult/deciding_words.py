"""Deciding in words: what was asked of the patient and what is still needed, for the doctor's own paper and screen."""

from __future__ import annotations

from collections.abc import Iterator

from consult.deciding import NEEDS, Readiness
from consult.phrases import Words


def readiness_lines(readiness: Readiness, words: Words) -> Iterator[str]:
    """Each question with its reply or that it was not asked, then what is still needed and whose test it is.

    Nothing where nothing was asked.
    """
    if not readiness:
        return
    for need in NEEDS:
        reply = readiness.get(need, "unasked")
        yield words.say(
            "ready.line", question=words.say(f"ready.ask.{need}"), reply=words.say(f"ready.{reply}")
        )
    needed = still_needed(readiness, words)
    if needed:
        yield needed
    yield source(words)


def readiness_short(readiness: Readiness, words: Words) -> str:
    """The same in one line, by what each question is about; empty where nothing was asked."""
    if not readiness:
        return ""
    said = words.join(
        words.say(
            "ready.short",
            need=words.say(f"ready.about.{need}"),
            reply=words.say(f"ready.{readiness.get(need, 'unasked')}"),
        )
        for need in NEEDS
    )
    return f"{words.say('ready')}{words.say('colon')}{said}"


def still_needed(readiness: Readiness, words: Words) -> str:
    """What the patient said no to, as needs that remain; empty where there is none."""
    needs = [words.say(f"ready.need.{need}") for need in NEEDS if readiness.get(need) == "no"]
    return f"{words.say('ready.needs')}{words.say('colon')}{words.join(needs)}" if needs else ""


def readiness_standing(readiness: Readiness, words: Words) -> str:
    """Where it stands in one line: what is still needed, and what was not asked."""
    if not readiness:
        return words.say("ready.none")
    unasked = [words.say(f"ready.about.{need}") for need in NEEDS if need not in readiness]
    said = [still_needed(readiness, words) or words.say("ready.needs.none")]
    if unasked:
        said.append(words.say("ready.rest", needs=words.join(unasked)))
    return " · ".join(said)


def source(words: Words) -> str:
    """Whose questions these are, and how far that was read."""
    return words.say("ready.source", mark=words.say("mark.secondary"))
