"""What stands on the papers of the demo's committees; nobody's name, for nobody signs."""

from collections.abc import Mapping

from cells.models import Committee, Letterhead
from scoring.demo.organisation import (
    AGENCIES,
    ENTERPRISES,
    HOSPITAL,
    PROVINCE,
    QUYNH_PHU,
)

STANDING = {"authority": "T/M BAN THƯỜNG VỤ", "post": "PHÓ BÍ THƯ"}
GRASSROOTS = {"authority": "T/M ĐẢNG ỦY", "post": "BÍ THƯ"}
AN_THAI = (QUYNH_PHU, "Đảng bộ xã An Thái")

# The other committees take theirs from the province.
WORDS = {
    PROVINCE: {
        "superior_name": "ĐẢNG BỘ TỈNH THÁI BÌNH",
        "place": "Thái Bình",
        "document_sign": "BC/TU",
        "recipients": "Ban Tổ chức Trung ương (để báo cáo)\nCác huyện ủy, thành ủy, đảng ủy trực thuộc\nLưu Văn phòng Tỉnh ủy",
        **STANDING,
    },
    QUYNH_PHU: {
        "place": "Quỳnh Phụ",
        "document_sign": "BC/HU",
        "recipients": "Ban Tổ chức Tỉnh ủy (để báo cáo)\nCác đảng bộ, chi bộ trực thuộc\nLưu Văn phòng Huyện ủy",
        **STANDING,
    },
    AGENCIES: {"document_sign": "BC/ĐUK", **STANDING},
    ENTERPRISES: {"document_sign": "BC/ĐUK", **STANDING},
    HOSPITAL: {
        "own_name": "ĐẢNG ỦY BỆNH VIỆN NHI",
        "document_sign": "BC/ĐU",
        "recipients": "Ban Tổ chức Đảng ủy Khối (để báo cáo)\nCác chi bộ trực thuộc\nLưu Đảng ủy",
        **GRASSROOTS,
    },
    AN_THAI: {
        "own_name": "ĐẢNG ỦY XÃ AN THÁI",
        "place": "An Thái",
        "document_sign": "BC/ĐU",
        "recipients": "Ban Tổ chức Huyện ủy (để báo cáo)\nCác chi bộ trực thuộc\nLưu Đảng ủy",
        **GRASSROOTS,
    },
}


def write_letterheads(committees: Mapping[str | tuple, Committee]) -> None:
    Letterhead.objects.bulk_create(
        Letterhead(committee=committees[name], **words) for name, words in WORDS.items()
    )
