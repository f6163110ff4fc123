from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("expression", "value", "printed"),
    [
        ("points", Decimal("92.50"), "92,5"),
        ("points", Decimal(0), "0"),
        ("points", None, "–"),
        ("points", Decimal(250) / 3, "83,33"),
        ("points:1", Decimal("92"), "92,0"),
        ("points", 1234, "1.234"),
        ("signed", Decimal("1.50"), "+1,5"),
        ("signed", Decimal("-0.5"), "−0,5"),
        ("signed", None, "–"),
        ("percent", Decimal("92.50"), "92,5%"),
        ("percent:1", Decimal("66.666"), "66,7%"),
        ("percent", None, "–"),
        ("month", date(2022, 7, 1), "07/2022"),
        ("month", None, "–"),
        ("month_words", date(2022, 7, 1), "tháng 7 năm 2022"),
        ("month_slug", date(2022, 7, 1), "2022-07"),
    ],
)
def test_pages_print_values_the_vietnamese_way(expression, value, printed):
    template = Template("{% load vietnamese %}{{ value|" + expression + " }}")

    assert template.render(Context({"value": value})) == printed
