"""Words of faults and of lines of the log, for window and command line alike."""

from __future__ import annotations

from consult.phrases import Words
from consult.records import Event, Fault
from consult.vocabulary import WORDS


def fault_words(fault: Fault, words: Words) -> str:
    """What is wrong, and where."""
    return words.say(f"fault.{fault.code}", where=fault.where)


def event_words(event: Event, words: Words) -> str:
    """What happened, in a few words; a kind that this version does not know is named as it is."""
    key = f"log.{event.kind}"
    return words.say(key) if key in WORDS else words.say("log.other", kind=event.kind)
