"""The trend page in words, lines and rows: what its figures are printed as."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString

from reports import links
from reports.asking import Asked
from reports.charts.comparison import (
    NARROW,
    WIDE,
    Look,
    Series,
    comparison_chart,
    comparison_legend,
)
from reports.monthly import MonthFigures, Months
from reports.ranking import Shown
from reports.selections import Selection
from vietnamese.months import format_month
from vietnamese.numbers import at_most, format_decimal, format_percent
from vietnamese.spans import YEAR, Span, month_after, span_of_year

LONGEST_HEAT = 12
COMPLETE_SHARE = "Đã chấm đủ, % số phiếu đã mở"


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A line of the table behind the chart; empty addresses where there is nothing."""

    label: str
    figures: MonthFigures
    year_before: Decimal | None
    url: str
    complete_url: str
    failed_url: str
    before_url: str


@dataclass(frozen=True, slots=True)
class YearRow:
    label: str
    figures: MonthFigures
    url: str


@dataclass(frozen=True, slots=True)
class Lines:
    title: str
    charts: tuple[SafeString, ...]
    legend: SafeString
    rows: tuple[MonthRow, ...]
    years: tuple[YearRow, ...]


def months_of_years(span: Span) -> list[date]:
    """All months of the calendar years that the span touches: those of the chart."""
    first = date(span.first.year, 1, 1)
    return [
        month_after(first, at)
        for at in range((span.last.year - span.first.year + 1) * YEAR)
    ]


def months_known(span: Span) -> list[date]:
    """Those, and the year before them, up to the end of the span."""
    months = months_of_years(span)
    earlier = [month_after(month, -YEAR) for month in months[:YEAR]]
    return [month for month in earlier + months if month <= span.last]


def months_of_heat(span: Span) -> list[date]:
    """The last twelve of the span; for a single month the twelve up to it."""
    if span.is_month:
        return [month_after(span.last, at - YEAR + 1) for at in range(YEAR)]
    return span.months[-LONGEST_HEAT:]


def heat_words(span: Span) -> str:
    """Which months the map shows; a span longer than the map is told to be cut."""
    shown = months_of_heat(span)
    words = f"{format_month(shown[0])} – {format_month(shown[-1])}"
    is_cut = len(span) > LONGEST_HEAT
    return f"{LONGEST_HEAT} tháng cuối: {words}" if is_cut else words


def lines_of(months: Months, selection: Selection, asked: Asked, text: str) -> Lines:
    """`text` says in a sentence what the picture shows."""
    shown = months_of_years(selection.span)
    now = [months.of(m) if m <= selection.month else MonthFigures() for m in shown]
    before = tuple(months.of(month_after(month, -YEAR)).average for month in shown)
    series = [
        Series(Look.MAIN, "Điểm trung bình", tuple(one.average for one in now)),
        Series(Look.MIDDLE, "Trung vị", tuple(one.median for one in now)),
    ]
    if any(value is not None for value in before):
        series.append(Series(Look.BEFORE, "Trung bình cùng kỳ năm trước", before))
    charts = [
        comparison_chart(
            _labels(shown, prefix),
            series,
            shares=[one.completeness for one in now],
            title=f"Điểm trung bình các tháng, {selection.span.words}",
            description=text,
            size=size,
        )
        for size, prefix in ((WIDE, "T"), (NARROW, ""))
    ]
    return Lines(
        "Các tháng trong năm" if len(shown) == YEAR else "Các tháng trong các năm",
        tuple(charts),
        comparison_legend(series, shares=COMPLETE_SHARE),
        tuple(
            _month_row(selection, asked, month, figures, earlier)
            for month, figures, earlier in zip(shown, now, before, strict=True)
            if figures.opened or earlier is not None
        ),
        tuple(_year_rows(months, selection, asked)),
    )


def _labels(months: Sequence[date], prefix: str) -> list[str]:
    if len(months) == YEAR:
        return [f"{prefix}{month.month}" for month in months]
    return [str(month.year) if month.month == 1 else "" for month in months]


def _month_row(selection, asked, month, figures, year_before):
    def summary(of, shown=""):
        url = links.summary_page(selection.committee.pk, of, asked.query(xem=shown))
        return f"{url}#danh-sach" if shown else url

    return MonthRow(
        label=format_month(month),
        figures=figures,
        year_before=year_before,
        url=summary(month) if figures.opened else "",
        complete_url=summary(month, Shown.COMPLETE) if figures.complete else "",
        failed_url=summary(month, Shown.FAILED) if figures.failed else "",
        before_url=summary(month_after(month, -YEAR))
        if year_before is not None
        else "",
    )


def _year_rows(months, selection, asked):
    """The years of the chart and the one before, if more than one has sheets."""
    years = months.by_year()
    if len(years) > 1:
        for year, figures in years.items():
            span = span_of_year(year)
            url = links.report_page(
                "reports:trends", selection.committee.pk, span, asked.query()
            )
            yield YearRow(span.label, figures, url)


def answer(months: Months, span: Span) -> str:
    """Which way the average goes over the months that the page is about."""
    shown = months_of_heat(span) if span.is_month else span.months
    known = [(m, months.of(m).average) for m in shown if months.of(m).number]
    if not known:
        return f"Chưa có phiếu nào chấm đủ trong {span.words}, nên chưa có xu hướng."
    (first, start), (last, end) = known[0], known[-1]
    if first == last:
        told = f"Chỉ tháng {format_month(last)} có kết quả: trung bình {_percent(end)}"
    else:
        told = _from_to(first, start, last, end)
    return f"{told}{_so_far(months.of(last))}.{_against_last_year(months, last)}"


def _from_to(first, start, last, end):
    if start == end:
        return (
            f"Điểm trung bình không đổi từ tháng {format_month(first)} "
            f"đến tháng {format_month(last)}: {_percent(end)}"
        )
    word, way = ("tăng", "lên") if end > start else ("giảm", "xuống")
    return (
        f"Điểm trung bình {word} {_points(end - start)} điểm phần trăm: từ {_percent(start)} "
        f"tháng {format_month(first)} {way} {_percent(end)} tháng {format_month(last)}"
    )


def _so_far(figures):
    if figures.complete == figures.opened:
        return ""
    return (
        f" (mới có {format_decimal(figures.complete)} trong "
        f"{format_decimal(figures.opened)} phiếu chấm đủ)"
    )


def _against_last_year(months, last):
    now, then = months.of(last).average, months.of(month_after(last, -YEAR)).average
    if then is None:
        return ""
    if now == then:
        return " Bằng cùng kỳ năm trước."
    word = "Cao" if now > then else "Thấp"
    return f" {word} hơn cùng kỳ năm trước {_points(now - then)} điểm phần trăm."


def _points(difference):
    return format_decimal(at_most(2, abs(difference)))


def _percent(value):
    return format_percent(at_most(2, value))
