"""F3, Quỳnh Phụ's five contents with the product as hard criterion; points are made up."""

from datetime import date

from scoring.demo.plans import FIVE_BANDS, CriterionPlan, FrameworkPlan, Of, indicator

MEETINGS = CriterionPlan(
    "1",
    "Chất lượng sinh hoạt chi bộ",
    (
        indicator(
            "1.1",
            "Sinh hoạt đúng kỳ, đủ thời lượng",
            8,
            "Đối chiếu biên bản với lịch sinh hoạt; từ 90 phút trở lên được điểm tối đa.",
            "Cố định ngày sinh hoạt; gửi tài liệu trước để dành thời gian thảo luận.",
            "Buổi sinh hoạt chưa đủ 90 phút.",
            evidence_hint="Biên bản sinh hoạt",
        ),
        indicator(
            "1.2",
            "Tỷ lệ đảng viên dự sinh hoạt",
            8,
            "Nhập số có mặt / số phải dự (trừ đảng viên được miễn).",
            "Đến nhà vận động đảng viên vắng nhiều kỳ; làm thủ tục miễn cho người già yếu.",
            "Đảng viên đi làm xa vắng sinh hoạt.",
            thresholds=((90, 8), (85, 7), (75, 6), (60, 4), (0, 2)),
            of=Of.DUE,
            unit="đảng viên",
            evidence_hint="Danh sách điểm danh",
        ),
        indicator(
            "1.3",
            "Đảng viên thảo luận, phát biểu",
            8,
            "Nhập số đảng viên phát biểu / số có mặt.",
            "Gợi ý câu hỏi thảo luận trong giấy mời; mời đảng viên trẻ phát biểu trước.",
            "Ít ý kiến phát biểu, chủ yếu là chi ủy.",
            thresholds=((50, 8), (40, 7), (30, 6), (20, 4), (0, 2)),
            of=Of.PRESENT,
            unit="đảng viên",
            evidence_hint="Biên bản sinh hoạt",
        ),
        indicator(
            "1.4",
            "Nghị quyết sát thực tế, rõ việc, rõ người",
            6,
            "Nghị quyết tháng nêu việc, người chịu trách nhiệm và thời hạn.",
            "Viết nghị quyết theo mẫu: việc gì, ai làm, xong khi nào.",
            "Nghị quyết chưa rõ thời hạn hoàn thành.",
            evidence_hint="Nghị quyết tháng",
        ),
    ),
    origin="2",
)

THEMATIC_DAY = CriterionPlan(
    "2",
    "Ngày sinh hoạt chuyên đề",
    (
        indicator(
            "2.1",
            "Có kế hoạch, thực hiện đúng lịch",
            8,
            "Tháng không họp chuyên đề: chấm kế hoạch và việc chuẩn bị.",
            "Lập lịch chuyên đề cả năm và dán tại nhà văn hóa.",
            "Chuyên đề lùi so với kế hoạch.",
            evidence_hint="Kế hoạch năm",
        ),
        indicator(
            "2.2",
            "Chuyên đề gắn với nội dung đăng ký kiểu mẫu",
            7,
            "Chuyên đề bàn giải pháp cho sản phẩm đã đăng ký.",
            "Chọn khó khăn lớn nhất của sản phẩm đăng ký làm chuyên đề gần nhất.",
            "Chuyên đề chưa bàn sâu về sản phẩm đã đăng ký.",
            evidence_hint="Báo cáo chuyên đề",
        ),
    ),
    origin="2",
)

