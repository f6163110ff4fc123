"""Drafts, publishing, versions and files of frameworks in the admin."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from criteria.models import Criterion, Framework, GradeBand, Indicator
from tests.desk import Desk
from tests.factories import (
    CommitteeFactory,
    CriterionFactory,
    FrameworkFactory,
    GradeBandFactory,
    IndicatorFactory,
    published_framework,
    with_bands,
)

HEADERS = [
    "Tiêu chí số",
    "Tiêu chí",
    "Số",
    "Nội dung",
    "Điểm tối đa",
    "Cách chấm",
    "Tiêu chí cứng",
    "Điểm đạt",
    "Minh chứng",
]


@pytest.fixture
def desk(client, db):
    return Desk(client)


def page_of(row, page="change"):
    return reverse(f"admin:criteria_{row._meta.model_name}_{page}", args=[row.pk])


def step(framework, name):
    return reverse(f"admin:criteria_framework_{name}", args=[framework.pk])


def parts_of(framework):
    heading = framework.criteria.first()
    return [framework, heading, heading.indicators.first(), framework.bands.first()]


@pytest.mark.parametrize("part", range(4))
def test_nothing_of_a_published_framework_can_be_changed_or_deleted(desk, part):
    framework = published_framework(CommitteeFactory())
    row = parts_of(framework)[part]
    before = Framework.objects.with_parts().get().rule()

    page = desk.client.get(page_of(row))
    changed = desk.client.post(
        page_of(row), {"name": "Khác", "code": "9", "from_points": "1"}
    )
    deleted = desk.client.post(page_of(row, "delete"), {"post": "yes"})

    assert "Đã ban hành: chỉ xem." in page.content.decode()
    assert (changed.status_code, deleted.status_code) == (403, 403)
    assert Framework.objects.with_parts().get().rule() == before


def test_inline_rows_of_a_published_framework_are_not_saved(desk):
    framework = published_framework(CommitteeFactory())
    posted = {"criteria-TOTAL_FORMS": "1", "criteria-INITIAL_FORMS": "0"}

    desk.client.post(
        page_of(framework), posted | {"criteria-0-code": "9", "criteria-0-name": "X"}
    )

    assert [row.code for row in framework.criteria.all()] == ["1"]


def test_new_version_is_a_draft_with_all_parts(desk):
    framework = published_framework(CommitteeFactory(), hard=[1])

    answer = desk.deed(step(framework, "new_version"), effective_from="01/2023")

    draft = Framework.objects.drafts().get()
    assert answer["Location"] == page_of(draft)
    assert (draft.version, draft.code) == (2, framework.code)
    assert (
        Indicator.objects.filter(criterion__framework=draft, is_hard=True).count() == 1
    )


def test_specialised_framework_belongs_to_the_lower_committee_and_keeps_origins(desk):
    province = CommitteeFactory()
    district = CommitteeFactory(parent=province)
    framework = published_framework(province)

    desk.deed(
        step(framework, "specialise"),
        committee=district.pk,
        name="Chi bộ kiểu mẫu huyện",
        effective_from="01/2023",
    )

    draft = Framework.objects.drafts().get()
    assert (draft.committee, draft.specialises) == (district, framework)
    assert draft.code == "chi-bo-kieu-mau-huyen"
    assert draft.criteria.get().origin == framework.criteria.get()


def test_code_of_another_framework_is_refused_with_the_way_out(desk):
    published_framework(CommitteeFactory())
    draft = FrameworkFactory()

    errors = desk.errors(page_of(draft), code=Framework.objects.published().get().code)

    assert errors == [
        "Mã này đã được dùng. Muốn sửa bộ tiêu chí đã ban hành, "
        "hãy mở bộ đó và chọn “Tạo phiên bản mới”."
    ]


def test_cap_can_move_to_another_band_in_one_save(desk):
    framework = with_bands(FrameworkFactory(), cap="Khá")
    posted = desk.filled(page_of(framework))
    posted = {key: value for key, value in posted.items() if not key.endswith("is_cap")}

    desk.client.post(page_of(framework), posted | {"bands-3-is_cap": "on"})

    assert GradeBand.objects.get(is_cap=True).name == "Trung bình"


def test_two_capping_bands_are_refused(desk):
    framework = with_bands(FrameworkFactory(), cap="Khá")

    errors = desk.errors(page_of(framework), **{"bands-3-is_cap": "on"})

    assert errors == ["Chỉ chọn một mức là mức cao nhất khi không đạt tiêu chí cứng."]


def test_points_are_typed_with_a_comma_and_letters_are_refused_in_words(desk):
    indicator = IndicatorFactory()

    desk.send(page_of(indicator), max_points="7,5")
    errors = desk.errors(page_of(indicator), max_points="bảy")

    indicator.refresh_from_db()
    assert indicator.max_points == Decimal("7.5")
    assert errors == ["“bảy” không phải là số. Hãy nhập số, ví dụ 92,5."]


def test_pass_mark_above_the_maximum_is_refused(desk):
    indicator = IndicatorFactory(max_points=10, is_hard=True)

    errors = desk.errors(page_of(indicator), pass_mark="11")

    assert errors == ["Điểm đạt phải lớn hơn 0 và không quá điểm tối đa."]


def test_requirement_offers_only_parts_of_its_own_framework(desk):
    other = IndicatorFactory(name="Của bộ khác")
    band = GradeBandFactory(
        framework=IndicatorFactory(name="Của bộ này").criterion.framework
    )

    page = desk.client.get(page_of(band)).content.decode()

    assert "Của bộ này" in page
    assert other.name not in page


def test_new_rows_come_after_those_that_stand_there(desk):
    heading = CriterionFactory()
    IndicatorFactory(criterion=heading, code="1.1", position=40)

    desk.send(
        page_of(heading),
        {
            "indicators": [
                {"code": c, "name": c, "max_points": "5"} for c in ("1.2", "1.3")
            ]
        },
    )

    assert [row.code for row in heading.indicators.all()] == ["1.1", "1.2", "1.3"]


def test_saving_an_indicator_leads_back_to_its_criterion(desk):
    indicator = IndicatorFactory()

    answer = desk.send(page_of(indicator))

    assert answer["Location"] == page_of(indicator.criterion)


def test_preview_shows_the_sheet_with_nothing_to_send(desk):
    draft = FrameworkFactory()
    heading = CriterionFactory(framework=draft, name="Sinh hoạt tốt")
    IndicatorFactory(
        criterion=heading,
        name="Đủ thời lượng",
        measure="yes_no",
        guidance="Xem biên bản",
    )

    page = desk.client.get(step(draft, "preview")).content.decode()

    assert "Đủ thời lượng" in page
    assert "Xem biên bản" in page
    assert "Đạt (10 điểm)" in page


def workbook(*rows, headers=HEADERS):
    book = Workbook()
    for row in [headers, *rows]:
        book.active.append(row)
    saved = BytesIO()
    book.save(saved)
    return SimpleUploadedFile("tieu-chi.xlsx", saved.getvalue())


def preview_of(desk, framework, *rows, **layout):
    return desk.client.post(
        reverse("admin:criteria_indicator_import"),
        {
            "framework": framework.pk,
            "import_file": workbook(*rows, **layout),
            "format": "0",
            "resource": "0",
        },
    )


ROWS = [
    [
        "1",
        "Sinh hoạt tốt",
        1.1,
        "Đúng kỳ",
        7.5,
        "Đạt / không đạt",
        "x",
        None,
        "Biên bản",
    ],
    [None, None, 1.2, "Đủ thời lượng", "6,5", "cho diem", None, None, None],
    ["2", "Đảng viên tốt", "2.1", "Được phân công", 5, None, "x", 4, None],
]


def test_file_is_shown_first_and_then_read_into_the_draft(desk):
    draft = FrameworkFactory()

    shown = preview_of(desk, draft, *ROWS)
    before = Indicator.objects.count()
    confirm = shown.context["confirm_form"].initial
    answer = desk.client.post(
        reverse("admin:criteria_indicator_process_import"), confirm
    )

    rows = Indicator.objects.values_list(
        "criterion__code", "code", "max_points", "measure", "is_hard", "pass_mark"
    )
    assert "<ins>Đủ thời lượng</ins>" in shown.content.decode()
    assert (before, Criterion.objects.count()) == (0, 2)
    assert answer["Location"] == page_of(draft)
    assert list(rows.order_by("code")) == [
        ("1", "1.1", Decimal("7.5"), "yes_no", True, None),
        ("1", "1.2", Decimal("6.5"), "points", False, None),
        ("2", "2.1", Decimal(5), "points", True, Decimal(4)),
    ]


def test_bad_rows_are_named_and_nothing_is_read(desk):
    draft = FrameworkFactory()

    shown = preview_of(
        desk,
        draft,
        ["1", "Sinh hoạt tốt", "1.1", "Đúng kỳ", "bảy", None, None, None, None],
        [None, None, "1.2", "Đủ giờ", 5, "Đoán", None, None, None],
    ).content.decode()

    assert "Dòng 2 trong tệp, cột “Điểm tối đa”: “bảy” không phải là số." in shown
    assert "Dòng 3 trong tệp, cột “Cách chấm”: Không có cách chấm “Đoán”." in shown
    assert not Criterion.objects.exists()


def test_file_without_the_columns_is_refused_with_their_names(desk):
    shown = preview_of(
        desk, FrameworkFactory(), ["1"], headers=["STT"]
    ).content.decode()

    assert "Thiếu cột: Nội dung, Số, Điểm tối đa." in shown


def test_file_that_is_no_workbook_is_refused_in_words(desk):
    answer = desk.client.post(
        reverse("admin:criteria_indicator_import"),
        {
            "framework": FrameworkFactory().pk,
            "import_file": SimpleUploadedFile("tieu-chi.xlsx", b"khong phai Excel"),
            "format": "0",
            "resource": "0",
        },
    )

    assert "Hãy lưu bảng ở dạng Excel (.xlsx)" in answer.content.decode()


def test_file_cannot_be_read_into_a_published_framework(desk):
    framework = published_framework(CommitteeFactory())

    preview_of(desk, framework, *ROWS)

    assert Indicator.objects.filter(code="2.1").count() == 0


@pytest.mark.parametrize("rows", [1, 12])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("framework", 7), ("programme", 6)],
)
def test_lists_ask_the_same_number_of_queries(
    desk, django_assert_num_queries, rows, name, queries
):
    for _ in range(rows):
        FrameworkFactory()

    with django_assert_num_queries(queries):
        desk.client.get(reverse(f"admin:criteria_{name}_changelist"))


def test_number_that_comes_twice_in_a_file_is_refused(desk):
    """Excel makes 1.1 of 1.10: the second row would overwrite the first."""
    shown = preview_of(
        desk,
        FrameworkFactory(),
        ["1", "Sinh hoạt tốt", 1.1, "Đúng kỳ", 5, None, None, None, None],
        [None, None, 1.10, "Đủ giờ", 5, None, None, None, None],
    ).content.decode()

    assert (
        "Dòng 3 trong tệp, cột “Số”: Số 1.1 đã có ở dòng 2 trong tệp. "
        "Nếu là 1.10, hãy định dạng ô là Văn bản rồi gõ lại." in shown
    )


def test_heading_that_is_too_long_is_named_by_its_column(desk):
    shown = preview_of(
        desk,
        FrameworkFactory(),
        ["1" * 11, "A" * 301, "1.1", "Đúng kỳ", 5, None, None, None, None],
    ).content.decode()

    assert "Dòng 2 trong tệp, cột “Tiêu chí số”: Chỉ được nhập tối đa 10" in shown
    assert "Dòng 2 trong tệp, cột “Tiêu chí”: Chỉ được nhập tối đa" in shown


def test_two_criteria_of_one_number_are_named_in_vietnamese(desk):
    draft = FrameworkFactory()
    rows = [{"code": "1", "name": "Một"}, {"code": "1", "name": "Hai"}]

    errors = desk.errors(page_of(draft), {"criteria": rows})

    assert "Có hai dòng giống nhau ở “Số”: hãy sửa một trong hai dòng." in errors


def test_year_of_a_grade_has_twelve_months(desk):
    band = with_bands(FrameworkFactory()).bands.first()
    page = reverse("admin:criteria_gradeband_change", args=[band.pk])

    assert desk.errors(page, year_months="13") == ["Một năm chỉ có 12 tháng."]


def test_rows_that_a_file_adds_come_after_those_that_stand_there(desk):
    draft = FrameworkFactory()
    for place in (1, 2, 3):
        heading = CriterionFactory(framework=draft, code=str(place), position=place)
        IndicatorFactory(criterion=heading, code=f"{place}.1", position=1)
    rows = [
        ["4", "Đảng viên tốt", "4.1", "Được phân công", 5, None, None, None, None],
        ["1", None, "1.2", "Đủ thời lượng", 5, None, None, None, None],
    ]

    confirm = preview_of(desk, draft, *rows).context["confirm_form"].initial
    desk.client.post(reverse("admin:criteria_indicator_process_import"), confirm)

    codes = [i.code for c in draft.criteria.all() for i in c.indicators.all()]
    assert codes == ["1.1", "1.2", "2.1", "3.1", "4.1"]
