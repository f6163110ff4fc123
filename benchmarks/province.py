"""A province with a year of scores, made set by set: minutes for two million scores."""

import random
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import connection, transaction

from cells.models import Assignment, Cell, CellKind, Committee, User
from cells.paths import below
from cells.scope import Role
from criteria.actions import add_usual_bands, publish
from criteria.models import Criterion, Framework, Indicator, Programme
from scoring.actions.periods import lock, open_period
from scoring.models import Evaluation, Period, Registration

YEAR = 2022
AT = datetime(YEAR, 12, 31, tzinfo=UTC)
CELLS_A_COMMUNE = 100
# Points of the 17 indicators, five criteria, of "chi bộ 5 tốt" of a hospital.
SHEET = [[8, 6, 6, 5], [6, 6, 6, 7], [7, 7, 6], [5, 5, 5, 5], [5, 5]]
HARD = {(0, 0), (2, 1)}

# No generator of random numbers that both databases share: numbers that look mixed.
LOST = "(s.evaluation_id * 7919 + s.indicator_id * 104729) %% 11"
FILL = f"""
UPDATE scoring_score SET version = 1, points = (
    SELECT i.max_points - CASE WHEN {LOST.replace("s.", "scoring_score.")} < 7 THEN 0
        WHEN {LOST.replace("s.", "scoring_score.")} < 9 THEN 0.5
        WHEN {LOST.replace("s.", "scoring_score.")} < 10 THEN 1 ELSE 2 END
    FROM criteria_indicator i WHERE i.id = scoring_score.indicator_id)
WHERE evaluation_id IN (SELECT id FROM scoring_evaluation WHERE period_id = %s)
AND CASE %s
    WHEN 1 THEN evaluation_id %% 3 = 2 OR (evaluation_id %% 3 = 1 AND indicator_id %% 2 = 1)
    ELSE evaluation_id %% 10 > 0 OR indicator_id %% 2 = 1 END
"""
ADD_UP = """
UPDATE scoring_evaluation SET
    scored = (SELECT COUNT(s.points) FROM scoring_score s
        WHERE s.evaluation_id = scoring_evaluation.id),
    total = (SELECT COALESCE(SUM(s.points), 0) FROM scoring_score s
        WHERE s.evaluation_id = scoring_evaluation.id),
    hard_failed = EXISTS (SELECT 1 FROM scoring_score s
        JOIN criteria_indicator i ON i.id = s.indicator_id
        WHERE s.evaluation_id = scoring_evaluation.id AND i.is_hard
        AND s.points < i.pass_mark)
WHERE period_id = %s
"""
GRADE = """
UPDATE scoring_evaluation SET is_complete = (scored = required),
    percent = CASE WHEN scored = required THEN total END,
    grade_id = CASE WHEN scored = required THEN (
        SELECT b.id FROM criteria_gradeband b
        WHERE b.framework_id = scoring_evaluation.framework_id
        AND b.from_points <= scoring_evaluation.total
        AND (NOT scoring_evaluation.hard_failed OR b.from_points <= 70)
        ORDER BY b.from_points DESC LIMIT 1) END
WHERE period_id = %s
"""
APPROVE = """
UPDATE scoring_evaluation SET status = 'approved', approved_at = %s, approved_by_id = %s
WHERE period_id = %s AND is_complete
"""
RECORD = """
INSERT INTO scoring_change
    (evaluation_id, score_id, field, old, new, by_id, at, source, reason)
SELECT s.evaluation_id, s.id, 'points', '', CAST(s.points AS VARCHAR(10)), %s, %s, 'typed', ''
FROM scoring_score s JOIN scoring_evaluation e ON e.id = s.evaluation_id
WHERE e.period_id = %s AND s.points IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Province:
    """What the measures ask for; `staff` and `leader` work for the whole province."""

    committee: Committee
    communes: list[Committee]
    staff: User
    leader: User
    months: list[date]

    @property
    def latest(self) -> date:
        return self.months[-1]


def found() -> Province | None:
    """The province that a run before has left, if there is one."""
    top = Committee.objects.filter(parent=None).first()
    if top is None:
        return None
    return Province(
        committee=top,
        communes=list(Committee.objects.children_of(top)),
        staff=User.objects.get(username="tinh"),
        leader=User.objects.get(username="lanhdao"),
        months=sorted(
            set(
                Evaluation.objects.order_by()
                .values_list("period", flat=True)
                .distinct()
            )
        ),
    )


@transaction.atomic
def build(*, cells: int, months: int, say=print) -> Province:
    """Make it; `say` hears how far it has come."""
    top, communes = _committees(-(-cells // CELLS_A_COMMUNE))
    leader, staff = _people(top, communes)
    framework = _framework(top)
    _register(_cells(communes, cells), framework)
    opened = []
    for number in range(1, months + 1):
        month = date(YEAR, number, 1)
        _fill(month, by=staff, is_last=number == months)
        opened.append(month)
        say(f"  {month:%m/%Y}")
    _lock(opened[: months // 2], communes, by=staff)
    return Province(top, communes, staff, leader, opened)


def refresh_statistics():
    """What PostgreSQL's autovacuum does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute(
            "VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE"
        )


