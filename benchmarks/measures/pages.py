"""Reading: the pages that people open most, each against plain SQL for its figures."""

from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.timing import Figure, timed, timed_as_served
from scoring.models import Evaluation
from vietnamese.spans import Span

READ = 300
GRID = 400
HOME_OF_LEADER = "home of an approver"
YEAR = 1_000  # our own wish: every sheet of twelve months
STATES = """
SELECT status, is_complete, scored > 0, COUNT(*) FROM scoring_evaluation
WHERE period_id = %s AND committee_path >= %s AND committee_path < %s
GROUP BY status, is_complete, scored > 0
"""
BY_CHILD_OF_A_YEAR = """
SELECT SUBSTR(committee_path, 7, 6), grade_id, COUNT(*), SUM(percent)
FROM scoring_evaluation
WHERE period_id BETWEEN %s AND %s AND committee_path >= %s AND committee_path < %s
GROUP BY SUBSTR(committee_path, 7, 6), grade_id
"""
BY_CELL = """
SELECT cell_id, COUNT(percent), AVG(percent) FROM scoring_evaluation
WHERE period_id BETWEEN %s AND %s AND committee_path >= %s AND committee_path < %s
GROUP BY cell_id ORDER BY 3 DESC LIMIT 50
"""
FIRST_FIFTY = """
SELECT e.id, c.name, o.name, e.total, e.percent, b.name FROM scoring_evaluation e
JOIN cells_cell c ON c.id = e.cell_id JOIN cells_committee o ON o.id = e.committee_id
LEFT JOIN criteria_gradeband b ON b.id = e.grade_id
WHERE e.period_id = %s AND e.committee_path >= %s AND e.committee_path < %s
ORDER BY e.committee_path, c.sort_key, e.id LIMIT 50
"""
BY_CHILD = """
SELECT SUBSTR(e.committee_path, 7, 6), e.grade_id, COUNT(*), SUM(e.percent),
    COUNT(CASE WHEN e.hard_failed THEN 1 END), SUM(e.percent - p.percent)
FROM scoring_evaluation e
LEFT JOIN scoring_evaluation p ON p.cell_id = e.cell_id AND p.period_id = %s
WHERE e.period_id = %s AND e.committee_path >= %s AND e.committee_path < %s
GROUP BY SUBSTR(e.committee_path, 7, 6), e.grade_id
"""
RANKED = """
SELECT e.id, e.cell_name, e.percent, RANK() OVER (ORDER BY e.percent DESC) AS place
FROM scoring_evaluation e WHERE e.period_id = %s AND e.is_complete AND NOT e.hard_failed
AND e.committee_path >= %s AND e.committee_path < %s ORDER BY place, e.id LIMIT 50
"""
LINES = """
SELECT i.code, i.name, i.max_points, s.points, s.note FROM scoring_score s
JOIN criteria_indicator i ON i.id = s.indicator_id
JOIN criteria_criterion c ON c.id = i.criterion_id
WHERE s.evaluation_id = %s ORDER BY c.position, i.position
"""
GRID_VALUES = """
SELECT s.evaluation_id, s.indicator_id, s.points, s.version, s.note FROM scoring_score s
WHERE s.evaluation_id IN (SELECT e.id FROM scoring_evaluation e
    WHERE e.period_id = %s AND e.committee_path >= %s AND e.committee_path < %s
    ORDER BY e.committee_path LIMIT 50)
"""
MONTHS = """
SELECT period_id, total, percent, grade_id FROM scoring_evaluation
WHERE cell_id = %s ORDER BY period_id
"""


def measure(province, *, runs):
    client, leader = Client(), Client()
    client.force_login(province.staff)
    leader.force_login(province.leader)
    month, path = province.latest, province.committee.path
    before = province.months[-2] if len(province.months) > 1 else month
    end = f"{int(path) + 1:0{len(path)}d}"
    sheet = Evaluation.objects.in_month(month).complete().first()
    under = [month, path, end]
    year = (date(month.year, 1, 1), date(month.year, 12, 1))
    pages = [
        (
            "month overview",
            reverse("scoring:month", args=[month]),
            READ,
            [(STATES, under), (FIRST_FIFTY, under)],
        ),
        (
            "summary of the province",
            reverse("reports:summary", args=[province.committee.pk, month]),
            READ,
            [(BY_CHILD, [before, *under]), (RANKED, under)],
        ),
        (
            "summary of the province's year",
            reverse("reports:summary", args=[province.committee.pk, Span(*year)]),
            YEAR,
            [(BY_CHILD_OF_A_YEAR, [*year, path, end]), (BY_CELL, [*year, path, end])],
        ),
        (
            "grid of 50 cells",
            reverse("scoring:grid", args=[month]),
            GRID,
            [(FIRST_FIFTY, under), (GRID_VALUES, under)],
        ),
        (
            "home",
            reverse("reports:home"),
            READ,
            [(STATES, under), (FIRST_FIFTY, under)],
        ),
        (
            HOME_OF_LEADER,
            reverse("reports:home"),
            READ,
            [(STATES, under), (FIRST_FIFTY, under)],
        ),
        (
            "sheet",
            reverse("scoring:sheet", args=[sheet.pk]),
            READ,
            [(LINES, [sheet.pk])],
        ),
        (
            "cell",
            reverse("reports:cell", args=[sheet.cell_id]),
            READ,
            [(MONTHS, [sheet.cell_id]), (LINES, [sheet.pk])],
        ),
    ]
    return [
        _figure(leader if page[0] == HOME_OF_LEADER else client, *page, runs=runs)
        for page in pages
    ]


def _figure(client, name, url, target, statements, *, runs):
    with CaptureQueriesContext(connection) as captured:
        status = client.get(url).status_code
    queries = len(captured)  # before the next request forgets them
    return Figure(
        name=name,
        times=timed_as_served(lambda: client.get(url), runs=runs),
        target=target,
        plain=timed(lambda: _plain(statements), runs=runs),
        queries=queries,
        problem="" if status == 200 else f"answered {status}",
    )


def _plain(statements):
    with connection.cursor() as cursor:
        for statement, parameters in statements:
            cursor.execute(statement, parameters)
            cursor.fetchall()
