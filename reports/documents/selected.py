"""What the lists of a committee share: whose cells they name, and how they say so."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from criteria.models import GradeBand
from reports.documents.document import Line
from reports.selections import Selection
from scoring.models import Evaluation


def subject_of(words: str, selection: Selection) -> str:
    """ "tổng hợp đánh giá, xếp loại chất lượng sinh hoạt chi bộ"."""
    name = selection.programme.name
    return f"{words} {name[:1].lower()}{name[1:]}"


def about(
    selection: Selection, judged: Sequence[Evaluation | GradeBand]
) -> Iterator[Line]:
    """What narrows the list, where anything does; `judged` know the framework's name."""
    if selection.only_models:
        yield Line("Chỉ gồm các chi bộ đăng ký kiểu mẫu.")
    if selection.kind:
        yield Line(f"Chỉ gồm loại hình: {selection.kind}.")
    if selection.family and judged:
        yield Line(f"Chỉ gồm bộ tiêu chí: {judged[0].framework.name}.")
    if selection.by_today:
        yield Line("Các chi bộ theo tổ chức hiện nay.")


def by_committee(
    sheets: Sequence[Evaluation], selection: Selection
) -> Iterator[tuple[str, Sequence[Evaluation]]]:
    """The sheets under the names of their committees; "" where there is but one."""
    places = {place_of(sheet, selection) for sheet in sheets}
    for place, group in groupby(sheets, key=lambda sheet: place_of(sheet, selection)):
        yield (place.name if len(places) > 1 else ""), list(group)


def place_of(sheet: Evaluation, selection: Selection):
    """The committee of the sheet in the structure that was chosen."""
    return sheet.cell.committee if selection.by_today else sheet.committee
