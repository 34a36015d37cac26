"""Stamp: a finished PDF as a reprint, said in the upper margin of every page; nothing else of it is changed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from io import BytesIO

from consult.names import SIZES, Size
from consult.summary.pdf import clean
from consult.summary.pdf_pen import BOLD
from consult.summary.rows import SHEETS

_SIZE = 8.5
_FROM_EDGE = 17.0
"""Points from the upper edge to the foot of the letters: over the head of the page, inside what printers reach."""


def stamped(pdf: bytes, text: str) -> bytes:
    """Every page with `text` in its upper margin; the same paper and text give the same bytes."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as paper, pikepdf.open(BytesIO(_slip(text))) as slip:
        wide = float(slip.pages[0].mediabox[2])
        mark = paper.copy_foreign(slip.pages[0].as_form_xobject())
        for page in paper.pages:
            left, _low, right, high = (float(side) for side in page.mediabox)
            name = page.add_resource(mark, pikepdf.Name.XObject, pikepdf.Name("/Reprint"))
            x, y = (left + right - wide) / 2, high - _FROM_EDGE
            # Whatever the page left open is closed before, and readers of tags pass over what is no content.
            page.contents_add(b"q", prepend=True)
            page.contents_add(
                f"Q /Artifact <</Type /Pagination>> BDC q 1 0 0 1 {x:.2f} {y:.2f} cm {name} Do Q EMC".encode()
            )
        return _saved(paper)


def merged(papers: Sequence[tuple[str, bytes]], title: str) -> bytes:
    """Papers one after the other in one PDF, each with a bookmark by its name; every page keeps what stands on it.

    What is attached to a paper stays with the paper alone.
    """
    import pikepdf

    with ExitStack() as kept, pikepdf.new() as whole:
        starts = []
        for name, pdf in papers:
            starts.append((clean(name), len(whole.pages)))
            paper = kept.enter_context(pikepdf.open(BytesIO(pdf)))  # read from until all is saved
            for page in paper.pages:
                # The tree that tags count in stays behind, and so do the places that links lead to.
                for key in ("/StructParents", "/Annots"):
                    if key in page.obj:
                        del page.obj[key]
            whole.pages.extend(paper.pages)
        with whole.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(name, at) for name, at in starts)
        whole.docinfo["/Title"] = clean(title)
        whole.docinfo["/Creator"] = whole.docinfo["/Author"] = "Consult"
        return _saved(whole)


def pages_alone(pdf: bytes) -> bytes:
    """The paper without the case that goes with it: a printer, its spool and the print queue need the pages alone."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as paper:
        names = paper.Root.get("/Names", pikepdf.Dictionary())
        if "/EmbeddedFiles" not in names and "/AF" not in paper.Root:
            return pdf
        # Nothing leads to them any more, so that they are not written.
        for place, key in ((names, "/EmbeddedFiles"), (paper.Root, "/AF")):
            if key in place:
                del place[key]
        return _saved(paper)


def page_count(pdf: bytes) -> int:
    """The pages of a finished PDF."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as paper:
        return len(paper.pages)


def sheet_of(pdf: bytes) -> Size:
    """The sheet that a finished PDF is set on."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as paper:
        wide = float(paper.pages[0].mediabox[2])
    return min(SIZES, key=lambda size: abs(SHEETS[size].wide - wide))


def _saved(paper: object) -> bytes:
    import pikepdf

    assert isinstance(paper, pikepdf.Pdf)
    buffer = BytesIO()
    paper.save(buffer, deterministic_id=True, fix_metadata_version=False)
    return buffer.getvalue()


def _slip(text: str) -> bytes:
    """A page just large enough for the text."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfgen.canvas import Canvas

    said = clean(text)  # also makes the fonts known
    wide = pdfmetrics.stringWidth(said, BOLD, _SIZE)
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(wide, _SIZE * 1.3), invariant=1, initialFontName=BOLD)  # type: ignore[arg-type]
    canvas.setFont(BOLD, _SIZE)
    canvas.drawString(0, _SIZE * 0.3, said)
    canvas.save()
    return buffer.getvalue()
