"""What the reader of a report wishes: read from the request, kept in every link."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import CharField, Exists, OuterRef, Value
from django.http import Http404, HttpRequest

from cells.models import CellKind, Committee
from cells.paths import contains
from criteria.models import Framework, GradeBand, Indicator, Programme

USUAL_SORT = "ten"


@dataclass(frozen=True, slots=True)
class Family:
    """A framework with all its versions, which share a code; `name` is the newest's."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader can choose from; `bands` are of all frameworks of the programme asked."""

    programmes: tuple[Programme, ...]
    kinds: tuple[CellKind, ...]
    bands: tuple[GradeBand, ...] = ()

    def families(self) -> dict[str, Framework]:
        """The newest published version of each framework, by the code of all versions."""
        frameworks = {band.framework_id: band.framework for band in self.bands}
        by_version = sorted(frameworks.values(), key=lambda one: one.version)
        return {framework.code: framework for framework in by_version}

    def families_near(self, committee: Committee) -> list[Family]:
        """Those issued by the committee, by one above it or by one below it."""
        return sorted(
            (
                Family(code, framework.name)
                for code, framework in self.families().items()
                if contains(framework.committee.path, committee.path)
                or contains(committee.path, framework.committee.path)
            ),
            key=lambda family: (family.name, family.code),
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asked a report for, beside committee and span.

    `sort` and `table` are the order and the columns of the children. `shown` and `branch`
    are about the list below the figures: which one, and of which child only (its id, or
    "truc-thuoc" for the cells directly under the committee).
    """

    programme: Programme | None
    only_models: bool = False
    by_today: bool = False
    kind: CellKind | None = None
    family: Family | None = None
    sort: str = USUAL_SORT
    table: str = ""
    shown: str = ""
    branch: str = ""

    @property
    def words(self) -> str:
        """The choices as a printed page says them."""
        words = [
            "chỉ chi bộ đăng ký kiểu mẫu" if self.only_models else "tất cả chi bộ",
            f"loại hình {self.kind.name}" if self.kind else "",
            f"bộ tiêu chí {self.family.name}" if self.family else "",
            f"theo tổ chức {'hiện nay' if self.by_today else 'của từng tháng'}",
        ]
        return ", ".join(word for word in words if word)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.only_models or self.by_today or self.kind or self.family)

    def query(self, **changes: str) -> dict[str, str]:
        """For an address of a report: the wishes, without what is usual."""
        query = {
            "chuong-trinh": self.programme.slug if self.programme else "",
            "loai": "kieu-mau" if self.only_models else "",
            "loai-hinh": str(self.kind.pk) if self.kind else "",
            "bo-tieu-chi": self.family.code if self.family else "",
            "co-cau": "hien-nay" if self.by_today else "",
        }
        return {name: word for name, word in (query | changes).items() if word}

    def query_here(self, **changes: str) -> dict[str, str]:
        """For another address of the same page: with its table as it is."""
        sort = "" if self.sort == USUAL_SORT else self.sort
        return self.query(**({"sap-xep": sort, "bang": self.table} | changes))


def read_wishes(
    request: HttpRequest, *, sorts: Collection[str] = (USUAL_SORT,)
) -> tuple[Asked, Choices]:
    """What was asked, and what else could have been. Two queries.

    A programme, kind, order or framework that does not exist is a 404. A framework that
    another programme has falls away (and costs a query more): its name stays in the form
    when the programme is changed.
    """
    given = request.GET
    choices = _programmes_and_kinds()
    programme = _chosen(choices.programmes, "slug", given.get("chuong-trinh"))
    programme = programme or next(iter(choices.programmes), None)
    sort = given.get("sap-xep") or USUAL_SORT
    if sort.removeprefix("-") not in sorts:
        raise Http404
    choices = Choices(choices.programmes, choices.kinds, bands_of(programme))
    family = _family_named(given.get("bo-tieu-chi", ""), choices)
    asked = Asked(
        programme=programme,
        only_models=given.get("loai") == "kieu-mau",
        by_today=given.get("co-cau") == "hien-nay",
        kind=_chosen(choices.kinds, "pk", given.get("loai-hinh")),
        family=family,
        sort=sort,
        table=given.get("bang", ""),
        shown=given.get("xem", ""),
        branch=given.get("nhanh", ""),
    )
    return asked, choices


def _family_named(code, choices):
    framework = choices.families().get(code)
    if framework:
        return Family(framework.code, framework.name)
    if code and not Framework.objects.published().filter(code=code).exists():
        raise Http404
    return None


def bands_of(programme: Programme | None) -> tuple[GradeBand, ...]:
    """The bands of all its published frameworks, with those and who issued them.

    And with `asks_evidence`: some indicator of the framework requires evidence.
    """
    if programme is None:
        return ()
    indicators = Indicator.objects.filter(
        criterion__framework=OuterRef("framework"), requires_evidence=True
    )
    return tuple(
        GradeBand.objects.filter(
            framework__programme=programme, framework__published_at__isnull=False
        )
        .select_related("framework__committee")
        .annotate(asks_evidence=Exists(indicators))
    )


def _programmes_and_kinds() -> Choices:
    """Two short lists of the same columns: one query."""
    columns = ("pk", "slug", "name", "position")
    programmes = Programme.objects.order_by().values_list(
        Value("programme", CharField()), *columns
    )
    kinds = CellKind.objects.order_by().values_list(
        Value("kind", CharField()), "pk", Value("", CharField()), "name", "position"
    )
    rows = sorted(programmes.union(kinds, all=True), key=lambda row: (row[4], row[1]))
    return Choices(
        programmes=tuple(
            Programme(pk=pk, slug=slug, name=name, position=position)
            for what, pk, slug, name, position in rows
            if what == "programme"
        ),
        kinds=tuple(
            CellKind(pk=pk, name=name, position=position)
            for what, pk, _, name, position in rows
            if what == "kind"
        ),
    )


def _chosen(rows, field, word):
    if not word:
        return None
    chosen = next((row for row in rows if str(getattr(row, field)) == word), None)
    if chosen is None:
        raise Http404
    return chosen
