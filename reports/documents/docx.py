"""Documents as Word, in Times New Roman, which every clerk's computer has."""

from io import BytesIO

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reports.documents.document import Document, Line, Signature, Table
from reports.documents.docx_tables import add_table
from reports.documents.docx_text import (
    Type,
    put_page_number,
    put_words,
    side_by_side,
    write,
)
from reports.documents.layout import A4, INSET, Layout, room
from reports.documents.pdf import drawing

FONT = "Times New Roman"


def docx_file(document: Document, layout: Layout) -> bytes:
    file = docx.Document()
    _set_up(file, document, layout)
    _letterhead(file, document, layout)
    _title(file, document, layout)
    _lines(file, document, layout, document.lead)
    for table, widths in zip(document.tables, layout.widths, strict=True):
        if not table.is_annex:
            _table(file, table, widths, layout)
    _lines(file, document, layout, document.notes)
    _signatures(file, document, layout)
    for table, widths in zip(document.tables, layout.widths, strict=True):
        if table.is_annex:
            _table(file, table, widths, layout)
    # Word wants a paragraph after the last table: one that takes no room.
    _paragraph(file, "", Type(1))
    content = BytesIO()
    file.save(content)
    return content.getvalue()


def _set_up(file, document, layout):
    """Paper, margins, the typeface of everything, numbers from the second page on."""
    form, section = document.form, file.sections[0]
    width, height = A4[::-1] if layout.is_landscape else A4
    section.orientation = (
        WD_ORIENT.LANDSCAPE if layout.is_landscape else WD_ORIENT.PORTRAIT
    )
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(form.top), Mm(form.bottom)
    section.left_margin, section.right_margin = Mm(form.left), Mm(form.right)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    put_page_number(section.header.paragraphs[0])
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(form.body)
    fonts = normal.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.rPr.append(language)
    normal.paragraph_format.space_after = Pt(0)
    about = file.core_properties
    about.title, about.author, about.comments = document.title, "", ""
    about.language = "vi-VN"


def _letterhead(file, document, layout):
    form, head = document.form, document.letterhead
    usual = Type(form.issuer * layout.scale)
    width, _ = room(document, is_landscape=layout.is_landscape)
    left, right = side_by_side(file, [width * 0.47, width * 0.53])
    write(left, head.superior, usual)
    write(left, head.issuer, usual.bold())
    write(left, "*", usual)
    if head.number:
        write(left, head.number, usual)
    heading = Type(form.heading * layout.scale, is_bold=True, is_underlined=True)
    write(right, "ĐẢNG CỘNG SẢN VIỆT NAM", heading)
    write(right, head.place_and_date, usual.italic(), before=4 * layout.scale)


def _title(file, document, layout):
    form, scale = document.form, layout.scale
    title = Type(form.title * scale, is_bold=True)
    subject = Type(form.subject * scale, is_bold=True)
    _paragraph(file, document.title, title, before=14 * scale)
    for line in document.subject:
        _paragraph(file, line, subject)
    _paragraph(file, "-----", Type(form.subject * scale), after=9 * scale)


def _paragraph(file, words, look, *, before=0, after=0):
    paragraph = file.add_paragraph()
    put_words(paragraph, words, look, before=before, after=after)
    return paragraph


def _lines(file, document, layout, lines: tuple[Line, ...]):
    look = Type(min(document.form.body, layout.size + 1) * layout.scale)
    for line in lines:
        paragraph = file.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        space = paragraph.paragraph_format
        space.space_before = space.space_after = Pt(look.size * INSET)
        space.line_spacing_rule = WD_LINE_SPACING.SINGLE
        if line.label:
            look.bold().put(paragraph.add_run(f"{line.label}: "))
        look.put(paragraph.add_run(line.text))


def _table(file, table: Table, widths, layout):
    add_table(file, table, widths, layout.size)
    if table.tens:
        width = sum(widths)
        drawn = BytesIO(drawing(table, width, layout.size))
        picture = file.add_picture(drawn, width=Mm(width))
        below = file.paragraphs[-1].paragraph_format
        below.space_before = Pt(layout.size * INSET)
        words = f"{table.title}: đường nối các số ở bảng ngay phía trên."
        picture._inline.docPr.set("descr", words)


def _signatures(file, document, layout):
    if not document.signatures and not document.recipients:
        return
    form, scale = document.form, layout.scale
    usual = Type(form.issuer * scale)
    width, _ = room(document, is_landscape=layout.is_landscape)
    file.add_paragraph().paragraph_format.line_spacing = Pt(6 * scale)
    signed = list(document.signatures)
    if len(signed) > 1:
        cells = side_by_side(file, [width / len(signed)] * len(signed))
        for cell, one in zip(cells, signed, strict=True):
            _signature(cell, one, usual, scale)
        signed = []
    if document.recipients or signed:
        left, right = side_by_side(file, [width / 2, width / 2])
        _recipients(left, document, scale)
        for one in signed:
            _signature(right, one, usual, scale)


def _signature(cell, one: Signature, usual, scale):
    write(cell, one.authority, usual.bold())
    if one.post:
        write(cell, one.post, usual)
    write(cell, one.name, usual.bold(), before=48 * scale)


def _recipients(cell, document, scale):
    if not document.recipients:
        return
    left = WD_ALIGN_PARAGRAPH.LEFT
    look = Type(document.form.issuer * scale, is_underlined=True)
    write(cell, "Nơi nhận:", look, side=left)
    for line in document.dashed_recipients:
        write(cell, line, Type(document.form.recipients * scale), side=left)
