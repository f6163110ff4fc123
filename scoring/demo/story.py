"""What happens to whom in 2022: who aims at what, who stumbles, how far December is."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from scoring.demo.chances import between, chance
from scoring.demo.filling import HALF, Attendance
from scoring.demo.organisation import (
    A_SAO,
    HOSPITAL,
    MODEL_OF_THE_HOSPITAL,
    QUYNH_PHU,
    CellPlan,
)
from scoring.workflow import State

YEAR = 2022
DECEMBER = 12
FIRST_MONTH = date(YEAR, 1, 1)  # the hospital
MIDYEAR = date(YEAR, 6, 1)  # after the province's project of 20 April 2022
LATECOMER = ("Đảng bộ xã Đồng Tiến", "Chi bộ thôn Hạ")  # 17 in August, 18 in December
LATECOMER_SINCE = date(YEAR, 9, 1)

# Wanted percentages month by month, from the month of registration on.
WANTED = {
    (
        HOSPITAL,
        MODEL_OF_THE_HOSPITAL,
    ): "76 77.5 79 80.5 82 83.5 85 86.5 88 89.5 91.5 93",
    ("Đảng bộ xã An Thái", A_SAO): "78.5 81 83.5 86 88.5 92 94",
    ("Đảng bộ xã Quỳnh Hải", "Chi bộ thôn Trung"): "87 88.5 89.5 91 91 91 91",
    ("Đảng bộ xã An Ninh", "Chi bộ Hợp tác xã dịch vụ nông nghiệp xã An Ninh"): (
        "77 76 76.5 75 74.5 73 74"
    ),
    ("Đảng bộ xã Quang Bình", "Chi bộ thôn Bắc"): "76 75 76 74 71 69.5 70",
}

# Points of hard indicators that were missed: (code, points, first month).
STUMBLES = {
    ("Đảng bộ xã Quỳnh Hải", "Chi bộ thôn Trung"): ("5.1", 12, 9),
    ("Đảng bộ xã An Ninh", "Chi bộ Hợp tác xã dịch vụ nông nghiệp xã An Ninh"): (
        "5.1",
        12,
        10,
    ),
    ("Đảng bộ xã Quang Bình", "Chi bộ thôn Bắc"): ("1.2", 5, 10),
}
NOTES = {
    "5.1": "Sản phẩm chậm so với lộ trình đã đăng ký.",
    "1.2": "Mới đạt hơn một nửa số chỉ tiêu được giao trong tháng.",
}

DECEMBER_STATES = {
    (HOSPITAL, "Chi bộ 1"): State.SUBMITTED,
    (HOSPITAL, "Chi bộ 2"): State.SUBMITTED,
    (HOSPITAL, "Chi bộ 3"): State.COMPLETE,
    (HOSPITAL, "Chi bộ 4"): State.COMPLETE,
    (HOSPITAL, "Chi bộ 5"): State.RETURNED,
    (HOSPITAL, "Chi bộ 6"): State.IN_PROGRESS,
    (HOSPITAL, "Chi bộ 7"): State.IN_PROGRESS,
    (HOSPITAL, "Chi bộ 8"): State.COMPLETE,
    ("Đảng bộ xã An Thái", A_SAO): State.IN_PROGRESS,
    ("Đảng bộ xã An Thái", "Chi bộ Trường THCS An Thái"): State.IN_PROGRESS,
    ("Đảng bộ xã Quỳnh Hải", "Chi bộ thôn Trung"): State.COMPLETE,
    ("Đảng bộ xã An Ninh", "Chi bộ Hợp tác xã dịch vụ nông nghiệp xã An Ninh"): (
        State.SUBMITTED
    ),
}
RETURN_REASON = "Đề nghị bổ sung rồi gửi lại trước hạn."
RETURNED_INDICATOR = ("2.3", "Thiếu minh chứng: chưa gửi báo cáo chuyên đề quý IV")

# The quality of December's meeting, assessed by the cell itself and half verified.
SELF_ASSESSED = (HOSPITAL, MODEL_OF_THE_HOSPITAL)
VERIFIED_AS_SELF = ("1.1", "2.1", "2.2")
VERIFIED_OTHERWISE = ("3.1", "0", "Nội dung còn dàn trải, chưa rõ việc trọng tâm.")

# In autumn more cells begin to assess their meetings themselves: so many percent better
# (or worse) than the office finds them afterwards.
SELF_SCORED_MONTHS = (9, 10, 11)
OWN_VIEW = {"Chi bộ 1": 4, "Chi bộ 2": 2, "Chi bộ 4": -3, "Chi bộ 5": 8, "Chi bộ 8": 0}

CONTENTS = {
    "Thôn, tổ dân phố": (
        "Vận động nhân dân hiến đất mở rộng đường, lắp đèn chiếu sáng.",
        "Xây dựng nhà văn hóa và sân thể thao từ nguồn xã hội hóa.",
        "Lập quỹ khuyến học, giúp học sinh có hoàn cảnh khó khăn.",
        "Tuyến đường hoa, thu gom rác thải tại nguồn.",
    ),
    "Trường học, bệnh viện": (
        "Đổi mới sinh hoạt chuyên đề gắn với nhiệm vụ chuyên môn hằng tháng.",
        "Mỗi đảng viên giúp đỡ một học sinh, người bệnh có hoàn cảnh khó khăn.",
        "Ứng dụng công nghệ thông tin trong quản lý và sinh hoạt chi bộ.",
    ),
    "Cơ quan hành chính": (
        "Giải quyết thủ tục hành chính trước hạn, không để dân phải đi lại lần hai.",
        "Số hóa hồ sơ, họp không giấy tờ.",
    ),
    "Doanh nghiệp, hợp tác xã": (
        "Mỗi đảng viên có một sáng kiến tăng năng suất, giảm chi phí.",
        "Đối thoại định kỳ, chăm lo bữa ăn và nhà trọ của người lao động.",
    ),
    "Lực lượng vũ trang": (
        "Xây dựng đơn vị vững mạnh toàn diện, không để xảy ra vi phạm kỷ luật.",
        "Giúp dân xây dựng nông thôn mới, giữ gìn an ninh, trật tự.",
    ),
}
OWN_CONTENTS = {
    A_SAO: (
        "Giải phóng mặt bằng mở rộng đường thôn: vận động khoảng 30 hộ dân hiến đất; "
        "chi ủy và từng đảng viên phụ trách nhóm hộ."
    ),
    MODEL_OF_THE_HOSPITAL: (
        "Cụ thể hóa “5 tốt” thành 17 chỉ số, chấm điểm hằng tháng; nâng tổng điểm từ 76 lên "
        "trên 90 trong năm."
    ),
}
SIZES = {
    "Thôn, tổ dân phố": (18, 52),
    "Trường học, bệnh viện": (12, 26),
    "Cơ quan hành chính": (11, 24),
    "Doanh nghiệp, hợp tác xã": (10, 40),
    "Lực lượng vũ trang": (9, 18),
}


def key_of(cell: CellPlan) -> tuple[str, str]:
    return (cell.grassroots, cell.name)


def members_of(cell: CellPlan) -> int:
    if key_of(cell) == (HOSPITAL, "Chi bộ 11"):
        return 8  # too few for a committee of its own: see `excused`
    return between(*SIZES[cell.kind], *key_of(cell), "đảng viên")


def since(cell: CellPlan) -> date:
    if cell.grassroots == HOSPITAL:
        return FIRST_MONTH
    return LATECOMER_SINCE if key_of(cell) == LATECOMER else MIDYEAR


def content_of(cell: CellPlan) -> str:
    if not cell.is_model:
        return ""
    choices = CONTENTS[cell.kind]
    return OWN_CONTENTS.get(
        cell.name, choices[between(0, len(choices) - 1, *key_of(cell), "nội dung")]
    )


def wanted_percent(cell: CellPlan, month: int) -> Decimal:
    key = key_of(cell)
    first = since(cell).month
    if key in WANTED:
        return Decimal(WANTED[key].split()[month - first])
    start = 66 + 27 * chance(*key, "khởi điểm")
    if chance(*key, "yếu") < 0.05:
        start = 53 + 10 * chance(*key, "khởi điểm")
    gain = 1 + 7 * chance(*key, "tiến bộ")
    progress = (month - first) / (DECEMBER - first)
    noise = 2 * chance(*key, month) - 1
    return _in_halves(min(start + gain * progress + noise, 97.5))


def wanted_meeting_percent(cell: CellPlan, month: int) -> Decimal:
    """The meetings of a cell are rated somewhat better than the cell."""
    noise = 3 * chance(*key_of(cell), month, "sinh hoạt")
    return _in_halves(min(float(wanted_percent(cell, month)) + 5 + noise, 98))


def _in_halves(number: float) -> Decimal:
    return Decimal(round(number * 2)) * HALF


def meeting_day(cell: CellPlan, month: int) -> date:
    """Most cells meet in the first days of the month, always on the same day."""
    return date(YEAR, month, between(3, 6, *key_of(cell), "ngày họp"))


def attendance(cell: CellPlan, month: int) -> Attendance:
    members = members_of(cell)
    exempt = between(0, members // 10, *key_of(cell), "miễn")
    due = members - exempt
    share = 0.8 + (float(wanted_percent(cell, month)) - 72) / 120
    share += 0.08 * chance(*key_of(cell), month, "dự họp") - 0.04
    return Attendance(members, due, round(due * min(max(share, 0.62), 1)))


def fixed_points(cell: CellPlan, month: int) -> Mapping[str, int]:
    """Points that the story decides: missed hard criteria, products and their day."""
    key = key_of(cell)
    if key in STUMBLES:
        code, points, first = STUMBLES[key]
        if month >= first:
            return {code: points}
    if cell.upper != QUYNH_PHU:
        return {}
    done_from = 11 if cell.name == A_SAO else between(9, 14, *key, "sản phẩm")
    return {"5.1": 20} if month >= done_from else {"5.1": 18, "5.2": 8}


def excused(cell: CellPlan, month: int) -> Mapping[str, str]:
    """Reasons for "not applicable" in the hospital's framework, by indicator."""
    if cell.grassroots != HOSPITAL:
        return {}
    reasons = {}
    if cell.name == "Chi bộ 12":
        reasons["1.4"] = "Đề tài đã nghiệm thu, chưa giao đề tài cải tiến mới."
    if cell.name == "Chi bộ 1" and month >= 9:
        reasons["4.4"] = "Đã đạt chỉ tiêu phát triển đảng viên cả năm."
    return reasons


def excused_at_meetings(cell: CellPlan, month: int) -> Mapping[str, str]:
    reasons = {}
    if month % 3:
        reasons["4.3"] = "Không phát sinh trong tháng"
    if cell.name == "Chi bộ 11":
        reasons["3.3"] = "Chi bộ có bí thư, không có chi ủy."
    return reasons


def december_state(cell: CellPlan) -> State:
    """How far the last, open month has come; unnamed hospital cells are untouched."""
    if key_of(cell) in DECEMBER_STATES:
        return DECEMBER_STATES[key_of(cell)]
    if cell.grassroots == HOSPITAL:
        return State.UNTOUCHED
    luck = chance(*key_of(cell), "tháng 12")
    if luck < 0.08:
        return State.SUBMITTED
    if luck < 0.45:
        return State.COMPLETE
    return State.IN_PROGRESS if luck < 0.65 else State.UNTOUCHED
