import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.spreadsheets import csv_lines, written


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (0, "0"),
        (1234, "1234"),
        (Decimal("92.50"), "92,5"),
        (Decimal("-0.25"), "-0,25"),
        (Decimal("100.00"), "100"),
        (Decimal("1E+2"), "100"),
        (True, "Có"),
        (False, "Không"),
        (date(2022, 12, 5), "05/12/2022"),
        (datetime(2022, 12, 5, 1, 30, tzinfo=UTC), "05/12/2022 08:30"),
        ("Chi bộ 3", "Chi bộ 3"),
        ("=1+1", "'=1+1"),
        ("-2 điểm", "'-2 điểm"),
        ("@a", "'@a"),
    ],
)
def test_values_are_written_as_excel_reads_them_in_vietnam(value, text):
    assert written(value) == text


def test_a_file_begins_with_the_byte_order_mark_and_ends_lines_as_windows_does():
    lines = list(csv_lines(["Chi bộ", "Điểm"], [["A; B", Decimal("9.5")], ['"C"', 0]]))

    assert lines == ["\ufeffChi bộ;Điểm\r\n", '"A; B";9,5\r\n', '"""C""";0\r\n']


@given(st.lists(st.lists(st.text(), min_size=1), min_size=1))
def test_whatever_people_write_comes_back(rows):
    text = "".join(csv_lines(["Ghi chú"], rows))

    read = list(csv.reader(StringIO(text[1:], newline=""), delimiter=";"))

    assert read[1:] == [[written(value) for value in row] for row in rows]
