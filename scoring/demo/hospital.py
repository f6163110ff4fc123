"""F2, "5 tốt": five criteria, 17 indicators, 100 points, scored every month.

That the hospital has them is reported; what they are is not, so these are made up.
"""

from datetime import date

from scoring.demo.plans import FIVE_BANDS, CriterionPlan, FrameworkPlan, Of, indicator

POLITICAL_DUTY = CriterionPlan(
    "1",
    "Lãnh đạo nhiệm vụ chính trị tốt",
    (
        indicator(
            "1.1",
            "Hoàn thành chỉ tiêu khám bệnh, chữa bệnh được giao",
            8,
            "Nhập số lượt khám, chữa bệnh đã thực hiện / số lượt được giao trong tháng của khoa, phòng.",
            "Rà soát lịch trực và phân công; chi ủy đôn đốc từng tổ chuyên môn theo tuần.",
            "Số lượt khám, chữa bệnh chưa đạt chỉ tiêu tháng.",
            thresholds=((100, 8), (95, 7), (90, 6), (80, 4), (0, 0)),
            of=Of.VISITS,
            unit="lượt",
            is_hard=True,
            pass_mark=6,
            requires_evidence=True,
            evidence_hint="Báo cáo tháng của khoa, phòng",
            change_threshold=2,
        ),
        indicator(
            "1.2",
            "Người bệnh và gia đình hài lòng từ 90% trở lên",
            6,
            "Nhập số phiếu hài lòng / số phiếu thu về trong đợt khảo sát của tháng.",
            "Đọc lại các phiếu chưa hài lòng tại buổi sinh hoạt; chọn một điểm yếu để sửa ngay trong tháng.",
            "Còn phiếu chưa hài lòng về thời gian chờ khám.",
            thresholds=((90, 6), (85, 5), (80, 4), (70, 2), (0, 0)),
            of=Of.FORMS,
            unit="phiếu",
            evidence_hint="Kết quả khảo sát hài lòng",
        ),
        indicator(
            "1.3",
            "Bảo đảm an toàn người bệnh, không có sự cố chủ quan",
            6,
            "Điểm tối đa khi không có sự cố; mỗi sự cố nhẹ được báo cáo kịp thời trừ 1 điểm.",
            "Phân tích từng sự cố trong sổ, phổ biến bài học cho cả khoa; kiểm tra chéo quy trình.",
            "Có sự cố nhẹ trong sổ sự cố, đã khắc phục.",
            evidence_hint="Sổ sự cố y khoa",
        ),
        indicator(
            "1.4",
            "Có sáng kiến, cải tiến chất lượng",
            5,
            "Chọn mức cao nhất đạt được trong tháng.",
            "Giao mỗi tổ một vấn đề cụ thể; đăng ký đề tài cải tiến với hội đồng chất lượng.",
            "Mới dừng ở đề xuất, chưa áp dụng.",
            options=(
                (5, "Có sáng kiến, cải tiến được công nhận"),
                (4, "Đang áp dụng thử, có số liệu theo dõi"),
                (3, "Đã có đề xuất bằng văn bản"),
                (1, "Chưa có đề xuất"),
            ),
            not_applicable="exclude",
            evidence_hint="Sản phẩm, biên bản công nhận",
        ),
    ),
)

MEETINGS = CriterionPlan(
    "2",
    "Sinh hoạt chi bộ tốt",
    (
        indicator(
            "2.1",
            "Sinh hoạt đúng kỳ, đủ thời lượng",
            6,
            "Đối chiếu biên bản với lịch sinh hoạt đã đăng ký.",
            "Chốt lịch họp cố định đầu tháng, báo lịch trực trước để đảng viên đổi ca.",
            "Họp chậm lịch do trùng ca trực.",
            options=(
                (6, "Đúng ngày, từ 90 phút trở lên"),
                (5, "Đúng ngày, từ 75 đến dưới 90 phút"),
                (3, "Chậm lịch nhưng vẫn trong tháng"),
                (0, "Không sinh hoạt trong tháng"),
            ),
            evidence_hint="Biên bản sinh hoạt",
        ),
        indicator(
            "2.2",
            "Đảng viên dự sinh hoạt từ 90% trở lên",
            6,
            "Nhập số đảng viên có mặt / số đảng viên phải dự (trừ đảng viên được miễn).",
            "Gặp từng đảng viên vắng; bố trí lịch trực tránh ngày sinh hoạt.",
            "Đảng viên vắng do trực cấp cứu.",
            thresholds=((90, 6), (80, "4.5"), (70, 3), (0, 1)),
            of=Of.DUE,
            unit="đảng viên",
            evidence_hint="Danh sách điểm danh",
        ),
        indicator(
            "2.3",
            "Sinh hoạt chuyên đề mỗi quý, thiết thực",
            6,
            "Tháng không họp chuyên đề: chấm việc chuẩn bị và việc thực hiện kết luận chuyên đề gần nhất.",
            "Chọn chuyên đề sát việc của khoa, phân công người viết trước một tháng.",
            "Chuyên đề còn chung chung, chưa sát việc của khoa.",
            evidence_hint="Báo cáo chuyên đề",
        ),
        indicator(
            "2.4",
            "Sử dụng Sổ tay đảng viên điện tử",
            7,
            "Nhập số đảng viên sử dụng thường xuyên / tổng số đảng viên.",
            "Đoàn viên thanh niên hướng dẫn cài đặt tại chỗ; gửi tài liệu họp qua ứng dụng.",
            "Một số đảng viên chưa cài đặt, chưa đọc tài liệu trên ứng dụng.",
            thresholds=((90, 7), (80, 6), (70, 5), (50, 3), (0, 1)),
            of=Of.MEMBERS,
            unit="đảng viên",
            evidence_hint="Ảnh màn hình thống kê",
        ),
    ),
)

