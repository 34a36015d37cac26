"""What the clinic's page claims, what is known, where an unproven option is licensed, and what to ask before paying."""

from __future__ import annotations

import pytest

from consult.assess import Knowledge
from consult.catalog import Catalog
from consult.compare import UNPROVEN_ADVICE, Line, compare
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.phrases import Words
from resources import path

LANGUAGES = ("en", "zh_CN")
PROGRAMMES = {
    "en": ("short-term", "mid-term", "long-term"),
    "zh_CN": ("短期方案", "中期方案", "长期方案"),
}
ATTRIBUTED = {"en": "The clinic's page", "zh_CN": "诊所网页"}
REGIONS = {
    "en": ("South Korea", "China", "United States", "EU", "Japan"),
    "zh_CN": ("韩国", "中国", "美国", "欧盟", "日本"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_claim_is_attributed_and_stands_beside_the_evidence(catalog: Catalog, language: str) -> None:
    listed = [t.id for t in catalog.treatments.values() if t.on_clinic_page]
    assert len(listed) >= 20
    for treatment in listed:
        assert ATTRIBUTED[language] in catalog.text(language, f"treatment.{treatment}.claim")
        assert catalog.text(language, f"treatment.{treatment}.evidence")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_cell_programme_is_claimed_and_weighed(catalog: Catalog, language: str) -> None:
    claim = catalog.text(language, "treatment.cell_immune_reconstitution.claim")
    for programme in PROGRAMMES[language]:
        assert programme in claim
    evidence = catalog.text(language, "treatment.cell_immune_reconstitution.evidence")
    for programme in PROGRAMMES[language]:
        assert programme in evidence.lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_licence_of_the_programmes_is_told_by_region(catalog: Catalog, language: str) -> None:
    said = catalog.text(language, "treatment.cell_immune_reconstitution.regulatory")
    assert all(region in said for region in REGIONS[language])


def test_an_unproven_option_shows_licence_and_advice_in_the_comparison(knowledge: Knowledge) -> None:
    catalog = knowledge.catalog
    facts = derive(SCHEMA.read_json(path("examples", "example.json").read_bytes()))
    assessment = knowledge.assess(facts, "bclc-2025")
    unproven = [t.id for t in catalog.treatments.values() if t.unproven]
    for treatment in (*unproven, "rfa"):
        kinds = [
            line.kind
            for line in compare(assessment, (treatment, "resection")).cell("licence", treatment).lines
        ]
        if treatment in unproven:
            assert kinds == ["regulatory", *["advice"] * len(UNPROVEN_ADVICE)]
        else:
            assert kinds == ["nothing"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_advice_asks_what_the_dossier_asks(catalog: Catalog, language: str) -> None:
    words = Words(language, DECLARED, catalog)
    said = {advice.id: words.line(Line("advice", advice)) for advice in UNPROVEN_ADVICE}
    wanted = {
        "en": {
            "unproven.standard": "takes the place of no standard treatment",
            "unproven.ask": "Who pays",
            "unproven.trial": "registry number",
            "unproven.warning": "outside an authorised trial",
        },
        "zh_CN": {
            "unproven.standard": "不能代替任何标准治疗",
            "unproven.ask": "由谁付费",
            "unproven.trial": "登记编号",
            "unproven.warning": "在批准的试验之外",
        },
    }[language]
    for name, words_of in wanted.items():
        assert words_of in said[name].text
        assert said[name].sources
        assert said[name].mark
