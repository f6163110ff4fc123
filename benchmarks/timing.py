"""Times of warm runs, and the table that tells them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import ceil
from time import perf_counter

from django.db import connections


@dataclass(frozen=True, slots=True)
class Figure:
    """`times` and `target` in milliseconds; `plain` are the times of hand-written SQL.

    A `problem` (an error, a wrong answer) counts as a target missed.
    """

    name: str
    times: list[float]
    target: float | None = None
    plain: list[float] | None = None
    queries: int | None = None
    problem: str = ""

    @property
    def is_missed(self) -> bool:
        late = self.target is not None and percentile(self.times, 95) > self.target
        return late or bool(self.problem)


def percentile(times: list[float], percent: int) -> float:
    """The smallest of the times that so many percent of them do not exceed."""
    ordered = sorted(times)
    return ordered[max(ceil(len(ordered) * percent / 100) - 1, 0)]


def timed(run: Callable, *, runs: int, warm: int = 2) -> list[float]:
    """Milliseconds of `runs` runs after `warm` that do not count."""
    for _ in range(warm):
        run()
    times = []
    for _ in range(runs):
        start = perf_counter()
        run()
        times.append((perf_counter() - start) * 1000)
    return times


def timed_as_served(run: Callable, *, runs: int) -> list[float]:
    """The same in a thread, as gunicorn runs a page.

    Where Python's frames begin matters: at some depths of calls CPython 3.11 fetches and
    gives back memory for frames all the time, and a page takes 100 ms more.
    """

    def served():
        try:
            return timed(run, runs=runs)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(served).result()


HEAD = ("measure", "p50", "p95", "target", "SQL p50", "queries", "")
ROW = "{:<34} {:>9} {:>9} {:>9} {:>9} {:>8}  {}"


def table(figures: list[Figure]) -> str:
    return "\n".join([ROW.format(*HEAD), *(_row(figure) for figure in figures)])


def _row(figure):
    return ROW.format(
        figure.name,
        _ms(percentile(figure.times, 50)),
        _ms(percentile(figure.times, 95)),
        _ms(figure.target),
        _ms(percentile(figure.plain, 50)) if figure.plain else "",
        "" if figure.queries is None else figure.queries,
        figure.problem or ("MISSED" if figure.is_missed else ""),
    ).rstrip()


def _ms(time):
    return "" if time is None else f"{time:,.1f}"
