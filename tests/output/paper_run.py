"""`python -m tests.output.paper_run [--count N]`: papers of generated cases, each read back from its PDF and checked.

`--index N` makes one paper of the seed again and writes it beside its problems.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from consult.assess import Assessment, Knowledge
from consult.compare import compare, groups
from consult.hcc.complexity import complexity
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.patient import Patient
from consult.patient_view import MOST, patient_view
from consult.phrases import SHAPES, Words
from consult.summary import scores
from consult.summary.blocks import Document
from consult.summary.handout import most_figures, printed
from consult.summary.options import in_detail
from consult.summary.papers import Wanted, paper
from consult.summary.pdf import render_pdf
from tests.output.paper_cases import SEED, TODAY, PaperCase, numbered
from tests.output.paper_checks import problems, sheets, squeezed

COUNT = 10_000
EVERY = 500
VERSION = "9.9.9"
MOST_PAGES = {"patient": 3, "board": 3, "doctor": 24}
"""More would be a fault of setting, whatever the case: text without end, or a page for each line."""


class PaperRun:
    """Makes paper after paper and keeps nothing of them but counts, their numbers and what was wrong."""

    def __init__(self, knowledge: Knowledge, seed: int = SEED) -> None:
        self._knowledge, self._seed = knowledge, seed
        self._treatments = tuple(knowledge.catalog.treatments)
        self._guidelines = tuple(g.id for g in knowledge.catalog.selectable())
        self._words = {language: Words(language, DECLARED, knowledge.catalog) for language in ("en", "zh_CN")}
        self._numbers: dict[str, int] = {}
        self._before: tuple[str, ...] = ()
        self.pages: Counter[str] = Counter()
        self.papers: Counter[str] = Counter()
        self.longest: Counter[str] = Counter()
        self.wrong: list[str] = []

    def visit(self, index: int) -> bytes:
        """Make one paper, check it, and give its PDF."""
        case = self.case(index)
        document, patient, assessment = self.made(case)
        data = render_pdf(document)
        pages = sheets(data)
        found = problems(document, pages, strangers=self._before)
        found += self._differing(case, patient, assessment, "".join(page.text for page in pages))
        if len(pages) > MOST_PAGES[case.kind]:
            found.append(f"{len(pages)} pages")
        if document.number in self._numbers:
            found.append(f"has the number of paper {self._numbers[document.number]}")
        self._numbers[document.number] = index
        self._before = (case.code,)
        self.papers[case.kind] += 1
        self.pages[case.kind] += len(pages)
        self.longest[case.kind] = max(self.longest[case.kind], len(pages))
        self.wrong += [f"{index} ({case.kind}, {case.language}, {case.size}): {said}" for said in found]
        return data

    def case(self, index: int) -> PaperCase:
        """One of the seed's cases."""
        return numbered(index, self._treatments, self._guidelines, self._seed)

    def made(self, case: PaperCase) -> tuple[Document, Patient, Assessment]:
        """The document of a case, with what it was made from."""
        patient = SCHEMA.read(case.patient)
        assessment = self._knowledge.assess(derive(patient, today=TODAY), case.guideline)
        document = paper(
            Wanted(case.kind, case.language, case.size),
            patient,
            assessment,
            self._words[case.language],
            self._knowledge,
            today=TODAY,
            program_version=VERSION,
            chosen=case.chosen,
            said=case.said,
            copy=case.copy,
            complexity=complexity(assessment),
        )
        return document, patient, assessment

    def _differing(self, case: PaperCase, patient: Patient, assessment: Assessment, text: str) -> list[str]:
        """Statuses, stages and figures that stand on the panel and not on the paper."""
        words = self._words[case.language]
        options = in_detail(assessment, case.said.plan.treatments or case.chosen)[1]
        wanted: list[str] = []
        if case.kind == "patient":
            page = patient_view(compare(assessment, options[:MOST]), case.said, words)
            rows = ("benefit", "harm", "burden")
            for part in (part for option in page.options for part in option.parts if part.key in rows):
                shown, left_out = printed(part, most_figures(part, page))
                wanted += [said.text for figure in shown for said in figure]
                wanted += [words.say("handout.figure.more", count=left_out)] if left_out else []
        else:
            for result in scores.core(patient, assessment.facts):
                title, value, _detail = words.badge(result)
                wanted.append(f"{title}{value}")
            for treatment in options:
                own = assessment.treatments[treatment]
                wanted.append(
                    f"{SHAPES[own.status]} {words.fit(own)}" if case.kind == "board" else words.fit(own)
                )
        if case.kind == "doctor":
            for group in groups(assessment):
                wanted += [words.short(treatment) for treatment in group.treatments]
        return [f"not as on the panel: {said!r}" for said in wanted if squeezed(said) not in text]


def main() -> int:
    """Run, say how it went, and 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--first", type=int, default=0, help="go on with this paper of the seed")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--index", type=int, help="make this paper alone")
    parser.add_argument("--out", type=Path, help="write the PDF of --index here")
    arguments = parser.parse_args()
    from consult.cli import _knowledge

    run = PaperRun(_knowledge(), arguments.seed)
    began = time.monotonic()
    numbers = (
        range(arguments.first, arguments.first + arguments.count)
        if arguments.index is None
        else (arguments.index,)
    )
    said = 0
    for index in numbers:
        data = run.visit(index)
        if arguments.out is not None and arguments.index is not None:
            arguments.out.write_bytes(data)
        for line in run.wrong[said:]:
            print(line, flush=True)
        said = len(run.wrong)
        if (index + 1) % EVERY == 0:
            print(f"{index + 1} papers, {said} faults, {time.monotonic() - began:.0f} s", flush=True)
    for kind, count in run.papers.items():
        mean = run.pages[kind] / count
        print(
            f"{kind}: {count} papers, {run.pages[kind]} pages, {mean:.1f} on average, {run.longest[kind]} at most"
        )
    print(f"{said} faults")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
