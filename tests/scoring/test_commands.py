"""Commands of the operator: opening a month, the demo in a database of one's own."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cells.models import Committee
from scoring.models import Evaluation, Period
from tests.factories import CommitteeFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db


def said(*arguments, **options):
    output = StringIO()
    call_command(*arguments, stdout=output, **options)
    return output.getvalue()


def test_opening_a_month_creates_its_sheets_and_sets_the_fifth_as_due():
    RegistrationFactory(year=2022)

    answer = said("open_month", "12/2022")

    assert answer == "Kỳ 12/2022: đã tạo 1 phiếu, hạn chấm 05/01/2023.\n"
    assert Evaluation.objects.get().month == date(2022, 12, 1)


def test_opening_a_month_again_adds_what_is_missing_and_keeps_the_day_it_is_due():
    said("open_month", "12/2022", due="20/12/2022")
    RegistrationFactory(year=2022)

    answer = said("open_month", "2022-12")

    assert answer == "Kỳ 12/2022: đã tạo 1 phiếu, hạn chấm 20/12/2022.\n"


@pytest.mark.parametrize(
    ("month", "due", "message"),
    [
        ("13/2022", None, "Không có tháng 13"),
        ("12/2022", "31/02/2023", "Hãy nhập ngày, ví dụ 05/01/2023."),
    ],
)
def test_a_wrong_month_or_day_is_refused_in_words(month, due, message):
    with pytest.raises(CommandError, match=message):
        call_command("open_month", month, due=due)

    assert not Period.objects.exists()


@pytest.mark.parametrize("factory", [CommitteeFactory, UserFactory])
def test_demo_does_not_touch_a_database_of_ones_own(factory):
    factory()
    before = Committee.objects.count()

    with pytest.raises(CommandError, match="không có gì bị thay đổi"):
        call_command("demo")
    answer = said("demo", if_empty=True)

    assert "không tạo dữ liệu trình diễn" in answer
    assert "kieumau2022" not in answer
    assert Committee.objects.count() == before
