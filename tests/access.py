"""The people, the places and the questions of tests/test_access.py."""

import json
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import get_user
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.urls import reverse

from api.models import Token
from criteria.models import Framework
from reports.models import Content, Form, Job, JobState, SavedPivot
from scoring.actions.periods import lock
from scoring.models import Change, Evaluation, Field, Remark
from scoring.workflow import Status
from tests.api.programs import secret_of
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CommitteeFactory,
    RemarkFactory,
    UserFactory,
    administrator,
    approver_of,
    opened_sheet,
    proof_behind,
    published_framework,
    secretary_of,
    staff_of,
    supervisor_of,
)

SIGN_IN, DOOR = "sign in", "the admin's door"  # what is behind it: admin_sign_in
NOBODY = "nobody"
INSIDE = ("staff", "approver", "supervisor", "secretary")
PEOPLE = (NOBODY, "without a role", *INSIDE, "staff elsewhere", "administrator")


class Place:
    """A committee with a registered cell, its complete sheet of an opened month, and more."""

    def __init__(self):
        self.committee = CommitteeFactory()
        self.framework = published_framework(self.committee)
        self.cell = CellFactory(committee=self.committee)
        self.sheet = opened_sheet(self.cell, framework=self.framework)
        self.sheet.scores.update(points=40)
        self.score = self.sheet.scores.first()
        self.proof = proof_behind(self.score)
        self.revision = self.proof.revisions.get()
        self.put(Status.DRAFT)
        self.remark = RemarkFactory(cell=self.cell, period=self.sheet.period)

    def ask_for_a_document(self, *, by):
        """One that is ready, or is said to be: nothing was made."""
        self.job = Job.objects.create(
            asked_by=by,
            content=Content.SHEETS,
            form=Form.PDF,
            committee=self.committee,
            programme=self.framework.programme,
            month=MONTH,
            asked_at=NOW,
            progressed_at=NOW,
            state=JobState.READY,
            file=default_storage.save("tai-lieu/thu", ContentFile(b"%PDF-")),
            file_name="phieu.pdf",
        )

    def put(self, status):
        Evaluation.objects.filter(pk=self.sheet.pk).update(
            status=status,
            approved_at=NOW if status == Status.APPROVED else None,
            scored=2,
            is_complete=True,
        )


class World:
    def __init__(self):
        self.own, self.foreign = Place(), Place()
        committee = self.own.committee
        self.people, self.sessions = {}, {}
        self.admit("without a role", UserFactory())
        self.admit("staff", staff_of(committee))
        self.admit("approver", approver_of(committee))
        self.admit("supervisor", supervisor_of(committee))
        self.admit("secretary", secretary_of(self.own.cell))
        self.admit("staff elsewhere", staff_of(self.foreign.committee))
        self.admit("administrator", administrator())
        self.own.ask_for_a_document(by=self.people["staff"])
        self.foreign.ask_for_a_document(by=self.people["staff elsewhere"])

    def admit(self, who, user):
        client = Client()
        client.force_login(user)
        self.people[who] = user
        self.sessions[who] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def client_of(self, who):
        """A new browser with the session of `who`: signing in anew takes 18 queries."""
        client = Client()
        if who != NOBODY:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        return client

    def answers(self, ask, place, people=PEOPLE):
        """Who gets which answer; whatever a request changed is taken back after it."""
        found = {}
        for who in people:
            with taken_back():
                found[who] = answer_of(ask(self.client_of(who), place))
        return found


@contextmanager
def taken_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def answer_of(response):
    """The status, or the page that one is sent to for signing in.

    A form that comes too late is answered by the sign-in page itself, which keeps it.
    """
    if any(template.name == "cells/sign_in.html" for template in response.templates):
        return SIGN_IN if response.status_code == 401 else response.status_code
    if response.status_code == 302:
        for place, name in ((SIGN_IN, "cells:sign_in"), (DOOR, "admin:login")):
            if response.url.startswith(reverse(name) + "?"):
                return place
    return response.status_code


def nothing(place):
    return []


def job_of(place):
    return [place.job.key]


def fetch_a_list(client, place, name):
    address = reverse(name, args=[place.committee.pk, MONTH, "theo-xep-loai", "xlsx"])
    return client.get(address, {"chuong-trinh": place.framework.programme.slug})


