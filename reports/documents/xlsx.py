"""Documents as Excel: ready for paper, with formulas where a clerk expects them."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from reports.documents.document import Document, Signature, Table
from reports.documents.layout import Layout, scale_at
from reports.documents.xlsx_drawing import add_line
from reports.documents.xlsx_paper import Paper, Words
from reports.documents.xlsx_tables import write_table
from reports.documents.xlsx_values import with_values

INCH = 25.4  # mm
PIXEL = 25.4 / 96  # mm
DIGIT, PADDING = 7, 5  # pixels: a column's width counts digits
LEAST_TYPE = 10  # Excel shrinks what must fit; smaller cells are hard to work in
LINES_TO_SIGN = 3


def xlsx(document: Document, layout: Layout) -> bytes:
    book, values = Workbook(), {}
    for number, (table, widths) in enumerate(
        zip(document.tables, layout.widths, strict=True)
    ):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = table.name or f"Bảng {number + 1}"
        size = max(layout.size, LEAST_TYPE)
        paper = Paper(sheet, [width * size / layout.size for width in widths], size)
        _set_up(paper, document, layout, is_first=number == 0)
        values[sheet.title] = _fill(
            paper, document, table, scale=scale_at(size), is_first=number == 0
        )
    book.properties.title, book.properties.creator = document.title, ""
    book.calculation.fullCalcOnLoad = True
    content = BytesIO()
    book.save(content)
    return with_values(content.getvalue(), values)


def _set_up(paper: Paper, document: Document, layout: Layout, *, is_first):
    sheet, form = paper.sheet, document.form
    for number, width in enumerate(paper.widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _digits(width)
    setup = sheet.page_setup
    setup.paperSize = sheet.PAPERSIZE_A4
    setup.orientation = "landscape" if layout.is_landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    setup.fitToWidth = 1
    setup.fitToHeight = int(is_first and layout.is_one_page)  # 0: as many as it takes
    margins = sheet.page_margins
    margins.top, margins.bottom = form.top / INCH, form.bottom / INCH
    margins.left, margins.right = form.left / INCH, form.right / INCH
    margins.header = margins.footer = 10 / INCH
    sheet.print_options.horizontalCentered = True
    sheet.HeaderFooter.differentFirst = True
    sheet.oddHeader.center.text = "&P"


def _digits(width):
    """A column's width as Excel counts it."""
    return max((width / PIXEL - PADDING) / DIGIT, 1)


def _fill(paper: Paper, document: Document, table: Table, *, scale, is_first):
    """Returns the values of the formulas by cell."""
    sheet = paper.sheet
    if is_first:
        _letterhead(paper, document, scale)
        _title(paper, document, scale)
        _lines(paper, document.lead)
    if table.title:
        paper.across(Words(table.title, paper.size, is_bold=True, is_left=True))
    first = paper.row
    paper.row, values = write_table(sheet, table, first, paper.size, paper.widths)
    if table.tens:
        paper.row = add_line(sheet, table, paper.row, sum(paper.widths))
    last_heading = first + len(table.headings) - 1
    sheet.print_title_rows = f"{first}:{last_heading}"
    sheet.freeze_panes = sheet.cell(last_heading + 1, 1)
    if is_first:
        _lines(paper, document.notes)
        _signatures(paper, document, scale)
    sheet.print_area = f"A1:{get_column_letter(len(paper.widths))}{paper.row}"
    return values


def _letterhead(paper: Paper, document: Document, scale):
    form, head = document.form, document.letterhead
    heading = Words(
        "ĐẢNG CỘNG SẢN VIỆT NAM", form.heading * scale, is_bold=True, is_underlined=True
    )
    paper.halves(Words(head.superior, form.issuer * scale), heading)
    paper.halves(
        Words(head.issuer, form.issuer * scale, is_bold=True),
        Words(head.place_and_date, form.issuer * scale, is_italic=True),
    )
    paper.halves(Words("*", form.issuer * scale), None)
    if head.number:
        paper.halves(Words(head.number, form.issuer * scale), None)
    paper.row += 1


def _title(paper: Paper, document: Document, scale):
    form = document.form
    paper.across(Words(document.title, form.title * scale, is_bold=True))
    for line in document.subject:
        paper.across(Words(line, form.subject * scale, is_bold=True))
    paper.across(Words("-----", form.subject * scale))


def _lines(paper: Paper, lines):
    for line in lines:
        paper.across(Words(str(line), paper.size + 1, is_left=True))


def _signatures(paper: Paper, document: Document, scale):
    paper.row += 1
    signed = [
        _signature(one, document.form.issuer * scale) for one in document.signatures
    ]
    addressed = _recipients(document, scale)
    if len(signed) == 2:
        paper.columns(*signed)
    else:
        paper.columns(addressed, signed[0] if signed else [])
        addressed = []
    if addressed:
        paper.columns(addressed, [])
    paper.row -= 1


def _signature(one: Signature, size):
    return [
        Words(one.authority, size, is_bold=True),
        Words(one.post, size),
        *[Words("", size)] * LINES_TO_SIGN,
        Words(one.name, size, is_bold=True),
    ]


def _recipients(document: Document, scale):
    if not document.recipients:
        return []
    form = document.form
    return [
        Words("Nơi nhận:", form.issuer * scale, is_underlined=True, is_left=True),
        *(
            Words(line, form.recipients * scale, is_left=True)
            for line in document.dashed_recipients
        ),
    ]
