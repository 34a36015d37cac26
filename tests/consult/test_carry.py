"""The next visit: what outlives a visit comes along with its own day and waits; all else is asked again."""

from __future__ import annotations

from datetime import date

from consult.carry import Carried, carry
from consult.hcc.carried import DENIED, HAPPENED, LASTS
from consult.hcc.dated import STALE_AFTER_DAYS
from consult.hcc.lasting import HISTORY, LASTING
from consult.hcc.next_visit import LASTING as RULES
from consult.hcc.schema import SCHEMA
from consult.patient import CHECKLIST
from consult.values import UNKNOWN

DAY = date(2026, 11, 23)


def carried(document: dict[str, object], day: date = DAY) -> Carried:
    return carry(SCHEMA.read(document), day, STALE_AFTER_DAYS, RULES)


def test_every_name_is_a_field_and_stands_in_one_list_alone() -> None:
    assert SCHEMA.by_id.keys() >= LASTS | HAPPENED
    assert not LASTS & HAPPENED
    # what the rules call lasting or history, as far as it is entered, comes along; a count of lines may have grown
    entered = (LASTING | HISTORY) & SCHEMA.by_id.keys()
    assert entered - (LASTS | HAPPENED) == {"age_years"}


def test_what_lasts_comes_along_whatever_it_says() -> None:
    found = carried({"sex": "female", "tumour_type": "hcc", "microvascular_invasion": "absent"})
    assert set(found.carried) == {"sex", "tumour_type", "microvascular_invasion"}
    assert found.asked_again == ()


def test_what_has_happened_comes_along_and_that_it_had_not_is_asked_again() -> None:
    yes = carried({"cirrhosis": "yes", "sbp_history": "yes", "etiologies": ["hbv"], "hbsag": "positive"})
    assert set(yes.carried) == {"cirrhosis", "sbp_history", "etiologies", "hbsag"}
    no = carried({"cirrhosis": "no", "sbp_history": "unknown", "etiologies": ["none"], "hbsag": "negative"})
    assert no.carried == ()
    assert no.patient.entries == {}
    assert set(no.asked_again) == {"cirrhosis", "sbp_history", "etiologies", "hbsag"}


def test_every_answer_that_denies_is_known() -> None:
    """A field whose declared "none of these" answer were no denial would carry a "no" as if it were for good."""
    for name in HAPPENED:
        denied = SCHEMA.by_id[name].none_applies
        assert denied is None or denied in DENIED, name


def test_a_dated_value_comes_along_with_its_day_until_it_is_stale() -> None:
    def with_inr(day: str) -> Carried:
        return carried({"inr": {"value": 1.2, "date": day, "origin": "our laboratory"}})

    fresh = with_inr("2026-10-24")  # thirty days
    assert fresh.carried == ("inr",)
    entry = fresh.patient.entries["inr"]
    assert (entry.day, entry.origin) == (date(2026, 10, 24), "our laboratory")
    assert with_inr("2026-10-23").asked_again == ("inr",)
    assert with_inr("2026-11-24").asked_again == ("inr",)  # after the visit: that cannot be


def test_a_value_without_a_day_could_be_of_any_age() -> None:
    found = carried(
        {"inr": 1.2, "lesions": [{"size_mm": 30}], "lsm_kpa": {"value": 20, "date": "2026-11-20"}}
    )
    assert found.carried == ()
    assert set(found.asked_again) == {
        "inr",
        "lesions",
        "lsm_kpa",
    }  # of a stiffness nobody says when it is stale


def test_what_was_seen_before_a_treatment_is_asked_again() -> None:
    imaging = {"lesions": {"value": [{"size_mm": 30}], "date": "2026-11-01"}}
    assert carried(imaging).carried == ("lesions",)
    treated = carried({**imaging, "prior_treatments": [{"type": "rfa", "date": "2026-11-10"}]})
    assert treated.carried == ("prior_treatments",)
    assert treated.asked_again == ("lesions",)


def test_how_somebody_is_today_is_never_taken_over() -> None:
    today = {"ecog": 0, "ascites": "none", "encephalopathy_grade": 0, "age_years": 61, "weight_kg": 70}
    found = carried({**today, "exclusion_checklist": "none_apply", "assessment_date": "2026-10-01"})
    assert found.carried == ()
    assert not found.patient.none_apply
    assert set(found.asked_again) == {*today, CHECKLIST}
    assert found.patient.value("assessment_date") is UNKNOWN
