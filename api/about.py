"""How the API is used, for the OpenAPI document and for the page about it."""

RULES = (
    (
        "Chỉ đọc",
        "Không có lệnh nào ghi hay sửa. Chỉ dùng phương thức GET.",
    ),
    (
        "Mã truy cập",
        "Gửi trong tiêu đề Authorization: Bearer và mã. Mã cho xem đúng phần mà người tạo mã "
        "được xem; ngoài phạm vi đó mọi thứ coi như không có (404).",
    ),
    (
        "Chia trang",
        "Danh sách trả về results và next. Đọc tiếp địa chỉ next đến khi nó là null.",
    ),
    (
        "Số lẻ",
        'Là chuỗi có dấu chấm và hai chữ số, ví dụ "92.50", để không bị làm tròn. null là '
        "chưa có, không phải 0.",
    ),
    (
        "Thời gian",
        "Tháng viết 2022-11, ngày viết 2022-11-30, giờ có kèm múi giờ.",
    ),
    (
        "Excel",
        "Thêm format=csv để lấy cả danh sách trong một tệp: mã UTF-8 có BOM, cột cách nhau "
        "bằng dấu chấm phẩy, dấu phẩy thập phân, tiêu đề cột tiếng Việt. Chương trình nên đọc "
        "JSON; tên cột của tệp CSV là để người đọc.",
    ),
    (
        "Bị từ chối",
        "Tham số lạ hoặc sai: 400, errors nêu tên từng tham số. Thiếu mã hoặc mã hết hiệu lực: "
        "401. Hỏi quá dày: 429, chờ số giây ghi ở Retry-After.",
    ),
)
ABOUT = "Số liệu cho hệ thống khác đọc tự động.\n\n" + "\n".join(
    f"- **{name}**: {text}" for name, text in RULES
)
