"""Where guidelines differ: each region's view stands as its own, behind the guideline cell and on paper."""

from __future__ import annotations

import pytest

from consult.assess import Knowledge
from consult.catalog import Catalog
from consult.compare import (
    ASPECTS,
    compare,
    disagreement_lines,
    disagreements,
    general_disagreements,
)
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.phrases import Words


def test_only_the_topics_of_the_treatments_asked_for(catalog: Catalog) -> None:
    topics = disagreements(catalog, ["pei", "haic"])
    assert {topic.id for topic in topics} == {"pei", "haic", "bleeding-before-puncture"}
    assert [topic.id for topic in topics] == [t for t in catalog.disagreements if t in {o.id for o in topics}]
    assert disagreements(catalog, []) == ()
    assert {topic.id for topic in general_disagreements(catalog)} == {"staging-frame", "staging-scans"}
    everything = {topic.id for topic in disagreements(catalog, catalog.treatments)}
    assert everything | {"staging-frame", "staging-scans"} == catalog.disagreements.keys()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_view_is_said_with_its_region_guidelines_sources_and_mark(
    catalog: Catalog, language: str
) -> None:
    words = Words(language, DECLARED, catalog)
    for topic in catalog.disagreements.values():
        first, *others = disagreement_lines(topic)
        assert words.line(first).text == catalog.text(language, f"disagreement.{topic.id}")
        stated = [view for view in topic.views if view.stated]
        for view, line in zip(stated, others, strict=False):
            sentence = words.line(line)
            assert sentence.label.startswith(words.say(f"region.{view.region}"))
            assert all(words.guideline(guideline) in sentence.label for guideline in view.guidelines)
            assert (sentence.sources, sentence.mark) == (view.sources, view.mark)
        silent = [words.say(f"region.{view.region}") for view in topic.views if not view.stated]
        if silent:
            assert words.line(others[-1]).label == words.join(silent)
            assert words.line(others[-1]).text == words.say("disagreement.unstated")
        assert len(others) == len(stated) + bool(silent)


def test_a_cell_keeps_its_guideline_lines_and_holds_the_topics_behind_them(knowledge: Knowledge) -> None:
    assessment = knowledge.assess(derive(SCHEMA.read({"tumour_type": "hcc"})))
    comparison = compare(assessment, ["tace", "io_durva", "ire", "supp_psychology"])
    for (aspect, treatment), cell in comparison.cells.items():
        assert not {"topic", "view", "unstated"} & {line.kind for line in cell.lines}
        topics = disagreements(assessment.catalog, [treatment]) if aspect == "guidelines" else ()
        assert cell.detail == tuple(line for topic in topics for line in disagreement_lines(topic))
    assert len(comparison.cells) == 4 * len(ASPECTS)
    assert not comparison.cell("guidelines", "supp_psychology").detail
    assert comparison.cell("guidelines", "tace").detail


def test_views_of_a_topic_are_not_all_the_same(catalog: Catalog) -> None:
    """A topic on which everybody says the same would be no disagreement."""
    for topic in catalog.disagreements.values():
        said = [
            catalog.text("en", f"disagreement.{topic.id}.{view.region}")
            for view in topic.views
            if view.stated
        ]
        assert len(set(said)) > 1, topic.id
