from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from cells.models.committee import Committee
from cells.paths import within
from cells.scope import MAY_SEE, reach
from vietnamese.columns import FoldedField, NameField, SortKeyField
from vietnamese.text import fold


class CellKind(models.Model):
    """Loại hình chi bộ: an editable list, because the lists of the field differ."""

    name = NameField("tên", max_length=150, unique=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "loại hình chi bộ"
        verbose_name_plural = "loại hình chi bộ"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name


class CellQuerySet(models.QuerySet):
    def visible_to(self, user, roles=MAY_SEE):
        return self.filter(reach(user, path="committee__path", cell="pk", roles=roles))

    def under(self, committee):
        return self.filter(within(committee.path, "committee__path"))

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def existing(self, *, on):
        return self.filter(Q(opened_on=None) | Q(opened_on__lte=on)).filter(
            Q(closed_on=None) | Q(closed_on__gt=on)
        )

    def named_like(self, text):
        return self.filter(search__contains=fold(text))

    def in_order(self):
        return self.order_by("sort_key", "pk")


class Cell(models.Model):
    """A party cell; always under exactly one committee."""

    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="cells", verbose_name="cấp ủy quản lý"
    )
    name = NameField("tên", max_length=250, help_text="Ví dụ: Chi bộ thôn A Sào.")
    search = FoldedField(of="name")
    sort_key = SortKeyField(of="name")
    kind = models.ForeignKey(
        CellKind, models.PROTECT, related_name="cells", verbose_name="loại hình"
    )
    members = models.PositiveIntegerField(
        "số đảng viên", default=0, help_text="Chỉ nhập số lượng, không nhập danh sách."
    )
    code = models.CharField("mã tổ chức đảng", max_length=20, blank=True)
    opened_on = models.DateField("thành lập ngày", null=True, blank=True)
    closed_on = models.DateField("kết thúc ngày", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        verbose_name="hợp nhất vào",
    )

    history = HistoricalRecords(
        excluded_fields=["search", "sort_key"], verbose_name="lịch sử chi bộ"
    )
    objects = CellQuerySet.as_manager()

    class Meta:
        verbose_name = "chi bộ"
        verbose_name_plural = "chi bộ"
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["committee", "sort_key"], name="cell_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None)
                | Q(opened_on=None)
                | Q(closed_on__gte=F("opened_on")),
                name="cell_closes_after_it_opened",
                violation_error_message="Ngày kết thúc phải sau ngày thành lập.",
            ),
        ]

    def __str__(self):
        return self.name
