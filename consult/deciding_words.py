"""Deciding in words: who is to decide, what was asked and what is still needed, for the doctor's paper and screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consult.deciding import NEEDS, ROLES, Readiness, RoleKind
from consult.phrases import Words


def role_lines(said: Mapping[RoleKind, str | None], words: Words) -> Iterator[str]:
    """Who is to decide, and the family's part; what was not asked says so. Nothing where neither was asked."""
    if any(member is not None for member in said.values()):
        for kind in ROLES:
            yield f"{words.say(f'role.{kind}')}{words.say('colon')}{role(kind, said[kind], words)}"


def role(kind: RoleKind, member: str | None, words: Words) -> str:
    """One of the two in words."""
    return words.say("ready.unasked") if member is None else words.say(f"role.{kind}.{member}")


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
