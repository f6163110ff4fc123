"""The summary page over spans of months, and where its numbers lead."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from cells.models import CellKind
from reports.views.frame import PAGES
from scoring.models import Evaluation
from tests.factories import (
    MONTH,
    CellFactory,
    CommitteeFactory,
    ProgrammeFactory,
    RegistrationFactory,
    administrator,
    open_month,
    published_framework,
    renumbered_version,
    staff_of,
)
from tests.reports.generated import generated_province
from tests.reports.pages import score, summary_url

pytestmark = pytest.mark.django_db
BEFORE = date(2022, 10, 1)
# A link to a list, and what it says.
LINK = re.compile(r'<a [^>]*href="([^"]*[?&;]xem=[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")
NUMBER = re.compile(r"[0-9.]+(?![0-9.,/%])")


def page_of(client, committee, span, query="", *, user=None):
    client.force_login(user or staff_of(committee))
    return client.get(summary_url(committee, span, query))


def a_quarter(*, cells=2, months=(10, 11, 12), results=()):
    """A committee with cells that were scored: `results` by cell, then by month."""
    committee = CommitteeFactory(name="Đảng ủy xã An Thái")
    framework = published_framework(committee)
    for number in range(cells):
        cell = CellFactory(committee=committee, name=f"Chi bộ {number}")
        RegistrationFactory(cell=cell, framework=framework)
    for month in months:
        open_month(date(2022, month, 1))
    sheets = iter(Evaluation.objects.order_by("cell", "period_id"))
    for row in results:
        for points in row:
            sheet = next(sheets)
            if points is not None:
                score(sheet, 50, points)
    return committee


def numbers_of(page):
    """(number, address) of every link to a list whose words begin with a whole number."""
    for url, words in LINK.findall(page.content.decode()):
        text = " ".join(TAG.sub(" ", unescape(words)).split())
        if found := NUMBER.match(text):
            yield int(found[0].replace(".", "")), unescape(url)


@pytest.mark.parametrize(
    ("span", "query"),
    [
        ("2022-12", ""),
        ("2022-q4", "?bang=diem&loai=kieu-mau"),
        ("2022", "?co-cau=hien-nay"),
        ("2022-03_2022-11", "?loai-hinh={kind}&sap-xep=-diem"),
    ],
)
def test_every_number_leads_to_a_list_of_just_so_many_rows(client, span, query):
    province = generated_province(5)
    query = query.format(kind=CellKind.objects.first().pk)
    url = reverse("reports:summary", args=[province.top.pk, span]) + query
    client.force_login(administrator())
    page = client.get(url)

    numbers = sorted(set(numbers_of(page)), key=lambda found: found[1])
    followed = province.chance.sample(numbers, min(18, len(numbers)))
    lists = {url: client.get(url).context["page"] for _, url in followed}

    assert len(numbers) > 8
    found = {url: lists[url].paginator.count for _, url in followed}
    assert found == {url: number for number, url in followed}
    assert all(
        len(page.object_list) == min(page.paginator.count, 50)
        for page in lists.values()
    )


def test_a_quarter_counts_sheets_and_says_so(client):
    committee = a_quarter(results=[(40, 42, None), (30, 30, 30)])

    page = page_of(client, committee, "2022-q4")

    total = page.context["total"]
    text = page.content.decode()
    assert (total.registered, total.complete, total.by_cell.cells) == (6, 5, 2)
    assert "lượt phiếu" in text
    assert "Quý IV năm 2022" in text


def test_a_quarter_ranks_cells_by_average_and_names_missing_months(client):
    committee = a_quarter(results=[(40, 42, None), (30, 30, 33)])

    page = page_of(client, committee, "2022-q4")

    rows = page.context["page"].object_list
    told = [(r.rank, r.cell.sheet.cell_name, r.cell.average.mean) for r in rows]
    assert [(rank, name, str(mean)) for rank, name, mean in told] == [
        (1, "Chi bộ 0", "91.00"),
        (2, "Chi bộ 1", "81.00"),
    ]
    text = page.content.decode()
    assert ("2/3 tháng" in text, "3/3 tháng" in text) == (True, True)


def test_a_span_is_compared_with_the_one_before_and_a_year_before(client):
    committee = a_quarter(
        months=(7, 10), results=[(30, 40), (40, 40)]
    )  # a month in either quarter

    page = page_of(client, committee, "2022-q4")

    (comparison,) = page.context["comparisons"]
    assert comparison.words == "quý III năm 2022"
    assert (comparison.change.text, comparison.compared) == ("+5", 2)
    past = client.get(comparison.url)
    assert past.context["page"].paginator.count == 2


def test_a_year_with_a_single_year_of_months_compares_with_nothing(client):
    committee = a_quarter(results=[(40, 42, 44)], cells=1)

    page = page_of(client, committee, "2022")

    assert page.context["comparisons"] == []


def test_a_span_without_an_opened_month_leads_to_the_latest(client):
    page = page_of(client, a_quarter(), "2023-q1")

    assert page.status_code == 404
    assert "Quý I năm 2023 chưa được mở" in page.content.decode()


def test_the_picker_offers_spans_with_opened_months_and_keeps_the_wishes(client):
    committee = a_quarter()

    page = page_of(client, committee, "2022-q4", "?loai=kieu-mau&sap-xep=-diem")

    picker = page.context["picker"]
    (year,) = picker.years
    offered = [year.whole, *year.halves, *year.quarters, *year.months]
    assert [one.title for one in offered] == [
        "Năm 2022",
        "6 tháng cuối năm 2022",
        "Quý IV năm 2022",
        "Tháng 10/2022",
        "Tháng 11/2022",
        "Tháng 12/2022",
    ]
    assert [one.title for one in offered if one.is_current] == ["Quý IV năm 2022"]
    assert all("loai=kieu-mau" in one.url for one in offered)
    assert all("sap-xep=-diem" in one.url for one in offered)
    assert (picker.previous_url, picker.next_url) == ("", "")


def test_the_steps_lead_to_the_nearest_span_of_the_same_length(client):
    committee = a_quarter(months=(2, 10, 12))

    month = page_of(client, committee, "2022-10").context["picker"]
    quarter = page_of(client, committee, "2022-q4").context["picker"]

    assert "/2022-02/" in month.previous_url
    assert "/2022-12/" in month.next_url
    assert "/2022-q1/" in quarter.previous_url


@pytest.mark.parametrize(
    ("first", "last", "slug"),
    [("2022-10", "2022-12", "2022-q4"), ("2022-11", "2022-12", "2022-11_2022-12")],
)
def test_a_range_that_was_chosen_opens_with_the_wishes(client, first, last, slug):
    committee = a_quarter()
    client.force_login(staff_of(committee))
    query = {"tu": first, "den": last, "trang": "reports:summary", "loai": "kieu-mau"}

    answer = client.get(reverse("reports:chosen_span", args=[committee.pk]), query)

    url = reverse("reports:summary", args=[committee.pk, slug])
    assert answer.url == f"{url}?loai=kieu-mau"


@pytest.mark.parametrize("name", [name for name, _, _ in PAGES])
def test_every_report_page_asks_for_a_range_of_itself(client, name):
    committee = a_quarter()
    client.force_login(staff_of(committee))
    page = client.get(reverse(name, args=[committee.pk, "2022-12"])).content.decode()
    form = page.split('class="spans-range"')[1].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="(\S+?)" value="(.*?)"', form))

    answer = client.get(
        reverse("reports:chosen_span", args=[committee.pk]),
        hidden | {"tu": "2022-11", "den": "2022-12"},
    )

    chosen = reverse(name, args=[committee.pk, "2022-11_2022-12"])
    assert answer.status_code == 302
    assert answer.url.split("?")[0] == chosen


def test_a_range_that_ends_before_it_begins_says_so_and_changes_nothing(client):
    committee = a_quarter()
    client.force_login(staff_of(committee))
    query = {"tu": "2022-12", "den": "2022-10", "trang": "reports:summary"}

    answer = client.get(
        reverse("reports:chosen_span", args=[committee.pk]),
        query | {"ky": "2022-12"},
        follow=True,
    )

    assert "Tháng cuối không được trước tháng đầu." in answer.content.decode()
    assert answer.context["span"].slug == "2022-12"


@pytest.mark.parametrize(
    "query", [{"trang": "admin:index"}, {"tu": "2022-10", "den": "2022-12"}]
)
def test_a_range_of_a_page_that_does_not_exist_is_not_found(client, query):
    committee = a_quarter()
    client.force_login(staff_of(committee))
    url = reverse("reports:chosen_span", args=[committee.pk])

    assert client.get(url, query).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "?nhanh=12345",
        "?nhanh=la",
        "?xem=tieu-chi-cung&chi-so=999",
        "?xem=tieu-chi-cung&chi-so=la",
        "?bang=la",
        "?loai-hinh=999",
        "?bo-tieu-chi=khong-co",
    ],
)
def test_a_branch_an_indicator_a_table_a_kind_or_a_framework_that_is_not_there(
    client, query
):
    assert page_of(client, a_quarter(), "2022-q4", query).status_code == 404


def test_the_failures_of_an_indicator_are_one_over_the_versions_of_a_framework(client):
    committee = CommitteeFactory()
    framework = published_framework(committee, indicators=4, hard=[0, 2])
    for _ in range(2):
        RegistrationFactory(cell=CellFactory(committee=committee), framework=framework)
    open_month(date(2022, 10, 1))
    renumbered_version(framework, effective_from=MONTH)
    open_month()
    first, second, third, fourth = Evaluation.objects.order_by("period", "pk")
    score(first, 5, 25, 5, 25)
    score(second, 25, 25, 5, 25)
    score(third, 5, 25, 15, 35)
    score(fourth, 25, 25, 15, 35)

    page = page_of(client, committee, "2022-q4")

    told = page.context["indicators"]
    assert [(one.code, one.sheets) for one, _ in told] == [("1.1", 3), ("1.1", 1)]
    for one, url in told:
        assert client.get(url).context["listed"].count == one.sheets


def test_a_framework_of_another_programme_falls_away(client):
    committee = a_quarter()
    meetings = ProgrammeFactory(slug="sinh-hoat", name="Chất lượng sinh hoạt chi bộ")
    other = published_framework(committee, programme=meetings)

    page = page_of(client, committee, "2022-q4", f"?bo-tieu-chi={other.code}")

    assert page.status_code == 200
    assert page.context["asked"].family is None


@pytest.mark.parametrize(
    ("cells", "months", "children"),
    [(1, 1, 1), (30, 1, 6), (6, 12, 1), (12, 12, 6)],
)
@pytest.mark.parametrize("span", ["2022-11", "2022"])
def test_the_page_asks_a_fixed_number_of_queries(
    client, cells, months, children, span, django_assert_max_num_queries
):
    top = CommitteeFactory()
    framework = published_framework(top, hard=[0], requires_evidence=True)
    framework.bands.filter(name="Xuất sắc").update(quota_percent=20)
    places = [CommitteeFactory(parent=top) for _ in range(children)]
    for number in range(cells):
        unit = CellFactory(committee=places[number % children])
        RegistrationFactory(cell=unit, framework=framework)
    for month in range(MONTH.month + 1 - min(months, 11), MONTH.month + 1):
        open_month(date(2022, month, 1))
    Evaluation.objects.update(is_complete=True, percent=80, hard_failed=False)
    one = Evaluation.objects.first()
    score(one, 40, 45)
    client.force_login(staff_of(top))

    with django_assert_max_num_queries(15):
        client.get(summary_url(top, span))
    with django_assert_max_num_queries(15):
        client.get(summary_url(top, span, f"?nhanh={places[0].pk}&xem=chi-bo"))
