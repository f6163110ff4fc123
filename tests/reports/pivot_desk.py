"""A district for Bảng tự lập, and who asks for a table of it."""

import random
from datetime import date
from decimal import Decimal

from django.urls import reverse

from criteria.actions import publish, specialise
from scoring.models import Evaluation
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CellKindFactory,
    CommitteeFactory,
    RegistrationFactory,
    open_month,
    published_framework,
)
from tests.reports.pages import score
from vietnamese.spans import Span

BEFORE = date(2022, 10, 1)
BOTH = Span(BEFORE, MONTH)
PAGE = reverse("reports:pivot")


def a_scored_district(seed=0, *, communes=3, cells=4):
    """Communes under a district, two frameworks of one origin, two months of scores."""
    chance = random.Random(seed)  # noqa: S311 - test data
    district = CommitteeFactory(name="Huyện ủy Quỳnh Phụ")
    common = published_framework(district, indicators=4)
    for number in range(communes):
        commune = CommitteeFactory(name=f"Đảng bộ xã {number}", parent=district)
        own = specialise(
            framework=common,
            committee=commune,
            name=f"Bộ tiêu chí xã {number}",
            code=f"xa-{number}",
            effective_from=common.effective_from,
        )
        publish(framework=own, at=NOW)
        for _ in range(cells):
            kind = CellKindFactory(name=chance.choice(["Thôn", "Cơ quan"]))
            RegistrationFactory(
                cell=CellFactory(committee=commune, kind=kind),
                framework=chance.choice([common, own]),
            )
    RegistrationFactory(cell=CellFactory(committee=district), framework=common)
    for month in BOTH:
        open_month(month)
    for sheet in Evaluation.objects.all():
        missing = chance.random() < 0.2
        points = [Decimal(chance.randrange(0, 51)) / 2 for _ in range(4)]
        score(sheet, *(points[:3] + [None] if missing else points))
    return district


def page_of(client, user, **wishes):
    client.force_login(user)
    return client.get(PAGE, wishes)
