"""Book treatment: the chapter of one treatment in the rule book."""

from __future__ import annotations

import re
from collections.abc import Container

from consult.catalog import Treatment
from consult.compare import UNPROVEN_ADVICE
from consult.phrases import Words
from consult.summary.blocks import Block, Heading, Labelled, Paragraph, Run, plain
from consult.summary.book_rows import Shared, Statements

_KEYS = re.compile(r"(?<=[\[ ])([A-Z][A-Za-z0-9-]*)(?=[,\]])")
"""A source's key in the brackets of a sentence."""


def chapter(
    treatment: Treatment, words: Words, statements: Statements, shared: Shared | None = None
) -> list[Block]:
    """Everything the catalogue says of a treatment; rows it shares are referred to, or without `shared` set in full."""
    say, own = words.say, f"treatment.{treatment.id}"
    name = words.treatment(treatment.id)
    catalog = statements.catalog
    blocks: list[Block] = [Heading(name, 2, own)]
    role = [plain(say(f"book.role.{treatment.role}"))]
    if treatment.unproven:
        role.append(plain(say("book.unproven"), tone="strong"))
    signed = statements.signed(own)
    line = " · ".join(part for part in (treatment.id, signed) if part)
    blocks.append(Labelled(say("book.role"), (*role, plain(line, tone="muted", small=True)), keep=True))
    blocks.append(_said("book.short", words.short(treatment.id), words, keep=True))
    for part in ("glance", "what", "intent"):
        blocks.append(_said(f"book.{part}", words.text(f"{own}.{part}"), words, keep=part == "glance"))
    certainty = (
        Run(f"{say(f'certainty.{treatment.certainty}')}{say('stop')}", "strong"),
        Run(words.text(f"{own}.certainty")),
        *statements.after(treatment.certainty_mark, treatment.certainty_sources),
    )
    blocks.append(Labelled(say("aspect.certainty"), (Paragraph(certainty),)))
    if treatment.on_clinic_page:
        for part in ("claim", "evidence"):
            blocks.append(_said(f"book.{part}", words.text(f"{own}.{part}"), words))
    if words.has_text(f"{own}.regulatory"):
        licence = words.text(f"{own}.regulatory")
        blocks.append(Labelled(say("book.regulatory"), (Paragraph(_linked(licence, catalog.sources)),)))
    if shared is None and treatment.unproven:  # the book has them once, in a chapter of their own
        advice = tuple(
            Paragraph((Run(words.text(f"advice.{a.id}")), *statements.after(a.mark, a.sources)), small=True)
            for a in UNPROVEN_ADVICE
        )
        blocks.append(Labelled(say("paper.unproven.ask"), advice))
    for side in ("for", "against"):
        said = tuple(
            Paragraph(
                (
                    Run(words.text(f"point.{point.id}")),
                    *statements.aside(
                        statements.after(point.mark, point.sources), point.id, f"point.{point.id}"
                    ),
                ),
                small=True,
            )
            for point in treatment.points
            if point.side == side
        )
        blocks.append(Labelled(say(f"aspect.{side}"), said))
    burdens = []
    for burden in treatment.burdens:
        key = f"burden.{treatment.id}.{burden.id}"
        origin = statements.after(burden.mark, burden.sources)
        head = Run(f"{say(f'burden.{burden.id}')}{say('colon')}", "strong")
        runs = (head, Run(words.text(key)), *statements.aside(origin, "", key))
        burdens.append(Paragraph(runs, small=True))
    blocks.append(Labelled(say("book.burden"), tuple(burdens)))
    blocks.append(_said("book.unknowns", words.text(f"{own}.unknowns"), words))
    for side in ("no_benefit", "no_harm"):
        if words.has_text(f"{own}.{side}"):
            blocks.append(_said(f"book.{side}", words.text(f"{own}.{side}"), words))
    if treatment.outcomes:
        blocks.append(statements.figures(treatment.outcomes, say("book.figures_of", name=name)))
    rules = [rule for rule in catalog.rules.values() if rule.applies_to == (treatment.id,)]
    if rules:
        blocks.append(statements.rules(rules, say("book.rules_of", name=name)))
    together = [r for r in catalog.rules.values() if treatment.id in r.applies_to and len(r.applies_to) > 1]
    if shared is not None:
        blocks.append(Labelled(say("book.shared"), shared.of(treatment.id), ruled=True))
    elif together:
        blocks.append(statements.rules(together, say("book.shared_of", name=name)))
    positions = [p for p in catalog.positions.values() if p.treatment == treatment.id]
    if positions:
        blocks.append(statements.positions(positions, say("book.positions_of", name=name)))
    return blocks


def _said(label: str, text: str, words: Words, *, keep: bool = False) -> Labelled:
    return Labelled(words.say(label), (plain(text),), keep=keep)


def _linked(text: str, sources: Container[str]) -> tuple[Run, ...]:
    """A sentence in which each key in brackets leads to its source."""
    parts = _KEYS.split(text)
    return tuple(Run(part, "muted", f"source.{part}") if part in sources else Run(part) for part in parts)
