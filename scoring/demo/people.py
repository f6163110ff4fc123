"""Accounts by post: eight to sign in with, and the offices that entered and approved."""

from datetime import datetime

from django.contrib.auth.hashers import make_password

from cells.models import Assignment, Cell, Committee, User
from cells.scope import Role
from scoring.demo.organisation import (
    A_SAO,
    HOSPITAL,
    MODEL_OF_THE_HOSPITAL,
    OFFICES,
    QUYNH_PHU,
)
from scoring.demo.story import OWN_VIEW

PASSWORD = "kieumau2022"  # noqa: S105 - of a demo, and printed on the terminal

# Those who sign in, in the order in which they are printed.
ACCOUNTS = {
    "quantri": "Quản trị viên hệ thống",
    "tinhuy": "Chuyên viên Ban Tổ chức Tỉnh ủy Thái Bình",
    "quynhphu": "Chuyên viên Ban Tổ chức Huyện ủy Quỳnh Phụ",
    "quynhphu.lanhdao": "Lãnh đạo Ban Tổ chức Huyện ủy Quỳnh Phụ",
    "quynhphu.giamsat": "Huyện ủy viên phụ trách, Huyện ủy Quỳnh Phụ",
    "benhvien": "Cán bộ giúp việc Đảng ủy Bệnh viện Nhi",
    "chibo3": "Bí thư Chi bộ 3, Đảng bộ Bệnh viện Nhi",
    "asao": "Bí thư Chi bộ thôn A Sào, xã An Thái",
}
OTHER_POSTS = {
    "benhvien.lanhdao": "Lãnh đạo Đảng ủy Bệnh viện Nhi",
}


def approver_name(office: str) -> str:
    return f"{office}.lanhdao"


def secretary_name(cell: str) -> str:
    """Of a cell of the hospital: "chibo3"."""
    return f"chibo{cell.removeprefix('Chi bộ ')}"


def create_people(
    *,
    committees: dict[str, Committee],
    cells: dict[tuple[str, str], Cell],
    at: datetime,
) -> dict[str, User]:
    """Users by name. Only `ACCOUNTS` can sign in; the others are names in the history."""
    # Hashed once: it takes a good part of a second, on purpose.
    password = make_password(PASSWORD)
    locked_out = make_password(None)
    users = {}
    for username, post in _posts().items():
        users[username] = User.objects.create(
            username=username,
            post=post,
            password=password if username in ACCOUNTS else locked_out,
            is_staff=username == "quantri",
            is_superuser=username == "quantri",
            date_joined=at,
        )
    for name, office in OFFICES.items():
        committee = committees[name]
        _assign(users[office], Role.STAFF, committee=committee)
        _assign(users[approver_name(office)], Role.APPROVER, committee=committee)
    _assign(users["quynhphu.giamsat"], Role.SUPERVISOR, committee=committees[QUYNH_PHU])
    for name in (MODEL_OF_THE_HOSPITAL, *OWN_VIEW):
        secretary = users[secretary_name(name)]
        _assign(secretary, Role.SECRETARY, cell=cells[HOSPITAL, name])
    _assign(users["asao"], Role.SECRETARY, cell=cells["Đảng bộ xã An Thái", A_SAO])
    return users


def _posts():
    posts = dict(ACCOUNTS)
    for name, office in OFFICES.items():
        bureau = f"Ban Tổ chức {name}" if "ủy" in name else name
        posts.setdefault(office, f"Chuyên viên {bureau}")
        leader = OTHER_POSTS.get(approver_name(office), f"Lãnh đạo {bureau}")
        posts.setdefault(approver_name(office), leader)
    for name in OWN_VIEW:
        posts[secretary_name(name)] = f"Bí thư {name}, {HOSPITAL}"
    return posts


def _assign(user, role, **place):
    Assignment.objects.create(user=user, role=role, **place)
