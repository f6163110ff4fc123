"""What the rows and columns of a pivot can be, and what their heads say.

A dimension groups in the database by an id. Ids that are one thing to the reader get one
head: a criterion and those that come from it, an indicator and its other versions.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F, QuerySet

from cells.models import Cell, CellKind, Committee
from criteria.models import Criterion, Framework, Indicator
from criteria.origins import Part, roots, versions_of
from reports.selections import Selection
from scoring.models import Evaluation
from scoring.models.figures import child_segment
from vietnamese.months import format_month
from vietnamese.spans import spans_with

DIRECT = "Chi bộ trực thuộc"


class By(StrEnum):
    """The words in an address."""

    CHILD = "cap-uy"
    CELL = "chi-bo"
    KIND = "loai-hinh"
    YEAR = "nam"
    QUARTER = "quy"
    MONTH = "thang"
    CRITERION = "tieu-chi"
    INDICATOR = "chi-so"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a row or column. Heads of one `key` are one row."""

    key: Hashable
    label: str
    note: str = ""
    order: tuple = ()


@dataclass(frozen=True, slots=True)
class Dimension:
    """`expression(selection, prefix)` is what the database groups by, where `prefix` leads
    from a row to its sheet; `heads(sheets, ids)` gives a Head for each id that was found.
    """

    label: str
    expression: Callable[[Selection, str], object]
    heads: Callable[[QuerySet[Evaluation], Collection], Mapping[Hashable, Head]]
    is_of_scores: bool = False


def _children(_sheets, segments):
    ids = {int(segment): segment for segment in segments if segment}
    heads = {
        ids[one.pk]: Head(one.pk, one.name, order=(0, one.sort_key))
        for one in Committee.objects.filter(pk__in=ids)
    }
    return heads | {"": Head(0, DIRECT, order=(1, ""))}


def _cells(sheets, _ids):
    """By the sheets, not by a list of ids: a province has ten thousand."""
    cells = Cell.objects.filter(pk__in=sheets.order_by().values("cell"))
    return {
        one.pk: Head(
            one.pk, one.name, one.committee.name, (one.committee.path, one.sort_key)
        )
        for one in cells.select_related("committee")
    }


def _kinds(_sheets, ids):
    return {
        one.pk: Head(one.pk, one.name, order=(one.position, one.pk))
        for one in CellKind.objects.filter(pk__in=ids)
    }


def _months(_sheets, months):
    return {month: Head(month, format_month(month), order=(month,)) for month in months}


def _stretches(at):
    """Months in the quarter or year that they lie in, the key of its head."""

    def heads(_sheets, months):
        found = {month: spans_with(month)[at] for month in months}
        return {
            month: Head(span, span.label, order=(span,))
            for month, span in found.items()
        }

    return heads


def _criteria(_sheets, ids):
    """Criteria that come from one another are one; it is called as the first of them."""
    every = {one.pk: one for one in Criterion.objects.select_related("framework")}
    root_of = roots(
        [Part(k, one.framework_id, one.code, one.origin_id) for k, one in every.items()]
    )
    heads = {}
    for pk in ids:
        first = every[root_of[pk]]
        framework = first.framework
        order = (framework.code, framework.pk, first.position, first.pk)
        heads[pk] = Head(first.pk, str(first), framework.name, order)
    return heads


def _indicators(_sheets, ids):
    """Versions of an indicator in the versions of a framework are one, named by the newest."""
    found = {
        one.pk: one
        for one in Indicator.objects.filter(
            criterion__framework__code__in=Framework.objects.filter(
                criteria__indicators__in=ids
            ).values("code")
        ).select_related("criterion__framework")
    }
    key_of, newest = {}, {}
    for own in _by_family(found.values()):
        parts = [
            Part(one.pk, one.criterion.framework_id, one.code, one.origin_id)
            for one in own
        ]
        key_of |= versions_of(parts)
        newest |= {key_of[one.pk]: one for one in own}
    return {pk: _head_of_indicator(key_of[pk], newest[key_of[pk]]) for pk in ids}


def _by_family(indicators):
    """The indicators of each framework, those of its older versions first."""
    families = defaultdict(list)
    for one in sorted(indicators, key=lambda one: one.criterion.framework.version):
        families[one.criterion.framework.code].append(one)
    return families.values()


def _head_of_indicator(key, indicator):
    framework = indicator.criterion.framework
    order = (
        framework.code,
        indicator.criterion.position,
        indicator.position,
        indicator.pk,
    )
    return Head(key, str(indicator), framework.name, order)


def _field(name):
    return lambda _selection, prefix: F(prefix + name)


DIMENSIONS = {
    By.CHILD: Dimension(
        "Cấp ủy trực thuộc",
        lambda selection, prefix: child_segment(
            selection.places, prefix + selection.path
        ),
        _children,
    ),
    By.CELL: Dimension("Chi bộ", _field("cell"), _cells),
    By.KIND: Dimension("Loại hình chi bộ", _field("kind"), _kinds),
    By.YEAR: Dimension("Năm", _field("period"), _stretches(3)),
    By.QUARTER: Dimension("Quý", _field("period"), _stretches(1)),
    By.MONTH: Dimension("Tháng", _field("period"), _months),
    By.CRITERION: Dimension(
        "Tiêu chí",
        lambda _selection, _prefix: F("indicator__criterion"),
        _criteria,
        is_of_scores=True,
    ),
    By.INDICATOR: Dimension(
        "Chỉ số",
        lambda _selection, _prefix: F("indicator"),
        _indicators,
        is_of_scores=True,
    ),
}
