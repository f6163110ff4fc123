"""The table of a document in Excel: headings, values, formulas, borders."""

from datetime import date
from decimal import Decimal

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.documents.document import Align, Formula, Look, Row, Table, Value

FONT = "Times New Roman"
THIN = Side(style="thin")
ALL_ROUND = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
TEXT, DAY = "@", "dd/mm/yyyy"


def write_table(page: Worksheet, table: Table, first: int, size: float):
    """From row `first` on. Returns the row after it, and the formulas' values by cell."""
    top = first + len(table.headings)
    for number, line in enumerate(table.headings):
        for spot in line:
            end = first + number + spot.lines - 1, spot.column + spot.columns
            look = Look.MINOR if spot.is_number else Look.HEADING
            _put(page, (first + number, spot.column + 1, *end), spot.text, look, size)
    values = {}
    for number, row in enumerate(table.rows):
        values |= _row(page, table, row, top + number, top, size)
    return top + len(table.rows), values


def _row(page, table: Table, row: Row, number: int, top: int, size: float):
    values = {}
    for at, (value, column) in enumerate(zip(row.cells, table.columns, strict=True)):
        if 0 < at < row.span:
            continue
        spread = at == 0 and row.span > 1
        end = row.span if spread else at + 1
        side = Align.LEFT if spread else column.align
        place = (number, at + 1, number, end)
        cell = _put(page, place, value, row.look, size, side)
        if isinstance(value, Formula):
            spots = [_address(one, top) for one in value.ranges]
            cell.value = f"={value.text.format(*spots)}"
            values[cell.coordinate] = value.value
        cell.number_format = _format(value, column.places)
    return values


def _put(page, place, value, look, size, side=Align.CENTRE):
    first_row, first_column, last_row, last_column = place
    for row in range(first_row, last_row + 1):
        for column in range(first_column, last_column + 1):
            page.cell(row, column).border = ALL_ROUND
    if (first_row, first_column) != (last_row, last_column):
        page.merge_cells(
            start_row=first_row,
            start_column=first_column,
            end_row=last_row,
            end_column=last_column,
        )
    cell = page.cell(first_row, first_column)
    hold(cell, value)
    cell.font = Font(
        name=FONT,
        size=size,
        bold=look in (Look.HEADING, Look.TOTAL),
        italic=look == Look.MINOR,
    )
    cell.alignment = Alignment(horizontal=side.value, vertical="center", wrap_text=True)
    return cell


def hold(cell, value: Value) -> None:
    """Put a value into a cell; a text that begins like a formula stays a text."""
    if isinstance(value, Formula):
        return
    cell.value = value or None if isinstance(value, str) else value
    if isinstance(cell.value, str):
        cell.data_type = "s"


def _address(one, top):
    first = f"{get_column_letter(one.first_column + 1)}{one.first_row + top}"
    last = f"{get_column_letter(one.last_column + 1)}{one.last_row + top}"
    return first if first == last else f"{first}:{last}"


def _format(value: Value, places: int | None) -> str:
    if isinstance(value, str):
        return TEXT
    if isinstance(value, date):
        return DAY
    if isinstance(value, Formula):
        value = value.value
    if places and isinstance(value, Decimal):
        return f"0.{'0' * places}"
    return "General"
