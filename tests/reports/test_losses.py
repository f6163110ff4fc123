"""Where points are lost, against a plain count in Python over generated sheets."""

from collections import defaultdict

import pytest
from django.urls import reverse

from cells.models import Committee
from criteria.models import Criterion
from reports.amounts import cents
from reports.frameworks import frameworks_in_use
from reports.losses import (
    Lost,
    losses_by_criterion,
    losses_by_indicator,
)
from reports.selections import Selection
from scoring.actions.totals import rules_of
from scoring.models import Evaluation, Score
from scoring.models.losing import lost_points, possible_points
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
from tests.reports.pages import score as give_points
from tests.reports.scored import MONTHS, scored_province
from vietnamese.spans import Span

pytestmark = pytest.mark.django_db
SPAN = Span(MONTHS[1], MONTHS[-1])


def selection_of(committee, **fields):
    return Selection(
        committee=committee, programme=ProgrammeFactory(), span=SPAN, **fields
    ).standing()


def lines():
    """(sheet, score, line) of everything that was typed, under the framework's rules."""
    rules = {
        indicator.id: indicator
        for rule in rules_of(
            Evaluation.objects.values_list("framework", flat=True)
        ).values()
        for indicator in rule.indicators
    }
    scores = Score.objects.select_related(
        "evaluation__framework", "indicator__criterion"
    )
    return [
        (score.evaluation, score, score.line(rules[score.indicator_id]))
        for score in scores
    ]


def root(part):
    while part.origin_id:
        part = part.origin
    return part.pk


def test_a_lost_point_is_for_the_database_what_it_is_for_the_rules():
    scored_province(1)
    asked = Score.objects.annotate(lost=lost_points(), possible=possible_points())
    found = {score.pk: (score.lost, score.possible) for score in asked}

    for _, score, line in lines():
        lost, possible = found[score.pk]
        counted = (
            line.indicator.effect == "ordinary" and line.is_settled and line.counts
        )
        assert cents(lost) == line.lost
        assert (possible or 0) == (line.indicator.max_points if counted else 0)


def counted(sheets, keys):
    """From key to (points lost, possible, ids of sheets that lost) of complete sheets."""
    sums = defaultdict(lambda: [0, 0, set()])
    for sheet, score, line in lines():
        key = keys(sheet, score)
        if sheet not in sheets or not sheet.is_complete or key is None:
            continue
        if line.indicator.effect != "ordinary" or not (line.is_settled and line.counts):
            continue
        sums[key][0] += line.lost
        sums[key][1] += line.indicator.max_points
        if line.lost:
            sums[key][2].add(sheet.pk)
    return {key: Lost(lost, most, len(ids)) for key, (lost, most, ids) in sums.items()}


def sheets_of(committee):
    """Chosen in Python."""
    return {
        sheet
        for sheet in Evaluation.objects.all()
        if sheet.month in SPAN and sheet.committee_path.startswith(committee.path)
    }


@pytest.mark.parametrize("seed", range(3))
def test_criteria_of_all_frameworks_add_up_by_their_root_for_every_node(seed):
    scored_province(seed)

    for committee in Committee.objects.all():
        selection = selection_of(committee)
        found = losses_by_criterion(selection, frameworks_in_use(selection))

        sheets = sheets_of(committee)
        wanted = counted(sheets, lambda _, score: root(score.indicator.criterion))
        assert {row.key: row.lost for row in found.rows} == wanted
        by_points = [row.lost.points for row in found.rows]
        assert by_points == sorted(by_points, reverse=True)
        if found.total.points:
            assert abs(sum(row.share for row in found.rows) - 100) < 1


@pytest.mark.parametrize("seed", range(3))
def test_each_child_loses_what_its_own_page_says(seed):
    top = scored_province(seed)
    selection = selection_of(top)

    found = losses_by_criterion(selection, frameworks_in_use(selection))

    for child in found.children:
        own = selection_of(child)
        told = losses_by_criterion(own, frameworks_in_use(own))
        beside = {
            row.key: row.by_child[child.pk]
            for row in found.rows
            if child.pk in row.by_child
        }
        assert beside == {row.key: row.lost for row in told.rows}
    for row in found.rows:
        assert sum(one.losing for one in row.by_child.values()) == row.lost.losing


@pytest.mark.parametrize("seed", range(2))
def test_indicators_of_all_versions_of_a_framework_add_up_by_their_origin(seed):
    top = scored_province(seed)
    selection = selection_of(top, family="tinh")

    found = losses_by_indicator(selection, frameworks_in_use(selection))

    wanted = counted(
        sheets_of(top),
        lambda sheet, score: (
            root(score.indicator) if sheet.framework.code == "tinh" else None
        ),
    )
    assert {row.key: row.lost for row in found.rows} == wanted


@pytest.mark.parametrize("seed", range(2))
def test_every_number_of_sheets_that_lost_is_that_of_the_list_behind_it(seed):
    top = scored_province(seed)
    selection = selection_of(top)
    found = losses_by_criterion(selection, frameworks_in_use(selection))

    for row in found.rows:
        listed = list(selection.sheets().complete().losing_in(criteria=row.ids))

        assert len(listed) == row.lost.losing
        assert sum(sheet.lost for sheet in listed) == row.lost.points
        assert listed == sorted(listed, key=lambda sheet: -sheet.lost)


def test_a_criterion_is_named_by_its_root_and_one_that_stands_alone_by_its_framework():
    top = scored_province(0)
    selection = selection_of(top)

    found = losses_by_criterion(selection, frameworks_in_use(selection))

    first = Criterion.objects.filter(framework__code="tinh", framework__version=1)
    alone = Criterion.objects.filter(framework__code="rieng")
    assert {row.key: row.note for row in found.rows} == {
        **dict.fromkeys((one.pk for one in first), "2 bộ tiêu chí"),
        **dict.fromkeys((one.pk for one in alone), "Bộ tiêu chí riêng"),
    }


