"""Context: facts of intended use, virus, bleeding risk, drugs and the place of the lesions."""

from __future__ import annotations

from typing import Any

from consult.hcc.possible import between, only, span
from consult.results import Derived, Result, open_inputs
from consult.values import (
    UNKNOWN,
    Bounds,
    bands,
    is_certain,
    one_of,
    options,
    round_half_away,
)

BMI_CATEGORIES = ("underweight", "normal", "overweight", "obese")
_BMI = (("<", 18.5), ("<", 25.0), ("<", 30.0))
_BMI_ASIAN = (("<", 18.5), ("<", 23.0), ("<", 27.5))

TOXIC_HERBS = (
    "he shou wu",
    "何首乌",
    "首乌",
    "shou wu pian",
    "yang xue sheng fa",
    "养血生发",
    "bai xian pi",
    "白鲜皮",
    "tu san qi",
    "土三七",
    "jin bu huan",
    "金不换",
    "ge gen",
    "葛根",
    "green tea extract",
    "lu cha",
    "绿茶提取物",
    "dan lu tong du",
    "丹鹿通督",
    "xiao chai hu",
    "小柴胡",
    "xiao yin",
    "消银",
)
"""Products with more than one liver injury confirmed by RUCAM (source CHO19), as parts of a product's name."""

LESION_PLACES = {
    "any_lesion_near_duct": "near_major_bile_duct",
    "any_lesion_near_bowel": "near_bowel",
    "any_lesion_near_vessel": "near_large_vessel",
    "any_lesion_near_diaphragm": "near_diaphragm",
    "any_lesion_near_gallbladder": "near_gallbladder",
    "any_lesion_near_heart": "near_heart",
    "any_lesion_subcapsular": "subcapsular",
}


def intended(tumour_type: Any, age_years: Any) -> Derived:
    """Whether the tumour is HCC (fibrolamellar included) and the patient an adult."""
    hcc: Any = UNKNOWN
    if tumour_type is not UNKNOWN:
        hcc = tumour_type in ("hcc", "fibrolamellar")
    adult = one_of(band == 1 for band in bands(age_years, (("<", 18.0),)))
    return Derived(
        facts={"tumour_is_hcc": hcc, "adult": adult},
        missing={
            "tumour_is_hcc": open_inputs(("tumour_type",), (hcc,)),
            "adult": open_inputs(("age_years",), (adult,)),
        },
    )


def growth(tumour_pattern: Any) -> Derived:
    """Infiltrative, massive or disseminated growth (wider than the staging meaning of diffuse)."""
    diffuse: Any = UNKNOWN
    if tumour_pattern is not UNKNOWN:
        diffuse = tumour_pattern in ("infiltrative_diffuse", "massive", "disseminated")
    return Derived(
        facts={"infiltrative_or_diffuse": diffuse},
        missing={"infiltrative_or_diffuse": open_inputs(("tumour_pattern",), (tumour_pattern,))},
    )


def virus(hbsag: Any, hbv_antiviral: Any, hcv_status: Any) -> Derived:
    """Hepatitis B carried without antiviral, and hepatitis C viraemia."""
    untreated = one_of(
        sorted(
            {
                s == "positive" and d == "none"
                for s in options(hbsag, ("negative", "positive"))
                for d in options(hbv_antiviral, ("none", "entecavir"))
            }
        )
    )
    viraemic: Any = UNKNOWN if hcv_status is UNKNOWN else hcv_status == "viraemic"
    pair = {"hbsag": hbsag, "hbv_antiviral": hbv_antiviral}
    return Derived(
        facts={"hbv_untreated": untreated, "hcv_viraemic": viraemic},
        missing={
            "hbv_untreated": () if is_certain(untreated) else open_inputs(pair, pair.values()),
            "hcv_viraemic": open_inputs(("hcv_status",), (hcv_status,)),
        },
    )


def drugs(anticoagulation: Any, strong_cyp3a4_interaction: Any, cyp3a4_interactor: Any) -> Derived:
    """Therapeutic anticoagulation, and the kind of strong CYP3A4 interaction."""
    treated: Any = UNKNOWN if anticoagulation is UNKNOWN else anticoagulation != "none"
    kind: Any = cyp3a4_interactor
    if strong_cyp3a4_interaction == "no" and kind is UNKNOWN:
        kind = "none"
    missing: tuple[str, ...] = ()
    if kind is UNKNOWN:
        asked = strong_cyp3a4_interaction == "yes"
        missing = ("cyp3a4_interactor",) if asked else ("strong_cyp3a4_interaction",)
        if asked:
            kind = one_of(("strong_inducer", "strong_inhibitor", "both"))
    return Derived(
        facts={"therapeutic_anticoagulation": treated, "cyp3a4_interactor": kind},
        missing={
            "therapeutic_anticoagulation": open_inputs(("anticoagulation",), (treated,)),
            "cyp3a4_interactor": missing,
        },
    )


