"""The province's framework, after the four contents of F4, and the one for enterprises."""

from datetime import date

from scoring.demo.plans import FIVE_BANDS, CriterionPlan, FrameworkPlan, Of, indicator

POLITICAL_DUTY = CriterionPlan(
    "1",
    "Hoàn thành tốt nhiệm vụ chính trị",
    (
        indicator(
            "1.1",
            "Cụ thể hóa chủ trương, nghị quyết của cấp trên",
            5,
            "Có kế hoạch sát đơn vị trong 15 ngày sau khi nhận nghị quyết.",
            "Phân công chi ủy viên soạn kế hoạch ngay sau buổi quán triệt.",
            "Kế hoạch ban hành chậm.",
            evidence_hint="Kế hoạch",
        ),
        indicator(
            "1.2",
            "Hoàn thành chỉ tiêu được giao",
            12,
            "Tiêu chí cứng. Nhập số chỉ tiêu đạt / số chỉ tiêu được giao trong tháng.",
            "Kiểm điểm từng chỉ tiêu chưa đạt, giao người chịu trách nhiệm và thời hạn.",
            "Còn chỉ tiêu trong tháng chưa đạt.",
            thresholds=((100, 12), (90, 11), (80, 10), (70, 8), (50, 5), (0, 0)),
            of=Of.TASKS,
            unit="chỉ tiêu",
            is_hard=True,
            pass_mark=8,
            requires_evidence=True,
            evidence_hint="Báo cáo tháng",
            change_threshold=3,
        ),
        indicator(
            "1.3",
            "Giữ vững quốc phòng, an ninh, trật tự",
            5,
            "Trừ 1 điểm cho mỗi vụ việc để xảy ra do thiếu trách nhiệm.",
            "Phối hợp công an, tổ tự quản nắm tình hình hằng tuần.",
            "Có vụ việc mất an ninh, trật tự trên địa bàn.",
            evidence_hint="Xác nhận của công an",
        ),
        indicator(
            "1.4",
            "Dân chủ cơ sở, dân vận, lãnh đạo đoàn thể",
            4,
            "Có việc làm dân vận cụ thể; đoàn thể hoạt động đều.",
            "Chọn một việc dân vận khéo mỗi quý, giao đoàn thể chủ trì.",
            "Hoạt động đoàn thể chưa đều.",
            evidence_hint="Báo cáo",
        ),
        indicator(
            "1.5",
            "Rà soát, sàng lọc đảng viên; tạo nguồn phát triển đảng viên",
            4,
            "Chọn mức cao nhất đạt được trong tháng.",
            "Lập danh sách quần chúng ưu tú, giao đảng viên giúp đỡ.",
            "Chưa có nguồn phát triển đảng viên.",
            options=(
                (4, "Có quần chúng được cử học lớp nhận thức về Đảng"),
                (3, "Có nguồn đang bồi dưỡng"),
                (2, "Đã rà soát, chưa có nguồn"),
                (0, "Chưa rà soát"),
            ),
            evidence_hint="Danh sách nguồn",
        ),
    ),
)

