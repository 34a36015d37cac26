"""Lint of sentences: orders, praise, words of probability, and risk put in a way that misleads.

Of the twenty rules of risk communication (IPDAS primer, Trevena 2013, and the reviews after it), by number:

- checked here, in the sentences: 1 (a count of outcomes of people names its time), 2 (never "1 in x"),
  3 (no relative figure without the absolute one), 4 (no word of probability), 20 (no word of praise);
  and the number half of 5 (no bare "0 of 100" or "100 of 100");
- checked in `db/lint_figures.py`, in the figures: 1 (group, time frame, design, n), 2 (one denominator),
  9 (interval or "not reported"), 10 (certainty with its reason), 11 ("not reported" is written, never left out),
  12 (entry criteria as facts, so that the difference to this patient is computed),
  14 (a side without a figure says so), 17 (whole people, rounded from the printed percentage),
  19 (the design is named);
- done by the code that words and draws: 5 (`Words.frames` gives both frames), 6 (icon arrays sum to their denominator),
  7 (two or three options at a time), 8 (two formats), 13 (`consult.compare.chartable`), 15 (never colour alone),
  16 (a personal summary), 18 (unknown is never averaged);
- left to people: whether a certainty and its reason are fair (10), and whether a sentence is plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from consult.catalog import Catalog

Found = tuple[str, str, str]
Patterns = Mapping[str, re.Pattern[str]]


def _words(english: str, chinese: str) -> Patterns:
    return {"en": re.compile(rf"(?<!\w)(?:{english})(?!\w)", re.IGNORECASE), "zh_CN": re.compile(chinese)}


ORDERS = _words(
    r"must|should|do not|never|recommended treatment|approved",
    r"必须|应当|应该|禁止|获批|首选疗法推荐",
)
PRAISE = _words(
    r"excellent|powerful|ideal|best|breakthrough|cutting-edge|miracle|revolutionary|superior|world-class"
    r"|outstanding|remarkabl[ey]|impressive(?:ly)?|dramatic(?:ally)?|perfect(?:ly)?|optimal|promising|innovative"
    r"|pioneering|state-of-the-art|gold standard|painless|gentler?|guarantee[ds]?|well tolerated|precise(?:ly)?"
    r"|safe and effective|(?:highly|very) effective|high-tech|world(?:'s)? first|unique(?:ly)?|modern|most suitable"
    r"|boost(?:s|ed|ing)?|game.?chang\w+|milestone|leading[- ]edge|minimally traumatic|natural remed\w+",
    r"最佳|理想|卓越|显著优势|突破|特效|奇迹|领先|最好|最优|最有效|最安全|最适合|先进|创新|精准|精确|无痛|温和|高效|神奇"
    r"|疗效(?:显著|确切|好)|安全有效|权威|独特|优越|完美|保证疗效|确保疗效|治愈率高|革命性|里程碑|世界首|国际一流|强力"
    r"|(?:提高|增强|提升|重建)免疫",
)
PROBABILITY = _words(
    r"common(?:ly)?|uncommon(?:ly)?|rare(?:ly)?|likely|unlikely|likelihood|often|seldom|occasional(?:ly)?"
    r"|infrequent(?:ly)?|frequently|probably|sometimes|as a rule"
    r"|(?:most|many|some|few|a few) (?:people|patients|persons)"
    r"|in (?:most|many|some|few)(?: (?:people|patients|cases)|(?=[;,.]))"
    r"|(?:small|slight|low|high|good|real) (?:chance|probability)"
    r"|(?:small|slight|low) risk",
    r"常见|罕见|多半|极少|少见|多见|偶见|偶有|偶尔|往往|经常|有时(?!间)|大多数|大多|(?:多数|少数|许多|不少|部分|有些|较多)(?:患者|病人|人)"
    r"|人数不少|很可能|可能性[大小高低]|几率|机会[大小]",
)
ONE_IN = _words(
    r"(?:1|one|a|half)(?: person)? in (?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred|a thousand)"
    r"|one (?:third|quarter|fifth|tenth) of (?:people|patients)",
    r"(?<![\d年月/])1/\d+(?![\d年月/])"
    r"|每?[一二三四五六七八九十]+(?:个|名)?人(?:中|里)(?:约)?有?一",
)
RELATIVE = _words(
    r"(?-i:s?HR|RR|OR) \d|hazard ratio|odds ratio|relative risk|\d+ ?% (?:lower|higher|fewer|less|more)"
    r"|(?:lower|higher|fewer|less|risk)\w* by (?:about )?\d+ ?%|twice (?:as|the)|\d-fold"
    r"|(?:two|three|four|five|ten)(?:fold| times) (?:as|the)(?! upper limit)|half as (?:many|much)"
    r"|rais\w+ .{0,40}many times",
    r"s?HR\s?\d|RR\s?\d|OR\s?\d|风险比|比值比|相对危险|(?:降低|减少|增加|升高)了?\s?\d+\s?%"
    r"|(?<!上限的)(?<!上限 )(?<!低于 )(?:约|近|至)为?\s?\d+(?:\.\d+)?\s?倍|[两数许多]+倍",
)
ABSOLUTE = _words(
    r"\d+ (?:more |fewer )?of (?:\d[\d,]*|the \d+)"
    r"|(?<!by )(?<!about )(?<![\d.])\d[\d.]* ?%(?! (?:lower|higher|fewer|less|more))"
    r"|\d[\d.]* (?:months )?(?:against|v) \d[\d.]*",
    r"每\s?[\d,]+\s?人|\d+\s?人中"
    r"|(?<!降低)(?<!降低 )(?<!减少)(?<!减少 )(?<!增加)(?<!增加 )(?<!升高)(?<!升高 )(?<![\d.])\d[\d.]*\s?%"
    r"|\d[\d.]*\s?(?:个月)?(?:，|对).{0,6}?\d[\d.]*\s?个月",
)
BARE_EXTREME = _words(
    r"(?<!about )(?<!under )(?<!than )(?:0|100) of 100(?! ?\d)",
    r"每\s?100\s?人(?:中)?(?:有)?\s?(?:0|100)\s?人",
)
OUTCOME_COUNT = _words(
    r"\d+ of 100 (?:people )?(?:were |are |had |have )?(?:alive|died|dead|survived|had recurrence)",
    r"每\s?100\s?人(?:中)?(?:有)?\s?\d+\s?人(?:存活|死亡|生存|复发)",
)
TIME = _words(
    r"(?:by|at|after|within|over|in|for|to)? ?(?:\d+|one|two|three|four|five|six|a|the)?[ -]?"
    r"(?:days?|weeks?|months?|years?)|(?:during|of) treatment|in hospital|around the operation|operative",
    r"年|个月|月|周|天|治疗期间|围手术期|手术",
)


class Check(NamedTuple):
    """What a sentence may not hold, what excuses it in the same sentence, and the parts it is not asked of."""

    what: str
    pattern: Patterns
    excuse: Patterns | None = None
    exempt: frozenset[str] = frozenset()


CHECKS = (
    Check("order or praise", ORDERS),
    # What the clinic's page says is quoted with its adjectives, and weighed beside it; they go nowhere else.
    Check("order or praise", PRAISE, None, frozenset({"claim"})),
    Check("probability word", PROBABILITY, None, frozenset({"claim"})),
    Check("1 in x instead of x of 100", ONE_IN),
    Check("relative figure without the absolute one", RELATIVE, ABSOLUTE),
    Check("0 or 100 of 100 without “about”", BARE_EXTREME),
    Check("count of people without its time", OUTCOME_COUNT, TIME),
)
NAMES = frozenset({"name"})
_STOPS = re.compile(r"(?<=[.;])\s|(?<=[。；])")
_UNPRINTABLE = re.compile("[⁰⁵-⁹₂✗☐☑]")


def sentences(catalog: Catalog, language: str) -> Iterator[Found]:
    """Every sentence of a language that says what it may not say, or says it badly."""
    texts = catalog.texts[language]
    for key, sentence in texts.items():
        part = key.rsplit(".", 1)[-1]
        if part in NAMES or key.startswith("reading."):  # a remark on a paper, not on a treatment
            continue
        for check in CHECKS:
            if part not in check.exempt:
                for word in _found(check, sentence, language, _claimed(texts, key, part)):
                    yield f"text/{language}", key, f"{check.what}: {word!r}"
        if _UNPRINTABLE.search(sentence):
            yield f"text/{language}", key, "holds a character the printed font lacks"


def _claimed(texts: Mapping[str, str], key: str, part: str) -> str:
    """What the clinic's page says, where this sentence weighs it and so has to repeat its words."""
    return texts.get(key.removesuffix("evidence") + "claim", "") if part == "evidence" else ""


def _found(check: Check, sentence: str, language: str, claimed: str) -> list[str]:
    """The first word that is wrong, if any: one problem a sentence and check is enough to mend it."""
    if not check.pattern[language].search(sentence):  # nearly always; what ends a part ends a word too
        return []
    for part in _STOPS.split(sentence):
        if check.excuse is not None and check.excuse[language].search(part):
            continue
        for match in check.pattern[language].finditer(part):
            if match.group(0).lower() not in claimed.lower():
                return [match.group(0)]
    return []