def herbs(herbal_products: Any) -> Derived:
    """Whether a recorded herbal product is on the list of liver-toxic ones; an empty list is "no"."""
    toxic: Any = UNKNOWN
    if herbal_products is not UNKNOWN:
        named = {_plain(product) for product in herbal_products}
        if any(herb in product for herb in TOXIC_HERBS for product in named):
            toxic = True
        elif not named:
            toxic = False
    return Derived(
        facts={"hepatotoxic_herb": toxic},
        missing={"hepatotoxic_herb": ("herbal_products",) if toxic is UNKNOWN else ()},
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def places(lesions: Any) -> Derived:
    """Where viable lesions lie: near structures at risk, and visible on ultrasound."""
    facts: dict[str, Any] = {}
    if lesions is UNKNOWN:
        facts = dict.fromkeys((*LESION_PLACES, "lesion_visible_on_us"), UNKNOWN)
    else:
        viable = [item for item in lesions if item.get("status", "viable") == "viable"]
        for fact, flag in LESION_PLACES.items():
            answers = [item.get(flag, UNKNOWN) for item in viable]
            facts[fact] = (
                True
                if any(answer is True for answer in answers)
                else UNKNOWN
                if not answers or any(answer is UNKNOWN for answer in answers)
                else False
            )
        seen = [item.get("visible_on_us", UNKNOWN) for item in viable]
        facts["lesion_visible_on_us"] = (
            False if "no" in seen else True if seen and all(answer == "yes" for answer in seen) else UNKNOWN
        )
    # Once lesions are listed, only the lesion's own flag is open: it is asked, it does not block.
    flags = {**LESION_PLACES, "lesion_visible_on_us": "visible_on_us"}
    return Derived(
        facts=facts,
        missing={
            name: ("lesions",) if lesions is UNKNOWN else (f"lesions.{flags[name]}",)
            for name, value in facts.items()
            if value is UNKNOWN
        },
    )


def icaritin(afp_ng_per_ml: Any, tnf_alpha_pg_per_ml: Any, ifn_gamma_pg_per_ml: Any) -> Derived:
    """Composite biomarker score of icaritin, 0-3: AFP >= 400, TNF-alpha < 2.5, IFN-gamma >= 7.0, one each."""
    points = (
        bands(afp_ng_per_ml, (("<", 400.0),)),
        tuple(1 - band for band in bands(tnf_alpha_pg_per_ml, (("<", 2.5),))),
        bands(ifn_gamma_pg_per_ml, (("<", 7.0),)),
    )
    low, high = sum(min(p) for p in points), sum(max(p) for p in points)
    inputs = {
        "afp_ng_per_ml": afp_ng_per_ml,
        "tnf_alpha_pg_per_ml": tnf_alpha_pg_per_ml,
        "ifn_gamma_pg_per_ml": ifn_gamma_pg_per_ml,
    }
    score = low if low == high else Bounds(low, high)
    return Derived(
        facts={"icaritin_cbs": score},
        missing={"icaritin_cbs": () if low == high else open_inputs(inputs, inputs.values())},
    )


def body(
    height_cm: Any,
    weight_kg: Any,
    dry_weight_kg: Any,
    bmi_kg_per_m2: Any,
    use_asian_cutoffs: Any,
    ascites: Any,
) -> Derived:
    """Body mass index: weight (dry weight preferred) in kg / height in m squared, else as entered.

    < 18.5 underweight, < 25 normal, < 30 overweight, else obese; with Asian cut-offs 23 and 27.5 replace 25 and 30:
    WHO expert consultation, Lancet 2004;363:157-163, doi 10.1016/S0140-6736(03)15268-3. Whether to use them counts
    as no when it is not recorded.
    """
    weight = weight_kg if dry_weight_kg is UNKNOWN else dry_weight_kg
    measured = is_certain(weight) and is_certain(height_cm)
    bmi = bmi_kg_per_m2
    if measured or (bmi is UNKNOWN and weight is not UNKNOWN and height_cm is not UNKNOWN):
        kg, cm = span(weight, 20.0, 350.0), span(height_cm, 50.0, 250.0)
        bmi = between(
            kg.low / (cm.high / 100) ** 2,
            kg.high / (cm.low / 100) ** 2,
            low_open=kg.low_open or cm.high_open,
            high_open=kg.high_open or cm.low_open,
        )
        measured = True
    asian = tuple(answer == "yes" for answer in options(use_asian_cutoffs, ("no", "yes")))
    flags = []
    if use_asian_cutoffs is UNKNOWN:
        asian = (False,)
        if bmi is not UNKNOWN:
            flags.append("assumed_absent:use_asian_cutoffs")
    if measured and dry_weight_kg is UNKNOWN and ascites in ("slight", "moderate_severe"):
        flags.append("weight_includes_ascites")
    found = {i for each in asian for i in bands(bmi, _BMI_ASIAN if each else _BMI)}
    categories = tuple(BMI_CATEGORIES[i] for i in sorted(found))
    settled = is_certain(bmi)
    missing: tuple[str, ...] = ()
    if not settled:
        missing = ("bmi_kg_per_m2", *open_inputs(("weight_kg", "height_cm"), (weight, height_cm)))
    return Derived(
        facts={"bmi_kg_per_m2": bmi},
        missing={"bmi_kg_per_m2": missing},
        results=(
            Result(
                item="bmi",
                values={
                    "bmi": round_half_away(bmi, 1) if settled else None,
                    "bmi_category": only(categories),
                    "possible_categories": list(categories),
                },
                missing=missing,
                flags=tuple(flags),
                source="who-2004",
                rule_version="WHO classes" if asian == (False,) else "WHO action points for Asia",
            ),
        ),
    )