ROLL_CALL = CriterionPlan(
    "3",
    "Điểm danh qua Sổ tay đảng viên điện tử",
    (
        indicator(
            "3.1",
            "Điểm danh đủ các kỳ sinh hoạt",
            5,
            "Đạt khi mọi kỳ sinh hoạt trong tháng đều được điểm danh trên ứng dụng.",
            "Giao một đồng chí phụ trách điểm danh, kiểm tra mạng trước buổi họp.",
            "Chưa điểm danh trên ứng dụng do lỗi mạng.",
            measure="yes_no",
            evidence_hint="Thống kê trên ứng dụng",
        ),
        indicator(
            "3.2",
            "Đảng viên sử dụng ứng dụng",
            5,
            "Nhập số đảng viên sử dụng / tổng số đảng viên.",
            "Đoàn Thanh niên đến nhà hướng dẫn đảng viên cao tuổi.",
            "Đảng viên cao tuổi chưa dùng điện thoại thông minh.",
            thresholds=((80, 5), (60, 4), (40, 3), (0, 1)),
            of=Of.MEMBERS,
            unit="đảng viên",
            evidence_hint="Thống kê trên ứng dụng",
        ),
    ),
    origin="2",
)

DOCUMENTS = CriterionPlan(
    "4",
    "Hệ thống văn bản lãnh đạo, chỉ đạo",
    (
        indicator(
            "4.1",
            "Nghị quyết xây dựng chi bộ kiểu mẫu",
            5,
            "Có nghị quyết riêng, được cấp ủy cấp trên góp ý.",
            "Hoàn thiện nghị quyết theo góp ý của cấp ủy viên phụ trách.",
            "Nghị quyết chưa tiếp thu góp ý của cấp trên.",
            evidence_hint="Nghị quyết",
        ),
        indicator(
            "4.2",
            "Lộ trình, phân công cụ thể",
            5,
            "Lộ trình từng tháng, mỗi việc có người chịu trách nhiệm.",
            "Cập nhật lộ trình sau mỗi kỳ họp.",
            "Lộ trình chưa cập nhật theo tháng.",
            evidence_hint="Kế hoạch",
        ),
        indicator(
            "4.3",
            "Hồ sơ lưu trữ đầy đủ",
            5,
            "Sổ nghị quyết, biên bản, danh sách, ảnh sản phẩm được lưu theo danh mục.",
            "Lập danh mục hồ sơ, bổ sung giấy tờ còn thiếu.",
            "Hồ sơ còn thiếu so với danh mục.",
            evidence_hint="Danh mục hồ sơ",
        ),
    ),
)

PRODUCT = CriterionPlan(
    "5",
    "Sản phẩm cụ thể",
    (
        indicator(
            "5.1",
            "Hoàn thành sản phẩm đã đăng ký",
            20,
            "Tiêu chí cứng: phải ít nhất đúng lộ trình đã đăng ký. Không có sản phẩm thì không được công nhận.",
            "Báo cáo cấp ủy viên phụ trách vướng mắc của sản phẩm; chốt lại mốc và người làm.",
            "Sản phẩm chưa hoàn thành theo đăng ký.",
            options=(
                (20, "Hoàn thành, đã được nghiệm thu"),
                (18, "Đúng lộ trình đã đăng ký"),
                (12, "Chậm so với lộ trình"),
                (0, "Chưa có sản phẩm"),
            ),
            is_hard=True,
            pass_mark=18,
            requires_evidence=True,
            evidence_hint="Ảnh, biên bản nghiệm thu",
        ),
        indicator(
            "5.2",
            "Hiệu quả, khả năng nhân rộng",
            10,
            "Có xác nhận của nhân dân, cơ quan hưởng lợi; nơi khác học tập được.",
            "Mời chi bộ bạn đến thăm; viết lại cách làm thành một trang.",
            "Chưa có đánh giá của nhân dân về hiệu quả.",
            evidence_hint="Xác nhận",
        ),
    ),
)

DISTRICT = FrameworkPlan(
    code="kieu-mau-quynh-phu",
    name="Chi bộ kiểu mẫu – huyện Quỳnh Phụ",
    description=(
        "Năm nội dung Huyện ủy Quỳnh Phụ kiểm tra cuối năm 2022, “sản phẩm cụ thể” là tiêu "
        "chí cứng. Điểm số từng chỉ số là dữ liệu trình diễn: huyện không công bố thang điểm."
    ),
    effective_from=date(2022, 6, 1),
    criteria=(MEETINGS, THEMATIC_DAY, ROLL_CALL, DOCUMENTS, PRODUCT),
    bands=FIVE_BANDS,
)
