"""The table of a document in Excel: headings, values, formulas, borders."""

from datetime import date
from decimal import Decimal

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.documents.document import Align, Formula, Look, Row, Table, Value, plain
from reports.documents.layout import POINT, heading_lines, lines_of

FONT = "Times New Roman"
THIN = Side(style="thin")
ALL_ROUND = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
LINE_HEIGHT = 1.3  # of the type, from line to line
HIGHEST = 409  # points, the most that Excel lets a row have
MARGIN = 0.5  # em, left and right of the words in a cell
TEXT, DAY = "@", "dd/mm/yyyy"


def write_table(page: Worksheet, table: Table, first: int, size: float, widths):
    """From row `first` on. Returns the row after it, and the formulas' values by cell.

    `widths` of the columns in mm: programs differ in whether they find the heights of rows
    with wrapped words by themselves.
    """
    ems = [width / (size * POINT) - MARGIN for width in widths]
    top = first + len(table.headings)
    _headings(page, table, first, size, ems)
    values = {}
    for number, row in enumerate(table.rows):
        values |= _row(page, table, row, top + number, top, size)
        lines = _lines(table.texts(row), row.span, ems)
        page.row_dimensions[top + number].height = _height(lines, size)
    return top + len(table.rows), values


def _headings(page, table, first, size, ems):
    for number, line in enumerate(table.headings):
        for spot in line:
            end = first + number + spot.lines - 1, spot.column + spot.columns
            look = Look.MINOR if spot.is_number else Look.HEADING
            _put(page, (first + number, spot.column + 1, *end), spot.text, look, size)
    for number, lines in enumerate(heading_lines(table, ems)):
        page.row_dimensions[first + number].height = _height(lines, size)


def _lines(texts, span, ems):
    rooms = [sum(ems[:span]), *ems[1:]]
    return max(lines_of(text, room) for text, room in zip(texts, rooms, strict=True))


def _height(lines, size):
    return min(lines * size * LINE_HEIGHT + 2, HIGHEST)


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
    cell.value = plain(value) or None if isinstance(value, str) else value
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
