"""HTML: a document as one file to read, search and print; no script, nothing from outside, every text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from consult.summary.blocks import (
    Block,
    Cell,
    Columns,
    Contents,
    Document,
    Figure,
    Heading,
    KeyValues,
    Labelled,
    Note,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    Writing,
)
from consult.summary.safe import harmless
from consult.summary.svg import render_svg

_DOT = " · "
_SCRIPT = re.compile(r"(?<=\b10)\^(-?\d{1,2})")
_STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; color: #111; background: #fff;
  font: 1rem/1.45 "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Segoe UI", sans-serif; }
a { color: inherit; text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
h1 { font-size: 1.6rem; margin: 1rem 0 .3rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .6rem; border-bottom: 2px solid #111; break-after: avoid; }
h3 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; break-after: avoid; }
p { margin: .25rem 0; }
.muted { color: #555; }
.small, td, th, dd, dt { font-size: .9rem; }
.note { border-left: 3px solid #111; padding-left: .7rem; margin: .6rem 0; }
.labelled { display: grid; grid-template-columns: 10rem 1fr; gap: .2rem .8rem; border-top: 1px solid #bbb;
  padding: .3rem 0; }
.labelled.open { border-top: 0; }
.labelled > div { min-width: 0; overflow-wrap: anywhere; }
svg { max-width: 100%; height: auto; }
.label { font-weight: bold; font-size: .9rem; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: .2rem 1rem; }
dl div { display: flex; gap: .6rem; } dt { color: #555; min-width: 8rem; } dd { margin: 0; overflow-wrap: anywhere; }
table.data { border-collapse: collapse; width: 100%; table-layout: fixed; margin: .6rem 0 1rem; }
table.data caption { text-align: left; font-weight: bold; padding: .4rem 0; }
table.data th, table.data td { text-align: left; vertical-align: top; padding: .3rem .5rem .3rem 0;
  overflow-wrap: anywhere; }
table.data thead th { border-bottom: 1.5px solid #111; color: #555; font-weight: normal; }
table.data tbody tr { border-top: 1px solid #bbb; } table.data tbody tr.joined { border-top: 0; }
table.data tr.band th { padding-top: .8rem; }
ol.contents { list-style: none; padding: 0; columns: 2; } ol.contents .part { padding-left: 1.2rem; }
ol.contents .section { font-weight: bold; margin-top: .4rem; }
table.pages { width: 100%; border-collapse: collapse; table-layout: fixed; }
table.pages > thead > tr > td, table.pages > tfoot > tr > td, table.pages > tbody > tr > td { padding: 0; }
.head, .foot { display: flex; justify-content: space-between; gap: 1rem; font-size: .8rem; }
.head { border-bottom: 1px solid #111; padding-bottom: .2rem; }
.foot { border-top: 1px solid #bbb; padding-top: .2rem; color: #555; }
.letterhead { display: flex; justify-content: space-between; gap: 1rem; }
.writing { height: 7mm; border-bottom: 1px solid #bbb; }
.by-hand td { height: 7mm; }
:target { background: #eee; }
@media print {
  @page { size: A4; margin: 12mm 14mm; }
  body { max-width: none; padding: 0; font-size: 9pt; }
  h1 { font-size: 15pt; } h2 { font-size: 12pt; } h3 { font-size: 10pt; }
  .small, td, th, dd, dt, .label { font-size: 8pt; } .head, .foot { font-size: 7.5pt; }
  tr, .labelled, .note, li { break-inside: avoid; }
  table.pages > tbody > tr { break-inside: auto; }
  table.data tr.band { break-after: avoid; }
  .page-break { break-before: page; }
  :target { background: none; }
}
"""


def render_html(document: Document) -> bytes:
    """The document as one HTML file; the same document gives the same bytes."""
    title = escaped(document.title)
    body = "\n".join(_blocks(document))
    number = document.numbered.format(number=document.number) if document.number else ""
    said = _DOT.join(part for part in (document.title, number, *document.marks) if part)
    # A browser remembers titles: that of a patient's paper says which paper it is, and not whose.
    named = document.number or _DOT.join(document.identity)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    if document.logo is not None:
        policy += "; img-src data:"  # the one picture that is no drawing, and stands in the file
    head = _frame("head", (_DOT.join(document.identity), said))
    foot = _frame("foot", (_DOT.join(document.provenance),))
    return f"""<!DOCTYPE html>
<html lang="{escaped(document.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Consult">
<title>{title}{_DOT}{escaped(named)}</title>
<style>{_STYLE}</style>
</head>
<body>
<table class="pages" role="presentation">
<thead><tr><td>{head}</td></tr></thead>
<tfoot><tr><td>{foot}</td></tr></tfoot>
<tbody><tr><td>
{_letterhead(document)}<h1>{title}</h1>
<p class="muted">{escaped(document.subject)}</p>
{body}
</td></tr></tbody>
</table>
</body>
</html>
""".encode()


def _letterhead(document: Document) -> str:
    lines, logo = document.letterhead, document.logo
    if not lines and logo is None:
        return ""
    first = f"<p><strong>{escaped(lines[0])}</strong></p>" if lines else ""
    rest = "".join(f'<p class="small muted">{escaped(line)}</p>' for line in lines[1:])
    picture = "" if logo is None else f"<div>{render_svg(logo, 'logo', _line_of)}</div>"
    return f'<div class="letterhead"><div>{first}{rest}</div>{picture}</div>\n'


