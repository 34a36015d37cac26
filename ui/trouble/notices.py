"""Notices: what happened to the program or the clock, in a sentence; asked again whenever the language changes."""

from __future__ import annotations

from datetime import datetime

from consult.phrases import Words
from ui.filing import at
from ui.trouble.clock import Behind, Step

MINUTE, HOUR, DAY = 60, 3600, 86_400


def step_words(step: Step, words: Words, now: datetime) -> str:
    """That the clock was turned, by how much, and what to do."""
    way = "forward" if step.seconds > 0 else "back"
    much = duration(abs(step.seconds), words)
    return words.say(f"clock.{way}", much=much, time=at(step.at, now))


def behind_words(behind: Behind, words: Words, now: datetime) -> str:
    """That the clock says an earlier time than what is surely past."""
    said = f"{now.astimezone():%Y-%m-%d %H:%M}"
    moment = f"{behind.moment.astimezone():%Y-%m-%d %H:%M}"
    return words.say(f"clock.behind.{behind.past}", time=said, moment=moment)


def duration(seconds: int, words: Words) -> str:
    """A length of time in the largest unit of which there are at least two, or minutes."""
    for unit, length in (("days", DAY), ("hours", HOUR)):
        if seconds >= 2 * length:
            return words.say(f"clock.{unit}", n=round(seconds / length))
    return words.say("clock.minutes", n=max(1, round(seconds / MINUTE)))
