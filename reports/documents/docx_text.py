"""Pieces of text in Word, and the invisible tables that put them side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt


@dataclass(frozen=True, slots=True)
class Type:
    size: float
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False

    def bold(self) -> "Type":
        return replace(self, is_bold=True)

    def italic(self) -> "Type":
        return replace(self, is_italic=True)

    def put(self, run) -> None:
        run.font.size = Pt(self.size)
        run.font.bold, run.font.italic = self.is_bold or None, self.is_italic or None
        run.font.underline = self.is_underlined or None


def put_words(paragraph, words, look: Type, *, before=0, after=0, side=None) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if side is None else side
    space = paragraph.paragraph_format
    space.space_before, space.space_after = Pt(before), Pt(after)
    space.line_spacing_rule = WD_LINE_SPACING.SINGLE
    look.put(paragraph.add_run(words))


def write(cell, words, look: Type, *, before=0, side=None) -> None:
    """Another line in a cell of `side_by_side`."""
    first = cell.paragraphs[0]
    is_new = len(cell.paragraphs) == 1 and not first.runs
    paragraph = first if is_new else cell.add_paragraph()
    put_words(paragraph, words, look, before=before, side=side)


def side_by_side(file, widths: Sequence[float]) -> list:
    """A row of cells without borders, which stays on one page; widths in mm."""
    made = file.add_table(rows=1, cols=len(widths))
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    cells = list(made.rows[0].cells)
    for column, cell, width in zip(made.columns, cells, widths, strict=True):
        column.width = cell.width = Mm(width)
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return cells


def put_page_number(paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:instrText" if words else "w:fldChar")
        if words:
            part.text = words
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)
