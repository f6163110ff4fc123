"""Tables in Word. Their cells are written as XML at once: through python-docx, which looks
for the right place of each property, a list of 150 cells would take seconds."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from reports.documents.document import Align, Heading, Look, Row, Table
from reports.documents.layout import INSET, LINE, POINT, heading_lines

SIDES = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
SPACE = 0.12  # em above and below the words of a cell
TWIPS = 1440 / 25.4  # in a millimetre
NAMES = {
    Align.LEFT: "trái",
    Align.CENTRE: "giữa",
    Align.RIGHT: "phải",
    Look.PLAIN: "thường",
    Look.MINOR: "nghiêng",
    Look.HEADING: "tiêu đề",
    Look.TOTAL: "tổng cộng",
}
BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


class Styles:
    """Paragraph styles of table cells, made when first asked for: a clerk who wants a
    larger type changes it in one place."""

    def __init__(self, file, size: float):
        self.file, self.size = file, size
        self.number = len(file.tables)
        self.made = {}

    def id_of(self, side: Align, look: Look) -> str:
        return self.named(side, look).style_id

    def named(self, side: Align, look: Look):
        if (side, look) not in self.made:
            self.made[side, look] = self._make(side, look)
        return self.made[side, look]

    def _make(self, side, look):
        name = f"Bảng {self.number}: {NAMES[side]}, {NAMES[look]}"
        style = self.file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self.file.styles["Normal"]
        style.font.size = Pt(self.size)
        style.font.bold = look in (Look.HEADING, Look.TOTAL)
        style.font.italic = look == Look.MINOR
        space = style.paragraph_format
        space.alignment = SIDES[side]
        space.space_before = space.space_after = Pt(self.size * SPACE)
        space.line_spacing = Pt(self.size * LINE)
        space.keep_with_next = look == Look.HEADING or None
        return style


def add_table(file, table: Table, widths: Sequence[float], size: float) -> None:
    """At the end of the document; `widths` of the columns in mm."""
    styles = Styles(file, size)
    if table.title or table.is_annex:
        title = file.add_paragraph(table.title)
        title.style = styles.named(Align.LEFT, Look.HEADING)
        title.paragraph_format.page_break_before = table.is_annex
    twips = [round(width * TWIPS) for width in widths]
    ems = [width / (size * POINT) - 2 * INSET for width in widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    parts = [
        f"<w:tbl {nsdecls('w')}>",
        _properties(size),
        f"<w:tblGrid>{columns}</w:tblGrid>",
        *_headings(table, twips, styles, heading_lines(table, ems)),
        *(_row(table, row, twips, styles) for row in table.rows),
        "</w:tbl>",
    ]
    file.element.body.sectPr.addprevious(parse_xml("".join(parts)))


def _properties(size):
    inset = round(size * INSET * POINT * TWIPS)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in BORDERS
    )
    return (
        '<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{inset}" w:type="dxa"/><w:right w:w="{inset}" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
    )


def _headings(table: Table, twips, styles, lines):
    """The lines that are repeated on each page; what spans two lines is merged downwards."""
    below: dict[int, Heading] = {}
    for number, line in enumerate(table.headings):
        spots = {spot.column: spot for spot in line}
        cells, at = [], 0
        while at < len(twips):
            spot = spots.get(at) or below.pop(at)
            is_new = at in spots
            if is_new and spot.lines > 1:
                below[at] = spot
            merge = ""
            if spot.lines > 1:
                merge = '<w:vMerge w:val="restart"/>' if is_new else "<w:vMerge/>"
            look = Look.MINOR if spot.is_number else Look.HEADING
            style = styles.id_of(Align.CENTRE, look)
            words = spot.text if is_new else ""
            width = sum(twips[at : at + spot.columns])
            cells.append(_cell(words, width, style, spot.columns, merge))
            at += spot.columns
        # Not every program makes room for a heading that goes over two lines.
        least = round((lines[number] * LINE + 2 * SPACE) * styles.size * 20)
        height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>'
        properties = f"<w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>"
        yield f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _row(table: Table, row: Row, twips, styles):
    cells = []
    for at, words in enumerate(table.texts(row)):
        if 0 < at < row.span:
            continue
        columns = row.span if at == 0 else 1
        side = Align.LEFT if columns > 1 else table.columns[at].align
        width = sum(twips[at : at + columns])
        cells.append(_cell(words, width, styles.id_of(side, row.look), columns))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(words, width, style, columns, merge=""):
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in words.split("\n")
    )
    run = f"<w:r>{lines}</w:r>" if words else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
        f"</w:pPr>{run}</w:p></w:tc>"
    )
