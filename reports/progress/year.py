"""A year of one cell: its months as a line, and the grade that they come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from criteria.models import Framework
from criteria.rules import HUNDRED
from reports.charts.line import Band, Point
from scoring.models import Evaluation
from vietnamese.numbers import format_decimal

MONTHS = range(1, 13)
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Year:
    """`sheets`: newest first. `framework`: the one that its newest sheet was scored by."""

    number: int
    sheets: tuple[Evaluation, ...]

    @property
    def framework(self) -> Framework:
        return self.sheets[0].framework

    @property
    def has_results(self) -> bool:
        """Whether there is anything to draw."""
        return self.framework.has_total and any(
            sheet.percent is not None for sheet in self.sheets
        )

    @property
    def has_changes(self) -> bool:
        """More than one framework was in force."""
        return len({sheet.framework_id for sheet in self.sheets}) > 1

    @property
    def title(self) -> str:
        return f"Kết quả các tháng năm {self.number}"

    @property
    def subtitle(self) -> str:
        return (
            "Phần trăm điểm tối đa, trên nền các mức xếp loại"
            if self.has_results
            else ""
        )

    @property
    def words(self) -> str:
        """The months with a result, for who cannot see the picture."""
        said = [p for p in self.points_of(None) if p.value is not None]
        return "; ".join(f"tháng {point.month}: {point.text}" for point in said)

    def points_of(self, chosen: Evaluation | None) -> list[Point]:
        """Twelve points; the month `chosen` is marked."""
        of_month = {sheet.month.month: sheet for sheet in self.sheets}
        points, framework = [], None
        for number in MONTHS:
            sheet = of_month.get(number)
            changed = sheet and framework not in (None, sheet.framework_id)
            points.append(_point(number, sheet, chosen, has_changed=bool(changed)))
            framework = sheet.framework_id if sheet else framework
        return points

    def bands(self) -> list[Band]:
        """The grades as percents of the framework's maximum."""
        most = self.framework.max_total
        return [
            Band(band.name, band.tone, band.from_points * HUNDRED / most)
            for band in self.framework.bands.all()
        ]


def years_of(sheets: Sequence[Evaluation]) -> dict[int, Year]:
    """By number, newest first; `sheets` are newest first."""
    found = {}
    for sheet in sheets:
        found.setdefault(sheet.month.year, []).append(sheet)
    return {number: Year(number, tuple(own)) for number, own in found.items()}


def _point(number, sheet, chosen, *, has_changed):
    value = sheet.percent if sheet else None
    return Point(
        month=number,
        value=value,
        # Cut as the percentage itself is: 89,96 is not to read 90.
        text="" if value is None else format_decimal(value.quantize(TENTH, ROUND_DOWN)),
        is_chosen=bool(sheet and chosen and sheet.pk == chosen.pk),
        is_failed=bool(sheet and sheet.hard_failed),
        has_other_framework=has_changed,
    )
