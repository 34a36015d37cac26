"""The option list folds regimens under their family, says its order, and keeps every glance line short."""

from __future__ import annotations

import pytest
from hypothesis import given
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.compare import glance, groups
from consult.families import families, family_of, in_clinical_order
from consult.glance import MOST, glance_words, in_asking_order
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.judge import STATUSES
from consult.phrases import Words
from tests.properties.strategies import Document, examples, patients
from tests.ui.test_options import CASE, index_of, shown, treatments
from ui.comparison.option_model import OptionModel
from ui.comparison.options import OptionList
from ui.workspace import Workspace


@pytest.fixture
def workspace(knowledge: Knowledge) -> Workspace:
    workspace = Workspace(knowledge)
    workspace.open_patient(SCHEMA.read(CASE))
    return workspace


@pytest.fixture
def options(qtbot: QtBot, workspace: Workspace) -> OptionList:
    return shown(qtbot, workspace)


def head_of(options: OptionList, family: str) -> int:
    return next(at for at, row in enumerate(options.model.rows) if row.family == family)


def stand_on(options: OptionList, at: int) -> None:
    options.view.setCurrentIndex(options.model.index(at))


def test_every_option_is_shown_or_held_by_exactly_one_row(options: OptionList, workspace: Workspace) -> None:
    assert workspace.assessment is not None
    options.model.fold(next(row for row in options.model.rows if row.group == "unproven"), False)
    options.model.fold(next(row for row in options.model.rows if row.group == "does_not_apply"), False)
    held = [t for row in options.model.rows for t in (row.treatment, *row.members) if t]
    assert sorted(held) == sorted(workspace.assessment.treatments)


def test_a_family_says_how_many_it_holds_and_that_the_rest_stands_elsewhere(
    options: OptionList, workspace: Workspace, knowledge: Knowledge
) -> None:
    assessment = workspace.assessment
    assert assessment is not None
    heads = [row for row in options.model.rows if row.family and not row.treatment]
    assert heads
    for row in heads:
        index = options.model.index(options.model.row_of(row.group, "", row.family))
        assert str(len(row.members)) in index.data()
        others = [
            own.status
            for name, own in assessment.treatments.items()
            if family_of(knowledge.catalog, name) == row.family and own.status != row.group
        ]
        for status in set(others) if row.group in STATUSES else ():
            assert workspace.words.status(status) in index.data(OptionModel.GlanceRole)
            assert str(others.count(status)) in index.data(OptionModel.GlanceRole)
        assert {assessment.treatments[t].status for t in row.members} == {
            row.group
        } or row.group not in STATUSES


def test_right_unfolds_left_goes_to_the_head_and_folds(qtbot: QtBot, options: OptionList) -> None:
    stand_on(options, head_of(options, "tace"))
    assert "ctace" not in treatments(options)
    qtbot.keyClick(options.view, Qt.Key.Key_Right)
    assert "ctace" in treatments(options)
    stand_on(options, options.model.row_of("", "ctace"))
    qtbot.keyClick(options.view, Qt.Key.Key_Left)
    assert options.current_row()[1] == "tace"
    qtbot.keyClick(options.view, Qt.Key.Key_Left)
    assert "ctace" not in treatments(options)
    assert options.current_row()[1] == "tace"


