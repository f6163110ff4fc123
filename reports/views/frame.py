"""What all report pages share: whose report, over which months, by which wishes."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cells.models import Committee
from reports import links
from reports.asking import USUAL_SORT, Asked, Choices, read_wishes
from reports.picking import picker
from reports.selections import Selection
from reports.summaries import Known
from scoring.models import Period
from vietnamese.spans import Span

# The report pages, in the order of their tabs: (name of the address, tab, heading).
PAGES = [
    ("reports:summary", "Tổng hợp", "Báo cáo tổng hợp"),
    ("reports:trends", "Xu hướng", "Xu hướng"),
    ("reports:losses", "Điểm mất", "Điểm mất"),
    ("reports:gaps", "Tự chấm", "Tự chấm và thẩm định"),
]
MODELS = [("", "Tất cả chi bộ"), ("kieu-mau", "Đăng ký kiểu mẫu")]
STRUCTURES = [("", "Của từng tháng"), ("hien-nay", "Hiện nay")]


@dataclass(frozen=True, slots=True)
class Frame:
    """`selection` is None where there is nothing to report: `nothing_opened` says so.

    `periods` are the opened months of the span in their order, `known` is what figures
    are told with. `context` is what
    templates/reports/_frame.html prints; a page adds what it tells.
    """

    asked: Asked
    choices: Choices
    selection: Selection | None
    periods: list[Period]
    known: Known
    context: dict


def frame(
    request: HttpRequest,
    pk: int,
    span: Span,
    *,
    page: str = "reports:summary",
    sorts: Collection[str] = (USUAL_SORT,),
) -> Frame:
    """In five queries (four by today's structure). What the reader may not see is a 404."""
    seen = Committee.objects.visible_to(request.user)
    way, children = seen.with_those_around(pk)
    if not way:
        raise Http404
    committee = way[-1]
    asked, choices = read_wishes(request, sorts=sorts)
    every = list(Period.objects.latest_first())
    periods = [period for period in reversed(every) if period.month in span]
    selection = None
    if periods and asked.programme:
        selection = selection_of(committee, span, asked).standing()
    url_of = partial(links.report_page, page, committee.pk)
    context = {
        "committee": committee,
        "span": span,
        "asked": asked,
        "steps": [
            (c.name, links.report_page(page, c.pk, span, asked.query_here()))
            for c in way[:-1]
        ],
        "picker": picker(
            span, [one.month for one in every], lambda s: url_of(s, asked.query_here())
        ),
        "pages": _tabs(committee, span, asked, page),
        "heading": next(heading for name, _, heading in PAGES if name == page),
        "choices": _selects(committee, choices, asked),
        "page_name": page,  # not `page`: a page of a list is called so
        "path": reverse(page, args=[committee.pk, span]),
        "reset_url": url_of(span, Asked(asked.programme).query()),
        "url": url_of(span, asked.query_here()),
    }
    known = Known(frozenset(one.month for one in every), choices.bands, children)
    return Frame(asked, choices, selection, periods, known, context)


def selection_of(committee: Committee, span: Span, asked: Asked) -> Selection:
    return Selection(
        committee=committee,
        programme=asked.programme,
        span=span,
        only_models=asked.only_models,
        by_today=asked.by_today,
        kind=asked.kind,
        family=asked.family.code if asked.family else "",
    )


def nothing_opened(request: HttpRequest, found: Frame) -> HttpResponse:
    return render(request, "reports/summary_unopened.html", found.context, status=404)


def _tabs(committee, span, asked, page):
    return [
        {
            "label": label,
            "url": links.report_page(name, committee.pk, span, asked.query()),
            "is_current": name == page,
        }
        for name, label, _ in PAGES
    ] + [
        {
            "label": "Bảng tự lập",
            "url": links.pivot_page(committee.pk, span, asked.query()),
        }
    ]


def _selects(committee, choices, asked):
    """What the form offers, each as the select component wants it."""
    families = choices.families_near(committee)
    if asked.family and asked.family.code not in {one.code for one in families}:
        families.append(asked.family)
    offered = [
        _select(
            "chuong-trinh",
            "Chương trình",
            [(one.slug, one.name) for one in choices.programmes],
            asked.programme.slug if asked.programme else "",
        ),
        _select("loai", "Chi bộ", MODELS, asked.query().get("loai", "")),
        _select(
            "loai-hinh",
            "Loại hình",
            [("", "Mọi loại hình"), *((one.pk, one.name) for one in choices.kinds)],
            asked.kind.pk if asked.kind else "",
        ),
        _select(
            "bo-tieu-chi",
            "Bộ tiêu chí",
            [("", "Mọi bộ tiêu chí"), *((one.code, one.name) for one in families)],
            asked.family.code if asked.family else "",
        ),
        _select("co-cau", "Theo tổ chức", STRUCTURES, "hien-nay" * asked.by_today),
    ]
    return [one for one in offered if len(one["choices"]) > 1]


def _select(name, label, choices, value):
    return {"name": name, "label": label, "choices": choices, "value": value}