def escaped(text: str) -> str:
    """Text from outside as HTML: nothing in it acts, and its lines stay lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "<br>".join(escape("".join(map(harmless, line)), quote=True) for line in lines)


def _anchor(name: str) -> str:
    return escape("".join(map(harmless, name)).replace(" ", "-").replace("\n", "-"), quote=True)


def _id(name: str) -> str:
    return f' id="{_anchor(name)}"' if name else ""


def _frame(name: str, parts: Iterable[str]) -> str:
    said = "".join(f"<span>{escaped(part)}</span>" for part in parts)
    return f'<div class="{name}">{said}</div>'


def scripted(text: str) -> str:
    """Escaped text with its powers of ten raised."""
    return _SCRIPT.sub(r"<sup>\1</sup>", escaped(text))


def _run(run: Run) -> str:
    text = scripted(run.text)
    if run.to:
        text = f'<a href="#{_anchor(run.to)}">{text}</a>'
    if run.tone == "strong":
        return f"<strong>{text}</strong>"
    return f'<span class="muted">{text}</span>' if run.tone == "muted" else text


def _paragraph(paragraph: Paragraph) -> str:
    small = ' class="small"' if paragraph.small else ""
    return f"<p{small}>{''.join(map(_run, paragraph.runs))}</p>"


def _cell(cell: Cell) -> str:
    return "".join(map(_paragraph, cell))


def _blocks(document: Document) -> Iterable[str]:
    broken = False
    for number, block in enumerate(document.blocks):
        if isinstance(block, PageBreak):
            broken = True
            continue
        made = _contents(document) if isinstance(block, Contents) else _block(block, number)
        yield f'<div class="page-break">{made}</div>' if broken else made
        broken = False


def _block(block: Block, number: int) -> str:
    match block:
        case Heading():
            level = min(block.level, 2) + 1
            return f"<h{level}{_id(block.anchor)}>{escaped(block.text)}</h{level}>"
        case Paragraph():
            return _paragraph(block)
        case Note():
            return f'<div class="note">{_cell(block.paragraphs)}</div>'
        case KeyValues():
            pairs = "".join(
                f"<div><dt>{escaped(name)}</dt><dd>{escaped(value)}</dd></div>" for name, value in block.pairs
            )
            return _labelled(block.label, f"<dl>{pairs}</dl>", ruled=True)
        case Labelled():
            return _labelled(block.label, _cell(block.content), ruled=block.ruled, anchor=block.anchor)
        case Table():
            return _table(block)
        case Writing():
            return _labelled(block.label, '<div class="writing"></div>' * block.lines, ruled=True)
        case Figure():
            picture = render_svg(block.drawing, f"figure-{number}", _line_of)
            said = "".join(_paragraph(paragraph) for paragraph in block.beside)
            return (
                _labelled(block.label, said + picture, ruled=True)
                if block.label
                else f"{said}<p>{picture}</p>"
            )
        case PageBreak() | Columns() | Contents():
            return ""


def _line_of(text: str) -> str:
    """Text from outside for inside a picture, where there are no lines: breaks become spaces."""
    return escape("".join(map(harmless, " ".join(text.split()))), quote=True)


def _labelled(label: str, content: str, *, ruled: bool, anchor: str = "") -> str:
    kind = "labelled" if ruled else "labelled open"
    return f'<div class="{kind}"{_id(anchor)}><div class="label">{escaped(label)}</div><div>{content}</div></div>'


def _contents(document: Document) -> str:
    entries = "".join(
        f'<li class="{"section" if block.level == 1 else "part"}">'
        f'<a href="#{_anchor(block.anchor)}">{escaped(block.text)}</a></li>'
        for block in document.blocks
        if isinstance(block, Heading) and block.anchor
    )
    return f'<ol class="contents">{entries}</ol>'


def _table(table: Table) -> str:
    caption = (
        f"<caption>{escaped(table.title or table.label)}</caption>" if table.title or table.label else ""
    )
    shares = "".join(f'<col style="width: {column.share * 100:.4g}%">' for column in table.columns)
    titles = "".join(f'<th scope="col">{escaped(column.title)}</th>' for column in table.columns)
    head = f"<thead><tr>{titles}</tr></thead>" if any(column.title for column in table.columns) else ""
    rows = "".join(_row(row, len(table.columns)) for row in table.rows)
    return f'<table class="data">{caption}<colgroup>{shares}</colgroup>{head}<tbody>{rows}</tbody></table>'


def _row(row: Row, columns: int) -> str:
    if row.band:
        kind = "band" if row.ruled else "band joined"
        content = "".join(map(_cell, row.cells))
        return f'<tr class="{kind}"{_id(row.anchor)}><th colspan="{columns}">{content}</th></tr>'
    kinds = " ".join((*(() if row.ruled else ("joined",)), *(("by-hand",) if row.to_write else ())))
    kind = f' class="{kinds}"' if kinds else ""
    return f"<tr{kind}{_id(row.anchor)}>{''.join(f'<td>{_cell(cell)}</td>' for cell in row.cells)}</tr>"
