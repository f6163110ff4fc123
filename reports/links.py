"""Where the numbers lead: addresses of the lists behind them."""

from urllib.parse import urlencode

from django.urls import reverse

from vietnamese.months import format_month, month_slug


def cells_of_month(month, programme, *, state=None):
    """The month's list of sheets, of one state if named."""
    query = {"chuong-trinh": programme.slug}
    query |= {"trang-thai": state.slug} if state else {}
    return f"{reverse('scoring:month', args=[month])}?{urlencode(query)}"


def cell_page(pk, programme, month, **query):
    named = {"chuong-trinh": programme.slug, "thang": month_slug(month)}
    return f"{reverse('reports:cell', args=[pk])}?{urlencode(named | query)}"


def missing_page(month, committee=None):
    """Who has not finished the month's sheets, in all that one sees or in one part."""
    url = reverse("reports:missing", args=[month])
    return f"{url}?{urlencode({'cap-uy': committee.pk})}" if committee else url


def approval_page(month, programme_slug):
    """All of the month that the reader may approve now."""
    query = urlencode({"cho-duyet": 1, "chuong-trinh": programme_slug})
    return f"{reverse('scoring:approve_many', args=[month])}?{query}"


def report_page(page, pk, span, query):
    """Of a span or a month; always with a query, so that a template can add `&xem=...`.

    `page` is the name of its address: "reports:summary".
    """
    return f"{reverse(page, args=[pk, span])}?{urlencode(query)}"


def summary_page(pk, span, query):
    return report_page("reports:summary", pk, span, query)


def stepper(months, month, url_of):
    """What the month stepper wants: opened months, newest first, and both neighbours."""
    later = [m for m in months if m > month]
    earlier = [m for m in months if m < month]
    return {
        "label": f"Tháng {format_month(month)}",
        "choices": [
            {
                "label": f"Tháng {format_month(m)}",
                "url": url_of(m),
                "is_current": m == month,
            }
            for m in months
        ],
        "previous_url": url_of(max(earlier)) if earlier else "",
        "next_url": url_of(min(later)) if later else "",
    }


def pivot_page(pk, span, query):
    """Tables of one's own about the same cells and months."""
    chosen = {"tu": month_slug(span.first), "den": month_slug(span.last)}
    query = {"cap-uy": pk, "ky": "tu-chon"} | chosen | query
    return f"{reverse('reports:pivot')}?{urlencode(query)}"
