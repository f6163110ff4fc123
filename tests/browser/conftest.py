"""Desks at the grid, for the tests of its pages."""

from decimal import Decimal

import pytest

from criteria.actions import publish
from tests.factories import (
    NOW,
    CommitteeFactory,
    CriterionFactory,
    FrameworkFactory,
    IndicatorFactory,
    approver_of,
    published_framework,
    staff_of,
    with_bands,
)
from tests.grid_desk import Desk, registered


@pytest.fixture
def committee():
    return CommitteeFactory(name="Đảng ủy xã Quỳnh Hải")


@pytest.fixture
def staff(committee):
    staff = staff_of(committee)
    staff.full_name = "Cán bộ Đảng ủy"
    staff.save(update_fields=["full_name"])
    return staff


@pytest.fixture
def month(committee):
    """Three cells with two indicators of 50 points."""
    registered(committee, published_framework(committee), cells=3)


@pytest.fixture
def big_month(committee):
    """Twenty cells with 17 indicators of 100 points."""
    framework = with_bands(FrameworkFactory(committee=committee, max_total=1700))
    criterion = CriterionFactory(framework=framework, code="1")
    for position in range(17):
        IndicatorFactory(
            criterion=criterion,
            code=f"1.{position + 1}",
            position=position,
            max_points=Decimal(100),
        )
    registered(committee, publish(framework=framework, at=NOW), cells=20)


@pytest.fixture
def desk(page, live_server, staff, month):
    return Desk(page, live_server).sign_in(staff).open()


@pytest.fixture
def big_desk(page, live_server, staff, big_month):
    return Desk(page, live_server).sign_in(staff).open()


@pytest.fixture
def second_desk(browser, browser_context_args, live_server, committee, month):
    context = browser.new_context(**browser_context_args)
    colleague = approver_of(committee)
    colleague.full_name = "Cán bộ Huyện ủy"
    colleague.save(update_fields=["full_name"])
    yield Desk(context.new_page(), live_server).sign_in(colleague).open()
    context.close()
