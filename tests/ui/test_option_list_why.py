"""Why not, and what would make it possible: fixed reasons apart from changeable ones, and a change is tried."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.hcc.lasting import HISTORY, LASTING
from consult.judge import STATUSES
from consult.plan import DECISIVE
from consult.why import Why, holding, why
from tests.ui.test_options import CASE
from tests.ui.test_what_if import window, workspace  # noqa: F401
from ui.comparison.detail import TRY
from ui.window import MainWindow
from ui.workspace import Workspace

DISTANT: dict[str, Any] = CASE | {"m_status": "m1", "ecog": 3, "ascites": "moderate_severe"}


def of(knowledge: Knowledge, document: dict[str, Any], treatment: str) -> Why:
    return why(knowledge.assess(derive(SCHEMA.read(document))), treatment, LASTING, HISTORY)


@pytest.mark.parametrize(
    "document", [CASE, DISTANT, {"age_years": 71}, CASE | {"lesions": [{"size_mm": 90}]}]
)
def test_every_option_that_is_held_back_names_every_row_that_holds_it(
    knowledge: Knowledge, document: dict[str, Any]
) -> None:
    assessment = knowledge.assess(derive(SCHEMA.read(document)))
    for name, own in assessment.treatments.items():
        found = why(assessment, name, LASTING, HISTORY)
        named = [hold.reason.rule.id for hold in (*found.fixed, *found.changeable)]
        assert sorted(named) == sorted(reason.rule.id for reason in holding(own))
        if own.status in ("usually_not", "advised_against", "does_not_apply"):
            assert named
        if own.status in ("usual_option", "possible"):
            assert not named
        assert all(reason.rule.effect in DECISIVE for reason in holding(own))
        for hold in found.changeable:
            facts = {criterion.fact for criterion in hold.reason.rule.when}
            for change in hold.freed_by:
                assert change.fact in facts
                assert STATUSES.index(change.status) < STATUSES.index(own.status)


def test_age_is_fixed_and_size_is_not(knowledge: Knowledge) -> None:
    fixed = of(knowledge, CASE | {"prior_liver_transplant": "yes"}, "io_atezo_bev").fixed
    facts = {c.fact for hold in fixed for c in hold.reason.rule.when}
    assert facts == set() or facts <= LASTING | HISTORY
    held = of(knowledge, CASE, "haic")
    assert [hold.reason.rule.id for hold in held.changeable] == ["haic.small-burden"]
    assert {change.fact for change in held.changeable[0].freed_by} == {
        "largest_lesion_mm",
        "macrovascular_invasion",
    }


def test_a_transplant_that_took_place_is_fixed(knowledge: Knowledge) -> None:
    document = CASE | {"prior_liver_transplant": "yes"}
    assessment = knowledge.assess(derive(SCHEMA.read(document)))
    fixed = [
        hold.reason.rule.id
        for name in assessment.treatments
        for hold in why(assessment, name, LASTING, HISTORY).fixed
    ]
    assert "ici.liver-transplant" in fixed


def test_what_has_not_happened_yet_may_still_happen(knowledge: Knowledge) -> None:
    later = of(knowledge, CASE, "tki_regorafenib")
    assert later.status == "does_not_apply"
    assert later.changeable
    assert not later.fixed


def test_no_known_lasting_fact_is_offered_as_a_change(knowledge: Knowledge) -> None:
    assessment = knowledge.assess(derive(SCHEMA.read(CASE)))
    for name in assessment.treatments:
        found = why(assessment, name, LASTING, HISTORY)
        assert not {change.fact for change in (*found.towards, *found.away)} & {
            "adult",
            "tumour_is_hcc",
            "sex",
        }


def test_lasting_facts_are_facts() -> None:
    assert set(DECLARED) >= LASTING | HISTORY


def test_shift_enter_tells_why_and_escape_goes_back(qtbot: QtBot, window: MainWindow) -> None:  # noqa: F811
    view, model = window.options.view, window.options.model
    view.setCurrentIndex(model.index(model.row_of("", "haic")))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    panel = window._made_right().why
    assert panel is not None
    assert panel.isVisible()
    assert panel.treatment == "haic"
    words = window._workspace.words
    assert words.text("rule.haic.small-burden") in panel.text.toPlainText()
    assert words.say("why.changeable") in panel.text.toPlainText()
    assert window.focusWidget() is panel.text
    qtbot.keyClick(panel.text, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert window.focusWidget() is view


def test_a_change_is_tried_from_the_panel_and_an_open_one_goes_to_its_field(
    qtbot: QtBot,
    window: MainWindow,  # noqa: F811
    workspace: Workspace,  # noqa: F811
) -> None:
    right = window._made_right()
    record = workspace.patient
    right.tell_why("rfa")
    panel = right.why
    assert panel is not None
    at = next(n for n, change in enumerate(panel._changes) if change.fact == "coagulopathy_uncorrectable")
    panel_status = panel._changes[at].status
    panel.text.followed.emit(f"try.{at}")
    assert workspace.what_if
    assert workspace.assessment is not None
    assert workspace.assessment.treatments["rfa"].status == panel_status
    assert workspace.words.status(panel_status) in panel.title.text()
    assert workspace.recorded is record
    workspace.end_what_if()
    right.tell_why("haic")
    at = next(n for n, change in enumerate(panel._changes) if change.fact == "largest_lesion_mm")
    panel.text.followed.emit(f"try.{at}")
    assert workspace.what_if
    assert workspace.patient is record
    assert window.form.isAncestorOf(window.focusWidget())


def test_an_opened_cell_tries_a_change_too(window: MainWindow, workspace: Workspace) -> None:  # noqa: F811
    from consult.compare import ASPECTS

    workspace.choose(["rfa", "mwa"])
    table = window.comparison.table
    table.open_cell(ASPECTS.index("change"), 0)
    assert table.detail.changes
    at = next(n for n, c in enumerate(table.detail.changes) if c.fact == "coagulopathy_uncorrectable")
    table.detail.followed.emit(f"{TRY}{at}")
    assert workspace.what_if
    assert workspace.patient.value("coagulopathy_uncorrectable") == "yes"


def test_the_panel_speaks_both_languages(window: MainWindow, workspace: Workspace) -> None:  # noqa: F811
    right = window._made_right()
    right.tell_why("haic")
    assert right.why is not None
    english = right.why.text.toPlainText()
    workspace.set_language("zh_CN")
    assert "限制因素" in right.why.text.toPlainText()
    assert right.why.text.toPlainText() != english