def test_a_click_on_the_sign_unfolds_and_a_click_on_the_name_chooses(
    qtbot: QtBot, options: OptionList, workspace: Workspace
) -> None:
    at = head_of(options, "tace")
    options.view.scrollTo(options.model.index(at))
    place = options.view.visualRect(options.model.index(at))
    sign = QPoint(options.view.viewport().width() - 8, place.top() + 10)
    qtbot.mouseClick(options.view.viewport(), Qt.MouseButton.LeftButton, pos=sign)
    assert "ctace" in treatments(options)
    assert workspace.chosen == ()
    name = QPoint(60, options.view.visualRect(options.model.index(at)).top() + 10)
    qtbot.mouseClick(options.view.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert workspace.chosen == ("tace",)


def test_what_is_unfolded_stays_so_while_the_case_is_open(options: OptionList, workspace: Workspace) -> None:
    options.model.fold(options.model.rows[head_of(options, "tace")], False)
    workspace.set_value("ecog", 2)
    workspace.set_value("ascites", "moderate_severe")
    assert "ctace" in treatments(options)
    workspace.open_patient(SCHEMA.read(CASE))
    assert "ctace" not in treatments(options)


def test_a_folded_family_says_that_one_of_it_is_compared(options: OptionList, workspace: Workspace) -> None:
    row = next(row for row in options.model.rows if row.family == "immunotherapy")
    workspace.toggle_chosen(row.members[0])
    index = options.model.index(options.model.row_of(row.group, "", row.family))
    assert index.data(OptionModel.GlanceRole).startswith(workspace.words.say("family.compared", count=1))


def test_a_filter_shows_hits_unfolded(options: OptionList) -> None:
    options.filter.setText("lipiodol")
    assert treatments(options) == ["ctace"]
    assert not any(row.family for row in options.model.rows)
    options.filter.clear()
    assert "ctace" not in treatments(options)


def test_the_order_is_said_and_is_the_one_that_is_followed(
    options: OptionList, workspace: Workspace, knowledge: Knowledge
) -> None:
    for language in ("en", "zh_CN"):
        workspace.set_language(language)
        assert options.order.text() == workspace.words.say("options.order")
        assert options.order.accessibleName() == workspace.words.say("options.order_long")
    fixed = [treatment.id for treatment in in_clinical_order(knowledge.catalog)]
    assert sorted(fixed) == sorted(knowledge.catalog.treatments)
    assert workspace.assessment is not None
    for group in groups(workspace.assessment):
        assert [t for t in fixed if t in group.treatments] == list(group.treatments)


def test_a_clinical_group_and_a_family_are_never_torn_apart(knowledge: Knowledge) -> None:
    catalog = knowledge.catalog
    ordered = in_clinical_order(catalog)
    for key in ("group", "parent"):
        if key == "group":
            names = [treatment.group for treatment in ordered]
        else:
            names = [family_of(catalog, treatment.id) for treatment in ordered]
        starts = [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]
        assert len(starts) == len(set(starts))


def test_one_of_a_kind_is_no_family(knowledge: Knowledge) -> None:
    (alone,) = families(knowledge.catalog, ["io_stride"])
    assert (alone.lead, alone.members) == ("io_stride", ())
    (two,) = families(knowledge.catalog, ["io_stride", "io_durva"])
    assert (two.key, two.lead, two.members) == ("immunotherapy", "", ("io_stride", "io_durva"))


def test_every_family_has_a_name_in_both_languages(knowledge: Knowledge) -> None:
    for language in ("en", "zh_CN"):
        words = Words(language, DECLARED, knowledge.catalog)
        for family in families(knowledge.catalog, knowledge.catalog.treatments):
            if family.members:
                assert words.family(family.key)


@examples(12)
@given(patients())
def test_a_glance_is_short_in_both_languages_and_names_first_what_helps_most(
    knowledge: Knowledge, patient: Document
) -> None:
    assessment = knowledge.assess(derive(SCHEMA.read(patient)))
    rank = {question.field: len(question.could_change) for question in assessment.ask_next}
    for language in ("en", "zh_CN"):
        words = Words(language, DECLARED, knowledge.catalog)
        for name, own in assessment.treatments.items():
            said = glance_words(assessment, name, words, knowledge)
            assert 0 < len(said) <= MOST
            if own.status == "cannot_tell" and own.missing:
                most = max(rank[field] for field in own.missing)
                first = in_asking_order(assessment, glance(assessment, name).record)[0]
                assert rank[first] == most
                assert words.field(first) in said
                others = [f for f in own.missing if words.field(f) != words.field(first)]
                places = [said.find(words.field(f)) for f in others]
                assert all(said.find(words.field(first)) <= place for place in places if place > 0) or any(
                    words.field(f) in words.field(first) for f in others
                )


def test_choosing_by_name_still_finds_an_option_inside_a_family(options: OptionList) -> None:
    assert not index_of(options, "ctace").isValid()
    options.model.fold(options.model.rows[head_of(options, "tace")], False)
    assert index_of(options, "ctace").data(OptionModel.TreatmentRole) == "ctace"
