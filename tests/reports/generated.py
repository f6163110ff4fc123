"""A province made by chance, and what is true of its sheets by counting in plain Python.

Trees, versions of frameworks, kinds, months that were never opened, cells and committees
that moved or closed in between, registrations that came late or ended: whatever a report
must survive. `Truth` chooses in Python what a `Selection` chooses in SQL.
"""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property

from cells.actions import close_cell, move_cell, move_committee
from cells.models import CellKind, Committee
from cells.paths import ancestors
from criteria.actions import new_version, publish
from criteria.models import Framework
from reports.selections import Selection
from scoring.models import Evaluation, Registration, Score
from scoring.workflow import Status
from tests.factories import (
    NOW,
    CellFactory,
    CellKindFactory,
    CommitteeFactory,
    ProgrammeFactory,
    RegistrationFactory,
    UserFactory,
    open_month,
    published_framework,
)
from vietnamese.spans import Span, month_after

FIRST, LAST = date(2021, 9, 1), date(2022, 12, 1)
HARD_POINTS = Decimal(50)


@dataclass(frozen=True)
class Province:
    top: Committee
    programme: object
    opened: list[date]
    chance: random.Random

    def committees(self):
        return list(Committee.objects.in_order())

    def selection(self, committee, span, **fields):
        return Selection(
            committee=committee, programme=self.programme, span=span, **fields
        ).standing()

    def selections(self, number):
        """So many, each of another committee, span, structure and choice of cells."""
        committees, kinds = self.committees(), list(CellKind.objects.all())
        families = sorted(set(Framework.objects.values_list("code", flat=True)))
        for at in range(number):
            yield self.selection(
                committees[at % len(committees)],
                self.chance.choice(spans_between(FIRST, LAST)),
                by_today=self.chance.random() < 0.3,
                only_models=self.chance.random() < 0.25,
                kind=self.chance.choice([None, None, *kinds]),
                family=self.chance.choice(["", "", *families]),
            )


def spans_between(first, last):
    """Months, quarters, half-years, years and odd ranges."""
    months = [first]
    while months[-1] < last:
        months.append(month_after(months[-1]))
    spans = [Span(month, month) for month in months[3:]]
    spans += [Span(date(2022, m, 1), date(2022, m + 2, 1)) for m in (1, 4, 7, 10)]
    spans += [Span(date(2022, m, 1), date(2022, m + 5, 1)) for m in (1, 7)]
    spans += [Span(date(2022, 1, 1), last), Span(date(2021, 11, 1), date(2022, 3, 1))]
    return spans


def generated_province(seed, *, cells=22, committees=8):
    chance = random.Random(seed)  # noqa: S311 - test data
    top = CommitteeFactory(name="Tỉnh ủy")
    tree = [top, CommitteeFactory(name="Tỉnh ủy bên cạnh")]
    for number in range(committees - 2):
        parent = chance.choice(tree)
        tree.append(CommitteeFactory(name=f"Đảng bộ {number}", parent=parent))
    frameworks = _frameworks(top, chance)
    units = [
        CellFactory(
            name=f"Chi bộ {number}",
            committee=chance.choice(tree),
            kind=CellKindFactory(name=chance.choice(["Thôn", "Cơ quan", "Trường"])),
        )
        for number in range(cells)
    ]
    for year in (2021, 2022):
        _register(units, frameworks, year, chance)
    _register(units[:3], [published_framework(top, programme=_other())], 2022, chance)
    opened = _open_months(tree, units, frameworks, chance)
    _score(chance)
    return Province(top, frameworks[0].programme, opened, chance)


def _other():
    return ProgrammeFactory(name="Chất lượng sinh hoạt", slug="sinh-hoat", position=9)


def _frameworks(top, chance):
    """Two families; the second asks for evidence and gets a version in the middle."""
    first = published_framework(top, hard=[0])
    second = published_framework(top, hard=[0], requires_evidence=True)
    draft = new_version(framework=second, effective_from=date(2022, 5, 1))
    publish(framework=draft, at=NOW)
    first.bands.filter(name="Xuất sắc").update(quota_percent=20)
    return [first, second]


def _register(units, frameworks, year, chance):
    for unit in units:
        if chance.random() < 0.1:
            continue
        since = chance.choice([date(year, 1, 1)] * 4 + [date(year, 6, 1)])
        ends = chance.random() < 0.15
        framework = chance.choice(frameworks)
        RegistrationFactory(
            cell=unit,
            framework=framework,
            programme=framework.programme,
            year=year,
            is_model=chance.random() < 0.6,
            since=since,
            withdrawn_from=date(year, chance.randint(8, 12), 1) if ends else None,
            reason="Sáp nhập" if ends else "",
        )


def _open_months(tree, units, frameworks, chance):
    """One after the other, with what changes between them; two or three are never opened."""
    month, opened = FIRST, []
    while month <= LAST:
        if chance.random() < 0.4:
            move_cell(cell=chance.choice(units), to=chance.choice(tree))
        if chance.random() < 0.25:
            _move_some_committee(tree[2:], tree, chance)
        if chance.random() < 0.85 or month == LAST:
            open_month(month)
            opened.append(month)
        month = month_after(month)
    still_open = [unit for unit in units if unit.closed_on is None]
    close_cell(cell=chance.choice(still_open), on=date(2022, 10, 1))
    # Came after its months were opened: it takes part and has no sheets.
    late = CellFactory(name="Chi bộ đến muộn", committee=chance.choice(tree))
    _register([late], frameworks[:1], 2022, random.Random(1))  # noqa: S311
    return opened


