"""Remarks of the year: one resolved after months, one overdue, others under way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from cells.models import Cell
from criteria.models import Indicator
from scoring.actions.remarks import answer, raise_remark, resolve
from scoring.demo.founding import VIETNAM, Founded
from scoring.demo.organisation import A_SAO, HOSPITAL, MODEL_OF_THE_HOSPITAL
from scoring.demo.story import key_of
from scoring.models import Evaluation, Period, Remark, RemarkKind

SUPERVISOR = "quynhphu.giamsat"
AN_THAI = ("Đảng bộ xã An Thái", A_SAO)
CHI_BO_3 = (HOSPITAL, MODEL_OF_THE_HOSPITAL)
QUYNH_HAI = ("Đảng bộ xã Quỳnh Hải", "Chi bộ thôn Trung")
AN_NINH = ("Đảng bộ xã An Ninh", "Chi bộ Hợp tác xã dịch vụ nông nghiệp xã An Ninh")


@dataclass(frozen=True, slots=True)
class Planned:
    cell: tuple[str, str]
    raised_on: date
    by: str
    kind: RemarkKind
    text: str
    indicator: str = ""
    responsible: str = "Bí thư chi bộ"
    due_on: date | None = None
    answered: tuple[date, str, str] | None = None
    resolved: tuple[date, str] | None = None


PLANNED = (
    Planned(
        AN_THAI,
        date(2022, 8, 12),
        SUPERVISOR,
        RemarkKind.DIFFICULTY,
        "Còn bốn hộ chưa đồng ý hiến đất mở rộng đường thôn; phân công đảng viên đến từng hộ.",
        indicator="5.1",
        due_on=date(2022, 11, 15),
        answered=(
            date(2022, 10, 5),
            "asao",
            "Chi ủy và mặt trận thôn đã vận động xong ba hộ; hộ còn lại hẹn sau vụ mùa.",
        ),
        resolved=(
            date(2022, 11, 18),
            "Đã kiểm tra: cả bốn hộ bàn giao đất, đường đã mở rộng.",
        ),
    ),
    Planned(
        QUYNH_HAI,
        date(2022, 9, 14),
        SUPERVISOR,
        RemarkKind.INSTRUCTION,
        "Sản phẩm chậm so với lộ trình đã đăng ký: báo cáo tiến độ và ngày hoàn thành.",
        indicator="5.1",
        due_on=date(2022, 12, 20),
    ),
    Planned(
        AN_NINH,
        date(2022, 10, 13),
        SUPERVISOR,
        RemarkKind.DIFFICULTY,
        "Hợp tác xã chưa bố trí được kinh phí cho sản phẩm đăng ký.",
        indicator="5.1",
        responsible="Chi ủy, Ban quản trị hợp tác xã",
        due_on=date(2022, 11, 20),
    ),
    Planned(
        AN_THAI,
        date(2022, 12, 8),
        SUPERVISOR,
        RemarkKind.INSTRUCTION,
        "Viết lại cách vận động nhân dân hiến đất để phổ biến cho các chi bộ trong xã.",
        due_on=date(2022, 12, 31),
        answered=(date(2022, 12, 15), "asao", "Chi bộ đã gửi bản viết về Đảng ủy xã."),
    ),
    Planned(
        CHI_BO_3,
        date(2022, 12, 9),
        "benhvien",
        RemarkKind.DIFFICULTY,
        "Thiếu báo cáo chuyên đề quý IV; bổ sung trước khi họp xét cuối năm.",
        indicator="2.3",
        due_on=date(2022, 12, 28),
    ),
)


def raise_remarks(month: date, founded: Founded) -> None:
    """Those raised in `month`, with all that was said about them later."""
    ids = {key_of(plan): pk for pk, plan in founded.plans.items()}
    for planned in PLANNED:
        if planned.raised_on.replace(day=1) == month:
            cell = Cell.objects.select_related("committee").get(pk=ids[planned.cell])
            _live(planned, cell, founded.users)


def _live(planned: Planned, cell: Cell, users: Mapping) -> Remark:
    month = planned.raised_on.replace(day=1)
    by = users[planned.by]
    remark = raise_remark(
        cell=cell,
        period=Period.objects.get(month=month),
        indicator=_indicator(cell, month, planned.indicator),
        kind=planned.kind,
        text=planned.text,
        responsible=planned.responsible,
        due_on=planned.due_on,
        by=by,
        at=_at(planned.raised_on, 9),
    )
    if planned.answered:
        on, who, text = planned.answered
        answer(remark=remark, text=text, by=users[who], at=_at(on, 10))
    if planned.resolved:
        on, note = planned.resolved
        resolve(remark=remark, note=note, by=by, at=_at(on, 16))
    return remark


def _indicator(cell, month, code):
    """Of the sheet of the first programme, which is the one that cells register for."""
    if not code:
        return None
    sheets = Evaluation.objects.of_cell(cell).in_month(month).order_by("programme")
    return Indicator.objects.get(
        criterion__framework=sheets.first().framework_id, code=code
    )


def _at(day, hour):
    return datetime.combine(day, time(hour), tzinfo=VIETNAM)