UNITY = CriterionPlan(
    "3",
    "Đoàn kết, kỷ luật tốt",
    (
        indicator(
            "3.1",
            "Thực hiện quy chế làm việc, nguyên tắc tập trung dân chủ",
            7,
            "Xem việc ban hành quy chế, nghị quyết, phân công và biểu quyết trong tháng.",
            "Bổ sung quy chế; ghi rõ ý kiến khác nhau và kết quả biểu quyết trong biên bản.",
            "Biên bản chưa ghi rõ ý kiến thảo luận và biểu quyết.",
            evidence_hint="Quy chế, biên bản",
        ),
        indicator(
            "3.2",
            "Không có đảng viên bị kỷ luật",
            7,
            "Đạt khi không có quyết định kỷ luật trong tháng.",
            "Nắm tình hình tư tưởng sớm; phân công đảng viên giúp đỡ.",
            "Có đảng viên bị xử lý kỷ luật trong tháng.",
            measure="yes_no",
            is_hard=True,
            requires_evidence=True,
            evidence_hint="Xác nhận của ủy ban kiểm tra",
        ),
        indicator(
            "3.3",
            "Giao tiếp, ứng xử, y đức",
            6,
            "Trừ 1 điểm cho mỗi phản ánh đúng qua đường dây nóng, hòm thư góp ý.",
            "Sinh hoạt về quy tắc ứng xử; trả lời từng phản ánh trong 48 giờ.",
            "Có phản ánh về thái độ tiếp đón qua hòm thư góp ý.",
            evidence_hint="Sổ tiếp nhận phản ánh",
        ),
    ),
)

MEMBERS = CriterionPlan(
    "4",
    "Đảng viên tốt",
    (
        indicator(
            "4.1",
            "100% đảng viên được phân công nhiệm vụ",
            5,
            "Nhập số đảng viên có phân công bằng văn bản / tổng số đảng viên.",
            "Bổ sung bảng phân công cho đảng viên mới chuyển đến, đảng viên dự bị.",
            "Đảng viên mới chuyển đến chưa có phân công bằng văn bản.",
            thresholds=((100, 5), (90, 4), (80, 3), (0, 1)),
            of=Of.MEMBERS,
            unit="đảng viên",
            evidence_hint="Bảng phân công",
        ),
        indicator(
            "4.2",
            "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
            5,
            "Xem bản đăng ký và việc làm cụ thể trong tháng.",
            "Mỗi đảng viên chọn một việc làm cụ thể, có mốc hoàn thành.",
            "Một số bản đăng ký chưa nêu việc làm cụ thể.",
            evidence_hint="Bản đăng ký",
        ),
        indicator(
            "4.3",
            "Đảng viên hoàn thành tốt nhiệm vụ",
            5,
            "Căn cứ kết quả xếp loại lao động trong tháng của khoa, phòng.",
            "Giao việc có hạn; nhắc việc chậm ngay tại buổi sinh hoạt.",
            "Còn việc giao cho đảng viên hoàn thành chậm.",
            evidence_hint="Bảng xếp loại tháng",
        ),
        indicator(
            "4.4",
            "Phát triển đảng viên mới",
            5,
            "Chọn mức cao nhất đạt được; đã đủ chỉ tiêu cả năm thì chọn “Không áp dụng”.",
            "Lập danh sách quần chúng ưu tú, giao đảng viên giúp đỡ, cử đi học lớp nhận thức về Đảng.",
            "Chưa có quần chúng đủ điều kiện trong tháng.",
            options=(
                (5, "Kết nạp hoặc hoàn thiện hồ sơ kết nạp"),
                (4, "Có quần chúng học lớp nhận thức về Đảng"),
                (3, "Có quần chúng đang được giúp đỡ"),
                (1, "Chưa có nguồn"),
            ),
            not_applicable="full",
            evidence_hint="Quyết định, danh sách nguồn",
        ),
    ),
)

MASS_ORGANISATIONS = CriterionPlan(
    "5",
    "Lãnh đạo đoàn thể tốt",
    (
        indicator(
            "5.1",
            "Công đoàn, Đoàn Thanh niên vững mạnh",
            5,
            "Căn cứ hoạt động và kết quả xếp loại của tổ công đoàn, chi đoàn.",
            "Chi ủy dự sinh hoạt với chi đoàn, tổ công đoàn mỗi quý một lần.",
            "Chi đoàn sinh hoạt chưa đều.",
            evidence_hint="Kết quả xếp loại",
        ),
        indicator(
            "5.2",
            "Hoạt động từ thiện, tình nguyện",
            5,
            "Có hoạt động cụ thể vì người bệnh nghèo hoặc cộng đồng trong tháng.",
            "Phối hợp phòng công tác xã hội, đăng ký một hoạt động mỗi tháng.",
            "Hoạt động ít người tham gia.",
            evidence_hint="Ảnh, báo cáo",
        ),
    ),
)

HOSPITAL = FrameworkPlan(
    code="5-tot-benh-vien-nhi",
    name="Chi bộ 5 tốt – Đảng bộ Bệnh viện Nhi",
    description=(
        "Năm tiêu chí “5 tốt” được cụ thể hóa thành 17 chỉ số, thang 100 điểm, chấm hằng "
        "tháng cho mọi chi bộ trong đảng bộ. Tên và điểm từng chỉ số là dữ liệu trình diễn, "
        "không phải văn bản của bệnh viện."
    ),
    effective_from=date(2022, 1, 1),
    criteria=(POLITICAL_DUTY, MEETINGS, UNITY, MEMBERS, MASS_ORGANISATIONS),
    bands=FIVE_BANDS,
)
