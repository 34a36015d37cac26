"""`python -m db.freeze`: write the answers of the frozen cases anew, to be read before they are signed.

The cases stand in resources/catalog/frozen.json; whoever changes a rule sees here which of them answer otherwise.
With `--check` nothing is written; the exit code says whether the answers are those of the sources.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from consult.assess import Knowledge
from consult.catalog import Catalog
from consult.facts import Facts
from consult.hcc.declared import DECLARED
from consult.hcc.derive import derive
from consult.hcc.knowledge import knowledge
from consult.hcc.schema import SCHEMA
from consult.self_test import Frozen, answers, read_frozen
from db.catalog_source import read_catalog
from resources import path

NAME = "frozen.json"


def facts_on(fields: Mapping[str, Any], day: date) -> Facts:
    """The facts of a case file's fields on a day."""
    return derive(SCHEMA.read(fields, today=day), today=day)


def frozen_anew(catalog: Catalog) -> str:
    """The text of the cases with the answers of this catalogue."""
    compiled = knowledge(catalog)
    cases = [_answered(case, compiled) for case in read_frozen(catalog.frozen)]
    lines = ",\n".join(json.dumps(_document(case), ensure_ascii=False, sort_keys=True) for case in cases)
    return f"[\n{lines}\n]\n"


def _answered(case: Frozen, knowledge: Knowledge) -> Frozen:
    statuses, results = answers(case, knowledge, facts_on)
    return replace(case, statuses=statuses, results=results)


def _document(case: Frozen) -> dict[str, Any]:
    return {
        "name": case.name,
        "day": case.day.isoformat(),
        "guideline": case.guideline,
        "case": case.case,
        "statuses": case.statuses,
        "results": case.results,
    }


def main(arguments: list[str] | None = None) -> int:
    """Write or check; returns the exit code."""
    check = (sys.argv[1:] if arguments is None else arguments) == ["--check"]
    catalog, _edition, problems = read_catalog(path("catalog"), DECLARED)
    if problems:
        print(f"the sources have {len(problems)} problems: run `python -m db.build --check`", file=sys.stderr)
        return 1
    text = frozen_anew(catalog)
    if check:
        return 0 if text == catalog.frozen else 1
    (path("catalog") / NAME).write_text(text, encoding="utf-8")
    print(f"{len(read_frozen(text))} frozen cases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
