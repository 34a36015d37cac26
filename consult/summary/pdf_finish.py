"""PDF finish: what makes a drawn PDF readable by machines: its structure, who made it, and the case it was made of.

It claims no conformance: there is no checker for PDF/A or PDF/UA among our tools, and what is not checked is not said.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import md5
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from consult.summary.attachment import NAME, Attached
from consult.summary.structure import Area, Element, Piece

if TYPE_CHECKING:
    from consult.summary.pdf_tags import Tags

_VERSION = "1.7"
_KEPT_EMPTY = frozenset({"Document", "TD", "TH"})
"""A cell without text keeps the columns in line; anything else without text is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the file says of itself."""

    title: str
    subject: str
    language: str


def finish(data: bytes, tree: Element, tags: Tags, said: Said, attached: Attached | None) -> bytes:
    """The drawn `data` with structure, description and attachment; the same input gives the same bytes."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        _tag(pdf, tree, tags)
        _describe(pdf, said)
        if attached is not None:
            _attach(pdf, attached)
        out = BytesIO()
        pdf.save(
            out,
            min_version=_VERSION,
            deterministic_id=True,
            fix_metadata_version=False,  # the description names no version, and lxml is not loaded to see that
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


# -- structure ------------------------------------------------------------------------------------------------------


def _tag(pdf: Any, tree: Element, tags: Tags) -> None:
    from pikepdf import Array, Dictionary, Name

    pages = [page.obj for page in pdf.pages]
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    made: dict[int, Any] = {}
    root.K = _element(pdf, tree, root, pages, made)
    numbers: list[Any] = []
    for number, (page, elements) in enumerate(zip(pages, tags.pages, strict=True)):
        page.StructParents = number
        page.Tabs = Name.S
        numbers += [number, pdf.make_indirect(Array([made[id(element)] for element in elements]))]
    number = len(pages)
    for page, elements in zip(pages, tags.areas, strict=True):
        for place, element in enumerate(elements):
            page.Annots[place].StructParent = number
            numbers += [number, made[id(element)]]
            number += 1
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = number
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _element(pdf: Any, element: Element, parent: Any, pages: list[Any], made: dict[int, Any]) -> Any:
    """The element with its parts, each knowing its parent."""
    from pikepdf import Array, Dictionary, Name

    kept = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind}"), P=parent))
    made[id(element)] = kept
    on = next((part.page for part in element.parts if isinstance(part, Piece)), None)
    if on is not None:
        kept.Pg = pages[on]
    parts: list[Any] = []
    for part in element.parts:
        match part:
            case Piece(page, number) if page == on:
                parts.append(number)
            case Piece(page, number):
                parts.append(Dictionary(Type=Name.MCR, Pg=pages[page], MCID=number))
            case Area(page, place):
                parts.append(Dictionary(Type=Name.OBJR, Pg=pages[page], Obj=pages[page].Annots[place]))
            case Element() if _is_empty(part):
                pass
            case Element():
                parts.append(_element(pdf, part, kept, pages, made))
    if parts:
        kept.K = Array(parts)
    if element.alt:
        kept.Alt = element.alt
    if element.meant:
        kept.ActualText = element.meant
    if element.box is not None:
        kept.A = Dictionary(
            O=Name.Layout, Placement=Name.Block, BBox=Array([round(x, 2) for x in element.box])
        )
    elif element.kind == "TH":
        kept.A = Dictionary(O=Name.Table, Scope=Name.Column)
    elif element.columns > 1:
        kept.A = Dictionary(O=Name.Table, ColSpan=element.columns)
    return kept


def _is_empty(element: Element) -> bool:
    if element.kind in _KEPT_EMPTY:
        return False
    return all(isinstance(part, Element) and _is_empty(part) for part in element.parts)


# -- description ----------------------------------------------------------------------------------------------------

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Consult</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:format>application/pdf</dc:format>
<xmp:CreatorTool>Consult</xmp:CreatorTool>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def _describe(pdf: Any, said: Said) -> None:
    from pikepdf import Name, Stream

    title, subject, language = (
        escape(text, quote=False) for text in (said.title, said.subject, said.language)
    )
    xml = _XMP.format(title=title, subject=subject, language=language)
    pdf.Root.Metadata = Stream(pdf, xml.encode(), Type=Name.Metadata, Subtype=Name.XML)
    for day in (
        "/CreationDate",
        "/ModDate",
    ):  # for the same bytes they are the same for all papers, and not true
        del pdf.docinfo[day]


# -- attachment -----------------------------------------------------------------------------------------------------


def _attach(pdf: Any, attached: Attached) -> None:
    from pikepdf import Array, Dictionary, Name, Stream, String

    sums = Dictionary(
        Size=len(attached.data), CheckSum=String(md5(attached.data, usedforsecurity=False).digest())
    )
    file = Stream(pdf, attached.data, Type=Name.EmbeddedFile, Subtype=Name("/application/json"), Params=sums)
    kept = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=NAME,
            UF=NAME,
            Desc=attached.about,
            AFRelationship=Name.Data,
            EF=Dictionary(F=file, UF=file),
        )
    )
    pdf.Root.AF = Array([kept])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([NAME, kept])))
