"""From one version of a framework to the next, and to that of a lower committee."""

import re
from datetime import date

import pytest
from django.urls import reverse

from criteria.actions import new_version
from criteria.models import Framework
from tests.criteria.test_admin_frameworks import page_of, step
from tests.desk import Desk, errors_of
from tests.factories import (
    CommitteeFactory,
    CriterionFactory,
    FrameworkFactory,
    IndicatorFactory,
    published_framework,
)

TOO_EARLY = (
    "Phiên bản 1 áp dụng từ tháng 01/2022, phiên bản sau không được áp dụng sớm hơn."
)


@pytest.fixture
def desk(client, db):
    return Desk(client)


@pytest.fixture
def framework(db):
    return published_framework(CommitteeFactory())


def refused(desk, address, **fields):
    return errors_of(desk.client.post(address, {"confirmed": "1", **fields}))


def test_next_version_does_not_begin_before_the_one_that_it_follows(desk, framework):
    asked = refused(desk, step(framework, "new_version"), effective_from="12/2021")
    draft = new_version(framework=framework, effective_from=date(2022, 1, 1))
    typed = desk.errors(page_of(draft), effective_from="12/2021")
    Framework.objects.filter(pk=draft.pk).update(effective_from=date(2021, 12, 1))
    published = refused(desk, step(draft, "publish"))

    assert (asked, typed, published) == ([TOO_EARLY],) * 3
    assert not Framework.objects.get(pk=draft.pk).is_published


def test_second_click_makes_no_second_draft(desk, framework):
    address = step(framework, "new_version")
    desk.deed(address, effective_from="07/2022")

    errors = refused(desk, address, effective_from="07/2022")

    assert errors == ["Đã có bản nháp phiên bản 2: hãy sửa hoặc xóa bản nháp đó."]
    assert Framework.objects.drafts().count() == 1


def test_second_click_on_publish_leads_to_the_published_framework(desk, framework):
    answer = desk.client.post(
        step(framework, "publish"), {"confirmed": "1"}, follow=True
    )

    assert answer.redirect_chain == [(page_of(framework), 302)]
    assert f"{framework} đã được ban hành." in answer.content.decode()


def test_sum_of_a_criterion_counts_what_is_in_the_total(desk):
    heading = CriterionFactory(framework=FrameworkFactory())
    for number, effect in enumerate(("ordinary", "bonus", "penalty", "condition")):
        IndicatorFactory(
            criterion=heading, code=str(number), effect=effect, max_points=7
        )
    CriterionFactory(framework=heading.framework, code="9", position=9)

    page = desk.client.get(page_of(heading.framework)).content.decode()

    sums = re.findall(r'field-points">\s*<p>(.*?)</p>', page)
    assert [shown for shown in sums if shown.strip()] == ["7", "0"]


def test_history_says_when_a_framework_was_published(desk):
    draft = published_framework(CommitteeFactory())
    history = reverse("admin:criteria_framework_history", args=[draft.pk])

    assert "Ban hành" in desk.client.get(history).content.decode()


def test_published_framework_tells_month_and_points_as_people_write_them(
    desk, framework
):
    page = desk.client.get(page_of(framework)).content.decode()

    assert ("01/2022" in page, "01/01/2022" in page) == (True, False)
    assert ("100" in page, "100,00" in page) == (True, False)
