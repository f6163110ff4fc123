"""Reads documents back: what stands on paper, in Word's tables, in Excel's cells."""

import re
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO

import docx
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from pypdf import PdfReader

CELLS = re.compile(r"\b[A-Z]{1,2}[0-9]+(?::[A-Z]{1,2}[0-9]+)?\b")


def pages_of(content):
    """The text of each page of a PDF, white space made one."""
    pages = PdfReader(BytesIO(content)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def fonts_of(content):
    """{name of each typeface: whether it is embedded}."""
    found = {}
    for page in PdfReader(BytesIO(content)).pages:
        for font in page["/Resources"]["/Font"].values():
            [below] = font["/DescendantFonts"]
            descriptor = below["/FontDescriptor"]
            found[font["/BaseFont"].split("+")[-1]] = any(
                name.startswith("/FontFile") for name in descriptor
            )
    return found


def word_tables(content):
    """The rows of each table with borders; merged cells once."""
    tables = docx.Document(BytesIO(content)).tables
    return [
        [_texts(row) for row in table.rows]
        for table in tables
        if "w:tblBorders" in table._tbl.xml
    ]


def _texts(row):
    seen, texts = set(), []
    for cell in row.cells:
        if cell._tc not in seen:
            seen.add(cell._tc)
            texts.append(cell.text)
    return texts


def word_text(content):
    file = docx.Document(BytesIO(content))
    cells = [cell for table in file.tables for row in table.rows for cell in row.cells]
    parts = [p.text for p in file.paragraphs] + [cell.text for cell in cells]
    return " ".join(" ".join(parts).split())


def excel(content):
    """The book as it is computed already, and the same with its formulas."""
    return load_workbook(BytesIO(content), data_only=True), load_workbook(
        BytesIO(content)
    )


def row_with(sheet, words):
    """The values of the row in which some cell begins with `words`."""
    for row in sheet.iter_rows():
        if any(str(cell.value or "").startswith(words) for cell in row):
            return [cell.value for cell in row]
    raise AssertionError(f"no row with {words}")


def computed(sheet):
    """{cell: what its formula comes to}, computed here from the values of the others."""
    memory = {}

    def numbers(*lists):
        return [n for one in lists for n in one if isinstance(n, Decimal)]

    def cells(text):
        left, top, right, bottom = range_boundaries(text)
        return [
            value(sheet.cell(row, column))
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]

    functions = {
        "cells": cells,
        "SUM": lambda *lists: sum(numbers(*lists), Decimal(0)),
        "MAX": max,
        "COUNT": lambda one: len(numbers(one)),
        "COUNTIF": lambda one, wanted: sum(v == wanted for v in one),
        "AVERAGE": lambda one: sum(numbers(one)) / len(numbers(one)),
        "ROUND": lambda n, places: n.quantize(
            Decimal(1).scaleb(-places), ROUND_HALF_UP
        ),
    }

    def value(cell):
        if not isinstance(cell.value, str) or cell.data_type != "f":
            is_number = isinstance(cell.value, int | float)
            return Decimal(str(cell.value)) if is_number else cell.value
        if cell.coordinate not in memory:
            code = CELLS.sub(lambda found: f"cells('{found[0]}')", cell.value[1:])
            memory[cell.coordinate] = eval(code, functions)  # noqa: S307 - our own formulas
        return memory[cell.coordinate]

    return {
        cell.coordinate: value(cell)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
