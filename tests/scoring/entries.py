"""Verified points typed into a sheet, one after the other."""

from scoring.actions.entering import Entry, enter
from scoring.models import Field
from tests.factories import NOW


def enter_all(sheet, *texts, by, base=0):
    entries = [
        Entry(score=score.pk, field=Field.POINTS, text=text, base=base)
        for score, text in zip(sheet.scores.in_sheet_order(), texts, strict=False)
    ]
    enter(entries=entries, by=by, at=NOW)
