from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from simple_history.models import HistoricalRecords

from cells.paths import WIDTH, ancestors, within
from cells.scope import MAY_APPROVE, MAY_SEE, reach
from vietnamese.columns import FoldedField, NameField, SortKeyField
from vietnamese.text import fold


class CommitteeQuerySet(models.QuerySet):
    def visible_to(self, user, roles=MAY_SEE):
        return self.filter(reach(user, path="path", cell=None, roles=roles))

    def under(self, committee):
        """`committee` itself and everything below it, by today's structure."""
        return self.filter(within(committee.path))

    def at_the_top(self):
        return self.filter(parent=None)

    def lockers_for(self, user):
        """Those for whose part an approver locks: the own ones and their children."""
        if user.is_administrator:
            own = self.at_the_top()
        else:
            own = self.filter(assignments__user=user, assignments__role__in=MAY_APPROVE)
        ids = own.values("pk")
        return self.filter(Q(pk__in=ids) | Q(parent__in=ids)).order_by("path")

    def children_of(self, committee):
        return self.filter(parent=committee)

    def on_the_ways_to(self, paths):
        """The committees at `paths` and those above them, from the top down."""
        ids = {pk for path in paths for pk in ancestors(path)}
        return self.filter(pk__in=ids).order_by("path")

    def with_those_around(self, pk):
        """(the way from the top down to `pk`, its children in their order), in one query.

        Both are empty if `pk` is not here.
        """
        here = Committee.objects.filter(pk=pk, path__startswith=OuterRef("path"))
        found = list(
            self.filter(Exists(here) | Q(parent=pk)).order_by("sort_key", "pk")
        )
        children = [committee for committee in found if committee.parent_id == pk]
        way = [committee for committee in found if committee.parent_id != pk]
        way.sort(key=lambda committee: committee.path)
        return (way, children) if way and way[-1].pk == pk else ([], [])

    def existing(self, *, on):
        return self.filter(Q(opened_on=None) | Q(opened_on__lte=on)).filter(
            Q(closed_on=None) | Q(closed_on__gt=on)
        )

    def named_like(self, text):
        return self.filter(search__contains=fold(text))

    def in_order(self):
        return self.order_by("sort_key", "pk")


class Committee(models.Model):
    """A node of the party organisation that has other committees or cells under it."""

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="cấp ủy cấp trên",
    )
    path = models.CharField("đường dẫn", max_length=20 * WIDTH, editable=False)
    name = NameField(
        "tên",
        max_length=250,
        help_text="Ví dụ: Đảng bộ Bệnh viện Nhi, Huyện ủy Quỳnh Phụ.",
    )
    search = FoldedField(of="name")
    sort_key = SortKeyField(of="name")
    code = models.CharField(
        "mã tổ chức đảng",
        max_length=20,
        blank=True,
        help_text="Mã do trung ương cấp; thay đổi khi đơn vị chuyển về cấp ủy khác.",
    )
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
        excluded_fields=["search", "sort_key"], verbose_name="lịch sử cấp ủy"
    )
    objects = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = "cấp ủy"
        verbose_name_plural = "cấp ủy"
        ordering = ["path"]
        indexes = [models.Index(fields=["path"], name="committee_path")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None)
                | Q(opened_on=None)
                | Q(closed_on__gte=F("opened_on")),
                name="committee_closes_after_it_opened",
                violation_error_message="Ngày kết thúc phải sau ngày thành lập.",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="committee_is_not_its_own_parent",
                violation_error_message="Cấp ủy không thể là cấp trên của chính mình.",
            ),
        ]

    def __str__(self):
        return self.name

    def exists_on(self, day):
        """What `existing` asks of many."""
        has_begun = self.opened_on is None or self.opened_on <= day
        return has_begun and (self.closed_on is None or self.closed_on > day)

    @property
    def depth(self):
        """1 for a committee at the top."""
        return len(self.path) // WIDTH
