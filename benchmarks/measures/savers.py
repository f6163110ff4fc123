"""Twenty people save at the same time, again and again: nobody may get an error."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from benchmarks.measures.saving import Typist, open_scores
from benchmarks.timing import Figure, timed

PEOPLE = 20
SAVES = 10


def measure(province, *, runs):
    typists = [
        Typist(province.staff, open_scores(province, 5, skip=n)) for n in range(PEOPLE)
    ]
    start = Barrier(PEOPLE)

    def work(typist):
        start.wait()
        try:
            return timed(typist.save, runs=SAVES, warm=0), ""
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the figure
            return [], f"{type(error).__name__}: {error}"[:100]
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        results = list(pool.map(work, typists))
    problems = [problem for _, problem in results if problem]
    return [
        Figure(
            name=f"{PEOPLE} people, 5 values each",
            times=[time for times, _ in results for time in times] or [0],
            problem=f"{len(problems)} errors: {problems[0]}" if problems else "",
        )
    ]
