"""Where a pivot's numbers lead: to the list of sheets behind each of them."""

from collections.abc import Collection, Hashable, Mapping

from reports import links
from reports.asking import Asked, Family
from reports.branches import DIRECTLY
from reports.pivots.dimensions import By
from reports.pivots.tables import Question
from reports.presenting import ANCHOR
from reports.ranking import Shown
from vietnamese.spans import Span, span_of_month

Place = Mapping[By, Hashable]


class Lists:
    """For a reader who sees the committees of the ids `seen`: elsewhere nothing is linked."""

    def __init__(self, question: Question, seen: Collection[int]):
        self._question, self._seen = question, seen

    def row_page(self, key: Hashable) -> str:
        """Where a row's own page tells more; "" where there is none."""
        selection = self._question.selection
        if not key:
            return ""
        if self._question.rows is By.CHILD and key in self._seen:
            query = {"chuong-trinh": selection.programme.slug}
            return links.summary_page(key, selection.span, query)
        if self._question.rows is By.CELL:
            return links.cell_page(key, selection.programme, selection.month)
        return ""

    def of(self, row: Hashable, column: Hashable) -> str:
        """The complete sheets of a row and a column; None stands for all of them.

        Sums of single criteria or indicators have no list of sheets, "" says so.
        """
        question, selection = self._question, self._question.selection
        if question.is_of_scores:
            return ""
        keys = {question.rows: row, question.columns: column}
        at: Place = {by: key for by, key in keys.items() if by and key is not None}
        span = self._span(at)
        if By.CELL in at:
            return links.cell_page(at[By.CELL], selection.programme, span.last)
        committee, branch, child = selection.committee.pk, "", at.get(By.CHILD)
        if committee in self._seen:
            branch = "" if child is None else str(child or DIRECTLY)
        elif child in self._seen:
            committee = child
        else:
            return ""
        return links.summary_page(committee, span, self._query(at, branch)) + ANCHOR

    def _span(self, at: Place) -> Span:
        """What of the selection's months is meant: a year may reach beyond them."""
        whole = self._question.selection.span
        if By.MONTH in at:
            return span_of_month(at[By.MONTH])
        part = at.get(By.QUARTER) or at.get(By.YEAR) or whole
        return Span(max(whole.first, part.first), min(whole.last, part.last))

    def _query(self, at: Place, branch: str) -> dict[str, str]:
        selection = self._question.selection
        asked = Asked(
            programme=selection.programme,
            only_models=selection.only_models,
            by_today=selection.by_today,
            kind=selection.kind,
            family=Family(selection.family, "") if selection.family else None,
        )
        kind = {"loai-hinh": str(at[By.KIND])} if By.KIND in at else {}
        return asked.query(xem=Shown.COMPLETE, nhanh=branch, **kind)
