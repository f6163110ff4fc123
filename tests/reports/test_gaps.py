"""Self-assessment against what was verified, and plain Python over generated sheets."""

from collections import Counter, defaultdict
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cells.models import Cell, Committee
from criteria.models import Framework
from reports.gaps import Compared, cell_gaps, gaps_by_child, gaps_by_indicator
from reports.selections import Selection
from scoring.models import Evaluation, Score
from scoring.self_assessment import Side, side_of
from tests.factories import (
    MONTH,
    CellFactory,
    CommitteeFactory,
    ProgrammeFactory,
    RegistrationFactory,
    open_month,
    opened_sheet,
    published_framework,
    staff_of,
)
from tests.reports.pages import score
from tests.reports.scored import MONTHS, scored_province
from vietnamese.spans import Span

SPAN = Span(MONTHS[1], MONTHS[-1])
points = st.decimals(0, 20, places=2)


@given(points, points)
def test_a_gap_is_far_from_a_quarter_of_the_maximum_on(said, verified):
    most = Decimal(20)

    side = side_of(said - verified, most)

    assert (side == Side.EQUAL) == (said == verified)
    assert (side in {Side.FAR_ABOVE, Side.ABOVE}) == (said > verified)
    is_far = abs(said - verified) >= 5
    assert (side in {Side.FAR_ABOVE, Side.FAR_BELOW}) == is_far


def selection_of(committee, **fields):
    return Selection(
        committee=committee, programme=ProgrammeFactory(), span=SPAN, **fields
    ).standing()


def compared_scores(committee):
    """Chosen in Python."""
    scores = Score.objects.select_related("evaluation__framework", "indicator")
    return [
        one
        for one in scores
        if one.evaluation.month in SPAN
        and one.evaluation.committee_path.startswith(committee.path)
        and one.evaluation.framework.allows_self_scoring
        and one.indicator.effect == "ordinary"
        and one.points is not None
        and one.self_points is not None
    ]


def compared(scores):
    gaps = [(one.self_points - one.points, one.indicator.max_points) for one in scores]
    return Compared(
        Counter(side_of(gap, most) for gap, most in gaps),
        sum((gap for gap, _ in gaps), Decimal(0)),
        sum((most for _, most in gaps), Decimal(0)),
    )


def root(indicator):
    while indicator.origin_id:
        indicator = indicator.origin
    return indicator


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_children_cells_and_indicators_are_compared_as_plain_python_does(seed):
    scored_province(seed)

    for committee in Committee.objects.all():
        scores = compared_scores(committee)
        selection = selection_of(committee)
        check_children(selection, scores)
        check_cells(selection, scores)
        check_lists(selection, scores)
        check_indicators(selection_of(committee, family="tinh"), scores)


def check_children(selection, scores):
    rows, total = gaps_by_child(selection)

    assert total == compared(scores)
    for row in rows:
        if row.committee:
            assert row.compared == compared(compared_scores(row.committee))
    assert sum((row.compared for row in rows), Compared()) == total


def check_cells(selection, scores):
    rows = cell_gaps(selection.sheets().cells_by_gap(is_falling=True))

    by_cell = defaultdict(list)
    for one in scores:
        by_cell[one.evaluation.cell_id].append(one)
    wanted = {cell: compared(own) for cell, own in by_cell.items()}
    assert {row.cell.pk: (row.number, row.above, row.below) for row in rows} == {
        cell: (one.number, one.above, one.below) for cell, one in wanted.items()
    }
    means = [row.mean for row in rows]
    assert means == sorted(means, reverse=True)
    assert {row.cell.pk: row.mean for row in rows} == {
        cell: one.mean for cell, one in wanted.items()
    }
    upwards = cell_gaps(selection.sheets().cells_by_gap(is_falling=False))
    assert [row.mean for row in upwards] == sorted(means)


def check_indicators(selection, scores):
    rows = gaps_by_indicator(selection)

    own = defaultdict(list)
    for one in scores:
        if one.evaluation.framework.code == "tinh":
            own[root(one.indicator).pk].append(one)
    found = {min(row.ids): row.compared for row in rows}
    assert found == {key: compared(ones) for key, ones in own.items()}


def check_lists(selection, scores):
    """The scores behind the numbers, side by side."""
    behind = Score.objects.on(selection.sheets().values("pk")).compared()

    for side in Side:
        listed = list(behind.on_sides([side]).largest_gap_first())
        gaps = [abs(one.gap) for one in listed]
        assert len(listed) == compared(scores).sides[side]
        assert gaps == sorted(gaps, reverse=True)


# --- The page


def url(committee, query="", *, name="reports:gaps"):
    return reverse(name, args=[committee.pk, MONTH]) + query


def a_month(committee, *cells, allows=True):
    """A sheet for each cell: (own points, verified points) of its two indicators of 50."""
    framework = published_framework(committee)
    Framework.objects.filter(pk=framework.pk).update(allows_self_scoring=allows)
    for number, _ in enumerate(cells):
        RegistrationFactory(
            cell=CellFactory(name=f"Chi bộ {number}", committee=committee),
            framework=framework,
        )
    open_month()
    for sheet, (own, verified) in zip(
        Evaluation.objects.order_by("pk"), cells, strict=True
    ):
        score(sheet, *verified)
        for row, said in zip(sheet.scores.in_sheet_order(), own, strict=True):
            Score.objects.filter(pk=row.pk).update(self_points=said)


