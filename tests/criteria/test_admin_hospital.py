"""The hospital's framework (five headings, 17 indicators), built with the admin alone."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from criteria.models import Framework, Programme
from criteria.rules import ordinary_sum
from scoring.models import Evaluation, Period, Registration, Score
from tests.desk import Desk
from tests.factories import CellFactory, CommitteeFactory

HOSPITAL = {
    "Lãnh đạo nhiệm vụ chính trị tốt": [
        ("1.1", "Chỉ tiêu khám chữa bệnh được giao", "8", True),
        ("1.2", "Hài lòng người bệnh từ 90%", "6", False),
        ("1.3", "An toàn người bệnh, không sự cố chủ quan", "6", False),
        ("1.4", "Sáng kiến, cải tiến chất lượng", "5", False),
    ],
    "Sinh hoạt chi bộ tốt": [
        ("2.1", "Đúng kỳ, đủ thời lượng", "6", False),
        ("2.2", "Đảng viên dự từ 90%", "6", False),
        ("2.3", "Chuyên đề mỗi quý, thiết thực", "6", False),
        ("2.4", "Ứng dụng Sổ tay đảng viên điện tử", "7", False),
    ],
    "Đoàn kết, kỷ luật tốt": [
        ("3.1", "Quy chế, tập trung dân chủ", "7", False),
        ("3.2", "Không đảng viên bị kỷ luật", "7", True),
        ("3.3", "Giao tiếp, ứng xử, y đức", "6", False),
    ],
    "Đảng viên tốt": [
        ("4.1", "100% được phân công nhiệm vụ", "5", False),
        ("4.2", "Học tập, làm theo Bác", "5", False),
        ("4.3", "Hoàn thành tốt nhiệm vụ", "5", False),
        ("4.4", "Phát triển đảng viên mới", "5", False),
    ],
    "Lãnh đạo đoàn thể tốt": [
        ("5.1", "Công đoàn, Đoàn thanh niên vững mạnh", "5", False),
        ("5.2", "Từ thiện, tình nguyện", "5", False),
    ],
}


@pytest.fixture
def desk(client, db):
    return Desk(client)


def change(model, row):
    return reverse(f"admin:{model}_change", args=[row.pk])


def built_by(desk, hospital):
    desk.send(reverse("admin:criteria_programme_add"), name="Chi bộ kiểu mẫu", slug="")
    desk.send(
        reverse("admin:criteria_framework_add"),
        name="Chi bộ 5 tốt",
        programme=Programme.objects.get().pk,
        committee=hospital.pk,
        effective_from="01/2022",
        with_bands="on",
    )
    framework = Framework.objects.get()
    headings = [
        {"code": str(n), "name": name, "position": n}
        for n, name in enumerate(HOSPITAL, 1)
    ]
    desk.send(change("criteria_framework", framework), {"criteria": headings})
    for heading in framework.criteria.all():
        rows = [
            {"code": code, "name": name, "max_points": most}
            | ({"is_hard": "on"} if hard else {})
            for code, name, most, hard in HOSPITAL[heading.name]
        ]
        desk.send(change("criteria_criterion", heading), {"indicators": rows})
    return framework


def test_administrator_builds_publishes_and_opens_a_month_with_the_admin_alone(desk):
    hospital = CommitteeFactory(name="Đảng bộ Bệnh viện Nhi")
    cell = CellFactory(committee=hospital, name="Chi bộ 3")
    framework = built_by(desk, hospital)

    desk.deed(reverse("admin:criteria_framework_publish", args=[framework.pk]))
    desk.send(
        reverse("admin:scoring_registration_add"),
        cell=cell.pk,
        framework=framework.pk,
        year=2022,
        since="01/2022",
    )
    desk.send(reverse("admin:scoring_period_add"), month="11/2022", due_on="05/12/2022")

    rule = Framework.objects.with_parts().get().rule()
    assert ordinary_sum(rule) == 100
    assert [i.code for i in rule.indicators if i.is_hard] == ["1.1", "3.2"]
    assert [b.from_points for b in rule.bands] == [90, 80, 70, 50, 0]
    assert framework.code == "chi-bo-5-tot"
    assert Registration.objects.get().programme.slug == "chi-bo-kieu-mau"
    assert Period.objects.get().month == date(2022, 11, 1)
    assert Evaluation.objects.get().maximum == Decimal(100)
    assert Score.objects.count() == 17


def test_opening_a_month_says_how_many_sheets_it_made(desk):
    hospital = CommitteeFactory()
    framework = built_by(desk, hospital)
    desk.deed(reverse("admin:criteria_framework_publish", args=[framework.pk]))
    CellFactory.create_batch(3, committee=hospital)
    desk.deed(
        reverse("admin:scoring_registration_many"),
        committee=hospital.pk,
        framework=framework.pk,
        since="01/2022",
    )

    answer = desk.client.post(
        reverse("admin:scoring_period_add"),
        {"month": "11/2022", "due_on": "05/12/2022"},
        follow=True,
    )

    assert "Đã mở tháng 11/2022 và tạo 3 phiếu chấm điểm." in answer.content.decode()
    assert Evaluation.objects.count() == 3


@pytest.mark.parametrize(
    ("points", "problem"),
    [
        ("9", "Tổng điểm tối đa của các chỉ số là 101, phải bằng 100 (thừa 1 điểm)."),
        (
            "7,5",
            "Tổng điểm tối đa của các chỉ số là 99,5, phải bằng 100 (thiếu 0,5 điểm).",
        ),
    ],
)
def test_wrong_sum_cannot_be_published_and_is_shown(desk, points, problem):
    framework = built_by(desk, CommitteeFactory())
    first = framework.criteria.first().indicators.first()
    desk.send(change("criteria_indicator", first), max_points=points)
    publish = reverse("admin:criteria_framework_publish", args=[framework.pk])

    asked = desk.client.get(publish)
    desk.client.post(publish, {"confirmed": "1"})

    assert problem in asked.content.decode()
    assert (
        problem
        in desk.client.get(change("criteria_framework", framework)).content.decode()
    )
    assert not Framework.objects.get().is_published


def test_missing_lowest_band_is_named(desk):
    framework = built_by(desk, CommitteeFactory())
    framework.bands.get(from_points=0).delete()

    page = desk.client.get(change("criteria_framework", framework)).content.decode()

    assert "Khoảng từ 0 đến dưới 50 điểm chưa thuộc mức xếp loại nào." in page
