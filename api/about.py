"""What the OpenAPI document says before all else (Markdown)."""

ABOUT = """\
Số liệu của phần mềm cho hệ thống khác đọc tự động. **Chỉ đọc**: không có lệnh nào ghi hay sửa.

- **Mã truy cập** gửi trong tiêu đề `Authorization: Bearer cbkm_…`. Mã cho xem đúng phần mà \
người tạo mã được xem; ngoài phạm vi đó mọi thứ coi như không có (404).
- **Chia trang**: mỗi danh sách trả về `results` và `next`. Đọc tiếp địa chỉ `next` đến khi nó \
là null.
- **Số lẻ** là chuỗi có dấu chấm, luôn hai chữ số: `"92.50"`. `null` là chưa có, không phải 0.
- **Tháng** viết `2022-11`, ngày viết `2022-11-30`, giờ có múi giờ.
- **Excel**: thêm `format=csv` để lấy cả danh sách trong một tệp mã hóa UTF-8, cột cách nhau \
bằng dấu chấm phẩy, dấu phẩy thập phân, tiêu đề cột tiếng Việt.
- Tham số lạ hoặc sai bị từ chối (400) và được nêu tên ở `errors`.
"""
