from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils import formats


def test_date_is_written_day_first():
    assert formats.date_format(date(2026, 11, 5)) == "05/11/2026"


@pytest.mark.parametrize(
    "typed", ["05/11/2026", "5-11-2026", "5.11.2026", "2026-11-05"]
)
def test_typed_date_is_read_day_first(typed):
    assert forms.DateField().clean(typed) == date(2026, 11, 5)


def test_decimal_is_written_with_a_comma():
    assert formats.localize(Decimal("92.50")) == "92,50"


def test_year_is_written_without_a_thousands_separator():
    assert formats.localize(2022) == "2022"
