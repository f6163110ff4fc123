"""Words on a worksheet: across its table, or in the left and the right half of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from reports.documents.layout import POINT, lines_of
from reports.documents.xlsx_tables import FONT, hold

LINE = 1.32  # heights of type from line to line
LEFT = 0.46  # of the width: place and date at the right are the longest
MARGIN = 0.4  # em


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    size: float
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    is_left: bool = False

    @property
    def font(self) -> Font:
        return Font(
            name=FONT,
            size=self.size,
            bold=self.is_bold,
            italic=self.is_italic,
            underline="single" if self.is_underlined else None,
        )

    @property
    def alignment(self) -> Alignment:
        side = "left" if self.is_left else "center"
        return Alignment(horizontal=side, vertical="top", wrap_text=True)

    def height(self, width: float) -> float:
        """In points, in a cell of so many millimetres."""
        lines = lines_of(self.text, width / (self.size * POINT) - MARGIN)
        return lines * self.size * LINE


class Paper:
    """A worksheet that is filled from the top down; `row` is the next empty one.

    `widths` of its columns in millimetres, `size` of the table's type in points.
    """

    def __init__(self, sheet: Worksheet, widths: Sequence[float], size: float):
        self.sheet, self.widths, self.size = sheet, widths, size
        self.row = 1
        self.middle = self._middle()

    def across(self, words: Words) -> None:
        self._put(words, 1, len(self.widths))
        self._heighten(words.height(sum(self.widths)))
        self.row += 1

    def halves(self, left: Words | None, right: Words | None) -> None:
        halves = (1, self.middle), (self.middle + 1, len(self.widths))
        height = self.size * LINE
        for words, (first, last) in zip((left, right), halves, strict=True):
            if words:
                self._put(words, first, last)
                height = max(height, words.height(sum(self.widths[first - 1 : last])))
        self._heighten(height)
        self.row += 1

    def columns(self, left: Sequence[Words], right: Sequence[Words]) -> None:
        for pair in zip_longest(left, right):
            self.halves(*pair)

    def _middle(self):
        """The column with which the left half ends."""
        whole = sum(self.widths)
        ends = [sum(self.widths[:end]) for end in range(1, len(self.widths))]
        nearest = min(ends, key=lambda end: abs(end - whole * LEFT), default=whole)
        return ends.index(nearest) + 1 if ends else 1

    def _put(self, words, first, last):
        if last > first:
            self.sheet.merge_cells(
                start_row=self.row,
                end_row=self.row,
                start_column=first,
                end_column=last,
            )
        cell = self.sheet.cell(self.row, first)
        hold(cell, words.text)
        cell.font, cell.alignment = words.font, words.alignment

    def _heighten(self, height):
        """Excel does not find the height of merged cells by itself."""
        self.sheet.row_dimensions[self.row].height = height
