"""A report as a Word file: real headings, header rows that repeat, words for each table, its language set."""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from matchmaker.services.report_said import HEADING, ITEMS, TABLE, say
from matchmaker.services.word_file import LOCALES, speak, without_clock

if TYPE_CHECKING:
    from docx.document import Document

    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.report_content import Report
    from matchmaker.services.report_said import SaidBlock, SaidReport

_A4_MM, _MARGIN_MM = (210, 297), 20
_SHADE = "E8EFF1"


def docx_file(report: Report, words: Catalogue) -> bytes:
    """Write a report as ``.docx``: the same bytes for the same report."""
    import docx  # slow to import, and few commands need it

    said = say(report, words, "docx")
    document = docx.Document()
    speak(document, LOCALES[words.language])
    _page(document, said)
    document.add_paragraph(said.edition, style="Subtitle")
    document.add_heading(said.title, 1)
    for line in (said.dated, *said.summary):
        document.add_paragraph(line)
    for part in said.sections:
        document.add_heading(part.title, 2)
        for block in part.blocks:
            _block(document, block)
    document.add_heading(said.repeat, 2)
    document.add_paragraph(said.repeat_lead)
    document.add_paragraph().add_run(said.command).font.name = "Consolas"
    about = document.core_properties
    about.title, about.subject = said.title[:255], said.edition[:255]
    about.language, about.author, about.comments, about.keywords = LOCALES[words.language], "", "", ""
    about.created = about.modified = datetime.combine(report.dated, time(), UTC).replace(tzinfo=None)
    about.last_modified_by, about.revision = "", 1
    written = BytesIO()
    document.save(written)
    return without_clock(written.getvalue())


def _page(document: Document, said: SaidReport) -> None:
    """A4, readable margins and type, and a foot with the edition and the page's number."""
    from docx.shared import Mm, Pt

    page = document.sections[0]
    page.page_width, page.page_height = (Mm(side) for side in _A4_MM)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN_MM)
    styles: Any = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(10.5)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    foot = page.footer.paragraphs[0]
    foot.add_run(f"{said.title} · {said.edition} · ")
    _field(foot, "PAGE")


def _field(paragraph: Any, name: str) -> None:  # noqa: ANN401 - the library's elements are not typed
    """A field that Word fills in, such as the page's number."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _block(document: Document, block: SaidBlock) -> None:
    if block.kind == HEADING:
        document.add_heading(block.text, 3)
    elif block.kind == ITEMS:
        for line in block.lines:
            document.add_paragraph(line, style="List Bullet")
    elif block.kind == TABLE:
        _table(document, block)
    else:
        document.add_paragraph(block.text, style="Intense Quote" if block.lead else None)


def _table(document: Document, block: SaidBlock) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    caption = document.add_paragraph(block.text, style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(block.headers), style="Table Grid")
    _described(table, block.text, f"{block.text}: {', '.join(block.headers)}")
    for cell, said in zip(table.rows[0].cells, block.headers, strict=True):
        cell.paragraphs[0].add_run(said).bold = True
        _shaded(cell)
    _mark(table.rows[0], "w:cantSplit")
    _mark(table.rows[0], "w:tblHeader")
    for row in block.rows:
        made = table.add_row()
        _mark(made, "w:cantSplit")
        for place, (cell, lines) in enumerate(zip(made.cells, row, strict=True)):
            _fill(cell, lines, bold=place == 0)
            if block.numeric[place]:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for line in block.lines:
        document.add_paragraph(line, style="List Bullet")
    document.add_paragraph()


def _fill(cell: Any, lines: tuple[str, ...], *, bold: bool) -> None:  # noqa: ANN401
    from docx.shared import Pt

    for place, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(line).bold = bold


def _mark(row: Any, name: str) -> None:  # noqa: ANN401
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _shaded(cell: Any) -> None:  # noqa: ANN401
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _described(table: Any, title: str, about: str) -> None:  # noqa: ANN401
    """What a screen reader says of the table (ECMA-376, part 1, 17.4.62 and 17.4.41)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for name, text in (("w:tblCaption", title), ("w:tblDescription", about)):
        said = OxmlElement(name)
        said.set(qn("w:val"), text)
        table._tbl.tblPr.append(said)
