"""The party organisation of the demo: real places of 2022, cells with everyday names.

A line is a grassroots committee and its registered cells; "Chi bộ" goes before each. The
first word of a cell tells its kind.
"""

from dataclasses import dataclass

PROVINCE = "Tỉnh ủy Thái Bình"
QUYNH_PHU = "Huyện ủy Quỳnh Phụ"
AGENCIES = "Đảng ủy Khối các cơ quan tỉnh"
ENTERPRISES = "Đảng ủy Khối Doanh nghiệp tỉnh"
HOSPITAL = "Đảng bộ Bệnh viện Nhi"
HOSPITAL_CELLS = 12
MODEL_OF_THE_HOSPITAL = "Chi bộ 3"
A_SAO = "Chi bộ thôn A Sào"

KINDS = {
    "Thôn, tổ dân phố": ("thôn", "tổ dân phố"),
    "Trường học, bệnh viện": ("Trường", "Trạm Y tế", "Phòng khám", "Trung tâm"),
    "Cơ quan hành chính": ("Cơ quan", "Văn phòng", "Sở"),
    "Doanh nghiệp, hợp tác xã": (
        "Nhà máy",
        "Công ty",
        "Xí nghiệp",
        "Hợp tác xã",
        "Quỹ tín dụng",
    ),
    "Lực lượng vũ trang": ("Công an", "Quân sự", "Đồn", "Phòng"),
}
NUMBERED_CELLS = "Trường học, bệnh viện"  # "Chi bộ 3": those of the hospital

