"""Chi bộ: where the cell stands, which way it moves, what costs it points, what next."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cells.models import Cell, Committee
from cells.paths import contains
from cells.scope import MAY_ENTER, MAY_SEE, reaches
from reports import links
from reports.documents.letterhead import office_among
from reports.progress.drawing import months_drawn, profile_drawn
from reports.progress.month import progress_of
from reports.progress.paper import on_paper
from reports.progress.tasks import tasks_on
from scoring.actions.openness import self_scores
from scoring.models import Evaluation, Remark
from scoring.views.month import due_in_words
from scoring.views.remarks import listed, may_remark_on
from scoring.workflow import OPEN_FOR_SELF_SCORING
from vietnamese.months import parse_month


@require_safe
@login_required
def cell(request, pk):
    seen = Cell.objects.visible_to(request.user).select_related(
        "committee", "kind", "merged_into"
    )
    found = seen.filter(pk=pk).first()
    if found is None:
        return _sheet_of_then(request, pk)
    sheets = list(
        Evaluation.objects.visible_to(request.user).of_cell(found).for_cell_page()
    )
    programme = _programme(request, sheets)
    if programme is None:
        return render(request, "reports/cell_empty.html", {"cell": found})
    own = [sheet for sheet in sheets if sheet.programme_id == programme.pk]
    month = _month(request, own)
    sheet = next((one for one in own if one.month == month), None)
    above = _above(found, sheet)
    context = _choices(found, sheets, own, programme, month)
    context |= {
        "cell": found,
        "month": month,
        "steps": _steps(request.user, found, above, programme, month),
    }
    if sheet is None:
        return render(request, "reports/cell_empty.html", context)
    progress = progress_of(sheet, own, shown_year=_year(request))
    context |= _told(request, found, progress, timezone.localdate())
    context["head"] = _letterhead(sheet, above)
    return render(request, "reports/cell.html", context)


def _sheet_of_then(request, pk):
    """Of a cell that has moved away its old committee's people see the sheets of then."""
    seen = Evaluation.objects.visible_to(request.user)
    sheets = list(seen.of_cells([pk]).for_cell_page())
    programme = _programme(request, sheets)
    own = [sheet for sheet in sheets if sheet.programme == programme]
    month = _month(request, own) if own else None
    sheet = next((one for one in own if one.month == month), None)
    if sheet is None:
        raise Http404
    return redirect("scoring:sheet", sheet.pk)


def _above(cell, sheet):
    """The committees above the cell, and those above it in the month of the sheet."""
    places = {cell.committee, sheet.committee} if sheet else {cell.committee}
    ways = Committee.objects.on_the_ways_to([place.path for place in places])
    return list(ways.select_related("letterhead"))


def _letterhead(sheet, above):
    """Of the printed report; its date is written by hand, at the meeting."""
    office = office_among(sheet.committee, above)
    return office.letterhead_of_cell(sheet.cell_name, on=None)


def _steps(user, cell, above, programme, month):
    """The way down through the committees that the reader may see."""
    query = {"chuong-trinh": programme.slug}
    return [
        (one.name, links.summary_page(one.pk, month, query))
        for one in above
        if contains(one.path, cell.committee.path)
        and reaches(user, path=one.path, cell_id=None, roles=MAY_SEE)
    ]


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


def _year(request):
    """Whose months are drawn; None for those of the month's own year."""
    asked = request.GET.get("nam", "")
    return int(asked) if asked.isdecimal() else None


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


def _told(request, cell, progress, today):
    sheet, path = progress.sheet, cell.committee.path
    scores = reaches(request.user, path=path, cell_id=None, roles=MAY_ENTER)
    every = Remark.objects.visible_to(request.user).of_cell(cell)
    found = list(every.for_list().most_urgent_first())
    remarks = [listed(remark, today=today) for remark in found if remark.is_open]
    tasks = tasks_on(progress.reading, reader_scores=scores)
    return {
        "sheet": sheet,
        "progress": progress,
        "tasks": tasks,
        "due": due_in_words(sheet.period.due_on, today=today),
        "may_assess": _may_assess(request.user, sheet),
        "remarks": remarks,
        "resolved": len(found) - len(remarks),
        "may_remark": may_remark_on(cell, request.user),
        "charts": months_drawn(progress),
        "profile": profile_drawn(progress),
        "years": _years(cell, progress),
        "paper": on_paper(progress, remarks, tasks),
    }


def _years(cell, progress):
    """The years whose months can be drawn; nothing to choose where there is one."""
    sheet, shown = progress.sheet, progress.shown_year.number
    entries = [
        {
            "label": f"Năm {year}",
            "url": f"{links.cell_page(cell.pk, sheet.programme, sheet.month, nam=year)}#cac-thang",
            "is_current": year == shown,
        }
        for year in progress.years
    ]
    return entries if len(entries) > 1 else []


def _may_assess(user, sheet):
    """The reader is to say what the own cell thinks of itself."""
    is_open = sheet.status in OPEN_FOR_SELF_SCORING
    return is_open and self_scores(user, sheet)
