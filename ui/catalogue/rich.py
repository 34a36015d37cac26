"""Rich: a page's blocks in the small HTML that Qt's text view lays out, in the colours of the theme."""

from __future__ import annotations

from html import escape

from consult.summary.blocks import (
    Block,
    Cell,
    Figure,
    Heading,
    KeyValues,
    Labelled,
    Note,
    Paragraph,
    Row,
    Run,
    Table,
)
from consult.summary.catalogue_pages import Page
from consult.summary.html import escaped, scripted
from ui.catalogue.addresses import link
from ui.theme import BODY, LARGE, SMALL, TITLE, Theme

_LABEL = 150
"""Pixels of the margin column, in which labels stand."""


def rich(page: Page, theme: Theme, mark: str = "") -> str:
    """A page as HTML without script, image or link that leads out; `mark` stands small over it."""
    line, muted, band = theme.hex("line"), theme.hex("muted"), theme.hex("header")
    style = (
        f"body {{ color: {theme.hex('ink')}; font-size: {BODY}px; }}"
        f" p {{ margin: 0 0 3px 0; }} .small {{ font-size: {SMALL}px; }} .muted {{ color: {muted}; }}"
        f" .mark {{ color: {muted}; font-size: {SMALL}px; }} .label {{ font-size: {SMALL}px; color: {muted}; }}"
        f" a {{ color: {theme.hex('accent')}; text-decoration: none; }}"
        f" .h1 {{ font-size: {LARGE}px; margin: 0 0 6px 0; }} .h2 {{ font-size: {TITLE}px; margin: 16px 0 4px 0; }}"
        f" .h3 {{ margin: 12px 0 4px 0; }}"
        f" .caption {{ margin: 14px 0 2px 0; }}"
        f" table {{ border-collapse: collapse; }} td {{ padding: 3px 10px 3px 0; vertical-align: top; }}"
        f" td.ruled {{ border-top: 1px solid {line}; }} td.band {{ background: {band}; padding-left: 6px; }}"
        f" .lead {{ margin: 12px 0 3px 0; }} td.here {{ background: {theme.hex('chosen')}; }}"
        f" td.note {{ border-left: 3px solid {theme.hex('usually_not')}; padding-left: 8px; }}"
    )
    head = f"<p class='mark'>{escaped(mark)}</p>" if mark else ""
    top = next((block for block in page.blocks if isinstance(block, Heading)), None)
    body = "".join(_block(block, page.anchor, first=block is top) for block in page.blocks)
    return f"<html><head><style>{style}</style></head><body>{head}{body}</body></html>"


def name_of(anchor: str) -> str:
    """An anchor as it is named inside a page: no character in it means anything to HTML."""
    return link(anchor).partition(":")[2]


def _named(anchor: str) -> str:
    return f"<a name='{name_of(anchor)}'></a>" if anchor else ""


def _run(run: Run) -> str:
    text = scripted(run.text)
    if run.tone == "strong":
        text = f"<b>{text}</b>"
    if run.to:
        return f"<a href='{escape(link(run.to), quote=True)}'>{text}</a>"
    return f"<span class='muted'>{text}</span>" if run.tone == "muted" else text


def _paragraph(paragraph: Paragraph, before: str = "", *, kind: str = "") -> str:
    kinds = " ".join(filter(None, (kind, "small" if paragraph.small else "")))
    return f"<p class='{kinds}'>{before}{''.join(map(_run, paragraph.runs))}</p>"


def _cell(cell: Cell, anchor: str = "") -> str:
    named = _named(anchor)
    said = [_paragraph(paragraph, "" if at else named) for at, paragraph in enumerate(cell)]
    return "".join(said) or f"<p>{named}</p>"


def _block(block: Block, here: str, *, first: bool) -> str:
    match block:
        case Heading():
            level = 1 if first else min(block.level, 2) + 1
            # No <h1>: Qt makes it larger than the size its style names.
            return f"<p class='h{level}'>{_named(block.anchor)}<b>{escaped(block.text)}</b></p>"
        case Paragraph():
            return _paragraph(block, kind="lead" if block.keep else "")
        case Note():
            return f"<table width='100%'><tr><td class='note'>{_cell(block.paragraphs)}</td></tr></table>"
        case KeyValues():
            pairs = tuple(Paragraph((Run(f"{name}  ", "muted"), Run(value))) for name, value in block.pairs)
            return _labelled(block.label, pairs)
        case Labelled():
            return _labelled(block.label, block.content, here, ruled=block.ruled, anchor=block.anchor)
        case Table():
            return _table(block, here)
        case Figure():
            return _labelled(block.label, (Paragraph((Run(block.drawing.words),)),))
    return ""


def _labelled(label: str, content: Cell, here: str = "", *, ruled: bool = True, anchor: str = "") -> str:
    kind = _kind(ruled=ruled, here=here == anchor != "")
    return (
        f"<table width='100%'><tr><td{kind} width='{_LABEL}'>"
        f"<p class='label'>{_named(anchor)}<b>{escaped(label)}</b></p></td>"
        f"<td{kind}>{_cell(content)}</td></tr></table>"
    )


def _kind(*, ruled: bool, here: bool) -> str:
    """How a cell is set: under a rule, and on its own ground where it is the place that was asked for."""
    kinds = " ".join(filter(None, ("ruled" if ruled else "", "here" if here else "")))
    return f" class='{kinds}'" if kinds else ""


def _table(table: Table, here: str) -> str:
    title = table.title or table.label
    head = f"<p class='caption'><b>{escaped(title)}</b></p>" if title else ""
    widths = [f" width='{column.share * 100:.4g}%'" for column in table.columns]
    titles = "".join(
        f"<td{width}><p class='label'>{escaped(column.title)}</p></td>"
        for width, column in zip(widths, table.columns, strict=True)
    )
    rows = "".join(_row(row, widths, here) for row in table.rows)
    return f"{head}<table width='100%'><tr>{titles}</tr>{rows}</table>"


def _row(row: Row, widths: list[str], here: str) -> str:
    if row.band:
        content = "".join(_cell(cell) for cell in row.cells)
        return f"<tr><td class='band' colspan='{len(widths)}'>{_named(row.anchor)}{content}</td></tr>"
    kind = _kind(ruled=row.ruled, here=here == row.anchor != "")
    cells = "".join(
        f"<td{kind}{width}>{_cell(cell, '' if at else row.anchor)}</td>"
        for at, (cell, width) in enumerate(zip(row.cells, widths, strict=True))
    )
    return f"<tr>{cells}</tr>"
