"""F1: the quality of the monthly meeting on 100 points, after the sheet of a ward.

Most indicators are all or nothing; every point lost has to be explained.
"""

from dataclasses import replace
from datetime import date

from scoring.demo.plans import BandPlan, CriterionPlan, FrameworkPlan, Of, indicator

GUIDANCE = "Đảm bảo thì được điểm tối đa, không đảm bảo thì 0 điểm."


def kept(table):
    """Indicators that are kept or not: code | name | points | advice | note, a line each."""
    for line in table.strip().splitlines():
        code, name, points, advice, note = (part.strip() for part in line.split("|"))
        yield indicator(
            code, name, int(points), GUIDANCE, advice, note, measure="yes_no"
        )


def with_fields(indicators, code, **fields):
    """The same, where one indicator has more fields."""
    for row in indicators:
        yield replace(row, fields=row.fields | fields) if row.code == code else row


DURATION = indicator(
    "1.1",
    "Đủ thời lượng sinh hoạt",
    5,
    "Nhập số phút. Chi bộ dưới 30 đảng viên: 90 phút; từ 30 đảng viên: 120 phút.",
    "Gửi tài liệu trước, dành thời gian cho thảo luận.",
    "Buổi sinh hoạt ngắn hơn quy định.",
    thresholds=(
        (90, 5, 0, 30),
        (75, 4, 0, 30),
        (60, 3, 0, 30),
        (45, 2, 0, 30),
        (0, 1, 0, 30),
        (120, 5, 30, None),
        (105, 4, 30, None),
        (90, 3, 30, None),
        (60, 2, 30, None),
        (0, 1, 30, None),
    ),
    ratio_of="amount",
    unit="phút",
)
ATTENDANCE = indicator(
    "2.1",
    "Tỷ lệ đảng viên dự họp",
    4,
    "Nhập số có mặt / số phải dự (trừ đảng viên được miễn).",
    "Bố trí lịch trực tránh ngày sinh hoạt.",
    "Có đảng viên vắng do trực chuyên môn.",
    thresholds=((90, 4), (75, 3), (65, 2), (0, 1)),
    of=Of.DUE,
    unit="đảng viên",
)
SPEAKERS = indicator(
    "4.5",
    "Đảng viên phát biểu ý kiến",
    5,
    "Nhập số đảng viên phát biểu / số có mặt.",
    "Mời đảng viên trẻ phát biểu trước.",
    "Ít ý kiến phát biểu.",
    thresholds=((50, 5), (40, 4), (30, 3), (0, 2)),
    of=Of.PRESENT,
    unit="đảng viên",
)
TASKS_DONE = indicator(
    "7.1",
    "Tỷ lệ chỉ tiêu, nhiệm vụ đạt được",
    30,
    "Nhập số nhiệm vụ hoàn thành / số nhiệm vụ trong nghị quyết kỳ trước.",
    "Giao việc rõ người, rõ hạn; nhắc việc giữa tháng.",
    "Còn nhiệm vụ của kỳ trước chưa xong.",
    thresholds=((90, 30), (80, 27), (70, 24), (60, 20), (50, 15), (0, 10)),
    unit="nhiệm vụ",
)

