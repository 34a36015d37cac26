"""Page pictures: a few pages of the papers, drawn small in greys, compared region by region with committed ones.

`python -m tests.output.page_pictures` draws them anew (`make page-pictures`), after looking at what has changed:
`--beside FOLDER` writes each old and new page side by side and renews nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageStat

from consult.assess import Knowledge
from consult.consultation_file import read_consultation
from consult.hcc.complexity import complexity
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.phrases import Words
from consult.summary.copies import Copy
from consult.summary.papers import Kind, Wanted, paper
from consult.summary.pdf import render_pdf
from consult.vocabulary import LANGUAGES
from tests.output.conftest import BASE

FOLDER = Path(__file__).parent / "pages"
DPI = 60
BLOCK = 16
"""Regions are squares of so many pixels."""
MOST = 14.0
"""So far the mean grey of a region may be off: another smoothing of the same letters is, another word is not."""
TODAY = date(2026, 11, 23)
_HEAD, _FOOT = 34, 44
"""The first and last points of a page hold its number, the version and the edition: they are not compared."""
PAGES: tuple[tuple[Kind, int], ...] = (("doctor", 0), ("doctor", 2), ("board", 0), ("patient", 0))
CASE: dict[str, Any] = {
    **BASE,
    "patient_code": "K-2026-0142",
    "assessment_date": "2026-11-23",
    "treatment_goal": "prolong_life",
    "lesions": [
        {"label": "L1", "size_mm": 25, "segment": ["s8"], "status": "viable"},
        {"label": "L2", "size_mm": 22, "segment": ["s6"], "status": "complete_response"},
        {"label": "L3", "size_mm": 14, "segment": ["s4b"], "near_bowel": True},
    ],
}
SAID: dict[str, Any] = {
    "matters": ["live_longer", "near_home"],
    "gate": "main",
    "unconfirmed": ["inr"],
    "plan": {
        "kind": "board",
        "treatments": ["resection", "rfa"],
        "board_question": "?",
        "check_in": "2026-12-08",
    },
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as it is drawn now."""

    name: str
    image: Image.Image

    @property
    def reference(self) -> Path:
        """Where the committed one is."""
        return FOLDER / f"{self.name}.png"


def pictures(knowledge: Knowledge) -> Iterator[Picture]:
    """The pages, drawn."""
    patient = SCHEMA.read(CASE)
    assessment = knowledge.assess(derive(patient, today=TODAY))
    for language in LANGUAGES:
        for kind in dict.fromkeys(kind for kind, _page in PAGES):
            document = paper(
                Wanted(kind, language),
                patient,
                assessment,
                Words(language, DECLARED, knowledge.catalog),
                knowledge,
                today=TODAY,
                program_version="9.9.9",
                said=read_consultation(SAID),
                copy=Copy(name="张伟 Zhang Wei", born=date(1965, 3, 9)),
                complexity=complexity(assessment),
            )
            pdf = pypdfium2.PdfDocument(render_pdf(document))
            for own, page in PAGES:
                if own == kind:
                    image = pdf[page].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
                    yield Picture(f"{kind}-{page + 1}-{language}", image)
            pdf.close()


def differing(one: Image.Image, other: Image.Image) -> list[tuple[int, int]]:
    """The upper left corners of the regions that differ, in pixels; a page of another size differs everywhere."""
    if one.size != other.size:
        return [(0, 0)]
    wide, high = one.size
    first, last = round(_HEAD * DPI / 72), high - round(_FOOT * DPI / 72)
    difference = ImageChops.difference(one, other)
    return [
        (x, y)
        for y in range(first, last - BLOCK, BLOCK)
        for x in range(0, wide - BLOCK, BLOCK)
        if ImageStat.Stat(difference.crop((x, y, x + BLOCK, y + BLOCK))).mean[0] > MOST
    ]


def main() -> None:
    """Renew the committed pictures, or show old and new side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beside", type=Path)
    folder = parser.parse_args().beside
    from consult.cli import _knowledge

    FOLDER.mkdir(exist_ok=True)
    for picture in pictures(_knowledge()):
        old = Image.open(picture.reference).convert("L") if picture.reference.exists() else None
        changed = [(0, 0)] if old is None else differing(old, picture.image)
        print(f"{picture.name}: {len(changed)} regions differ")
        if folder is None:
            if changed:
                picture.image.save(picture.reference, optimize=True)
        elif old is not None and changed:
            folder.mkdir(exist_ok=True)
            both = Image.new(
                "L", (old.width + picture.image.width, max(old.height, picture.image.height)), 255
            )
            both.paste(old, (0, 0))
            both.paste(picture.image, (old.width, 0))
            both.save(folder / f"{picture.name}.png")


if __name__ == "__main__":
    main()