REGISTERED = {
    "Thành ủy Thái Bình": """
        phường Bồ Xuyên: tổ dân phố số 2; Trường THCS Tây Sơn
        phường Đề Thám: tổ dân phố số 5
        phường Hoàng Diệu: tổ dân phố số 9; Công an phường Hoàng Diệu
        phường Kỳ Bá: tổ dân phố số 4; Trường THCS Kỳ Bá
        phường Lê Hồng Phong: tổ dân phố số 7
        phường Quang Trung: tổ dân phố số 3; Trạm Y tế phường Quang Trung
        phường Tiền Phong: tổ dân phố số 6
        phường Trần Lãm: tổ dân phố số 12; Cơ quan UBND phường Trần Lãm
        xã Vũ Chính: thôn Trung
        xã Vũ Phúc: thôn Đông
        xã Đông Hòa: Hợp tác xã dịch vụ nông nghiệp xã Đông Hòa
    """,
    QUYNH_PHU: """
        xã An Thái: thôn A Sào; Trường THCS An Thái
        xã An Ấp: thôn Đông
        xã An Cầu: Trạm Y tế xã An Cầu
        xã An Khê: thôn Đoài; Quân sự xã An Khê
        xã An Ninh: Hợp tác xã dịch vụ nông nghiệp xã An Ninh
        thị trấn An Bài: tổ dân phố số 1
        thị trấn Quỳnh Côi: Trường Tiểu học Quỳnh Côi; tổ dân phố số 3
        xã Quỳnh Hải: thôn Trung
        xã Quỳnh Hồng: Cơ quan UBND xã Quỳnh Hồng
        xã Quỳnh Hội: thôn Nam
        xã Quỳnh Minh: thôn Thượng; Công an xã Quỳnh Minh
        xã Quỳnh Ngọc: thôn Bắc
        xã Quỳnh Giao: Quỹ tín dụng nhân dân xã Quỳnh Giao
        xã Đồng Tiến: thôn Hạ
    """,
    "Huyện ủy Hưng Hà": """
        thị trấn Hưng Hà: tổ dân phố số 4; Trường THCS thị trấn Hưng Hà
        thị trấn Hưng Nhân: tổ dân phố số 2
        xã Tiến Đức: thôn Nội; Cơ quan UBND xã Tiến Đức
        xã Thái Phương: thôn Trung; Hợp tác xã dệt xã Thái Phương
        xã Hồng An: thôn Thượng
        xã Minh Khai: thôn Đồng; Công an xã Minh Khai
        xã Tân Lễ: thôn Hạ
        xã Hòa Tiến: thôn Bắc; Trạm Y tế xã Hòa Tiến
        xã Độc Lập: thôn Đông
        xã Kim Chung: thôn Nam
        xã Minh Tân: thôn Đoài
        xã Liên Hiệp: Trường Tiểu học Liên Hiệp
    """,
    "Huyện ủy Đông Hưng": """
        thị trấn Đông Hưng: tổ dân phố số 3; Trường THCS thị trấn Đông Hưng
        xã Nguyên Xá: thôn Trung; Hợp tác xã dịch vụ nông nghiệp xã Nguyên Xá
        xã Phú Châu: thôn Đông
        xã Đông La: thôn Thượng; Cơ quan UBND xã Đông La
        xã Đông Hợp: thôn Nam
        xã Thăng Long: thôn Bắc; Quân sự xã Thăng Long
        xã Minh Phú: thôn Đoài
        xã Mê Linh: Trạm Y tế xã Mê Linh
        xã Phong Châu: thôn Nội
        xã Liên Giang: thôn Hạ
        xã Đông Xuân: thôn Tiền
        xã Đông Quan: Trường Tiểu học Đông Quan; thôn Hậu
    """,
    "Huyện ủy Thái Thụy": """
        thị trấn Diêm Điền: tổ dân phố số 5; Trường THCS Diêm Điền
        xã Thụy Xuân: thôn Trung; Hợp tác xã nghề cá xã Thụy Xuân
        xã Thụy Liên: thôn Đông
        xã Thụy Hải: thôn Nam
        xã Thụy Trường: thôn Hạ; Trạm Y tế xã Thụy Trường
        xã Thái Thượng: thôn Bắc
        xã Thái Đô: thôn Đoài; Công an xã Thái Đô
        xã Thái Phúc: thôn Thượng
        xã Thái Hưng: thôn Nội
        xã Mỹ Lộc: Cơ quan UBND xã Mỹ Lộc; thôn Tân
        xã Thụy Sơn: Trường Tiểu học Thụy Sơn
        xã Dương Phúc: thôn Phúc
    """,
    "Huyện ủy Tiền Hải": """
        thị trấn Tiền Hải: tổ dân phố số 2; Trường THCS thị trấn Tiền Hải
        xã Đông Minh: thôn Đông; Trạm Y tế xã Đông Minh
        xã Đông Cơ: thôn Trung
        xã Nam Thịnh: thôn Nam; Hợp tác xã nuôi trồng thủy sản xã Nam Thịnh
        xã Nam Phú: thôn Hạ
        xã Nam Trung: thôn Thượng; Quân sự xã Nam Trung
        xã Tây Giang: thôn Bắc
        xã Tây Lương: thôn Đoài
        xã Vũ Lăng: thôn Nội
        xã Phương Công: Cơ quan UBND xã Phương Công; thôn Tiền
        xã An Ninh: Trường Tiểu học An Ninh
    """,
    "Huyện ủy Kiến Xương": """
        thị trấn Kiến Xương: tổ dân phố số 1; Trường THCS thị trấn Kiến Xương
        xã Vũ Quý: thôn Trung; Quỹ tín dụng nhân dân xã Vũ Quý
        xã Bình Thanh: thôn Nam
        xã Hồng Tiến: thôn Đông
        xã Lê Lợi: thôn Đoài; Công an xã Lê Lợi
        xã Nam Cao: thôn Cao; Hợp tác xã dệt đũi xã Nam Cao
        xã Quang Bình: thôn Bắc
        xã Thanh Tân: thôn Thượng; Cơ quan UBND xã Thanh Tân
        xã Vũ Ninh: thôn Hạ
        xã Bình Minh: thôn Nội
        xã Vũ Lễ: Trạm Y tế xã Vũ Lễ
    """,
    "Huyện ủy Vũ Thư": """
        thị trấn Vũ Thư: tổ dân phố số 6; Trường THCS thị trấn Vũ Thư
        xã Bách Thuận: thôn Trung; Hợp tác xã sinh vật cảnh xã Bách Thuận
        xã Nguyên Xá: thôn Nam
        xã Song An: thôn Đông; Cơ quan UBND xã Song An
        xã Minh Lãng: thôn Thượng
        xã Hồng Phong: thôn Hạ; Quân sự xã Hồng Phong
        xã Vũ Hội: thôn Bắc
        xã Vũ Tiến: thôn Đoài
        xã Xuân Hòa: Trạm Y tế xã Xuân Hòa
        xã Tự Tân: thôn Nội; Trường Tiểu học Tự Tân
    """,
    AGENCIES: """
        Bệnh viện Đa khoa tỉnh: Phòng khám số 1
        Sở Giáo dục và Đào tạo: Văn phòng Sở Giáo dục và Đào tạo
        Sở Nông nghiệp và Phát triển nông thôn: Trung tâm Khuyến nông
        Sở Tài chính: Văn phòng Sở Tài chính
        Trường Cao đẳng Y tế Thái Bình: Trường Cao đẳng Y tế Thái Bình
    """,
    ENTERPRISES: """
        Công ty Tân Đệ: Nhà máy Tân Đệ 1
        Công ty Điện lực Thái Bình: Văn phòng Công ty Điện lực
        Công ty Xăng dầu Thái Bình: Công ty Xăng dầu Thái Bình
        Công ty Nước sạch Thái Bình: Nhà máy nước sạch
        Bưu điện tỉnh: Văn phòng Bưu điện tỉnh
        Viễn thông Thái Bình: Văn phòng Viễn thông Thái Bình
    """,
    "Đảng ủy Quân sự tỉnh": """
        Phòng Tham mưu: Phòng Tham mưu
        Phòng Chính trị: Phòng Chính trị
    """,
    "Đảng ủy Công an tỉnh": """
        Phòng Cảnh sát giao thông: Phòng Cảnh sát giao thông
    """,
    "Đảng ủy Bộ đội Biên phòng tỉnh": """
        Đồn Biên phòng Cửa Lân: Đồn Biên phòng Cửa Lân
    """,
}

