"""Key table: the keys of the form's own, each with the word that says what it does; the keyboard sheet shows these."""

from __future__ import annotations

from typing import NamedTuple

from ui.form.unit_question import ACCEPT_KEY, KEEP_KEY


class FormKey(NamedTuple):
    """Keys as they are labelled, and the key of their meaning in the vocabulary."""

    keys: str
    says: str


FORM_KEYS: tuple[FormKey, ...] = (
    FormKey("Enter · Tab", "keys.form.next"),
    FormKey("Shift+Enter · Shift+Tab", "keys.form.back"),
    FormKey("A–Z · 0–9", "keys.form.pick"),
    FormKey("← · →", "keys.form.arrows"),
    FormKey("Space", "keys.form.space"),
    FormKey("Delete", "keys.form.clear"),
    FormKey(ACCEPT_KEY.upper(), "keys.form.unit"),
    FormKey(KEEP_KEY.upper(), "keys.form.keep"),
    FormKey("N", "keys.form.none"),
    FormKey("A", "keys.form.add"),
    FormKey("Ctrl+D", "keys.form.day"),
    FormKey("Ctrl+Delete", "keys.form.lesion"),
)
