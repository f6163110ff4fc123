"""Writing: one value, a screen of them, a pasted block of 20 sheets, the grid as a whole."""

import json
from itertools import cycle

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.timing import Figure, timed
from scoring.models import Evaluation, Score

TARGETS = {1: 80, 50: 80, 340: 400, 1700: 2_000}  # the last: our own wish
UPDATE = "UPDATE scoring_score SET points = %s, version = version + 1 WHERE id = %s"
RECORD = """
INSERT INTO scoring_change
    (evaluation_id, score_id, field, old, new, by_id, at, source, reason)
VALUES (%s, %s, 'points', '', %s, %s, CURRENT_TIMESTAMP, 'typed', '')
"""
TOTAL = """
UPDATE scoring_evaluation SET total = (SELECT COALESCE(SUM(points), 0)
FROM scoring_score WHERE evaluation_id = scoring_evaluation.id) WHERE id = %s
"""


class Typist:
    """Saves the same values again and again, each time as other numbers."""

    def __init__(self, user, scores):
        self.client = Client()
        self.client.force_login(user)
        self.user = user
        self.versions = {score.pk: score.version for score in scores}
        self.texts = cycle(["1", "2"])

    def save(self):
        text = next(self.texts)
        values = [
            {"score": pk, "field": "points", "text": text, "base": base}
            for pk, base in self.versions.items()
        ]
        answer = self.client.post(
            reverse("scoring:enter"),
            json.dumps({"values": values, "user": self.user.pk}),
            "application/json",
        )
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.status_code}: {answer.content[:300]!r}")
        outcomes = answer.json()["outcomes"]
        self.versions = {outcome["score"]: outcome["version"] for outcome in outcomes}


def open_scores(province, number, *, skip=0):
    """`number` scores of the newest month, sheet by sheet."""
    sheets = Evaluation.objects.in_month(province.latest).in_order()
    some = sheets.values_list("pk", flat=True)[skip : skip + number // 17 + 1]
    return list(
        Score.objects.filter(evaluation__in=list(some)).order_by(
            "evaluation", "indicator"
        )[:number]
    )


def measure(province, *, runs):
    return [
        _figure(province, number, target, runs) for number, target in TARGETS.items()
    ]


def _figure(province, number, target, runs):
    scores = open_scores(province, number)
    typist = Typist(province.staff, scores)
    with CaptureQueriesContext(connection) as captured:
        typist.save()
    queries = len(captured)  # before the next request forgets them
    return Figure(
        name=f"saving {number} values",
        times=timed(typist.save, runs=runs),
        target=target,
        plain=timed(lambda: _plain(province.staff, scores), runs=runs),
        queries=queries,
    )


@transaction.atomic
def _plain(user, scores):
    sheets = {score.evaluation_id for score in scores}
    with connection.cursor() as cursor:
        cursor.executemany(UPDATE, [(1, score.pk) for score in scores])
        cursor.executemany(
            RECORD, [(s.evaluation_id, s.pk, "1", user.pk) for s in scores]
        )
        cursor.executemany(TOTAL, [(pk,) for pk in sheets])
    transaction.set_rollback(True)
