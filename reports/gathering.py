"""The questions behind a summary: each one counts or sums sheets by child or by place."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import F

from criteria.models import GradeBand, Indicator
from reports import by_cell, spread
from reports.selections import Selection
from reports.together import Question
from scoring.models import Score

COUNTED = (
    "framework_id",
    "grade_id",
    "opened",
    "models",
    "complete",
    "approved",
    "hard_failing",
    "failed",
    "results",
    "percents",
)
LACKING_A_SHEET = """
    SELECT place, SUM(due - opened) AS number, SUM((due - opened) * model) AS models
    FROM {rows} AS found WHERE due > opened GROUP BY place
"""
WITH_ITS_NAME = f"""
    SELECT found.*, named.name FROM {{rows}} AS found
    JOIN {Indicator._meta.db_table} AS named ON named.id = found.indicator_id
"""  # noqa: S608 - a table of the house


def questions(
    selection: Selection,
    *,
    opened: Collection[date],
    bands: Sequence[GradeBand],
    page: by_cell.Page | None = None,
) -> dict[str, Question]:
    """`opened` are all months that have sheets, `bands` those of the programme."""
    sheets, path = selection.sheets(), selection.path
    asked = {
        "sheets": _sheets(selection, has_quota=any(b.quota_percent for b in bands)),
        "months": Question(
            {
                "rows": selection.sheets_in(
                    month for month in selection.months_told if month in opened
                ).averaged_by_place_and_month(path=path)
            },
            texts=("place",),
            dates=("period_id",),
            numbers=("results", "percents"),
        ),
        "unopened": Question(
            {
                "rows": selection.registrations().sheets_due_and_opened(
                    month for month in selection.span if month in opened
                )
            },
            texts=("place",),
            numbers=("number", "models"),
            sql=LACKING_A_SHEET,
        ),
        "spread": spread.results_at_quartiles(selection),
        "cells": by_cell.question(selection, opened, page=page),
        "failures": _failures(sheets),
    }
    frameworks = {band.framework_id for band in bands if band.asks_evidence}
    if frameworks:
        lacking = lacking_evidence(sheets.filter(framework__in=frameworks)).counted()
        asked["lacking"] = Question({"rows": lacking}, numbers=("number",))
    return asked


def lacking_evidence(sheets):
    """Those with a score that asks for evidence and has neither that nor a reason."""
    return sheets.having(Score.objects.lacking_evidence())


def _sheets(selection, *, has_quota):
    """By kind of cell as well where a quota is to be watched."""
    also = {"kind_name": F("kind__name")} if has_quota else {}
    counted = selection.sheets().counted_by_place(path=selection.path, **also)
    return Question({"rows": counted}, texts=("place", *also), numbers=COUNTED)


def _failures(sheets):
    scores = Score.objects.on(sheets.hard_failing()).failing_hard()
    return Question(
        {"rows": scores.counted_by_indicator()},
        texts=("family", "code", "name"),
        numbers=("indicator_id", "origin", "framework", "sheets"),
        sql=WITH_ITS_NAME,
    )