def _committees(number):
    top = Committee.objects.create(name="Tỉnh ủy", path="")
    top.path = below("", top.pk)
    top.save(update_fields=["path"])
    communes = [
        Committee(
            pk=top.pk + n,
            parent=top,
            name=f"Đảng ủy xã {n}",
            path=below(top.path, top.pk + n),
        )
        for n in range(1, number + 1)
    ]
    return top, Committee.objects.bulk_create(communes)


def _people(top, communes):
    """An approver and staff of the whole, and staff of each commune; the first two."""
    places = [("lanhdao", Role.APPROVER, top), ("tinh", Role.STAFF, top)]
    places += [(f"xa{n}", Role.STAFF, c) for n, c in enumerate(communes, start=1)]
    users = User.objects.bulk_create(
        User(username=name, full_name=f"Cán bộ {name}", password="!")
        for name, _, _ in places
    )
    Assignment.objects.bulk_create(
        Assignment(user=user, role=role, committee=committee)
        for user, (_, role, committee) in zip(users, places, strict=True)
    )
    return users[:2]


def _framework(top):
    framework = Framework.objects.create(
        programme=Programme.objects.create(name="Chi bộ kiểu mẫu", slug="kieu-mau"),
        committee=top,
        name="Chi bộ 5 tốt",
        code="nam-tot",
        effective_from=date(YEAR, 1, 1),
    )
    for place, row in enumerate(SHEET):
        criterion = Criterion.objects.create(
            framework=framework,
            code=str(place + 1),
            name=f"Tiêu chí {place + 1}",
            position=place,
        )
        for at, most in enumerate(row):
            Indicator.objects.create(
                criterion=criterion,
                code=f"{place + 1}.{at + 1}",
                name=f"Chỉ số {place + 1}.{at + 1}",
                position=at,
                max_points=most,
                is_hard=(place, at) in HARD,
                pass_mark=Decimal(most) - 1 if (place, at) in HARD else None,
            )
    add_usual_bands(framework=framework)
    return publish(framework=framework, at=AT)


def _cells(communes, number):
    kinds = CellKind.objects.bulk_create(
        CellKind(name=name, position=at)
        for at, name in enumerate(
            ("Thôn, tổ dân phố", "Cơ quan", "Trường học", "Doanh nghiệp")
        )
    )
    chosen = random.Random(YEAR)
    return Cell.objects.bulk_create(
        Cell(
            committee=communes[n // CELLS_A_COMMUNE],
            name=f"Chi bộ thôn {n % CELLS_A_COMMUNE + 1}",
            kind=chosen.choice(kinds),
            members=chosen.randint(3, 60),
        )
        for n in range(number)
    )


def _register(cells, framework):
    Registration.objects.bulk_create(
        Registration(
            cell=cell,
            framework=framework,
            programme=framework.programme,
            year=YEAR,
            since=date(YEAR, 1, 1),
            is_model=n % 5 == 0,
        )
        for n, cell in enumerate(cells)
    )


def _lock(months, communes, *, by):
    """Each commune locks its own part: what nobody can finish any more waits for nobody."""
    for period in Period.objects.filter(month__in=months):
        for commune in communes:
            lock(period=period, committee=commune, by=by, at=AT)


def _fill(month, *, by, is_last):
    """Open the month and score it, but for one sheet in ten, which stays unfinished.

    Of the last month a third is complete, a third begun.
    """
    due_on = month.replace(day=monthrange(month.year, month.month)[1])
    open_period(month=month, due_on=due_on, at=AT)
    with connection.cursor() as cursor:
        cursor.execute(FILL, [month, int(is_last)])
        cursor.execute(ADD_UP, [month])
        cursor.execute(GRADE, [month])
        cursor.execute(RECORD, [by.pk, AT, month])
        if not is_last:
            cursor.execute(APPROVE, [AT, by.pk, month])