def _move_some_committee(movable, tree, chance):
    moved = Committee.objects.get(pk=chance.choice(movable).pk)
    places = [
        place
        for place in Committee.objects.filter(pk__in=[one.pk for one in tree])
        if not place.path.startswith(moved.path)
    ]
    move_committee(committee=moved, to=chance.choice(places))


def _score(chance):
    """Random kept results, with scores of the hard indicator that go with them."""
    user = UserFactory()
    sheets = list(Evaluation.objects.select_related("framework").order_by("pk"))
    bands = defaultdict(list)
    for framework in Framework.objects.prefetch_related("bands"):
        bands[framework.pk] = sorted(
            framework.bands.all(), key=lambda band: -band.from_points
        )
    for sheet in sheets:
        sheet.is_complete = chance.random() < 0.75
        sheet.hard_failed = chance.random() < 0.2
        if sheet.is_complete:
            sheet.percent = Decimal(chance.randrange(4000, 10001, 7)) / 100
            sheet.total = sheet.percent
            sheet.grade = next(
                b for b in bands[sheet.framework_id] if sheet.percent >= b.from_points
            )
            if chance.random() < 0.5:
                sheet.status = Status.APPROVED
                sheet.approved_at, sheet.approved_by = NOW, user
    kept = ["is_complete", "hard_failed", "percent", "total", "grade", "status"]
    Evaluation.objects.bulk_update(sheets, [*kept, "approved_at", "approved_by"])
    failing = {sheet.pk for sheet in sheets if sheet.hard_failed}
    scores = list(Score.objects.select_related("indicator"))
    for score in scores:
        if score.indicator.is_hard:
            fails = score.evaluation_id in failing
            score.points = HARD_POINTS - 20 if fails else HARD_POINTS
        elif chance.random() < 0.5:
            score.points = Decimal(10)
        score.note = chance.choice(["", "Có biên bản", "Có biên bản"])
    Score.objects.bulk_update(scores, ["points", "note"])


class Truth:
    """What is true of a selection, counted one by one."""

    def __init__(self, selection):
        self.selection = selection

    @cached_property
    def all_sheets(self):
        rows = Evaluation.objects.select_related(
            "cell__committee", "framework", "registration", "grade", "kind"
        )
        return [one for one in rows if one.programme_id == self.selection.programme.pk]

    def path_of(self, sheet):
        if self.selection.by_today:
            return sheet.cell.committee.path
        return sheet.committee_path

    def sheets(self, span=None):
        """Those of the selection in the span, or in another."""
        asked = self.selection
        return [
            sheet
            for sheet in self.all_sheets
            if sheet.month in (span or asked.span)
            and asked.committee.pk in ancestors(self.path_of(sheet))
            and (sheet.registration.is_model or not asked.only_models)
            and (asked.kind is None or sheet.kind == asked.kind)
            and (not asked.family or sheet.framework.code == asked.family)
        ]

    def child_of(self, path):
        """The id of the child below the selection's committee, None for the cells of its own."""
        way = ancestors(path)
        below = way[way.index(self.selection.committee.pk) + 1 :]
        return below[0] if below else None

    def by_child(self, sheets):
        found = defaultdict(list)
        for sheet in sheets:
            found[self.child_of(self.path_of(sheet))].append(sheet)
        return found

    def missing(self, opened):
        """(registration, month) of those that take part and have no sheet, by child of today."""
        asked = self.selection
        made = {(sheet.registration_id, sheet.month) for sheet in self.all_sheets}
        found = defaultdict(list)
        for one in Registration.objects.select_related("cell__committee", "framework"):
            path = one.cell.committee.path
            if (
                one.programme_id != asked.programme.pk
                or asked.committee.pk not in ancestors(path)
                or (asked.only_models and not one.is_model)
                or (asked.kind and one.cell.kind_id != asked.kind.pk)
                or (asked.family and one.framework.code != asked.family)
            ):
                continue
            for month in opened:
                has_sheet = (one.pk, month) in made
                if month in asked.span and takes_part(one, month) and not has_sheet:
                    found[self.child_of(path)].append((one, month))
        return found

    def averages(self, sheets):
        """cell -> (its mean of these sheets, the same of all in the span before, and a year before)."""
        means = {
            span: means_by_cell(s for s in self.all_sheets if s.month in span)
            for span in (self.selection.span.before, self.selection.span.year_before)
        }
        before, year_before = (
            means.values() if len(means) == 2 else [*means.values()] * 2
        )
        own = means_by_cell(sheets)
        cells = {sheet.cell_id for sheet in sheets}
        return {
            cell: (own.get(cell), before.get(cell), year_before.get(cell))
            for cell in cells
        }


def takes_part(registration, month):
    ends = [registration.withdrawn_from, registration.cell.closed_on]
    return (
        registration.year == month.year
        and registration.since <= month
        and all(end is None or end > month for end in ends)
    )


def means_by_cell(sheets):
    percents = defaultdict(list)
    for sheet in sheets:
        if sheet.percent is not None:
            percents[sheet.cell_id].append(sheet.percent)
    return {cell: mean(found) for cell, found in percents.items()}


def mean(values):
    """Half up to two places; None of nothing."""
    values = list(values)
    if not values:
        return None
    return (sum(values) / len(values)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def quartile(values, quarters):
    """On the straight line between the two nearest, as QUARTILE.INC of a spreadsheet."""
    ordered = sorted(values)
    place = Fraction(quarters * (len(ordered) - 1), 4)
    whole = int(place)
    here = ordered[whole]
    there = ordered[min(whole + 1, len(ordered) - 1)]
    exact = Fraction(here) + (Fraction(there) - Fraction(here)) * (place - whole)
    cents = (exact * 100 + Fraction(1, 2)).__floor__()
    return Decimal(cents) / 100
