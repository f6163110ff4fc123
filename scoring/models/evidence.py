import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from cells.models import Cell
from cells.scope import MAY_SEE, reach
from scoring.file_kinds import BY_CONTENT_TYPE
from scoring.models.evaluation import Evaluation
from scoring.models.score import Score
from vietnamese.columns import FoldedField, NameField
from vietnamese.text import fold


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user, roles=MAY_SEE):
        """Of the cells within reach, and whatever stands behind a sheet within reach."""
        own = reach(user, path="cell__committee__path", cell="cell", roles=roles)
        sheets = Evaluation.objects.visible_to(user, roles=roles)
        uses = self.model.scores.through.objects.filter(
            evidence=OuterRef("pk"), score__evaluation__in=sheets
        )
        return self.filter(own | Exists(uses))

    def of_cell(self, cell):
        return self.filter(cell=cell)

    def behind(self, score):
        return self.filter(scores=score)

    def not_behind(self, score):
        return self.exclude(scores=score)

    def named_like(self, text):
        folded = fold(text)
        return self.filter(
            Q(search__contains=folded) | Q(number_search__contains=folded)
        )

    def with_number(self, number):
        """With this number or sign, however it is spaced or written in capitals."""
        return self.filter(number_search=fold(number))

    def with_content(self, sha256):
        """Whose newest file is exactly this one."""
        newest = EvidenceRevision.objects.filter(evidence=OuterRef("pk"))
        digest = newest.order_by("-number").values("sha256")[:1]
        return self.alias(digest=models.Subquery(digest)).filter(digest=sha256)

    def newest_first(self):
        return self.order_by("-added_at", "-pk")

    def for_page(self):
        """With all that a list of evidence prints: revisions newest first, and people."""
        revisions = EvidenceRevision.objects.select_related("by").order_by("-number")
        return self.select_related("added_by").prefetch_related(
            models.Prefetch("revisions", revisions)
        )

    def with_uses(self):
        """With the scores that it stands behind, latest month first."""
        scores = Score.objects.select_related("indicator", "evaluation").order_by(
            "-evaluation__period", "indicator__position", "pk"
        )
        return self.prefetch_related(models.Prefetch("scores", scores))


class Evidence(models.Model):
    """A document, a link or files behind scores; one may prove many, in many months."""

    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="evidence", verbose_name="chi bộ"
    )
    scores = models.ManyToManyField(
        Score, related_name="evidence", blank=True, verbose_name="chứng minh cho"
    )
    title = NameField("tên", max_length=250)
    search = FoldedField(of="title")
    document_number = NameField("số, ký hiệu", max_length=100, blank=True)
    number_search = FoldedField(of="document_number", max_length=150)
    url = models.URLField("đường dẫn", max_length=500, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="người thêm",
    )
    added_at = models.DateTimeField("thêm lúc")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ["-added_at", "pk"]
        indexes = [
            models.Index(fields=["cell", "-added_at"], name="evidence_of_a_cell"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="evidence_has_a_title",
                violation_error_message="Hãy ghi tên minh chứng.",
            ),
            models.UniqueConstraint(
                fields=["cell", "number_search", "search"],
                condition=~Q(number_search=""),
                name="a_document_stands_once_in_a_cells_library",
            ),
        ]

    def __str__(self):
        if self.document_number:
            return f"{self.title} ({self.document_number})"
        return self.title

    def revision_at(self, moment=None):
        """The revision that stood at `moment` (None: now); None where there is no file.

        Without a query when it comes from `for_page`.
        """
        for revision in self.revisions.all():
            if moment is None or revision.at <= moment:
                return revision
        return None


def kept_as(revision, _name):
    """Where a file lies: a name that nobody can guess, and that no server would run."""
    return f"minh-chung/{revision.key.hex[:2]}/{revision.key.hex}"


class EvidenceRevision(models.Model):
    """A file of a piece of evidence. A new file is a new revision; the old ones stay."""

    evidence = models.ForeignKey(
        Evidence, models.CASCADE, related_name="revisions", verbose_name="minh chứng"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField("bản")
    file = models.FileField("tệp", upload_to=kept_as)
    name = models.CharField("tên tệp", max_length=200)
    size = models.PositiveBigIntegerField("dung lượng")
    content_type = models.CharField("loại", max_length=100)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="người gửi",
    )
    at = models.DateTimeField("gửi lúc")

    class Meta:
        verbose_name = "bản của minh chứng"
        verbose_name_plural = "các bản của minh chứng"
        ordering = ["evidence", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "number"], name="revisions_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, size__gte=1),
                name="a_revision_has_a_number_and_a_content",
            ),
        ]

    def __str__(self):
        return f"{self.name}, bản {self.number}"

    @property
    def kind(self):
        return BY_CONTENT_TYPE[self.content_type]
