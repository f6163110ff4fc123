"""Every address, asked as everybody. An address without an expectation fails.

Each page is asked with the ids of one's own committee and with those of another one: what
one may not see does not exist (404), for its readers as for its writers.
"""

from contextlib import suppress
from copy import deepcopy
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from api.models import Token
from scoring.models import Evaluation
from scoring.workflow import Status
from tests.access import (
    DOOR,
    INSIDE,
    NOBODY,
    PEOPLE,
    SIGN_IN,
    World,
    a_change_of,
    a_pivot_of_the_committee,
    a_token_of_somebody,
    ask_for_all_sheets,
    download_the_own_pivot,
    except_the_own_cell,
    fetch_a_list,
    file_of,
    get,
    job_of,
    list_of_lost_points,
    list_of_own_scores,
    lock_the_own_part,
    post,
    program,
    proof_of,
    remark_of,
    resolved_remark_of,
    save_a_value,
    score_of,
    sheet_of,
    unlock_the_own_part,
)
from tests.api.programs import secret_of
from tests.factories import (
    MONTH,
    AssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def first_world(kept):
    return World()


@pytest.fixture
def world(first_world):
    return deepcopy(first_world)


def everybody(status, **others):
    """All get `status`, except those named (spaces in names as _)."""
    named = {who.replace("_", " "): answer for who, answer in others.items()}
    assert set(named) <= set(PEOPLE)
    return dict.fromkeys(PEOPLE, status) | named


def signed_in(status=200, **others):
    return everybody(status, **{NOBODY: SIGN_IN} | others)


def within_reach(status=200, **others):
    """For those of the committee and its cell, and the administrator."""
    outside = {"without_a_role": 404, "staff_elsewhere": 404}
    return signed_in(status, **outside | others)


def writers(status=302, **others):
    """A deed on a sheet, for those who write on it."""
    return within_reach(status, **{"supervisor": 404} | others)


EXPECTED = {
    "alive": (get(), everybody(200)),
    "admin_sign_in": (get(), signed_in(404)),
    # cells
    "cells:sign_in": (get(), everybody(302, nobody=200)),
    "cells:sign_out": (post(), everybody(302)),
    "cells:password": (get(), signed_in()),
    "cells:profile": (get(), signed_in()),
    "cells:gallery": (get(), signed_in(404, administrator=200)),
    # criteria
    "criteria:frameworks": (get(), signed_in()),
    "criteria:framework": (get(lambda p: [p.framework.pk]), within_reach()),
    # reports
    "reports:home": (get(), signed_in(secretary=302)),
    "reports:cell": (get(lambda p: [p.cell.pk]), within_reach()),
    "reports:summaries": (
        get(),
        signed_in(302, without_a_role=200, secretary=200, administrator=200),
    ),
    "reports:summary": (
        get(lambda p: [p.committee.pk, MONTH]),
        within_reach(secretary=404),
    ),
    "reports:pivot": (get(), signed_in()),
    "reports:pivot_file": (
        download_the_own_pivot,
        signed_in(without_a_role=404),
    ),
    "reports:save_pivot": (
        post(name="Điểm các xã"),
        signed_in(302, without_a_role=422),
    ),
    "reports:saved_pivot": (get(a_pivot_of_the_committee), within_reach()),
    "reports:forget_pivot": (post(a_pivot_of_the_committee), signed_in(404)),
    "reports:trends": (
        get(lambda p: [p.committee.pk, MONTH]),
        within_reach(secretary=404),
    ),
    "reports:losses": (
        get(lambda p: [p.committee.pk, MONTH]),
        within_reach(secretary=404),
    ),
    "reports:loss_list": (list_of_lost_points, within_reach(secretary=404)),
    "reports:gaps": (
        get(lambda p: [p.committee.pk, MONTH]),
        within_reach(secretary=404),
    ),
    "reports:gap_list": (list_of_own_scores, within_reach(secretary=404)),
    "reports:chosen_span": (
        get(
            lambda p: [p.committee.pk],
            tu="2022-11",
            den="2022-11",
            trang="reports:summary",
        ),
        within_reach(302, secretary=404),
    ),
    # scoring
    "scoring:months": (get(), signed_in(302)),
    "scoring:month": (get(lambda p: [MONTH]), signed_in()),
    "scoring:grid": (get(lambda p: [MONTH]), signed_in()),
    "scoring:grid_changes": (get(lambda p: [MONTH]), signed_in()),
    "scoring:score_panel": (get(lambda p: [p.sheet.scores.first().pk]), within_reach()),
    "scoring:sheet": (get(sheet_of), within_reach()),
    "scoring:changes": (get(sheet_of), within_reach()),
    "scoring:meeting": (post(sheet_of, base="0"), writers(secretary=422)),
    "scoring:submit": (post(sheet_of), writers(secretary=422)),
    "scoring:approve": (post(sheet_of), writers(staff=422, secretary=422)),
    "scoring:send_back": (
        post(sheet_of, status=Status.SUBMITTED, reason="Thiếu biên bản"),
        writers(secretary=422),
    ),
    "scoring:reopen": (
        post(sheet_of, status=Status.APPROVED, reason="Chấm nhầm"),
        writers(staff=422, secretary=422),
    ),
    "scoring:verify_as_self": (post(sheet_of), writers(secretary=404)),
    "scoring:history": (get(sheet_of), within_reach()),
    "scoring:restore": (post(a_change_of), writers()),
    "scoring:approve_many": (
        get(lambda p: [MONTH]),
        signed_in(404, approver=200, administrator=200),
    ),
    "scoring:periods": (get(), signed_in()),
    "scoring:open_period": (
        get(),
        signed_in(404, approver=200, administrator=200),
    ),
    "scoring:period": (get(lambda p: [MONTH]), signed_in()),
    "scoring:lock": (
        lock_the_own_part,
        signed_in(404, approver=302, administrator=302),
    ),
    "scoring:unlock": (
        unlock_the_own_part,
        signed_in(404, approver=302, administrator=302),
    ),
    "scoring:grant": (
        except_the_own_cell,
        signed_in(404, approver=302, administrator=302),
    ),
    "scoring:enter": (
        save_a_value,
        writers(200, nobody=401, secretary=422),
    ),
    "scoring:evidence": (get(score_of), within_reach()),
    "scoring:evidence_add": (
        post(score_of, title="Nghị quyết tháng", document_number="15-NQ/CB"),
        writers(),
    ),
    "scoring:evidence_attach": (post(score_of), writers(422)),
    "scoring:evidence_detach": (post(proof_of), writers()),
    "scoring:evidence_revise": (post(proof_of), writers(422)),
    "scoring:evidence_library": (get(lambda p: [p.cell.pk]), within_reach()),
    "scoring:evidence_file": (get(file_of), within_reach()),
    "scoring:evidence_preview": (get(file_of), within_reach()),
}
# The data for programs: no sign-in, but a token.
ROWS = everybody(200, nobody=401)
A_ROW = within_reach(nobody=401)
OF_A_COMMITTEE = within_reach(nobody=401, secretary=404)
OF_A_MONTH_THERE = {"month": "2022-11", "programme": "kieu-mau"}
EXPECTED |= {
    "api:connection": (get(), signed_in()),
    "api:revoke_token": (post(a_token_of_somebody), signed_in(404)),
    "api:reference": (get(), signed_in()),
    "api:document": (program(), ROWS),
    "api:committees": (program(), ROWS),
    "api:committee": (program(lambda p: [p.committee.pk]), OF_A_COMMITTEE),
    "api:cells": (program(), ROWS),
    "api:cell": (program(lambda p: [p.cell.pk]), A_ROW),
    "api:kinds": (program(), ROWS),
    "api:programmes": (program(), ROWS),
    "api:frameworks": (program(), ROWS),
    "api:framework": (program(lambda p: [p.framework.pk]), A_ROW),
    "api:periods": (program(), ROWS),
    "api:registrations": (program(), ROWS),
    "api:evaluations": (
        program(query=lambda p: {"month": "2022-11", "cell": p.cell.pk}),
        A_ROW,
    ),
    "api:evaluation": (program(sheet_of), A_ROW),
    "api:scores": (program(query=lambda p: {"evaluation": p.sheet.pk}), A_ROW),
    "api:summaries": (
        program(query=lambda p: OF_A_MONTH_THERE | {"committee": p.committee.pk}),
        OF_A_COMMITTEE,
    ),
}
EXPECTED |= {
    "reports:sheet_file": (get(lambda p: [p.sheet.pk, "xlsx"]), within_reach()),
    "reports:paper_file": (fetch_a_list, within_reach(secretary=404)),
    "reports:documents": (get(), signed_in()),
    "reports:documents_now": (get(), signed_in()),
    "reports:ask_for_document": (ask_for_all_sheets, within_reach(302, secretary=404)),
    # Only who asked gets it, and administrators.
    "reports:document_file": (
        get(job_of),
        signed_in(404, staff=200, administrator=200),
    ),
    "reports:ask_for_document_again": (
        post(job_of),
        signed_in(404, staff=302, administrator=302),
    ),
}
# Ids that nobody has, where it is not one number.
NOBODYS = {
    **dict.fromkeys(
        (
            "reports:summary",
            "reports:trends",
            "reports:losses",
            "reports:loss_list",
            "reports:gaps",
            "reports:gap_list",
        ),
        [999_999, MONTH],
    ),
    "scoring:evidence_detach": [999_999, 999_999],
    "scoring:restore": [999_999, 1],
    "scoring:evidence_revise": [999_999, 999_999],
    "reports:sheet_file": [999_999, "pdf"],
    "reports:paper_file": [999_999, MONTH, "theo-xep-loai", "pdf"],
    "reports:ask_for_document": [999_999, MONTH],
    "reports:document_file": [uuid4()],
    "reports:ask_for_document_again": [uuid4()],
    "scoring:evidence_file": [uuid4()],
    "scoring:evidence_preview": [uuid4()],
}
EXPECTED |= {
    "reports:missing": (get(lambda p: [MONTH]), signed_in()),
    "scoring:remarks": (get(), signed_in()),
    "scoring:remark": (get(remark_of), within_reach()),
    "scoring:new_remark": (get(lambda p: [p.cell.pk]), within_reach(secretary=404)),
    "scoring:answer_remark": (
        post(remark_of, **{"answer-text": "Đã bổ sung"}),
        within_reach(302),
    ),
    "scoring:resolve_remark": (
        post(remark_of, **{"resolved-text": "Đã nhận đủ"}),
        within_reach(302, secretary=404),
    ),
    "scoring:reopen_remark": (
        post(resolved_remark_of, **{"reopened-text": "Chưa xong"}),
        within_reach(302, secretary=404),
    ),
}
# Asked with the ids of all places at once, or of none that anybody could own.
WITHOUT_OWNER = {
    "scoring:month",
    "scoring:grid",
    "scoring:grid_changes",
    "reports:missing",
    "scoring:period",
    "scoring:approve_many",
}
# Named by a month; whose it is stands in what is posted.
OF_A_MONTH = {"scoring:lock", "scoring:unlock", "scoring:grant"}
# What is asked for does not stand in the address.
IN_THE_QUERY = {"api:evaluations", "api:scores", "api:summaries"}


def names_of(patterns, namespace=""):
    """All names below the root, except the admin's."""
    for pattern in patterns:
        if not hasattr(pattern, "url_patterns"):
            yield f"{namespace}{pattern.name}"
        elif pattern.namespace != "admin":
            inner = (
                f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )
            yield from names_of(pattern.url_patterns, inner)


def test_every_address_has_an_expectation():
    assert sorted(names_of(get_resolver().url_patterns)) == sorted(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_everybody_gets_at_an_address_what_is_meant_for_them(world, name):
    ask, expected = EXPECTED[name]

    answers = world.answers(lambda c, p: ask(c, p, name), world.own)

    assert answers == expected


@pytest.mark.parametrize(
    "name",
    [n for n, (ask, _) in EXPECTED.items() if ask.has_ids and n not in WITHOUT_OWNER],
)
def test_what_belongs_to_others_does_not_exist(world, name):
    ask, expected = EXPECTED[name]

    answers = world.answers(lambda c, p: ask(c, p, name), world.foreign)

    assert answers == {
        **dict.fromkeys(PEOPLE, 404),
        NOBODY: expected[NOBODY],
        "staff elsewhere": expected["staff"],
        "administrator": expected["administrator"],
    }


@pytest.mark.parametrize("name", [n for n, (ask, _) in EXPECTED.items() if ask.has_ids])
def test_an_id_that_nobody_has_is_not_found(world, name):
    if name in WITHOUT_OWNER | OF_A_MONTH | IN_THE_QUERY or name == "scoring:enter":
        return
    args = NOBODYS.get(name, [999_999])
    client = world.client_of("administrator")
    if name.startswith("api:"):
        bearer = f"Bearer {secret_of(world.people['administrator'])}"
        client.defaults["HTTP_AUTHORIZATION"] = bearer

    for method in (client.get, client.post):
        assert method(reverse(name, args=args)).status_code in (404, 405)


@pytest.mark.parametrize(
    ("name", "args", "query"),
    [
        ("scoring:month", [MONTH], "cap-uy"),
        ("scoring:grid", [MONTH], "cap-uy"),
        ("reports:summaries", [], "cap-uy"),
        ("reports:missing", [MONTH], "cap-uy"),
    ],
)
def test_a_foreign_committee_in_a_query_does_not_exist(world, name, args, query):
    def ask(client, place):
        return client.get(reverse(name, args=args), {query: place.committee.pk})

    own = world.answers(ask, world.own, INSIDE[:3])
    foreign = world.answers(ask, world.foreign, (*INSIDE, "without a role"))

    assert 404 not in own.values()
    assert set(foreign.values()) == {404}


def test_lists_hold_the_own_cells_and_no_others(world):
    Evaluation.objects.update(is_complete=False, scored=1)
    for address in (
        reverse("scoring:month", args=[MONTH]),
        reverse("scoring:grid", args=[MONTH]),
        reverse("reports:home"),
    ):
        client = world.client_of("staff")
        page = client.get(address).content.decode()

        assert f"/phieu/{world.own.sheet.pk}/" in page
        assert f"/phieu/{world.foreign.sheet.pk}/" not in page
        assert str(world.foreign.cell) not in page


def test_who_lost_the_assignment_sees_nothing_any_more(world):
    client = world.client_of("staff")
    address = reverse("scoring:sheet", args=[world.own.sheet.pk])
    assert client.get(address).status_code == 200

    world.people["staff"].assignments.all().delete()

    assert client.get(address).status_code == 404


def admin_addresses(place):
    """Every page of the admin behind its door, with ids that exist."""
    rows = {
        "committee": place.committee,
        "cell": place.cell,
        "cellkind": place.cell.kind,
        "framework": place.framework,
        "programme": place.framework.programme,
        "evaluation": place.sheet,
        "period": place.sheet.period,
        "registration": place.sheet.registration,
        "token": Token.objects.get(pk=a_token_of_somebody(place)[0]),
    }
    admin = next(
        p for p in get_resolver().url_patterns if getattr(p, "namespace", "") == "admin"
    )
    for name in set(names_of(admin.url_patterns)) - {"login", "logout"}:
        row = rows.get((name.split("_") + [""])[1])
        for args in ([], [row.pk if row else 1], [1, 1]):
            with suppress(NoReverseMatch):
                yield reverse(f"admin:{name}", args=args)


def test_the_admin_is_there_for_administrators_only(world):
    flagged = UserFactory(is_staff=True)  # a flag of Django's that gives nothing here
    AssignmentFactory(user=flagged, role="staff", committee=world.own.committee)
    world.admit("staff with the flag", flagged)
    outside = (NOBODY, "approver", "secretary", "staff with the flag")

    leaks = {}
    for url in admin_addresses(world.own):
        answers = world.answers(lambda c, _, url=url: c.get(url), world.own, outside)
        if set(answers.values()) != {DOOR}:
            leaks[url] = answers

    assert leaks == {}


def test_nobody_is_led_from_the_admin_to_the_sign_in_page(world):
    page = Client().get(reverse("admin:index"), follow=True)

    assert page.redirect_chain[-1][0].startswith(reverse("cells:sign_in"))


def test_a_month_that_is_not_open_is_not_found(world):
    client = world.client_of("staff")

    assert (
        client.get(reverse("scoring:month", args=[date(2030, 1, 1)])).status_code == 404
    )
