"""The analysing pages of the province over its whole year: every sheet, every score."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.timing import Figure, timed_as_served
from vietnamese.spans import span_of_month, span_of_year

# Nobody waits longer without a word; sums of more sheets come after the page.
TARGET = 1_000


def measure(province, *, runs):
    client = Client()
    client.force_login(province.staff)
    pk = province.committee.pk
    year = span_of_year(province.latest.year)
    month = span_of_month(province.latest)
    by_change = "?bang=chi-bo&sap-xep=-thay-doi"
    pages = [
        ("trends of a year", address("trends", pk, year), TARGET),
        (
            "trends of a year, cell by cell",
            address("trends", pk, year, by_change),
            TARGET,
        ),
        ("lost points of a month", address("losses", pk, month), TARGET),
        ("lost points of a year, page", address("losses", pk, year), TARGET),
        ("lost points of a year, sums", address("losses", pk, year, "?cho=1"), None),
        ("own and verified points of a year", address("gaps", pk, year), TARGET),
    ]
    few = min(runs, 5)  # the sums take seconds
    return [
        _figure(client, *page, runs=few if page[-1] is None else runs) for page in pages
    ]


def address(name, pk, span, query=""):
    return reverse(f"reports:{name}", args=[pk, span]) + query


def _figure(client, name, url, target, *, runs):
    with CaptureQueriesContext(connection) as captured:
        status = client.get(url).status_code
    queries = len(captured)  # before the next request forgets them
    return Figure(
        name=name,
        times=timed_as_served(lambda: client.get(url), runs=runs),
        target=target,
        queries=queries,
        problem="" if status == 200 else f"answered {status}",
    )