@pytest.fixture
def committee(db):
    return CommitteeFactory()


@pytest.fixture
def ask(client, committee):
    client.force_login(staff_of(committee))
    return lambda query="", **more: client.get(url(committee, query, **more))


def test_the_answer_says_whether_cells_overrate_themselves_and_how_often(
    ask, committee
):
    a_month(committee, ((50, 45), (40, 45)), ((35, 20), (40, 20)))

    told = ask().context

    assert told["answer"] == (
        "Tính chung, chi bộ tự chấm cao hơn thẩm định 2,5% điểm tối đa. Trong 4 điểm có "
        "cả hai giá trị: 1 tự chấm cao hơn, 2 bằng nhau, 1 tự chấm thấp hơn."
    )
    assert [(side.number, side.percent) for side in told["sides"]] == [
        (0, "0%"),
        (1, "25%"),
        (2, "50%"),
        (1, "25%"),
        (0, "0%"),
    ]


def test_who_overrates_itself_the_most_comes_first_and_last_on_demand(ask, committee):
    a_month(committee, ((50, 45), (40, 45)), ((35, 20), (40, 20)), ((30, 30), (30, 30)))

    def shown(query):
        return [(line.name, line.gap.mean) for line in ask(query).context["lines"]]

    falling = [
        ("Chi bộ 0", Decimal(10)),
        ("Chi bộ 2", Decimal(0)),
        ("Chi bộ 1", Decimal(-5)),
    ]
    assert shown("?bang=chi-bo") == falling
    assert shown("?bang=chi-bo&sap-xep=lech") == falling[::-1]
    assert shown("?bang=chi-bo&sap-xep=thu-tu") == sorted(falling)


@pytest.mark.parametrize("way", ["", "chi-bo", "chi-so"])
def test_every_number_leads_to_as_many_scores(client, ask, committee, way):
    a_month(committee, ((50, 45), (40, 45)), ((35, 20), (40, 20)), ((50, 1), (40, 1)))

    told = ask(f"?bang={way}").context

    numbers = [
        pair
        for line in told["lines"]
        for pair in (
            (line.gap.number, line.lists.every),
            (line.gap.above, line.lists.above),
            (line.gap.below, line.lists.below),
        )
    ]
    numbers += [(side.number, side.url) for side in told.get("sides", [])]
    for number, address in numbers:
        if number:
            assert client.get(address).context["listed"].paginator.count == number


def test_a_score_in_the_list_has_both_values_and_the_largest_gap_stands_first(
    ask, committee
):
    a_month(committee, ((50, 45), (40, 45)), ((20, 20), (40, 20)))

    rows = ask("?lech=cao", name="reports:gap_list").context["rows"]
    below = ask("?lech=thap", name="reports:gap_list").context["rows"]

    assert [(row.score.self_points, row.score.points, row.gap) for row in rows] == [
        (50, 40, "+10")
    ]
    assert [row.gap for row in below] == ["−20"]


@pytest.mark.parametrize("allows", [True, False])
def test_where_nobody_scores_itself_the_page_says_so_in_a_sentence(
    ask, committee, allows
):
    a_month(committee, ((None, None), (40, 45)), allows=allows)

    answer = ask()

    assert "không phiếu nào vừa có điểm chi bộ tự chấm" in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("?bang=la-lung", "reports:gaps"),
        ("?sap-xep=la-lung", "reports:gaps"),
        ("?lech=la-lung", "reports:gap_list"),
        ("?chi-bo=la-lung", "reports:gap_list"),
        ("?chi-so=999999", "reports:gap_list"),
        ("?nhanh=999999", "reports:gap_list"),
    ],
)
def test_what_does_not_exist_is_a_404(ask, committee, query, name):
    a_month(committee, ((50, 45), (40, 45)))

    assert ask(query, name=name).status_code == 404


def test_a_cell_of_another_committee_has_no_list_here(ask, committee):
    a_month(committee, ((50, 45), (40, 45)))
    foreign = CommitteeFactory()
    sheet = opened_sheet(CellFactory(committee=foreign), framework=None)
    Framework.objects.update(allows_self_scoring=True)
    sheet.scores.update(self_points=5, points=4)

    assert ask(f"?chi-bo={sheet.cell_id}", name="reports:gap_list").status_code == 404


@pytest.mark.parametrize("cells", [1, 12])
@pytest.mark.parametrize(
    ("name", "query", "queries"),
    [
        ("reports:gaps", "", 11),
        ("reports:gaps", "?bang=chi-bo", 11),
        ("reports:gaps", "?bang=chi-so", 11),
        ("reports:gap_list", "?lech=cao", 10),
    ],
)
def test_the_page_asks_the_same_number_of_queries(
    client, committee, django_assert_num_queries, cells, name, query, queries
):
    child = CommitteeFactory(parent=committee)
    a_month(child, *[((50, 45), (40, 45))] * cells)
    client.force_login(staff_of(committee))

    with django_assert_num_queries(queries):
        assert client.get(url(committee, query, name=name)).status_code == 200

    assert Cell.objects.count() == cells