# --- The page


def url(committee, query="", *, name="reports:losses"):
    return reverse(name, args=[committee.pk, MONTH]) + query


def a_month(committee, *cells):
    """A complete sheet for each cell with the points of its two indicators of 50."""
    framework = published_framework(committee)
    for number, _ in enumerate(cells):
        RegistrationFactory(
            cell=CellFactory(name=f"Chi bộ {number}", committee=committee),
            framework=framework,
        )
    open_month()
    for sheet, points in zip(Evaluation.objects.order_by("pk"), cells, strict=True):
        give_points(sheet, *points)
    return framework


@pytest.fixture
def committee(db):
    return CommitteeFactory()


@pytest.fixture
def ask(client, committee):
    client.force_login(staff_of(committee))
    return lambda query="", **more: client.get(url(committee, query, **more))


def test_the_answer_names_where_most_is_lost_and_of_which_sheets(ask, committee):
    a_month(committee, (50, 40), (45, 50), (None, 0))

    told = ask("?bang=chi-so").context

    assert told["answer"] == (
        "Mất nhiều điểm nhất ở chỉ số “1.2. Đúng kỳ, đủ thời lượng”: 10 điểm, bằng 66,7% "
        "tổng số điểm mất và 10% điểm tối đa của chỉ số này."
    )
    assert told["counted"].startswith(
        "Tính trên 2 phiếu đã chấm đủ; 1 phiếu chưa chấm đủ không tính."
    )


def test_nothing_lost_is_said_in_words(ask, committee):
    a_month(committee, (50, 50))

    told = ask().context

    assert told["answer"].endswith("không mất điểm nào.")
    assert [line.url for line in told["lines"]] == [""]


@pytest.mark.parametrize("way", ["", "chi-so"])
def test_every_number_leads_to_its_sheets_the_most_points_lost_first(
    client, ask, committee, way
):
    a_month(committee, (50, 40), (45, 50), (10, 20))

    told = ask(f"?bang={way}").context

    for line in told["lines"]:
        listed = client.get(line.url).context
        assert listed["listed"].paginator.count == line.row.lost.losing
        lost = [row["lost"].points for row in listed["rows"]]
        assert lost == sorted(lost, reverse=True)
        assert sum(lost) == line.row.lost.points


def test_a_field_of_child_and_criterion_leads_to_the_sheets_of_that_child(
    client, ask, committee
):
    first, second = (CommitteeFactory(parent=committee) for _ in range(2))
    framework = published_framework(committee)
    for child, points in ((first, (50, 40)), (second, (50, 45)), (second, (0, 0))):
        give_points(
            opened_sheet(CellFactory(committee=child), framework=framework), *points
        )

    heat = ask().context["heat"]

    assert [[field.text for field in row.fields] for row in heat.rows] == [
        ["10"],
        ["52,5"],
    ]
    listed = client.get(heat.rows[1].fields[0].url).context
    assert [row["lost"].points for row in listed["rows"]] == [100, 5]
    assert listed["branch"] == second.name


@pytest.mark.parametrize(
    ("sort", "codes"),
    [("", "21"), ("mat", "12"), ("-ty-le", "21"), ("thu-tu", "12"), ("phieu", "21")],
)
def test_the_rows_stand_in_the_order_asked_for(ask, committee, sort, codes):
    a_month(committee, (49, 40), (48, 50))

    lines = ask(f"?bang=chi-so&sap-xep={sort}").context["lines"]

    assert [line.row.code for line in lines] == [f"1.{code}" for code in codes]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("?bang=la-lung", "reports:losses"),
        ("", "reports:loss_list"),
        ("?tieu-chi=999999", "reports:loss_list"),
        ("?chi-so=999999", "reports:loss_list"),
        ("?chi-so=la-lung", "reports:loss_list"),
    ],
)
def test_what_does_not_exist_is_a_404(ask, committee, query, name):
    a_month(committee, (50, 40))

    assert ask(query, name=name).status_code == 404


def test_a_criterion_of_another_committee_has_no_list_here(ask, committee):
    a_month(committee, (50, 40))
    foreign = opened_sheet()
    give_points(foreign, 1, 1)
    criterion = foreign.framework.criteria.get()

    answer = ask(f"?tieu-chi={criterion.pk}", name="reports:loss_list")

    assert answer.status_code == 404


def test_the_sums_of_very_many_sheets_come_after_the_page(
    client, ask, committee, monkeypatch
):
    a_month(committee, (50, 40))
    monkeypatch.setattr("reports.views.losses.AT_ONCE", 0)

    waiting = ask()
    asked = client.get(url(committee), headers={"hx-request": "true"})
    without_scripts = ask("?cho=1")

    assert "lines" not in waiting.context
    assert "Đang cộng số liệu" in waiting.content.decode()
    assert len(asked.context["lines"]) == len(without_scripts.context["lines"]) == 1


@pytest.mark.parametrize("cells", [1, 12])
@pytest.mark.parametrize(
    ("name", "query", "queries"),
    [
        ("reports:losses", "", 12),
        ("reports:losses", "?bang=chi-so", 11),
        ("reports:loss_list", "?tieu-chi={0}", 13),
    ],
)
def test_the_page_asks_the_same_number_of_queries(
    client, committee, django_assert_num_queries, cells, name, query, queries
):
    framework = a_month(CommitteeFactory(parent=committee), *[(50, 40)] * cells)
    client.force_login(staff_of(committee))
    query = query.format(framework.criteria.get().pk)

    with django_assert_num_queries(queries):
        assert client.get(url(committee, query, name=name)).status_code == 200