MEETINGS = CriterionPlan(
    "2",
    "Chất lượng sinh hoạt tốt",
    (
        indicator(
            "2.1",
            "Sinh hoạt thường kỳ đúng kỳ, đủ giờ",
            4,
            "Đúng ngày quy định, từ 90 phút trở lên.",
            "Cố định ngày họp, gửi tài liệu trước.",
            "Buổi họp chưa đủ thời lượng.",
            evidence_hint="Biên bản",
        ),
        indicator(
            "2.2",
            "Đảng viên dự họp, không vắng không lý do",
            4,
            "Nhập số có mặt / số phải dự.",
            "Gặp gỡ đảng viên vắng nhiều kỳ.",
            "Đảng viên vắng vì đi làm xa.",
            thresholds=((90, 4), (80, 3), (70, 2), (0, 1)),
            of=Of.DUE,
            unit="đảng viên",
            evidence_hint="Điểm danh",
        ),
        indicator(
            "2.3",
            "Sinh hoạt chuyên đề ít nhất mỗi quý một lần",
            4,
            "Tháng không họp chuyên đề: chấm việc chuẩn bị và thực hiện kết luận.",
            "Chọn chuyên đề gắn với nội dung đăng ký.",
            "Chuyên đề chuẩn bị chưa kỹ.",
            evidence_hint="Báo cáo chuyên đề",
        ),
        indicator(
            "2.4",
            "Kỳ sinh hoạt được xếp loại Khá trở lên",
            4,
            "Theo phiếu đánh giá chất lượng sinh hoạt tháng.",
            "Xem lại các mục bị trừ điểm của phiếu sinh hoạt tháng trước.",
            "Kỳ sinh hoạt xếp loại dưới Khá.",
            measure="yes_no",
            evidence_hint="Phiếu đánh giá sinh hoạt",
        ),
        indicator(
            "2.5",
            "Sử dụng Sổ tay đảng viên điện tử",
            4,
            "Nhập số đảng viên sử dụng / tổng số đảng viên.",
            "Tổ công nghệ hướng dẫn cài đặt tại buổi sinh hoạt.",
            "Một số đảng viên chưa cài đặt ứng dụng.",
            thresholds=((80, 4), (60, 3), (40, 2), (0, 1)),
            of=Of.MEMBERS,
            unit="đảng viên",
            evidence_hint="Thống kê trên ứng dụng",
        ),
    ),
)

UNITY = CriterionPlan(
    "3",
    "Đoàn kết, kỷ luật tốt",
    (
        indicator(
            "3.1",
            "Thực hiện quy chế, tập trung dân chủ",
            5,
            "Làm việc theo quy chế; biểu quyết, phân công rõ.",
            "Rà soát, bổ sung quy chế làm việc.",
            "Quy chế chưa được bổ sung theo thực tế.",
            evidence_hint="Quy chế",
        ),
        indicator(
            "3.2",
            "Nội bộ đoàn kết, không có đơn thư đúng",
            5,
            "Trừ điểm khi có đơn thư phản ánh đúng.",
            "Đối thoại, giải quyết sớm bức xúc tại cơ sở.",
            "Có đơn thư đang được giải quyết.",
            evidence_hint="Xác nhận",
        ),
        indicator(
            "3.3",
            "Công tác kiểm tra, giám sát",
            5,
            "Thực hiện đúng kế hoạch kiểm tra, giám sát trong tháng.",
            "Hoàn thành cuộc kiểm tra còn chậm, ban hành kết luận.",
            "Kế hoạch kiểm tra thực hiện chậm.",
            evidence_hint="Kết luận kiểm tra",
        ),
        indicator(
            "3.4",
            "Không có đảng viên bị kỷ luật (trừ trường hợp tự phát hiện)",
            7,
            "Tiêu chí cứng. Đạt khi không có quyết định kỷ luật trong tháng.",
            "Quản lý, giáo dục đảng viên, phát hiện sớm từ cơ sở.",
            "Có đảng viên bị xử lý kỷ luật.",
            measure="yes_no",
            is_hard=True,
            evidence_hint="Xác nhận của ủy ban kiểm tra",
        ),
        indicator(
            "3.5",
            "Đóng đảng phí, báo cáo đúng hạn",
            3,
            "Đảng phí và báo cáo tháng nộp trước hạn.",
            "Giao phó bí thư theo dõi lịch nộp báo cáo.",
            "Báo cáo tháng nộp chậm.",
            evidence_hint="Sổ đảng phí",
        ),
    ),
)

