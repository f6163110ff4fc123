"""Chi bộ: where the cell stands, which way it moves, what costs it points, what next."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cells.models import Cell, Committee
from cells.scope import MAY_ENTER, reaches
from reports import links
from reports.charts.line import NARROW, WIDE, line_chart
from reports.progress import chart_bands, chart_points, progress_of
from scoring.actions.openness import self_scores
from scoring.models import Evaluation, Remark
from scoring.views.month import due_in_words
from scoring.views.remarks import listed, may_remark_on
from scoring.workflow import OPEN_FOR_SELF_SCORING
from vietnamese.months import format_month, parse_month


@require_safe
@login_required
def cell(request, pk):
    found = get_object_or_404(
        Cell.objects.visible_to(request.user).select_related("committee", "kind"), pk=pk
    )
    sheets = list(
        Evaluation.objects.visible_to(request.user)
        .of_cell(found)
        .select_related(
            "period",
            "programme",
            "grade",
            "framework",
            "registration",
            "committee",
            "cell__committee",
        )
        .newest_first()
    )
    context = {"cell": found}
    programme = _programme(request, sheets)
    if programme is None:
        return render(request, "reports/cell_empty.html", context)
    own = [sheet for sheet in sheets if sheet.programme_id == programme.pk]
    month = _month(request, own)
    context |= _choices(found, sheets, own, programme, month)
    context["steps"] = _steps(request.user, found, programme, month)
    sheet = next((one for one in own if one.month == month), None)
    if sheet is None:
        return render(request, "reports/cell_empty.html", context | {"month": month})
    today = timezone.localdate()
    return render(
        request, "reports/cell.html", context | _told(request, found, sheet, own, today)
    )


def _steps(user, cell, programme, month):
    """The way down through the committees that the reader may see."""
    way = Committee.objects.visible_to(user).on_the_way_to(cell.committee.path)
    query = {"chuong-trinh": programme.slug}
    return [(c.name, links.summary_page(c.pk, month, query)) for c in way]


def _programme(request, sheets):
    """The one asked for, else the first by order that the cell has sheets of."""
    programmes = {sheet.programme.slug: sheet.programme for sheet in sheets}
    asked = request.GET.get("chuong-trinh")
    if asked:
        if asked not in programmes:
            raise Http404
        return programmes[asked]
    return min(programmes.values(), key=lambda p: (p.position, p.pk), default=None)


def _month(request, own):
    asked = request.GET.get("thang")
    if not asked:
        return own[0].month
    try:
        return parse_month(asked)
    except ValueError as error:
        raise Http404 from error


def _choices(cell, sheets, own, programme, month):
    """Tabs for the programmes, a stepper for the months."""
    programmes = {sheet.programme_id: sheet.programme for sheet in sheets}
    ordered = sorted(programmes.values(), key=lambda p: (p.position, p.pk))
    return {
        "programme": programme,
        "tabs": [
            {
                "label": one.name,
                "url": links.cell_page(cell.pk, one, month),
                "is_current": one == programme,
            }
            for one in ordered
        ],
        "stepper": links.stepper(
            [sheet.month for sheet in own],
            month,
            lambda m: links.cell_page(cell.pk, programme, m),
        ),
    }


def _told(request, cell, sheet, own, today):
    path = cell.committee.path
    scores = reaches(request.user, path=path, cell_id=None, roles=MAY_ENTER)
    progress = progress_of(sheet, own, reader_scores=scores)
    points, year = chart_points(sheet, own)
    every = Remark.objects.visible_to(request.user).of_cell(cell)
    remarks = list(every.for_list().most_urgent_first())
    return {
        "sheet": sheet,
        "progress": progress,
        "due": due_in_words(sheet.period.due_on, today=today),
        "may_assess": _may_assess(request.user, sheet),
        "remarks": [
            listed(remark, today=today) for remark in remarks if remark.is_open
        ],
        "resolved": sum(not remark.is_open for remark in remarks),
        "may_remark": may_remark_on(cell, request.user),
        "year": year,
        "charts": _charts(sheet, progress, points),
    }


def _may_assess(user, sheet):
    """The reader is to say what the own cell thinks of itself."""
    is_open = sheet.status in OPEN_FOR_SELF_SCORING
    return is_open and self_scores(user, sheet)


def _charts(sheet, progress, points):
    """The same drawing for a wide and for a narrow screen; css shows one of them."""
    if not sheet.framework.has_total or all(point.value is None for point in points):
        return []
    bands = chart_bands(progress.bands, sheet.framework.max_total)
    said = [f"tháng {p.month}: {p.text}" for p in points if p.value is not None]
    return [
        line_chart(
            points,
            bands,
            title=f"Kết quả các tháng năm {sheet.month.year}, phần trăm điểm tối đa",
            description=f"{'; '.join(said)}. Đang xem tháng {format_month(sheet.month)}.",
            size=size,
        )
        for size in (WIDE, NARROW)
    ]
