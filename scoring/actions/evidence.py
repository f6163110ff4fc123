"""Evidence behind a score: add it, attach what the cell has, detach it, bring a new file."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cells.models import Cell
from scoring.actions.openness import ONLY_RETURNED, is_open_again
from scoring.models import (
    Change,
    Evaluation,
    Evidence,
    EvidenceRevision,
    Field,
    Score,
)
from scoring.uploads import CheckedFile
from scoring.workflow import OPEN_FOR_ENTRY, Status
from vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to add: files, a document number or a link, or all of them.

    Several files become one piece of evidence each. `is_another`: the number is right
    although the library holds it under another title.
    """

    title: str = ""
    document_number: str = ""
    url: str = ""
    files: Sequence[CheckedFile] = ()
    is_another: bool = False

    @property
    def own_title(self) -> str:
        """As typed, else as the file is called."""
        return self.title or "".join(file.title for file in self.files[:1])


@dataclass(frozen=True, slots=True)
class Added:
    """The evidence now behind the score; `found` of it stood in the library already."""

    evidence: list[Evidence]
    found: list[Evidence]


@transaction.atomic
def add_evidence(*, score: Score, draft: Draft, by, at: datetime) -> Added:
    """Put new evidence behind `score`, or what the cell's library holds of the same.

    The same is: a file with the same content, or the same number and title. Raises
    ValidationError where the sheet is closed or the draft says nothing.
    """
    sheet = _held_sheet(score, at)
    # Held, so that two people do not bring the same document into its library at once.
    Cell.objects.select_for_update().get(pk=sheet.cell_id)
    _check(draft, sheet)
    found, created = [], []
    for part in _split(draft):
        known = _known(part, sheet)
        if known is None:
            created.append(_create(part, sheet, by=by, at=at))
        elif known not in found:
            found.append(known)
            _bring_up_to_date(known, part.files, by=by, at=at)
    _attach(score, [*created, *found], by=by, at=at)
    return Added(evidence=[*created, *found], found=found)


@transaction.atomic
def attach_evidence(
    *, score: Score, evidence: Collection[Evidence], by, at: datetime
) -> None:
    """Put evidence of the same cell behind `score` as well."""
    sheet = _held_sheet(score, at)
    if any(one.cell_id != sheet.cell_id for one in evidence):
        raise ValidationError("Minh chứng này là của chi bộ khác.")
    _attach(score, evidence, by=by, at=at)


@transaction.atomic
def detach_evidence(*, score: Score, evidence: Evidence, by, at: datetime) -> None:
    """Take evidence from `score`; it stays in the cell's library."""
    _held_sheet(score, at)
    uses = Evidence.scores.through.objects.filter(evidence=evidence, score=score)
    deleted, _ = uses.delete()
    if deleted:
        _record([score], old=str(evidence), new="", by=by, at=at)


@transaction.atomic
def revise_evidence(
    *, score: Score, evidence: Evidence, file: CheckedFile, by, at: datetime
) -> EvidenceRevision:
    """A new file for evidence behind `score`; the old file stays as it was.

    The sheets that are not approved yet and rest on it learn of it in their history.
    Raises ValidationError where the sheet is closed or the file is the one it has.
    """
    _held_sheet(score, at)
    revision = _revise(evidence, file, by=by, at=at)
    if revision is None:
        raise ValidationError(f"Tệp “{file.name}” giống hệt bản đang có.")
    return revision


def evidence_closed_because(sheet: Evaluation, score: Score) -> str:
    """Why nobody may change what is behind `score` of `sheet` now; "" when it is open.

    `sheet` comes from `with_lock`, with its period selected. A return opens what it names;
    what is still without the evidence that it needs stays open, or the sheet could not be
    sent again.
    """
    if sheet.is_locked:
        return f"{sheet.period} đã khóa, không thay đổi minh chứng được nữa."
    if sheet.status not in OPEN_FOR_ENTRY:
        return "Phiếu đã duyệt. Muốn thay đổi minh chứng phải mở lại phiếu."
    if is_open_again(sheet, score) or _lacks_evidence(score):
        return ""
    return ONLY_RETURNED


def _lacks_evidence(score):
    own = Score.objects.filter(pk=score.pk)
    return any(
        own.lacking_evidence(points=points).exists()
        for points in (Field.POINTS, Field.SELF_POINTS)
    )