MEMBERS = CriterionPlan(
    "4",
    "Cán bộ, đảng viên tốt",
    (
        indicator(
            "4.1",
            "Từ 80% đảng viên hoàn thành tốt nhiệm vụ",
            7,
            "Nhập số đảng viên hoàn thành tốt / tổng số đảng viên.",
            "Giao việc cụ thể, có hạn cho từng đảng viên.",
            "Một số đảng viên hoàn thành việc được giao còn chậm.",
            thresholds=((80, 7), (70, 6), (60, 5), (50, 4), (0, 1)),
            of=Of.MEMBERS,
            unit="đảng viên",
            evidence_hint="Kết quả xếp loại",
        ),
        indicator(
            "4.2",
            "Phân công nhiệm vụ, cam kết tu dưỡng, rèn luyện",
            5,
            "Mỗi đảng viên có phân công và bản cam kết năm.",
            "Rà soát bản cam kết, bổ sung việc cụ thể.",
            "Bản cam kết còn chung chung.",
            evidence_hint="Bản cam kết",
        ),
        indicator(
            "4.3",
            "Nêu gương, học tập và làm theo Bác",
            5,
            "Có việc làm cụ thể được chi bộ ghi nhận trong tháng.",
            "Giới thiệu gương người tốt, việc tốt tại buổi sinh hoạt.",
            "Chưa có việc làm nổi bật trong tháng.",
            evidence_hint="Bản đăng ký",
        ),
        indicator(
            "4.4",
            "Liên hệ với chi ủy, nhân dân nơi cư trú",
            3,
            "Đảng viên giữ mối liên hệ nơi cư trú theo quy định.",
            "Nhắc đảng viên dự họp nơi cư trú, nộp phiếu nhận xét.",
            "Đảng viên ít dự họp nơi cư trú.",
            evidence_hint="Phiếu nhận xét",
        ),
        indicator(
            "4.5",
            "Kết nạp đảng viên theo chỉ tiêu",
            5,
            "Xem tiến độ so với chỉ tiêu cả năm: hồ sơ, lớp nhận thức, quyết định kết nạp.",
            "Phân công đảng viên chính thức giúp đỡ từng quần chúng, theo dõi hồ sơ hằng tháng.",
            "Tiến độ kết nạp chậm so với chỉ tiêu năm.",
            evidence_hint="Quyết định kết nạp",
        ),
    ),
)

PROVINCE = FrameworkPlan(
    code="kieu-mau-tinh-thai-binh",
    name="Bộ tiêu chí chi bộ kiểu mẫu tỉnh Thái Bình (minh họa)",
    description=(
        "Bộ tiêu chí trình diễn, dựng theo bốn nội dung “bốn tốt” đã công khai. Văn bản của "
        "tỉnh không được công bố; điểm số và chỉ số ở đây không thay cho văn bản đó."
    ),
    effective_from=date(2022, 6, 1),
    criteria=(POLITICAL_DUTY, MEETINGS, UNITY, MEMBERS),
    bands=FIVE_BANDS,
)

# The bloc of enterprises keeps the criteria and says some indicators in its own words.
ENTERPRISE_CODE = "kieu-mau-khoi-doanh-nghiep"
ENTERPRISE_NAME = "Bộ tiêu chí chi bộ kiểu mẫu trong doanh nghiệp (minh họa)"
ENTERPRISE_WORDS = {
    "1.2": {
        "name": "Hoàn thành chỉ tiêu sản xuất, kinh doanh được giao",
        "guidance": "Tiêu chí cứng. Nhập số chỉ tiêu sản xuất, kinh doanh đạt / số chỉ tiêu của tháng.",
    },
    "1.3": {
        "name": "An toàn lao động, an ninh, trật tự trong doanh nghiệp",
        "guidance": "Trừ 1 điểm cho mỗi vụ mất an toàn do lỗi chủ quan.",
        "advice": "Kiểm tra an toàn đầu ca; công đoàn cùng giám sát.",
        "evidence_hint": "Sổ theo dõi an toàn lao động",
    },
    "1.4": {
        "name": "Chăm lo đời sống, quyền lợi người lao động",
        "guidance": "Có đối thoại định kỳ; kiến nghị của công nhân được trả lời.",
        "advice": "Phối hợp công đoàn tổ chức đối thoại hằng quý.",
    },
}
