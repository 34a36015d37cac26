"""Board prompts: what the case itself leaves to be asked of a tumour board; each from a gap or a rule, none advises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from consult.assess import Assessment, Reason
from consult.catalog import Rule
from consult.judge import AGAINST, NOT_APPLICABLE

if TYPE_CHECKING:
    from consult.phrases import Words

MOST_PROMPTS = 4
MOST_MISSING = 2
"""Where options are compared, the other two are left to the rules about them."""
MOST_NAMED = 4
_SPEAKING_AGAINST = ("relative_contraindication", "caution")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A question about some options, all alike: a missing value, values to confirm, or a row that speaks against."""

    options: tuple[str, ...]
    field: str = ""
    """The value that is not recorded."""
    confirm: tuple[str, ...] = ()
    """Values that those who would do it have to confirm."""
    rules: tuple[Rule, ...] = ()
    """The rule rows behind it."""


def board_prompts(assessment: Assessment, chosen: Iterable[str]) -> tuple[Prompt, ...]:
    """At most four, about the compared options; while none are compared, the gaps that bear on any option."""
    about = tuple(
        option for option in chosen if assessment.treatments[option].status not in (AGAINST, NOT_APPLICABLE)
    )
    if not about:
        roles = {treatment.id: treatment.role for treatment in assessment.catalog.treatments.values()}
        about = tuple(option for option in assessment.treatments if roles[option] == "anticancer")
        return tuple(islice(_missing(assessment, about), MOST_PROMPTS))
    missing = tuple(islice(_missing(assessment, about), MOST_MISSING))
    rows = _alternating(_against(assessment, about), _confirm(assessment, about))
    return (*missing, *islice(rows, MOST_PROMPTS - len(missing)))


def _missing(assessment: Assessment, about: tuple[str, ...]) -> Iterator[Prompt]:
    for question in assessment.ask_next:
        options = tuple(option for option in about if option in question.could_change)
        if options:
            yield Prompt(options=options, field=question.field)


def _against(assessment: Assessment, about: tuple[str, ...]) -> Iterator[Prompt]:
    """What speaks against an option, the weightier rows first; each row once, with every option it concerns."""
    found: dict[str, tuple[Rule, list[str]]] = {}
    for effect in _SPEAKING_AGAINST:
        for option in about:
            own = assessment.treatments[option]
            for reason in own.reasons_in(own.plan.rows_with(effect) & own.case.answers.holds):
                found.setdefault(reason.rule.id, (reason.rule, []))[1].append(option)
    for rule, options in found.values():
        yield Prompt(options=tuple(options), rules=(rule,))


def _confirm(assessment: Assessment, about: tuple[str, ...]) -> Iterator[Prompt]:
    """One for each option with open feasibility rows; options that wait for the same values share it."""
    found: dict[tuple[str, ...], tuple[list[str], dict[str, Rule]]] = {}
    for option in about:
        rows: tuple[Reason, ...] = assessment.treatments[option].open_feasibility
        values = tuple(dict.fromkeys(name for reason in rows for name in reason.missing))
        if values:
            options, rules = found.setdefault(values, ([], {}))
            options.append(option)
            rules.update({reason.rule.id: reason.rule for reason in rows})
    for values, (options, rules) in found.items():
        yield Prompt(options=tuple(options), confirm=values, rules=tuple(rules.values()))


def _alternating(*sources: Iterator[Prompt]) -> Iterator[Prompt]:
    waiting = list(sources)
    while waiting:
        for source in tuple(waiting):
            prompt = next(source, None)
            if prompt is None:
                waiting.remove(source)
            else:
                yield prompt


def prompt_words(prompt: Prompt, words: Words) -> str:
    """A prompt as a question, in the language of `words`.

    A row that speaks against is said by its condition: its sentence may name what is done instead.
    """
    options = words.join(words.short(option) for option in prompt.options)
    if len(prompt.options) > MOST_NAMED:
        options = words.say("talk.prompt.options", n=len(prompt.options))
    if prompt.field:
        return words.say("talk.prompt.missing", field=words.field(prompt.field), options=options)
    if prompt.confirm:
        fields = words.fields(prompt.confirm[:MOST_NAMED])
        if len(prompt.confirm) > MOST_NAMED:
            fields = words.say("talk.prompt.more", fields=fields, n=len(prompt.confirm) - MOST_NAMED)
        return words.say("talk.prompt.confirm", fields=fields, options=options)
    rule = prompt.rules[0]
    effect, condition = words.say(f"effect.{rule.effect}"), words.condition(rule.when)
    return words.say("talk.prompt.weigh", effect=effect, condition=condition, options=options)


def board_question(assessment: Assessment, chosen: Iterable[str], words: Words) -> str:
    """The prompts as lines, to begin the question to the board with."""
    return "\n".join(prompt_words(prompt, words) for prompt in board_prompts(assessment, chosen))
