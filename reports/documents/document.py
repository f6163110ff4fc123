"""The shape of a document: what it says, as plain values in the order of the paper.

`sheet.py`, `monthly_list.py` and the others make a `Document`; `files.py` turns any of them
into Excel, Word or PDF, and knows nothing of committees and points. A new document needs
only a function that returns

    Document(
        name="bao-cao",                       # the file's name without its ending
        form=form_on(day),                    # the rules of that day: margins, type
        letterhead=..., title="BÁO CÁO", subject=("tháng 12 năm 2022",),
        lead=(Line("Số chi bộ tham gia: 18"),),            # above the first table
        tables=(Table(columns, rows, title="1. Theo cấp ủy trực thuộc"), ...),
        notes=(Line("157 đảng viên", label="Ghi chú"),),   # below the last one
        signatures=(...,), recipients=("Như trên", "Lưu Đảng ủy"),
        fit=Fit(...),                         # how large the type is and may be
    )

Tables stand one below the other; one with `is_annex` begins a page of its own after the
signatures. In Excel the first table stands on the sheet with all the words, each other one
on a sheet of its own called `Table.name`.

A value is a text, a number, a day or None (an empty cell). A `Formula` carries its value,
which Word and PDF print, and what Excel computes it from.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import ceil, floor

from reports.documents.form_rules import FormRules
from vietnamese.numbers import format_decimal

MARK = "x"


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in em of the table's type; None: a share of what is left, by the texts.

    Neighbours that name the same `group` stand under one heading; `places`: exactly so
    many decimals.
    """

    title: str
    width: float | None = None
    align: Align = Align.CENTRE
    group: str = ""
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """Cells of the table's body, rows and columns counted from 0, ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


def cell_at(row: int, column: int) -> Range:
    return Range(row, column, row, column)


def joined(cells: Iterable[Range]) -> list[Range]:
    """The same cells, those that stand below one another as one range."""
    found: list[Range] = []
    for one in cells:
        last = found[-1] if found else None
        if (
            last
            and last.last_column == last.first_column == one.first_column
            and last.last_row + 1 == one.first_row
        ):
            found[-1] = replace(last, last_row=one.last_row)
        else:
            found.append(one)
    return found


@dataclass(frozen=True, slots=True)
class Formula:
    """`text` as Excel writes it, with {} for each of `ranges`: "SUM({})-SUM({})"."""

    value: Decimal | int | None
    text: str
    ranges: tuple[Range, ...]


Value = str | int | Decimal | date | Formula | None


class Look(StrEnum):
    PLAIN = "plain"
    HEADING = "heading"
    MINOR = "minor"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """`span`: how many columns the first cell covers; the covered ones hold None."""

    cells: tuple[Value, ...]
    look: Look = Look.PLAIN
    span: int = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A cell of the headings: from which column on, over how many columns and lines."""

    text: str
    column: int
    columns: int = 1
    lines: int = 1
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """Of a line over a table's headings; without a `value` it breaks."""

    label: str
    value: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """`is_numbered`: a line with the columns' numbers under the headings.

    `is_drawn`: the only row is drawn below as a line over the headings.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    name: str = ""
    is_numbered: bool = False
    is_annex: bool = False
    is_drawn: bool = False

    @property
    def points(self) -> list[Point]:
        """What is drawn: the row without its first cell, which names it."""
        if not self.is_drawn:
            return []
        (row,) = self.rows
        told = zip(self.columns, row.cells, self.texts(row), strict=True)
        return [Point(column.title, *rest) for column, *rest in told][1:]

    @property
    def tens(self) -> tuple[int, int] | None:
        """Those below and above all that is drawn; None where there is nothing to draw."""
        known = [point.value for point in self.points if point.value is not None]
        if not known:
            return None
        low = floor(min(known) / 10) * 10
        return low, max(low + 10, ceil(max(known) / 10) * 10)

    @property
    def has_groups(self) -> bool:
        return any(column.group for column in self.columns)

    @property
    def headings(self) -> list[list["Heading"]]:
        """The one or two lines of headings, and that of the columns' numbers."""
        lines = [list(_first_line(self))]
        if self.has_groups:
            second = [
                Heading(column.title, at)
                for at, column in enumerate(self.columns)
                if column.group
            ]
            lines.append(second)
        if self.is_numbered:
            numbers = range(len(self.columns))
            lines.append([Heading(str(at + 1), at, is_number=True) for at in numbers])
        return lines

    def texts(self, row: Row) -> list[str]:
        return [
            text_of(value, column.places)
            for value, column in zip(row.cells, self.columns, strict=True)
        ]


def _first_line(table):
    at, columns = 0, table.columns
    while at < len(columns):
        group = columns[at].group
        end = at + 1
        while group and end < len(columns) and columns[end].group == group:
            end += 1
        if group:
            yield Heading(group, at, columns=end - at)
        else:
            yield Heading(columns[at].title, at, lines=1 + table.has_groups)
        at = end


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; the `label` before it is bold."""

    text: str
    label: str = ""

    def __str__(self) -> str:
        return f"{self.label}: {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The top of the first page, each line as it is printed."""

    superior: str
    issuer: str
    place_and_date: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: "T/M ĐẢNG ỦY", "BÍ THƯ", the name below the room for signing."""

    authority: str
    post: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """Type sizes of the tables in points.

    The largest from `largest` down to `smallest` with which all is on one page, upright
    (or lying, where `may_turn`; always lying with `is_landscape`). Where none does, the
    document goes on over pages in `flowing` points.
    """

    largest: float = 13
    smallest: float = 8
    flowing: float = 11
    may_turn: bool = True
    is_landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    form: FormRules
    letterhead: Letterhead
    title: str
    subject: tuple[str, ...]
    tables: tuple[Table, ...]
    lead: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    fit: Fit = Fit()

    @property
    def dashed_recipients(self) -> list[str]:
        """As "Nơi nhận" lists them: "- Huyện ủy (để báo cáo)," ... "- Lưu Đảng ủy."."""
        last = len(self.recipients) - 1
        return [
            f"- {line}{'.' if at == last else ','}"
            for at, line in enumerate(self.recipients)
        ]


def plain(text: str) -> str:
    """Without the signs that files refuse; Word's soft line ends are line ends."""
    lines = text.replace("\r\n", "\n").replace("\v", "\n").replace("\t", " ")
    return "".join(sign for sign in lines if sign >= " " or sign == "\n")


def text_of(value: Value, places: int | None = None) -> str:
    """As Word and PDF print it: "92,5", "05/12/2022", nothing for None."""
    if isinstance(value, Formula):
        value = value.value
    if value is None:
        return ""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return format_decimal(value, None if isinstance(value, int) else places)
