"""What the offices put behind the scores: a numbered document where one is asked for."""

from scoring.demo.chances import between, chance
from scoring.models import Change, Evidence, Field, Score

KEPT_BACK = 0.3  # of the evidence of a month that still goes on


def prove(sheets, *, by, at, is_over):
    """Put a document behind every score that asks for one and has no note.

    In a month that `is_over` behind all of them, else some are still to come.
    """
    lacking = (
        Score.objects.on([sheet.pk for sheet in sheets])
        .lacking_evidence()
        .select_related("indicator", "evaluation__cell", "evaluation__committee")
        # Not by id: PostgreSQL gives them out in any order.
        .order_by(
            "evaluation_id", "indicator__criterion__position", "indicator__position"
        )
    )
    scores = [score for score in lacking if is_over or not _is_late(score)]
    made = Evidence.objects.bulk_create(_document(score, by, at) for score in scores)
    uses = Evidence.scores.through
    uses.objects.bulk_create(
        uses(evidence=document, score=score)
        for document, score in zip(made, scores, strict=True)
    )
    Change.objects.bulk_create(
        Change(
            evaluation_id=score.evaluation_id,
            score=score,
            field=Field.EVIDENCE,
            new=str(document),
            by=by,
            at=at,
        )
        for document, score in zip(made, scores, strict=True)
    )


def _document(score, by, at):
    sheet, indicator = score.evaluation, score.indicator
    title = indicator.evidence_hint or f"Tài liệu cho chỉ số {indicator.code}"
    number = between(0, 9, *_names(score), "số") + 10 * int(
        indicator.code.replace(".", "")
    )
    return Evidence(
        cell_id=sheet.cell_id,
        title=f"{title}, tháng {sheet.month.month}/{sheet.month.year}",
        document_number=f"{number}-BC/CB",
        added_by=by,
        added_at=at,
    )


def _is_late(score):
    return chance(*_names(score), "chưa nộp") < KEPT_BACK


def _names(score):
    sheet = score.evaluation
    return sheet.cell.name, sheet.committee.name, sheet.month, score.indicator.code
