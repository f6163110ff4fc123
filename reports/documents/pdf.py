"""Documents as PDF, with typst: its typeface embedded, the same on every machine."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst

from reports.documents import fonts
from reports.documents.document import Document, Row, Table
from reports.documents.layout import (
    Layout,
    first_that_fits,
    flowing_layout,
    one_page_layouts,
    room,
)

TEMPLATE = Path(__file__).with_name("document.typ")
AT_ONCE = 3  # layouts that are measured in one go
MANY = 100  # rows: more of them, and it is worth 50 ms to free the memory
KEPT_FOR = 10  # compilations
PPI = 300  # of a drawing for Word
TALL = 700  # letters in one cell, beyond which a row may have to go on over the page


def pdf(
    documents: Sequence[Document], layouts: Sequence[Layout], *, has_tags: bool = True
) -> bytes:
    """One file of all `documents`, each on pages of its own, numbered from one.

    Tags tell a screen reader what is a table; they are most of a large file.
    """
    parts = [
        _said(document) | {"layout": _laid(document, layout)}
        for document, layout in zip(documents, layouts, strict=True)
    ]
    try:
        return typst.compile(TEMPLATE, pdf_tags=has_tags, **_inputs("pages", parts))
    finally:
        if sum(len(one.rows) for one in _tables(documents)) > MANY:
            forget()


def drawing(table: Table, width: float, size: float) -> bytes:
    """The line of `table` as PNG, so many mm wide, its words in `size` points."""
    part = {"title": table.title, "width": width, "size": size} | _drawn(table)
    return typst.compile(TEMPLATE, format="png", ppi=PPI, **_inputs("drawing", [part]))


def forget() -> None:
    """Let typst drop what it computed: it keeps that for its next ten documents.

    A province's list leaves some 100 MB behind; without this a server that makes one
    after the other grows by more than 1 GB.
    """
    for _ in range(KEPT_FOR):
        typst.compile(b"", font_paths=_fonts())


def _tables(documents):
    return [table for document in documents for table in document.tables]


def layouts_of(documents: Sequence[Document]) -> list[Layout]:
    """How each of them lies on its paper."""
    found = {}
    tried = {at: one_page_layouts(one) for at, one in enumerate(documents)}
    while tried := {at: layouts for at, layouts in tried.items() if layouts}:
        asked = {at: layouts[:AT_ONCE] for at, layouts in tried.items()}
        heights = _heights([(documents[at], layouts) for at, layouts in asked.items()])
        for (at, layouts), measured in zip(asked.items(), heights, strict=True):
            fitting = first_that_fits(layouts, measured, documents[at])
            if fitting:
                found[at] = fitting
            tried[at] = [] if fitting else tried[at][AT_ONCE:]
    return [
        found.get(at) or flowing_layout(document)
        for at, document in enumerate(documents)
    ]


def _heights(asked):
    """Of each document in each of its layouts, in mm."""
    parts = [
        _said(document) | {"layouts": [_laid(document, one) for one in layouts]}
        for document, layouts in asked
    ]
    inputs = _inputs("room", parts)
    return json.loads(
        typst.query(TEMPLATE, "<room>", field="value", one=True, **inputs)
    )


@cache
def _fonts():
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=fonts.FOLDERS,
    )


def _inputs(asks, parts):
    title = parts[0]["title"] if len(parts) == 1 else "Các văn bản"
    data = {"asks": asks, "family": fonts.FAMILY, "title": title, "documents": parts}
    # The typeface has the composed letters only.
    text = unicodedata.normalize("NFC", json.dumps(data, ensure_ascii=False))
    return {"sys_inputs": {"data": text}, "font_paths": _fonts()}


def _said(document: Document):
    return {
        "form": {
            name: value
            for name, value in asdict(document.form).items()
            if name not in {"source", "since"}
        },
        "letterhead": asdict(document.letterhead),
        "title": document.title,
        "subject": document.subject,
        "lead": [asdict(line) for line in document.lead],
        "tables": [_table(table) for table in document.tables],
        "notes": [asdict(line) for line in document.notes],
        "signatures": [asdict(one) for one in document.signatures],
        "recipients": document.dashed_recipients,
    }


def _table(table: Table):
    return {
        "title": table.title,
        "is_annex": table.is_annex,
        "columns": [{"align": column.align} for column in table.columns],
        "headings": [[asdict(spot) for spot in line] for line in table.headings],
        "rows": [_row(table, row) for row in table.rows],
        **_drawn(table),
    }


def _drawn(table: Table):
    points = [
        asdict(point) | {"value": None if point.value is None else float(point.value)}
        for point in table.points
    ]
    return {"points": points, "tens": table.tens}


def _row(table: Table, row: Row):
    texts = table.texts(row)
    return {
        "cells": texts,
        "look": row.look,
        "span": row.span,
        "is_tall": max(map(len, texts)) > TALL,
    }


def _laid(document: Document, layout: Layout):
    width, _ = room(document, is_landscape=layout.is_landscape)
    return asdict(layout) | {"scale": layout.scale, "room": width}
