"""Before the first month: committees, cells, frameworks, people and registrations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import F

from cells.actions import found_committee
from cells.models import Assignment, Cell, CellKind, Committee, User
from criteria.actions import publish, specialise
from criteria.models import Framework, Indicator, Programme
from scoring.actions.registering import register
from scoring.demo.district import DISTRICT
from scoring.demo.hospital import HOSPITAL as FIVE_GOODS
from scoring.demo.letterheads import write_letterheads
from scoring.demo.meeting_quality import MEETING_QUALITY
from scoring.demo.organisation import (
    AGENCIES,
    ENTERPRISES,
    HOSPITAL,
    KINDS,
    PROVINCE,
    QUYNH_PHU,
    REGISTERED,
    CellPlan,
    planned_cells,
)
from scoring.demo.people import create_people
from scoring.demo.plans import publish_plan
from scoring.demo.province import (
    ENTERPRISE_CODE,
    ENTERPRISE_NAME,
    ENTERPRISE_WORDS,
)
from scoring.demo.province import PROVINCE as FOUR_GOODS
from scoring.demo.story import FIRST_MONTH, YEAR, content_of, members_of, since
from scoring.models import Registration

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FOUNDED = datetime(2021, 12, 27, 8, 0, tzinfo=VIETNAM)
MIDYEAR_DECIDED = datetime(2022, 5, 25, 8, 0, tzinfo=VIETNAM)

# The plan behind each framework: what may be typed, and the notes.
PLANS = {
    plan.code: plan.indicators()
    for plan in (FIVE_GOODS, DISTRICT, FOUR_GOODS, MEETING_QUALITY)
}
PLANS[ENTERPRISE_CODE] = PLANS[FOUR_GOODS.code]


@dataclass(frozen=True, slots=True)
class Founded:
    """What the months need: users by name, and the plan behind each cell's id."""

    users: Mapping[str, User]
    committees: Mapping[str, Committee]
    plans: Mapping[int, CellPlan]
    quality: Framework


def found() -> Founded:
    committees = _committees()
    write_letterheads(committees)
    cells = _cells(committees)
    users = create_people(
        committees=committees,
        cells={(plan.grassroots, plan.name): cell for plan, cell in cells.items()},
        at=FOUNDED,
    )
    frameworks, quality = _frameworks(committees)
    for plan, cell in cells.items():
        _register(plan, cell, frameworks, quality)
    _date_the_history()
    return Founded(
        users=users,
        committees=committees,
        plans={cell.pk: plan for plan, cell in cells.items()},
        quality=quality,
    )


def _committees():
    """By name; a grassroots committee by (name of the one above, name) as well."""
    top = found_committee(committee=Committee(name=PROVINCE))
    made = {PROVINCE: top}
    for name in REGISTERED:
        made[name] = found_committee(committee=Committee(name=name, parent=top))
    for plan in planned_cells():
        place = (plan.upper, plan.grassroots)
        if place not in made:
            made[place] = found_committee(
                committee=Committee(name=plan.grassroots, parent=made[plan.upper])
            )
    made[HOSPITAL] = made[AGENCIES, HOSPITAL]
    return made


def _cells(committees):
    kinds = {
        name: CellKind.objects.create(name=name, position=position)
        for position, name in enumerate(KINDS, start=1)
    }
    return {
        plan: Cell.objects.create(
            committee=committees[plan.upper, plan.grassroots],
            name=plan.name,
            kind=kinds[plan.kind],
            members=members_of(plan),
        )
        for plan in planned_cells()
    }


def _frameworks(committees):
    """Those for model cells by the committee that uses them, and the one for meetings."""
    model = Programme.objects.create(
        name="Chi bộ kiểu mẫu",
        slug="kieu-mau",
        position=1,
        description="Xây dựng chi bộ kiểu mẫu trong các loại hình chi bộ.",
    )
    meetings = Programme.objects.create(
        name="Chất lượng sinh hoạt chi bộ",
        slug="sinh-hoat",
        position=2,
        description="Đánh giá, xếp loại từng kỳ sinh hoạt chi bộ.",
    )

    def published(plan, programme, name, at, above=None):
        committee = committees[name]
        return publish_plan(
            plan, programme=programme, committee=committee, at=at, above=above
        )

    province = published(FOUR_GOODS, model, PROVINCE, MIDYEAR_DECIDED)
    by_committee = {
        PROVINCE: province,
        HOSPITAL: published(FIVE_GOODS, model, HOSPITAL, FOUNDED),
        QUYNH_PHU: published(DISTRICT, model, QUYNH_PHU, MIDYEAR_DECIDED, province),
        ENTERPRISES: _for_enterprises(province, committees[ENTERPRISES]),
    }
    return by_committee, published(MEETING_QUALITY, meetings, AGENCIES, FOUNDED)


def _for_enterprises(province, committee):
    draft = specialise(
        framework=province,
        committee=committee,
        name=ENTERPRISE_NAME,
        code=ENTERPRISE_CODE,
        effective_from=FOUR_GOODS.effective_from,
    )
    for code, words in ENTERPRISE_WORDS.items():
        Indicator.objects.filter(criterion__framework=draft, code=code).update(**words)
    return publish(framework=draft, at=MIDYEAR_DECIDED)


def _register(plan, cell, frameworks, quality):
    if plan.grassroots == HOSPITAL:
        chosen = frameworks[HOSPITAL]
        register(
            cell=cell, framework=quality, year=YEAR, since=since(plan), is_model=False
        )
    else:
        chosen = frameworks.get(plan.upper, frameworks[PROVINCE])
    register(
        cell=cell,
        framework=chosen,
        year=YEAR,
        since=since(plan),
        is_model=plan.is_model,
        content=content_of(plan),
    )


def _date_the_history():
    """The history of these models writes the clock's time; the story has its own."""
    for model in (Assignment, Cell, Committee, Framework, Registration):
        model.history.update(history_date=FOUNDED)
    Framework.history.exclude(published_at=None).update(history_date=F("published_at"))
    later = Registration.history.exclude(since=FIRST_MONTH)
    later.update(history_date=MIDYEAR_DECIDED)