def ask_for_all_sheets(client, place, name):
    address = reverse(name, args=[place.committee.pk, MONTH])
    return client.post(address, {"tai-lieu": "phieu:pdf"})


fetch_a_list.has_ids = ask_for_all_sheets.has_ids = True


def sheet_of(place):
    return [place.sheet.pk]


def remark_of(place):
    return [place.remark.pk]


def resolved_remark_of(place):
    Remark.objects.filter(pk=place.remark.pk).update(
        resolved_at=NOW, resolved_by=place.remark.raised_by
    )
    return [place.remark.pk]


def score_of(place):
    return [place.score.pk]


def proof_of(place):
    return [place.score.pk, place.proof.pk]


def file_of(place):
    return [place.revision.key]


def get(args=nothing, **query):
    def ask(client, place, name):
        return client.get(reverse(name, args=args(place)), query)

    ask.has_ids = args is not nothing
    return ask


def post(args=nothing, *, status=Status.DRAFT, **fields):
    """A POST to a sheet that has been brought into `status` before."""

    def ask(client, place, name):
        place.put(status)
        return client.post(reverse(name, args=args(place)), fields)

    ask.has_ids = args is not nothing
    return ask


def save_a_value(client, place, name):
    score = place.sheet.scores.first()
    value = {"score": score.pk, "field": "points", "text": "45", "base": score.version}
    return client.post(
        reverse(name), json.dumps({"values": [value]}), "application/json"
    )


save_a_value.has_ids = True


def a_change_of(place):
    """A score that was typed and changed since."""
    score = place.sheet.scores.first()
    made = Change.objects.create(
        evaluation=place.sheet,
        score=score,
        field=Field.NOTE,
        new="Thiếu biên bản",
        by=administrator(),
        at=NOW,
    )
    return [place.sheet.pk, made.pk]


def a_pivot_of_the_committee(place):
    """Named by an administrator, about the place's committee."""
    wishes = {"cap-uy": str(place.committee.pk), "hang": "chi-bo"}
    saved = SavedPivot.objects.create(
        owner=administrator(), name="Điểm các chi bộ", wishes=wishes, created_at=NOW
    )
    return [saved.pk]


def download_the_own_pivot(client, place, name):
    return client.get(reverse(name, args=["csv"]), {"hang": "chi-bo"})


download_the_own_pivot.has_ids = False


def program(args=nothing, query=None):
    """A GET by a program that has a token of the person who is signed in."""

    def ask(client, place, name):
        user = get_user(client)
        headers = {}
        if user.is_authenticated:
            headers["Authorization"] = f"Bearer {secret_of(user)}"
        asked = query(place) if query else {}
        return Client().get(reverse(name, args=args(place)), asked, headers=headers)

    ask.has_ids = args is not nothing or query is not None
    return ask


def a_token_of_somebody(place):
    secret_of(UserFactory())
    return [Token.objects.latest("pk").pk]


def lock_the_own_part(client, place, name):
    fields = {"cap-uy": place.committee.pk}
    return client.post(reverse(name, args=[MONTH]), fields)


def list_of_lost_points(client, place, name):
    query = {"tieu-chi": place.framework.criteria.get().pk}
    return client.get(reverse(name, args=[place.committee.pk, MONTH]), query)


def list_of_own_scores(client, place, name):
    Framework.objects.filter(pk=place.framework.pk).update(allows_self_scoring=True)
    place.sheet.scores.update(self_points=45)
    return client.get(reverse(name, args=[place.committee.pk, MONTH]))


list_of_lost_points.has_ids = list_of_own_scores.has_ids = True


def locked(place):
    return lock(period=place.sheet.period, committee=place.committee, by=None, at=NOW)


def unlock_the_own_part(client, place, name):
    return client.post(reverse(name, args=[MONTH]), {"khoa": locked(place).pk})


def except_the_own_cell(client, place, name):
    locked(place)
    fields = {"cells": [place.cell.pk], "hours": "24", "reason": "Bổ sung biên bản"}
    return client.post(reverse(name, args=[MONTH]), fields)


for ask in (lock_the_own_part, unlock_the_own_part, except_the_own_cell):
    ask.has_ids = True