def _held_sheet(score, at):
    """The score's sheet, held until the commit so that nobody approves it meanwhile."""
    sheet = (
        Evaluation.objects.with_lock(at=at)
        .select_related("period")
        .select_for_update(of=("self",))
        .get(pk=score.evaluation_id)
    )
    score.refresh_from_db(fields=["returned_because"])
    problem = evidence_closed_because(sheet, score)
    if problem:
        raise ValidationError(problem)
    return sheet


def _check(draft, sheet):
    if not draft.files and not draft.document_number and not draft.url:
        raise ValidationError("Hãy chọn tệp, hoặc ghi số văn bản, hoặc dán đường dẫn.")
    if not draft.files and not draft.title:
        raise ValidationError({"title": "Hãy ghi tên minh chứng."})
    if len(draft.files) > 1 and (draft.document_number or draft.url):
        raise ValidationError(
            {"files": "Số văn bản và đường dẫn chỉ đi với một tệp; hãy gửi từng tệp."}
        )
    if draft.document_number and not draft.is_another:
        _check_number(draft, sheet)


def _check_number(draft, sheet):
    """A number that the library holds under another title is asked about first."""
    library = Evidence.objects.of_cell(sheet.cell_id)
    same = list(library.with_number(draft.document_number))
    if same and not any(one.search == fold(draft.own_title) for one in same):
        raise ValidationError(
            {
                "document_number": (
                    f"Thư viện của chi bộ đã có văn bản mang số này: “{same[0].title}”. "
                    "Hãy gắn văn bản đó từ thư viện, hoặc đánh dấu "
                    "“Văn bản khác, trùng số”."
                )
            }
        )


def _split(draft):
    """One draft a file."""
    if len(draft.files) < 2:
        return [draft]
    return [
        Draft(title=f"{draft.title} ({n})" if draft.title else "", files=[file])
        for n, file in enumerate(draft.files, start=1)
    ]


def _known(draft, sheet):
    """What the library holds of the same, or None."""
    library = Evidence.objects.of_cell(sheet.cell_id)
    if draft.document_number:
        numbered = library.with_number(draft.document_number)
        return numbered.filter(search=fold(draft.own_title)).first()
    if draft.files and not draft.url:
        return library.with_content(draft.files[0].sha256).first()
    return None


def _create(draft, sheet, *, by, at):
    evidence = Evidence(
        cell_id=sheet.cell_id,
        title=draft.own_title,
        document_number=draft.document_number,
        url=draft.url,
        added_by=by,
        added_at=at,
    )
    evidence.full_clean(exclude=["cell", "added_by"])
    evidence.save(force_insert=True)
    for file in draft.files:
        _keep(evidence, file, number=1, by=by, at=at)
    return evidence


def _bring_up_to_date(known, files, *, by, at):
    for file in files:
        if not known.revisions.filter(sha256=file.sha256).exists():
            _revise(known, file, by=by, at=at)


def _revise(evidence, file, *, by, at):
    """The new revision, or None where the newest one holds the same."""
    # Held, so that two new files do not take the same number.
    held = Evidence.objects.select_for_update().get(pk=evidence.pk)
    newest = held.revisions.order_by("-number").first()
    if newest and newest.sha256 == file.sha256:
        return None
    number = newest.number + 1 if newest else 1
    revision = _keep(held, file, number=number, by=by, at=at)
    old = f"{held}, bản {newest.number}" if newest else str(held)
    uses = held.scores.exclude(evaluation__status=Status.APPROVED)
    _record(uses, old=old, new=f"{held}, bản {number}", by=by, at=at)
    return revision


def _keep(evidence, file, *, number, by, at):
    return EvidenceRevision.objects.create(
        evidence=evidence,
        number=number,
        file=file.file,
        name=file.name,
        size=file.size,
        content_type=file.kind.content_type,
        sha256=file.sha256,
        by=by,
        at=at,
    )


def _attach(score, evidence, *, by, at):
    """What stands behind the score already stays as it is."""
    standing = set(Evidence.objects.behind(score).values_list("pk", flat=True))
    fresh = [one for one in evidence if one.pk not in standing]
    score.evidence.add(*fresh)
    for one in fresh:
        _record([score], old="", new=str(one), by=by, at=at)


def _record(scores, *, old, new, by, at):
    Change.objects.bulk_create(
        Change(
            evaluation_id=score.evaluation_id,
            score=score,
            field=Field.EVIDENCE,
            old=old,
            new=new,
            by=by,
            at=at,
        )
        for score in scores
    )
