"""The page of self-assessment in words and rows: what its figures are printed as."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from cells.models import Committee
from cells.paths import contains
from reports import links
from reports.amounts import share
from reports.asking import Asked
from reports.branches import branch_of, name_of
from reports.charts.bars import bar
from reports.gaps import ABOVE, BELOW, CellGap, ChildGap, Compared, IndicatorGap
from reports.selections import Selection
from scoring.models import Score
from scoring.self_assessment import Side
from vietnamese.numbers import at_most, format_decimal, format_percent, format_signed

SIDES = {
    Side.FAR_ABOVE: "Cao hơn thẩm định từ 25% điểm tối đa trở lên",
    Side.ABOVE: "Cao hơn thẩm định dưới 25% điểm tối đa",
    Side.EQUAL: "Bằng thẩm định",
    Side.BELOW: "Thấp hơn thẩm định dưới 25% điểm tối đa",
    Side.FAR_BELOW: "Thấp hơn thẩm định từ 25% điểm tối đa trở lên",
}
TONES = {Side.FAR_ABOVE: "poor", Side.ABOVE: "average", Side.EQUAL: "excellent"}
# What an address calls the scores of a list, by the sides that it holds.
ALL_ABOVE, ALL_BELOW = "cao", "thap"
LISTS = {
    "": tuple(Side),
    ALL_ABOVE: ABOVE,
    ALL_BELOW: BELOW,
    **{side.value: (side,) for side in Side},
}
LIST_WORDS = {
    "": "có cả tự chấm và thẩm định",
    ALL_ABOVE: "tự chấm cao hơn thẩm định",
    ALL_BELOW: "tự chấm thấp hơn thẩm định",
    **{side.value: f"tự chấm {label.lower()}" for side, label in SIDES.items()},
}
NOTHING = (
    "Trong {span} không phiếu nào vừa có điểm chi bộ tự chấm vừa có điểm thẩm định. Trang "
    "này có số liệu khi bộ tiêu chí cho phép chi bộ tự chấm và cấp ủy đã thẩm định các điểm "
    "đó. Đồng chí thử kỳ khác, hoặc chọn chương trình khác trong bộ lọc ở trên."
)


@dataclass(frozen=True, slots=True)
class Lists:
    """Addresses of the scores behind the numbers of a row."""

    every: str
    above: str
    below: str


@dataclass(frozen=True, slots=True)
class Line:
    """A child, a cell or an indicator. `gap` is a row's figures: number, above, below, mean."""

    name: str
    note: str
    url: str
    gap: Compared | CellGap
    lists: Lists


@dataclass(frozen=True, slots=True)
class SideLine:
    label: str
    number: int
    percent: str
    bar: SafeString
    url: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """Of the lists behind a selection's numbers."""

    selection: Selection
    asked: Asked

    def list_of(self, side: str = "", **which: str) -> str:
        pk, span = self.selection.committee.pk, self.selection.span
        query = self.asked.query(lech=side, **which)
        return links.report_page("reports:gap_list", pk, span, query)

    def lists(self, **which: str) -> Lists:
        return Lists(
            self.list_of(**which),
            self.list_of(ALL_ABOVE, **which),
            self.list_of(ALL_BELOW, **which),
        )

    def child_line(self, child: ChildGap) -> Line:
        lists = self.lists(nhanh=branch_of(child.committee))
        url = self._page_of(child.committee)
        return Line(name_of(child.committee), "", url, child.compared, lists)

    def _page_of(self, child: Committee | None) -> str:
        """The child's own page; "" of one that moved away since."""
        selection = self.selection
        if child is None or not contains(selection.committee.path, child.path):
            return ""
        query = self.asked.query_here()
        return links.report_page("reports:gaps", child.pk, selection.span, query)

    def cell_line(self, row: CellGap) -> Line:
        lists = self.lists(**{"chi-bo": str(row.cell.pk)})
        selection = self.selection
        url = links.cell_page(row.cell.pk, selection.programme, selection.month)
        return Line(row.cell.name, row.cell.committee.name, url, row, lists)

    def indicator_line(self, row: IndicatorGap) -> Line:
        lists = self.lists(**{"chi-so": str(row.ids[0])})
        return Line(f"{row.code}. {row.name}", "", "", row.compared, lists)

    def side_lines(self, total: Compared) -> list[SideLine]:
        """How the differences are spread."""
        lines = []
        for side, label in SIDES.items():
            number = total.sides[side]
            part = share(number, total.number)
            lines.append(
                SideLine(
                    label,
                    number,
                    format_percent(at_most(1, part)),
                    bar(part, tone=TONES.get(side, "fair")),
                    self.list_of(side.value) if number else "",
                )
            )
        return lines


def in_order(lines: list[Line], order: str) -> list[Line]:
    """By the mean gap, or as they are: "lech" or "thu-tu", with a "-" the other way round."""
    if order.endswith("lech"):
        lines = sorted(lines, key=lambda line: line.gap.mean)
    return lines[::-1] if order.startswith("-") else lines


def answer(total: Compared) -> str:
    """Whether the cells over-rate themselves, and how often."""
    if not total.gaps:
        told = "Tính chung, chi bộ tự chấm bằng thẩm định"
    else:
        word = "cao" if total.gaps > 0 else "thấp"
        told = (
            f"Tính chung, chi bộ tự chấm {word} hơn thẩm định "
            f"{format_percent(at_most(2, abs(total.mean)))} điểm tối đa"
        )
    return (
        f"{told}. Trong {format_decimal(total.number)} điểm có cả hai giá trị: "
        f"{format_decimal(total.above)} tự chấm cao hơn, {format_decimal(total.equal)} bằng "
        f"nhau, {format_decimal(total.below)} tự chấm thấp hơn."
    )


def answer_of_cells(lines: Sequence[Line], order: str) -> str:
    """Who stands first: over-rating or under-rating itself the most."""
    first = lines[0]
    if order not in {"lech", "-lech"} or not first.gap.mean:
        return (
            f"{format_decimal(len(lines))} chi bộ có cả điểm tự chấm và điểm thẩm định."
        )
    most = "cao hơn" if first.gap.mean > 0 else "thấp hơn"
    end = "nhiều nhất" if (first.gap.mean > 0) == (order == "-lech") else "ít nhất"
    return (
        f"Tự chấm {most} thẩm định {end}: {first.name} ({first.note}), bình quân "
        f"{format_percent(at_most(2, abs(first.gap.mean)))} điểm tối đa."
    )


def answer_of_indicators(rows: Sequence[IndicatorGap]) -> str:
    """In which indicator the cells over-rate themselves the most."""
    worst = max(rows, key=lambda row: row.compared.mean)
    if worst.compared.mean <= 0:
        return "Không chỉ số nào chi bộ tự chấm cao hơn thẩm định, tính bình quân."
    return (
        f"Tự chấm cao hơn thẩm định nhiều nhất ở chỉ số “{worst.code}. {worst.name}”: "
        f"bình quân {format_decimal(at_most(2, worst.compared.mean_points))} điểm mỗi lần "
        f"chấm, bằng {format_percent(at_most(2, worst.compared.mean))} điểm tối đa."
    )


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A score with its `gap`, and which way that goes."""

    score: Score

    @property
    def gap(self) -> str:
        return format_signed(at_most(2, self.score.gap))
