"""Shares of a grade that a framework limits: warnings, never a block."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from criteria.models import GradeBand, QuotaBase
from reports.grades import GradeGroup

BASE_WORDS = {  # after a number of cells, or of sheets in a longer span
    QuotaBase.GRADED: "được xếp loại",
    QuotaBase.NEXT_OR_BETTER: "từ mức liền dưới trở lên",
    QuotaBase.NEXT: "ở mức liền dưới",
}


@dataclass(frozen=True, slots=True)
class QuotaExcess:
    """More cells of a kind have a grade than its quota allows (a warning, no block)."""

    kind: str
    group: GradeGroup
    percent: int
    base: int
    base_words: str  # "từ mức liền dưới trở lên"
    allowed: int
    number: int

    @property
    def excess(self) -> int:
        return self.number - self.allowed


def excesses(
    groups: Sequence[GradeGroup], counted: Iterable[dict]
) -> Iterable[QuotaExcess]:
    """What is above a quota, by kind of cell; `counted` are rows by kind and grade.

    Bands of one name with different quotas are judged apart.
    """
    numbers: dict[tuple[str, int], int] = defaultdict(int)
    for row in counted:
        if row["grade_id"] is not None:
            number = row["complete"] - row["failed"]
            numbers[row["kind_name"], row["grade_id"]] += number
    kinds = sorted({kind for kind, _ in numbers})
    for group in groups:
        for bands in _bands_of_a_quota(group):
            for kind in kinds:
                of_kind = {pk: n for (k, pk), n in numbers.items() if k == kind}
                excess = _excess(kind, replace(group, bands=bands), groups, of_kind)
                if excess.excess > 0:
                    yield excess


def _bands_of_a_quota(group: GradeGroup) -> Iterable[tuple[GradeBand, ...]]:
    quotas: dict[tuple[int, str], list[GradeBand]] = defaultdict(list)
    for band in group.bands:
        if band.quota_percent is not None:
            quotas[band.quota_percent, band.quota_base].append(band)
    return [tuple(bands) for bands in quotas.values()]


def _excess(
    kind: str,
    group: GradeGroup,
    groups: Sequence[GradeGroup],
    numbers: dict[int, int],
) -> QuotaExcess:
    bases = _bases(group, groups)
    quota = group.bands[0]
    base = sum(numbers.get(pk, 0) for pk in bases[quota.quota_base])
    return QuotaExcess(
        kind=kind,
        group=group,
        percent=quota.quota_percent,
        base=base,
        base_words=BASE_WORDS[QuotaBase(quota.quota_base)],
        allowed=base * quota.quota_percent // 100,
        number=sum(numbers.get(pk, 0) for pk in group.ids),
    )


def _bases(group: GradeGroup, groups: Sequence[GradeGroup]) -> dict[str, set[int]]:
    """Ids of the bands whose cells a quota's percentage is taken of, by its base.

    Only frameworks that have the quota count; the next band is each framework's own.
    """
    bands: dict[int, list[GradeBand]] = defaultdict(list)
    for other in groups:
        for band in other.bands:
            bands[band.framework_id].append(band)
    graded: set[int] = set()
    following: set[int] = set()
    better: set[int] = set()
    for band in group.bands:
        own = sorted(bands[band.framework_id], key=lambda b: -b.from_points)
        at = own.index(band)
        graded.update(b.pk for b in own)
        following.update(b.pk for b in own[at + 1 : at + 2])
        better.update(b.pk for b in own[: at + 2])
    return {"graded": graded, "next": following, "next_or_better": better}
