from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from simple_history.models import HistoricalRecords

from cells.models import Committee
from cells.paths import ancestors
from cells.scope import reach
from criteria.models.programme import Programme
from criteria.rules import FrameworkRule, Grading, Shrunk
from vietnamese.columns import NameField
from vietnamese.months import format_month


class FrameworkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Frameworks of the user's committees, of those below, and of those above.

        A framework of a higher committee binds the lower ones, so they may read it once
        it is published; a draft is only for its own committee's part and administrators.
        """
        own = reach(user, path="committee__path", cell=None)
        if not own:  # an administrator's empty condition, which `|` would drop
            return self.all()
        above = set()
        for assignment in user.assignments_in_force if user.is_authenticated else ():
            place = assignment.committee or assignment.cell.committee
            above.update(ancestors(place.path))
        return self.filter(own | Q(committee__in=above, published_at__isnull=False))

    def published(self):
        return self.filter(published_at__isnull=False)

    def of_programme(self, programme):
        return self.filter(programme=programme)

    def drafts(self):
        return self.filter(published_at=None)

    def versions_of(self, framework):
        """All versions of the family that `framework` belongs to, the newest first."""
        return self.filter(code=framework.code).order_by("-version")

    def in_force(self, *, month):
        """Of each family the newest version published and effective in `month`."""
        newest = (
            Framework.objects.published()
            .filter(code=OuterRef("code"), effective_from__lte=month)
            .order_by("-version")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(newest))

    def by_programme(self):
        """One programme after the other, even where two share a place."""
        return self.order_by("programme__position", "programme", "code", "-version")

    def with_parts(self):
        """Everything that `Framework.rule()` and the printed framework read."""
        return self.prefetch_related(
            "criteria",
            "criteria__indicators",
            "criteria__indicators__options",
            "criteria__indicators__thresholds",
            "bands",
            "bands__requirements",
        )

    def with_all(self):
        """`with_parts`, and what the printed framework names beside them."""
        return (
            self.with_parts()
            .select_related("programme", "committee", "specialises")
            .prefetch_related(
                "bands__year_floor",
                "bands__requirements__criterion",
                "bands__requirements__indicator",
            )
        )


class Framework(models.Model):
    """A version of a set of criteria; immutable once it is published."""

    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        related_name="frameworks",
        verbose_name="chương trình",
    )
    committee = models.ForeignKey(
        Committee,
        models.PROTECT,
        related_name="frameworks",
        verbose_name="cấp ủy ban hành",
    )
    name = NameField("tên", max_length=250)
    code = models.SlugField(
        "mã bộ tiêu chí",
        max_length=60,
        help_text="Chữ thường không dấu; các phiên bản của một bộ dùng chung một mã.",
    )
    version = models.PositiveSmallIntegerField("phiên bản", default=1, editable=False)
    specialises = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="specialised_by",
        verbose_name="cụ thể hóa từ",
        help_text="Bộ tiêu chí của cấp ủy cấp trên mà bộ này cụ thể hóa.",
    )
    decision = models.CharField(
        "văn bản ban hành",
        max_length=150,
        blank=True,
        help_text="Số, ký hiệu và ngày của văn bản, nếu có.",
    )
    description = models.TextField("mô tả", blank=True)
    max_total = models.DecimalField(
        "tổng điểm tối đa", max_digits=6, decimal_places=2, default=100
    )
    grading = models.CharField(
        "cách xếp loại",
        max_length=10,
        default=Grading.TOTAL,
        choices=[
            (Grading.TOTAL.value, "Theo tổng điểm"),
            (Grading.CRITERIA.value, "Theo từng tiêu chí, không lấy tổng"),
        ],
    )
    shrunk = models.CharField(
        "khi có chỉ số không áp dụng",
        max_length=10,
        default=Shrunk.RESCALE,
        choices=[
            (Shrunk.RESCALE.value, "Quy đổi về tổng điểm tối đa rồi xếp loại"),
            (Shrunk.KEEP.value, "Giữ nguyên số điểm để xếp loại"),
        ],
    )
    explain_deductions = models.BooleanField(
        "phải thuyết minh điểm trừ",
        default=False,
        help_text="Mỗi điểm bị trừ phải có ghi chú giải thích.",
    )
    allows_self_scoring = models.BooleanField(
        "chi bộ tự chấm",
        default=False,
        help_text="Bí thư chi bộ được nhập điểm tự chấm.",
    )
    effective_from = models.DateField(
        "áp dụng từ tháng", help_text="Ngày đầu của tháng bắt đầu áp dụng."
    )
    published_at = models.DateTimeField("ban hành lúc", null=True, editable=False)

    history = HistoricalRecords(verbose_name="lịch sử bộ tiêu chí")
    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ tiêu chí"
        verbose_name_plural = "bộ tiêu chí"
        ordering = ["programme__position", "code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="one_framework_of_a_code_and_version",
                violation_error_message="Đã có bộ tiêu chí với mã và phiên bản này.",
            ),
            models.CheckConstraint(
                condition=Q(max_total__gt=0),
                name="framework_maximum_is_positive",
                violation_error_message="Tổng điểm tối đa phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(specialises=None) | ~Q(specialises=F("id")),
                name="framework_does_not_specialise_itself",
                violation_error_message="Bộ tiêu chí không thể cụ thể hóa chính nó.",
            ),
        ]

    def __str__(self):
        return f"{self.name} (phiên bản {self.version})"

    @property
    def is_published(self):
        return self.published_at is not None

    @property
    def has_total(self):
        """Whether its points add up to a result; else each criterion is judged alone."""
        return self.grading == Grading.TOTAL

    def version_before(self):
        """The newest published version that is older than this one, or None."""
        family = Framework.objects.versions_of(self).published()
        return family.filter(version__lt=self.version).first()

    def problem_of_successor(self, month):
        """Why no newer version may apply from `month`: this one would lose its months."""
        if month >= self.effective_from:
            return None
        return (
            f"Phiên bản {self.version} áp dụng từ tháng {format_month(self.effective_from)}, "
            "phiên bản sau không được áp dụng sớm hơn."
        )

    def rule(self) -> FrameworkRule:
        """This framework as plain values; read it through `with_parts()`."""
        criteria = list(self.criteria.all())
        return FrameworkRule(
            max_total=self.max_total,
            criteria=tuple(criterion.rule() for criterion in criteria),
            indicators=tuple(
                indicator.rule()
                for criterion in criteria
                for indicator in criterion.indicators.all()
            ),
            bands=tuple(band.rule() for band in self.bands.all()),
            grading=Grading(self.grading),
            shrunk=Shrunk(self.shrunk),
            explain_deductions=self.explain_deductions,
        )
