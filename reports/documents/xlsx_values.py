"""Writes beside each formula what it comes to.

openpyxl writes formulas alone. Excel computes them when the file is opened for editing,
but in its protected view, in previews and on phones their cells would be empty.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

FORMULA = re.compile(
    r'(?P<start><c r="(?P<cell>[A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v(?:\s*/>|></v>)'
)
SHEET = "xl/worksheets/sheet{}.xml"

Values = Mapping[str, Decimal | int | None]


def with_values(book: bytes, values: Mapping[str, Values]) -> bytes:
    """`values` of the cells with formulas, by the names of the sheets in their order."""
    parts = {
        SHEET.format(number): held
        for number, held in enumerate(values.values(), start=1)
        if held
    }
    if not parts:
        return book
    content = BytesIO()
    with ZipFile(BytesIO(book)) as old, ZipFile(content, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename in parts:
                part = _filled(part.decode(), parts[entry.filename]).encode()
            new.writestr(entry, part)
    return content.getvalue()


def _filled(part: str, values: Values) -> str:
    def fill(found: re.Match) -> str:
        value = values.get(found["cell"])
        shown = "<v/>" if value is None else f"<v>{value}</v>"
        return f"{found['start']}{shown}"

    return FORMULA.sub(fill, part)
