"""What a new edition would change: every difference is found, and named in words of both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, make_dataclass, replace
from typing import Any

import pytest

from consult.catalog import Catalog, Criterion, Signer
from consult.edition_words import report, sections, summary
from consult.editions import Difference, Offer, counts, differences
from consult.hcc.declared import DECLARED
from consult.phrases import Words
from consult.provenance import signed
from consult.vocabulary import LANGUAGES
from db.catalog_source import OPTIONAL_TEXTS, PAGE_TEXTS, TREATMENT_TEXTS


def offer(before: Catalog, after: Catalog) -> Offer:
    return Offer(before=before, after=after, differences=differences(before, after), packed=b"")


def said(made: Offer, language: str = "en") -> str:
    return report(made, Words(language, DECLARED, made.before), Words(language, DECLARED, made.after))


def with_record(catalog: Catalog, table: str, key: str, record: Any) -> Catalog:
    return replace(catalog, **{table: {**getattr(catalog, table), key: record}})


def without(catalog: Catalog, table: str, key: str) -> Catalog:
    held: Mapping[str, Any] = getattr(catalog, table)
    return replace(catalog, **{table: {name: record for name, record in held.items() if name != key}})


def reworded(catalog: Catalog, key: str, sentence: str, *languages: str) -> Catalog:
    texts = {
        language: {**held, key: sentence} if language in languages or not languages else held
        for language, held in catalog.texts.items()
    }
    return replace(catalog, texts=texts)


def a_rule(catalog: Catalog) -> Any:
    return next(rule for rule in catalog.rules.values() if rule.when and rule.applies_to)


def only(found: tuple[Difference, ...]) -> Difference:
    assert len(found) == 1, [(d.kind, d.how, d.id) for d in found]
    return found[0]


def test_an_edition_does_not_differ_from_itself(catalog: Catalog) -> None:
    newer = replace(catalog, edition="2027.01", sequence=9, date="2027-01-01", sha256="x", signer=None)
    made = offer(catalog, newer)
    assert made.differences == ()
    assert "No record and no sentence differs." in said(made)
    assert "2026.11" in said(made)
    assert "2027.01" in said(made, "zh_CN")


def test_a_new_rule_is_named_with_its_treatments_sentence_and_condition(catalog: Catalog) -> None:
    rule = replace(a_rule(catalog), id="test.new")
    newer = reworded(with_record(catalog, "rules", "test.new", rule), "rule.test.new", "A NEW SENTENCE")
    made = offer(catalog, newer)
    found = only(made.differences)
    assert (found.kind, found.how, found.before, found.after) == ("rule", "added", None, rule)
    for language in LANGUAGES:
        words = Words(language, DECLARED, newer)
        text = said(made, language)
        assert "A NEW SENTENCE" in text
        assert words.condition(rule.when) in text
        assert words.treatment(rule.applies_to[0]) in text
    assert "Rule rows: 1 added, 0 removed, 0 changed" in said(made)
    assert "Added: " in said(made)
    assert "新增：" in said(made, "zh_CN")
    gone = offer(newer, catalog)
    assert only(gone.differences).how == "removed"
    assert "Removed: " in said(gone)
    assert "A NEW SENTENCE" in said(gone)


def test_a_changed_threshold_says_was_and_now(catalog: Catalog) -> None:
    rule = a_rule(catalog)
    changed = replace(rule, when=(Criterion("largest_lesion_mm", ">", 47.5), *rule.when[1:]))
    made = offer(catalog, with_record(catalog, "rules", rule.id, changed))
    assert only(made.differences).how == "changed"
    for language in LANGUAGES:
        words = Words(language, DECLARED, catalog)
        detail = sections(made, words, words)[0].items[0].details
        assert len(detail) == 1
        assert words.condition(rule.when) in detail[0]
        assert words.condition(changed.when) in detail[0]


def _treatment_changed(catalog: Catalog) -> Catalog:
    own = catalog.treatments["rfa"]
    level = "low" if own.certainty != "low" else "high"
    return with_record(catalog, "treatments", "rfa", replace(own, certainty=level))


def _treatment_texts(catalog: Catalog) -> Catalog:
    return reworded(catalog, "treatment.rfa.glance", "ANOTHER GLANCE")


def _figure(catalog: Catalog) -> Catalog:
    owner = next(t for t in catalog.treatments.values() if t.outcomes)
    first = owner.outcomes[0]
    outcomes = (replace(first, count=first.count - 1), *owner.outcomes[1:])
    return with_record(catalog, "treatments", owner.id, replace(owner, outcomes=outcomes))


def _figure_gone(catalog: Catalog) -> Catalog:
    owner = next(t for t in catalog.treatments.values() if t.outcomes)
    return with_record(catalog, "treatments", owner.id, replace(owner, outcomes=owner.outcomes[1:]))


def _point_gone(catalog: Catalog) -> Catalog:
    owner = next(t for t in catalog.treatments.values() if t.points)
    return with_record(catalog, "treatments", owner.id, replace(owner, points=owner.points[1:]))


def _burden(catalog: Catalog) -> Catalog:
    owner = next(t for t in catalog.treatments.values() if t.burdens)
    return reworded(catalog, f"burden.{owner.id}.{owner.burdens[0].id}", "ANOTHER BURDEN")


def _position(catalog: Catalog) -> Catalog:
    place = next(p for p in catalog.positions.values() if p.position == "option")
    return with_record(catalog, "positions", place.id, replace(place, position="against", strength="9Z"))


def _conflict(catalog: Catalog) -> Catalog:
    return without(catalog, "conflicts", next(iter(catalog.conflicts)))


def _source(catalog: Catalog) -> Catalog:
    first = next(iter(catalog.sources.values()))
    return with_record(catalog, "sources", first.id, replace(first, citation="ANOTHER CITATION"))


def _guideline(catalog: Catalog) -> Catalog:
    key, first = next(iter(catalog.guidelines.items()))
    return with_record(catalog, "guidelines", key, replace(first, title="ANOTHER TITLE"))


def _loose_text(catalog: Catalog) -> Catalog:
    return reworded(catalog, "nobody.owns.this", "A LOOSE SENTENCE")


@pytest.mark.parametrize(
    ("change", "kind", "how"),
    [
        (_treatment_changed, "treatment", "changed"),
        (_treatment_texts, "treatment", "changed"),
        (_figure, "outcome", "changed"),
        (_figure_gone, "outcome", "removed"),
        (_point_gone, "point", "removed"),
        (_burden, "burden", "changed"),
        (_position, "position", "changed"),
        (_conflict, "conflict", "removed"),
        (_source, "source", "changed"),
        (_guideline, "guideline", "changed"),
        (_loose_text, "text", "added"),
    ],
)
def test_each_kind_is_found_and_named(
    catalog: Catalog, change: Callable[[Catalog], Catalog], kind: str, how: str
) -> None:
    made = offer(catalog, change(catalog))
    found = only(made.differences)
    assert (found.kind, found.how) == (kind, how)
    assert counts(made.differences) == {(kind, how): 1}
    back = offer(made.after, made.before)
    assert only(back.differences).kind == kind
    for language in LANGUAGES:
        for one in (made, back):
            own = Words(language, DECLARED, one.before), Words(language, DECLARED, one.after)
            (section,) = sections(one, *own)
            (item,) = section.items
            assert item.details
            assert all(detail.strip() and "{" not in detail for detail in item.details)
            # A way there and a way back are never the same words.
        assert said(made, language) != said(back, language)


def test_every_sentence_of_a_treatment_has_a_name(catalog: Catalog) -> None:
    """A new kind of sentence needs a word here before an edition may change it."""
    changed = catalog
    for kind in (*TREATMENT_TEXTS, *PAGE_TEXTS, *OPTIONAL_TEXTS):
        changed = reworded(changed, f"treatment.rfa.{kind}", f"NEW {kind}")
    made = offer(catalog, changed)
    assert only(made.differences).id == "rfa"
    for language in LANGUAGES:
        text = said(made, language)
        for kind in (*TREATMENT_TEXTS, *PAGE_TEXTS, *OPTIONAL_TEXTS):
            assert f"NEW {kind}" in text


def test_a_figure_is_said_with_its_frames(catalog: Catalog) -> None:
    made = offer(catalog, _figure(catalog))
    found = only(made.differences)
    words = Words("en", DECLARED, catalog)
    text = said(made)
    assert words.frames(found.before) in text
    assert words.frames(found.after) in text
    assert words.treatment(found.owner) in text


def test_a_sentence_changed_in_one_language_alone_is_found_in_both(catalog: Catalog) -> None:
    rule = a_rule(catalog)
    made = offer(catalog, reworded(catalog, f"rule.{rule.id}", "只改了中文。", "zh_CN"))
    assert only(made.differences).texts == (f"rule.{rule.id}",)
    assert "只改了中文。" in said(made, "zh_CN")
    assert "another language" in said(made)


def test_a_new_treatment_comes_with_all_that_is_its_own(catalog: Catalog) -> None:
    old = catalog.treatments["rfa"]
    lean = without(catalog, "treatments", "rfa")
    made = counts(differences(lean, catalog))
    assert made[("treatment", "added")] == 1
    assert made[("outcome", "added")] == len(old.outcomes)
    assert made[("point", "added")] == len(old.points)
    assert made[("burden", "added")] == len(old.burdens)
    text = said(offer(lean, catalog))
    assert "Treatments: 1 added, 0 removed, 0 changed" in text


def test_a_whole_edition_against_none_names_every_record(catalog: Catalog) -> None:
    empty = replace(Catalog(edition="0", date="2026-01-01"), texts={language: {} for language in LANGUAGES})
    made = offer(empty, catalog)
    counted = counts(made.differences)
    assert counted[("rule", "added")] == len(catalog.rules)
    assert counted[("position", "added")] == len(catalog.positions)
    assert counted[("treatment", "added")] == len(catalog.treatments)
    owned = {key for difference in made.differences for key in difference.texts}
    assert owned == {key for held in catalog.texts.values() for key in held}
    for language in LANGUAGES:
        text = said(made, language)
        for rule in list(catalog.rules)[::50]:
            assert catalog.text(language, f"rule.{rule}") in text


def test_what_a_later_catalogue_may_hold_is_named_too(catalog: Catalog) -> None:
    """A field that this module has never heard of."""
    later = make_dataclass("Later", [("novelties", Mapping[str, Any], None)], bases=(Catalog,), frozen=True)
    values = {f.name: getattr(catalog, f.name) for f in fields(catalog)}
    before, after = later(**values, novelties={}), later(**values, novelties={"first": 1})
    found = only(differences(before, after))
    assert (found.kind, found.how, found.owner, found.id) == ("other", "added", "novelties", "first")
    assert "novelties first" in said(offer(before, after))


def test_who_signed(catalog: Catalog) -> None:
    words = {language: Words(language, DECLARED, catalog) for language in LANGUAGES}
    release = Signer("release", "0" * 16, "Somebody")
    assert signed(None, words["en"]) == "unsigned"
    assert signed(catalog.signer, words["en"]) == "development key"
    assert signed(catalog.signer, words["zh_CN"]) == "开发密钥"
    assert signed(release, words["en"]) == "signed by Somebody"
    assert "Somebody" in signed(release, words["zh_CN"])
    made = offer(catalog, replace(catalog, edition="2027.01", signer=release))
    assert any("signed by Somebody" in line for line in summary(made, words["en"]))
