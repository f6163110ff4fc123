"""A pivot as a file: Excel, or CSV that Excel in Vietnamese opens at a double click."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from reports.pivots.tables import Pivot
from vietnamese.spreadsheets import csv_lines

WIDTH_OF_HEAD, WIDTH = 44, 14


def table_of(pivot: Pivot, *, corner: str, total: str) -> list[list]:
    """Heads and figures line by line; the note of a head stands in brackets."""
    lines = [[corner, *(named(head) for head in pivot.columns), total]]
    for row in (*pivot.rows, pivot.total):
        figures = row.figures if pivot.columns else ()
        lines.append([named(row.head), *figures, row.total])
    return lines


def named(head) -> str:
    return f"{head.label} ({head.note})" if head.note else head.label


def as_csv(lines: list[list]) -> bytes:
    return "".join(csv_lines(lines[0], lines[1:])).encode()


def as_xlsx(lines: list[list], *, title: str, notes: list[str]) -> bytes:
    """Title and conditions above, the heads frozen, figures as numbers."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Bảng tự lập"
    sheet.append([title])
    for note in notes:
        sheet.append([note])
    first = len(notes) + 3
    for at, line in enumerate(lines, start=first):
        for column, field in enumerate(line, start=1):
            _write(sheet.cell(at, column), field)
    _shape(sheet, first, last=first + len(lines) - 1, columns=len(lines[0]))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write(cell, field):
    cell.value = field
    if isinstance(field, str):
        cell.data_type = "s"  # never a formula, whatever it begins with
    elif field is not None and not isinstance(field, int):
        cell.number_format = "0.00"


def _shape(sheet, first, *, last, columns):
    bold = Font(bold=True)
    sheet["A1"].font = Font(bold=True, size=14)
    for column in range(1, columns + 1):
        head = sheet.cell(first, column)
        head.font = bold
        head.alignment = Alignment(
            wrap_text=True, vertical="center", horizontal="center"
        )
        sheet.cell(last, column).font = bold
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = WIDTH_OF_HEAD if column == 1 else WIDTH
    sheet.freeze_panes = sheet.cell(first + 1, 2)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{first}:{first}"