# Committees whose office workers enter and approve; in the order of the tree.
OFFICES = {
    PROVINCE: "tinhuy",
    "Thành ủy Thái Bình": "thaibinh",
    QUYNH_PHU: "quynhphu",
    "Huyện ủy Hưng Hà": "hungha",
    "Huyện ủy Đông Hưng": "donghung",
    "Huyện ủy Thái Thụy": "thaithuy",
    "Huyện ủy Tiền Hải": "tienhai",
    "Huyện ủy Kiến Xương": "kienxuong",
    "Huyện ủy Vũ Thư": "vuthu",
    AGENCIES: "khoicoquan",
    ENTERPRISES: "khoidoanhnghiep",
    "Đảng ủy Quân sự tỉnh": "quansu",
    "Đảng ủy Công an tỉnh": "congan",
    "Đảng ủy Bộ đội Biên phòng tỉnh": "bienphong",
    HOSPITAL: "benhvien",
}


@dataclass(frozen=True, slots=True)
class CellPlan:
    """`upper` is the district committee or bloc, `grassroots` the committee of the cell."""

    upper: str
    grassroots: str
    name: str
    kind: str
    is_model: bool = True


def planned_cells():
    for upper, lines in REGISTERED.items():
        for line in lines.strip().splitlines():
            place, _, names = line.partition(":")
            for name in names.split(";"):
                yield CellPlan(
                    upper=upper,
                    grassroots=f"Đảng bộ {place.strip()}",
                    name=f"Chi bộ {name.strip()}",
                    kind=_kind_of(name.strip()),
                )
    for number in range(1, HOSPITAL_CELLS + 1):
        name = f"Chi bộ {number}"
        yield CellPlan(
            upper=AGENCIES,
            grassroots=HOSPITAL,
            name=name,
            kind=NUMBERED_CELLS,
            is_model=name == MODEL_OF_THE_HOSPITAL,
        )


def _kind_of(name):
    return next(kind for kind, words in KINDS.items() if name.startswith(words))
