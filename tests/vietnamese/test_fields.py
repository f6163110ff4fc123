import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from vietnamese.fields import MonthField, PointsField, TextField


class EntryForm(forms.Form):
    month = MonthField()
    points = PointsField(max_value=Decimal("10.5"), required=False)
    note = TextField(required=False)


@pytest.mark.parametrize("typed", ["9,5", "9.5", " 9,50 "])
def test_points_are_a_decimal(typed):
    assert PointsField().clean(typed) == Decimal("9.5")


@pytest.mark.parametrize("typed", ["", " ", None])
def test_no_points_are_none_and_not_zero(typed):
    assert PointsField(required=False).clean(typed) is None


def test_zero_points_are_points():
    assert PointsField().clean("0") == Decimal(0)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Mục này không được để trống."),
        ("chín", "“chín” không phải là số. Hãy nhập số, ví dụ 92,5."),
        ("-1", "Điểm phải từ 0 trở lên."),
        ("10,6", "Điểm không được vượt quá 10,5."),
        ("9,125", "Chỉ được nhập tối đa 2 chữ số sau dấu phẩy."),
    ],
)
def test_wrong_points_are_explained_in_vietnamese(typed, message):
    with pytest.raises(ValidationError) as refusal:
        PointsField(max_value=Decimal("10.5")).clean(typed)

    assert refusal.value.messages == [message]


def test_points_that_the_column_cannot_hold_are_refused():
    field = PointsField(max_digits=5, decimal_places=2)

    assert field.clean("999,99") == Decimal("999.99")
    with pytest.raises(ValidationError, match="tối đa 3 chữ số trước dấu phẩy"):
        field.clean("1000")


def test_round_numbers_of_many_digits_are_counted_as_they_are_written():
    assert PointsField(max_digits=7).clean("10000") == Decimal(10000)


def test_penalties_may_be_negative_where_the_field_says_so():
    assert PointsField(min_value=None).clean("-2,5") == Decimal("-2.5")


def test_points_are_shown_with_a_comma_in_a_text_input():
    html = str(EntryForm(initial={"points": Decimal("9.50")})["points"])

    assert 'value="9,5"' in html
    assert 'type="text"' in html
    assert 'inputmode="decimal"' in html


def test_points_typed_wrongly_are_shown_again_as_typed():
    form = EntryForm({"month": "12/2022", "points": "9,x"})

    assert 'value="9,x"' in str(form["points"])


def test_points_above_a_thousand_are_shown_so_that_they_can_be_sent_again():
    assert PointsField().prepare_value(Decimal("1234.50")) == "1234,5"


def test_the_same_points_written_otherwise_are_no_change():
    form = EntryForm({"points": "9.50"}, initial={"points": Decimal("9.5")})

    assert "points" not in form.changed_data


@pytest.mark.parametrize("typed", ["12/2022", "2022-12", date(2022, 12, 31)])
def test_a_month_is_the_date_of_its_first_day(typed):
    assert MonthField().clean(typed) == date(2022, 12, 1)


def test_a_wrong_month_is_explained_in_vietnamese():
    form = EntryForm({"month": "13/2022"})

    assert form.errors["month"] == ["Không có tháng 13: tháng chỉ từ 1 đến 12."]


def test_a_month_is_shown_as_it_is_typed():
    html = str(EntryForm(initial={"month": date(2023, 7, 1)})["month"])

    assert 'value="07/2023"' in html


def test_text_is_composed():
    form = EntryForm(
        {"month": "12/2022", "note": unicodedata.normalize("NFD", "Họp đủ ")}
    )

    assert form.is_valid()
    assert form.cleaned_data["note"] == "Họp đủ"
