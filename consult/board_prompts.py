"""Board prompts: what the case itself leaves to be asked of a tumour board; each from a gap or a rule, none advises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.assess import Assessment, Reason

if TYPE_CHECKING:
    from consult.phrases import Words

MOST_PROMPTS = 4
MOST_OF_A_KIND = 2


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question. `field` is the missing value behind it, or `reason` the rule row; it concerns all of `options`."""

    options: tuple[str, ...]
    field: str = ""
    reason: Reason | None = None
    confirm: bool = False
    """Whether the row is still to be confirmed by those who would do it; else it acts."""


def board_prompts(assessment: Assessment, chosen: Iterable[str]) -> tuple[Prompt, ...]:
    """At most four, about the compared options, or about all anticancer ones while none are compared."""
    chosen = tuple(chosen)
    about = chosen or tuple(
        own.id
        for own in assessment.treatments.values()
        if assessment.catalog.treatments[own.id].role == "anticancer"
    )
    missing = list(_missing(assessment, about))
    rows = [*_rows(assessment, about, confirm=True), *_rows(assessment, chosen, confirm=False)]
    # Two of each kind; where one kind has fewer, the other may fill its place.
    kept = missing[: max(MOST_OF_A_KIND, MOST_PROMPTS - len(rows))]
    return (*kept, *rows[: MOST_PROMPTS - len(kept)])


def _missing(assessment: Assessment, about: tuple[str, ...]) -> Iterator[Prompt]:
    for question in assessment.ask_next:
        options = tuple(option for option in about if option in question.could_change)
        if options:
            yield Prompt(options, field=question.field)


def _rows(assessment: Assessment, about: tuple[str, ...], *, confirm: bool) -> Iterator[Prompt]:
    """Each row once, with every option it concerns: open feasibility rows, or what speaks against an option."""
    found: dict[str, tuple[Reason, list[str]]] = {}
    for option in about:
        own = assessment.treatments[option]
        if confirm:
            reasons = (
                own.open_feasibility if own.status in ("usual_option", "possible", "cannot_tell") else ()
            )
        else:
            holds = own.case.answers.holds
            bits = own.plan.rows_with("relative_contraindication") | own.plan.rows_with("caution")
            reasons = own.reasons_in(bits & holds)
        for reason in reasons:
            found.setdefault(reason.rule.id, (reason, []))[1].append(option)
    for reason, options in found.values():
        yield Prompt(tuple(options), reason=reason, confirm=confirm)


def prompt_words(prompt: Prompt, words: Words) -> str:
    """A prompt as a question, in the language of `words`."""
    options = words.join(words.short(option) for option in prompt.options[:MOST_PROMPTS])
    if len(prompt.options) > MOST_PROMPTS:
        options = words.say("talk.prompt.options", n=len(prompt.options))
    if prompt.reason is None:
        return words.say("talk.prompt.missing", field=words.field(prompt.field), options=options)
    if prompt.confirm:
        asked = words.fields(prompt.reason.missing)
        return words.say("talk.prompt.confirm", fields=asked, options=options)
    said = words.text(f"rule.{prompt.reason.rule.id}").rstrip(".。")
    return words.say("talk.prompt.weigh", rule=said, options=options)


def board_question(assessment: Assessment, chosen: Iterable[str], words: Words) -> str:
    """The prompts as lines, to begin the question to the board with."""
    return "\n".join(prompt_words(prompt, words) for prompt in board_prompts(assessment, chosen))
