"""Paper cases: seeded consultations for the papers, from the shortest to the longest and strangest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Any

from bench import cases
from consult.consultation import ANSWERS, FEASIBILITIES, GATES, MATTERS, MOST_MATTERS, Consultation
from consult.consultation_file import read_consultation
from consult.errors import InputError
from consult.hcc.derive import SCHEMA
from consult.names import SIZES, Size
from consult.summary.copies import Copy
from consult.summary.papers import KINDS, Kind
from consult.summary.safe import harmless
from consult.vocabulary import LANGUAGES
from tests.output.payloads import payloads

SEED = 20261123
TODAY = date(2026, 11, 23)
LONGEST = 2000
MOST_LESIONS = 40
_TEXTS = ("top_concerns", "language", "religious_or_blood_product_limits", "germline_variant")
_CODES = ("CASE-{n:05}", "病例-{n:05}", "Ünïté-{n:05}", "<b>{n:05}</b>", "堃喆{n:05}" + "W" * 29, "N.{n:05}")
_NAMES = ("", "", "张伟", "欧阳娜娜 Ouyang Nana", "Wolfeschlegelsteinhausen " * 2, "O'Neill & <i>Söhne</i>")
_WORDS = (
    "liver",
    "nodule",
    "肝",
    "细胞癌",
    "very-long-compound-word",
    "10^9/L",
    "≥ 3 cm",
    "Aß",
    "随访。",
    "(",
    "）",
)
_UNCONFIRMED = (
    "inr",
    "albumin_g_per_l",
    "ecog",
    "ascites",
    "bilirubin_umol_per_l",
    "lesions",
    "exclusion_checklist",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCase:
    """One paper to be made: the case as its file holds it, and which print of which paper."""

    index: int
    patient: dict[str, Any]
    said: Consultation
    copy: Copy
    kind: Kind
    language: str
    size: Size
    guideline: str
    chosen: tuple[str, ...]

    @property
    def code(self) -> str:
        """The code of the case, which no other case of the run has."""
        code: str = self.patient["patient_code"]
        return code


def numbered(index: int, treatments: Sequence[str], guidelines: Sequence[str], seed: int = SEED) -> PaperCase:
    """One of a seed's papers, whichever were made before. Kinds, languages and sheets take turns."""
    random = Random(f"{seed}/{index}")
    make = (cases.ordinary, cases.thorough, cases.ordinary, cases.sparse)[random.randrange(4)]
    patient = make(random)
    patient["patient_code"] = random.choice(_CODES).format(n=index)
    if random.random() < 0.2:
        patient["lesions"] = [_lesion(random, number) for number in range(MOST_LESIONS)]
    for field in _TEXTS:
        if random.random() < 0.25:
            patient[field] = _text(random)
    for field in ("bilirubin_umol_per_l", "inr", "afp_ng_per_ml"):
        if field in patient and not isinstance(patient[field], dict) and random.random() < 0.3:
            day = random.choice(("2026-11-20", "2026-01-05", "2025-06-30"))
            patient[field] = {
                "value": patient[field],
                "date": day,
                "origin": random.choice(("Zentrallabor", "检验科")),
            }
    turn = index % (len(KINDS) * len(LANGUAGES))
    return PaperCase(
        index=index,
        patient=patient,
        said=_said(random, treatments),
        copy=Copy(
            name=random.choice(_NAMES),
            born=random.choice((None, date(1961, 2, 3), date(1948, 12, 31))),
            reprint=random.choice((0, 0, 0, 1, 12)),
            draft=random.random() < 0.1,
            named_handout=random.random() < 0.2,
        ),
        kind=KINDS[turn % len(KINDS)],
        language=LANGUAGES[turn // len(KINDS)],
        size=SIZES[random.random() < 0.25],
        guideline=random.choice(guidelines),
        chosen=tuple(random.sample(treatments, random.choice((0, 0, 2, 3, 4)))),
    )


def _said(random: Random, treatments: Sequence[str]) -> Consultation:
    picked = random.sample(treatments, 3)
    document: dict[str, Any] = {}
    if random.random() < 0.6:
        document["matters"] = random.sample(MATTERS, random.randrange(MOST_MATTERS + 1))
    if random.random() < 0.6:
        document["gate"] = random.choice(GATES)
    if random.random() < 0.4:
        document["fit"] = {picked[0]: {asked: random.choice(ANSWERS) for asked in FEASIBILITIES}}
    if random.random() < 0.3:
        judged = {"treatment": picked[1], "status": "possible", "reason": _text(random) or "-"}
        document["leaning"] = judged
        document["disagreements"] = [judged]
    if random.random() < 0.4:
        document["notes"] = _text(random)
    if random.random() < 0.3:
        document["unconfirmed"] = random.sample(_UNCONFIRMED, random.randint(1, len(_UNCONFIRMED)))
    if random.random() < 0.7:
        document["plan"] = _plan(random, picked)
    return read_consultation(document)


def _plan(random: Random, treatments: Sequence[str]) -> dict[str, Any]:
    kind = random.choice(("chosen", "deferred", "refer", "board"))
    plan: dict[str, Any] = {
        "kind": kind,
        "treatments": list(treatments[: random.randint(1, 3)]),
        "reason": _text(random) or "-",
        "refer_to": "the city hospital 市医院",
        "board_question": _text(random) or "-",
        "check_in": "2026-12-08",
    }
    if kind == "deferred":
        plan["until"] = "2026-12-07"
    if random.random() < 0.5:
        plan["come_earlier_if"] = [
            _text(random).replace("\n", " ")[:200] or "-" for _ in range(random.randint(1, 12))
        ]
    return plan


def _lesion(random: Random, number: int) -> dict[str, Any]:
    segments = random.sample(("s1", "s2", "s3", "s4a", "s4b", "s5", "s6", "s7", "s8"), random.randint(1, 2))
    return {"label": f"L{number}", "size_mm": random.randint(5, 25), "segment": segments}


def _text(random: Random) -> str:
    """A few words, a text as long as one may be, or one that tries to act."""
    kind = random.random()
    if kind < 0.2:
        return "".join(c for c in random.choice(_hostile()) if c == "\n" or harmless(c) == c)
    most = LONGEST if kind < 0.4 else random.choice((12, 80, 300))
    said = ""
    while len(said) < most:
        said += random.choice(_WORDS) + random.choice((" ", " ", "", ", ", "\n" if kind < 0.3 else " "))
    return said[:most].strip()


@cache
def _hostile() -> tuple[str, ...]:
    found = []
    for text in payloads():
        try:
            SCHEMA.read({"top_concerns": text})
        except InputError:
            continue
        found.append(text)
    return tuple(found)