PREPARED = kept(
    """
        3.1 | Nội dung đúng, đủ, trọng tâm | 3 | Chi ủy chọn hai đến ba việc trọng tâm cho mỗi kỳ. | Nội dung dàn trải.
        3.2 | Định hướng thảo luận, dự thảo nghị quyết | 2 | Gửi câu hỏi thảo luận cùng giấy mời. | Chưa có dự thảo nghị quyết.
        3.3 | Họp chi ủy trước, có biên bản | 2 | Họp chi ủy trước ít nhất hai ngày. Chi bộ chỉ có bí thư: chọn “Không áp dụng”. | Họp chi ủy không lập biên bản.
        3.4 | Thông báo tới đảng viên và cấp ủy viên phụ trách | 1 | Gửi thông báo trước ba ngày. | Chưa gửi thông báo tới cấp ủy viên phụ trách.
        3.5 | Đăng tài liệu trên Sổ tay đảng viên điện tử trước ít nhất 1 ngày | 2 | Giao một đồng chí phụ trách đăng tài liệu. | Tài liệu đăng muộn.
    """
)
HELD = kept(
    """
        4.1 | Đủ các bước quy trình | 5 | Dùng bảng kiểm các bước khi điều hành. | Thiếu bước thông báo tình hình.
        4.2 | Nội dung thường kỳ | 10 | Đánh giá việc tháng trước trước khi bàn việc tháng sau. | Chưa đánh giá đủ việc của tháng trước.
        4.3 | Sinh hoạt chuyên đề | 5 | Chọn chuyên đề sát việc của khoa, phòng. | Chuyên đề chưa thiết thực.
        4.4 | Biểu dương, nhắc nhở, phê bình | 2 | Nêu tên việc tốt và việc cần nhắc nhở. | Chưa có nội dung biểu dương, nhắc nhở.
    """
)
RECORDED = kept(
    """
        4.6 | Biên bản ghi đủ | 1 | Thư ký đọc lại biên bản cuối buổi. | Biên bản thiếu ý kiến.
        4.7 | Dành 15–30 phút đánh giá tư tưởng đảng viên | 1 | Đưa thành mục riêng trong chương trình. | Chưa dành thời gian đánh giá tư tưởng.
        4.8 | Tài liệu có trên Sổ tay đảng viên điện tử | 1 | Kiểm tra lại sau khi đăng. | Thiếu tài liệu trên ứng dụng.
    """
)
CHAIRED = kept(
    """
        5.1 | Linh hoạt, hiệu quả | 2 | Phân bổ thời gian cho từng mục. | Điều hành còn kéo dài.
        5.2 | Định hướng thảo luận | 4 | Nêu câu hỏi cụ thể cho từng việc. | Thảo luận chưa tập trung.
        5.3 | Gợi mở, dân chủ | 3 | Mời ý kiến khác trước khi kết luận. | Chưa gợi mở ý kiến trái chiều.
        5.4 | Tổng hợp thành kết luận | 1 | Kết luận từng việc ngay khi thảo luận xong. | Kết luận chưa rõ.
    """
)
PRINCIPLES = kept(
    """
        6.1 | Tập trung dân chủ | 1 | Biểu quyết từng việc. | Chưa biểu quyết đủ.
        6.2 | Tự phê bình, phê bình cầu thị | 2 | Gợi ý người và việc cần góp ý. | Phê bình còn nể nang.
        6.3 | Tính lãnh đạo, giáo dục, chiến đấu | 1 | Gắn nội dung với việc của đảng viên. | Tính chiến đấu còn hạn chế.
        6.4 | Giải quyết tâm tư, nguyện vọng | 1 | Trả lời từng kiến nghị của kỳ trước. | Còn kiến nghị chưa trả lời.
    """
)
CLOSED = kept(
    """
        8.1 | Kết luận, thông qua nghị quyết | 2 | Chuẩn bị dự thảo để thông qua ngay. | Nghị quyết chưa thông qua tại buổi họp.
        8.2 | Thông qua biên bản, phân công | 2 | Đọc biên bản và phân công trước khi kết thúc. | Chưa phân công cụ thể.
        8.3 | Đăng Sổ tay đảng viên điện tử trong 2 ngày | 1 | Đăng ngay sau buổi sinh hoạt. | Đăng nghị quyết quá 2 ngày.
    """
)
PRESENT_OFTEN = kept(
    """
        2.2 | Không ai vắng có lý do quá 3 lần liên tiếp | 1 | Trao đổi với đảng viên vắng nhiều kỳ và với khoa, phòng. | Có đảng viên vắng có lý do quá 3 lần liên tiếp.
    """
)

CRITERIA = (
    CriterionPlan("1", "Thời gian, thời lượng", (DURATION,)),
    CriterionPlan("2", "Tỷ lệ đảng viên dự", (ATTENDANCE, *PRESENT_OFTEN)),
    CriterionPlan(
        "3",
        "Chuẩn bị sinh hoạt",
        # A cell with a secretary only has no committee that could meet before.
        tuple(with_fields(PREPARED, "3.3", not_applicable="full")),
    ),
    CriterionPlan(
        "4",
        "Tổ chức sinh hoạt",
        (
            *with_fields(HELD, "4.3", not_applicable="exclude", is_occasional=True),
            SPEAKERS,
            *RECORDED,
        ),
    ),
    CriterionPlan("5", "Điều hành của bí thư", tuple(CHAIRED)),
    CriterionPlan("6", "Nguyên tắc sinh hoạt đảng", tuple(PRINCIPLES)),
    CriterionPlan("7", "Kết quả thực hiện nghị quyết kỳ trước", (TASKS_DONE,)),
    CriterionPlan("8", "Kết thúc sinh hoạt", tuple(CLOSED)),
)

MEETING_QUALITY = FrameworkPlan(
    code="chat-luong-sinh-hoat",
    name="Chất lượng sinh hoạt chi bộ (minh họa)",
    description=(
        "Phiếu 100 điểm dựng theo bảng điểm một phường công khai khi thực hiện Hướng dẫn "
        "42-HD/BTCTW (2025), đưa vào dữ liệu trình diễn của năm 2022. Cả năm xếp loại Tốt khi "
        "mọi kỳ từ Khá trở lên và ít nhất 7 kỳ Tốt."
    ),
    effective_from=date(2022, 1, 1),
    criteria=CRITERIA,
    bands=(
        BandPlan("Tốt", 90, "good", floor="Khá", fields={"year_months": 7}),
        BandPlan("Khá", 70, "fair", floor="Trung bình", fields={"year_months": 7}),
        BandPlan("Trung bình", 50, "average", fields={"year_months": 7}),
        BandPlan("Kém", 0, "poor"),
    ),
    fields={"explain_deductions": True, "allows_self_scoring": True},
)
