"""A remark's life, who takes part in it, and where it stands meanwhile."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from criteria.actions import new_version, publish
from scoring.actions.remarks import answer, raise_remark, reopen, resolve
from scoring.models import Remark, RemarkKind, Reply, Standing
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CommitteeFactory,
    RegistrationFactory,
    UserFactory,
    approver_of,
    open_month,
    opened_sheet,
    published_framework,
    secretary_of,
    staff_of,
    supervisor_of,
)

pytestmark = pytest.mark.django_db
DECEMBER = date(2022, 12, 1)
LIST = "/kien-nghi/"


@pytest.fixture
def sheet():
    return opened_sheet(CellFactory(name="Chi bộ thôn A Sào"))


@pytest.fixture
def supervisor(sheet):
    return supervisor_of(sheet.committee)


@pytest.fixture
def secretary(sheet):
    return secretary_of(sheet.cell)


def raised(sheet, by, *, text="Chưa gửi biên bản họp", indicator=None, **fields):
    return raise_remark(
        cell=sheet.cell,
        period=sheet.period,
        kind=RemarkKind.DIFFICULTY,
        text=text,
        indicator=indicator,
        by=by,
        at=NOW,
        **fields,
    )


def indicator_of(sheet, position=0):
    return sheet.scores.in_sheet_order()[position].indicator


def december(sheet):
    open_month(DECEMBER)
    return sheet.registration.evaluations.get(period=DECEMBER)


def rows_with_remarks(answer):
    return {
        row.indicator.code: [one.remark for one in row.remarks]
        for row in answer.context["sheet"].rows
        if row.remarks
    }


def page(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(f"scoring:{name}", args=args), query)


def test_a_remark_waits_for_the_cell_then_for_who_raised_it(
    sheet, supervisor, secretary
):
    remark = raised(sheet, supervisor)
    assert remark.standing == Standing.UNANSWERED

    answer(remark=remark, text="Đã bổ sung", by=secretary, at=NOW)
    assert remark.standing == Standing.ANSWERED

    answer(remark=remark, text="Còn thiếu chữ ký", by=supervisor, at=NOW)
    assert remark.standing == Standing.UNANSWERED

    resolve(remark=remark, note="Đã nhận đủ", by=supervisor, at=NOW)
    assert remark.standing == Standing.RESOLVED
    assert [reply.text for reply in Reply.objects.of_remark(remark)] == [
        "Đã bổ sung",
        "Còn thiếu chữ ký",
        "Đã nhận đủ",
    ]

    reopen(remark=remark, reason="Biên bản sai mẫu", by=supervisor, at=NOW)
    assert remark.standing == Standing.UNANSWERED


def test_a_secretary_answers_but_neither_raises_nor_resolves(
    sheet, supervisor, secretary
):
    remark = raised(sheet, supervisor)

    with pytest.raises(ValidationError):
        raised(sheet, secretary)
    with pytest.raises(ValidationError):
        resolve(remark=remark, note="Xong", by=secretary, at=NOW)

    assert list(Remark.objects.unresolved()) == [remark]


@pytest.mark.parametrize("role", [staff_of, approver_of, supervisor_of])
def test_who_looks_after_the_committee_may_raise(sheet, role):
    remark = raised(sheet, role(sheet.committee))

    assert list(Remark.objects.of_cell(sheet.cell)) == [remark]


def test_nobody_of_another_committee_takes_part(sheet, supervisor):
    remark = raised(sheet, supervisor)
    stranger = staff_of(CommitteeFactory())

    for deed in (
        lambda: raised(sheet, stranger),
        lambda: answer(remark=remark, text="?", by=stranger, at=NOW),
        lambda: resolve(remark=remark, note="?", by=stranger, at=NOW),
    ):
        with pytest.raises(ValidationError):
            deed()

    assert Reply.objects.count() == 0


def test_a_resolved_remark_is_neither_answered_nor_resolved_again(
    sheet, supervisor, secretary
):
    remark = raised(sheet, supervisor)
    stale = Remark.objects.get(pk=remark.pk)
    resolve(remark=remark, note="Xong", by=supervisor, at=NOW)

    with pytest.raises(ValidationError, match="vừa được người khác cập nhật"):
        answer(remark=stale, text="Đã làm", by=secretary, at=NOW)

    assert [reply.text for reply in Reply.objects.all()] == ["Xong"]


def test_resolving_needs_a_note(sheet, supervisor):
    remark = raised(sheet, supervisor)

    with pytest.raises(ValidationError):
        resolve(remark=remark, note="  ", by=supervisor, at=NOW)

    assert list(Remark.objects.unresolved()) == [remark]


def test_it_stands_beside_its_indicator_on_later_sheets_until_resolved(
    client, sheet, supervisor, secretary
):
    remark = raised(sheet, supervisor, indicator=indicator_of(sheet, 1))
    later = december(sheet)

    before = page(client, secretary, "sheet", later.pk)
    resolve(remark=remark, note="Đã xong", by=supervisor, at=NOW)
    after = page(client, secretary, "sheet", later.pk)

    assert rows_with_remarks(before) == {"1.2": [remark]}
    assert "Chưa gửi biên bản họp" in before.content.decode()
    assert rows_with_remarks(after) == {}


def test_it_does_not_stand_on_a_sheet_from_before_it_was_raised(
    client, sheet, supervisor
):
    later = december(sheet)
    raised(later, supervisor, indicator=indicator_of(later))

    shown = page(client, supervisor, "sheet", sheet.pk)

    assert rows_with_remarks(shown) == {}


def test_a_remark_on_the_whole_cell_stands_on_top_of_the_sheet(
    client, sheet, supervisor
):
    remark = raised(sheet, supervisor)

    shown = page(client, supervisor, "sheet", december(sheet).pk)

    assert [one.remark for one in shown.context["sheet"].remarks] == [remark]
    assert rows_with_remarks(shown) == {}


def test_it_follows_its_indicator_into_a_new_version_that_renumbers(
    client, sheet, supervisor
):
    remark = raised(sheet, supervisor, indicator=indicator_of(sheet))
    draft = new_version(framework=sheet.framework, effective_from=DECEMBER)
    first, second = draft.criteria.get().indicators.order_by("position")
    for row, code in ((first, "9.9"), (second, "1.1"), (first, "1.2")):
        row.code = code
        row.save(update_fields=["code"])
    publish(framework=draft, at=NOW)
    later = december(sheet)
    assert later.framework == draft

    shown = page(client, supervisor, "sheet", later.pk)

    assert rows_with_remarks(shown) == {"1.2": [remark]}


def test_of_an_indicator_that_a_new_version_dropped_it_goes_to_the_top(
    client, sheet, supervisor
):
    remark = raised(sheet, supervisor, indicator=indicator_of(sheet))
    draft = new_version(framework=sheet.framework, effective_from=DECEMBER)
    first, second = draft.criteria.get().indicators.order_by("position")
    first.delete()
    second.code, second.max_points = first.code, draft.max_total
    second.save(update_fields=["code", "max_points"])
    publish(framework=draft, at=NOW)

    shown = page(client, supervisor, "sheet", december(sheet).pk)

    assert [one.remark for one in shown.context["sheet"].remarks] == [remark]
    assert rows_with_remarks(shown) == {}


def test_the_cell_page_names_open_ones_and_leads_to_the_history(
    client, sheet, supervisor, secretary
):
    raised(sheet, supervisor, text="Chưa có sổ nghị quyết")
    resolve(
        remark=raised(sheet, supervisor, text="Chậm báo cáo"),
        note="Đã gửi",
        by=supervisor,
        at=NOW,
    )
    client.force_login(secretary)

    shown = client.get(reverse("reports:cell", args=[sheet.cell_id])).content.decode()
    history = client.get(f"{LIST}?chi-bo={sheet.cell_id}&trang-thai=da-giai-quyet")

    assert "Chưa có sổ nghị quyết" in shown
    assert "Chậm báo cáo" not in shown
    assert [row.remark.text for row in history.context["rows"]] == ["Chậm báo cáo"]


def test_the_printed_sheet_lists_what_is_not_resolved(client, sheet, supervisor):
    raised(sheet, supervisor, due_on=date(2022, 11, 20), responsible="Bí thư chi bộ")
    raised(sheet, supervisor, text="Thiếu chữ ký", indicator=indicator_of(sheet, 1))
    done = raised(sheet, supervisor, text="Chậm báo cáo")
    resolve(remark=done, note="Đã gửi", by=supervisor, at=NOW)

    shown = page(client, supervisor, "sheet", sheet.pk).content.decode()

    paper = shown.split("sheet-paper")[1]
    assert "chịu trách nhiệm: Bí thư chi bộ; hạn 20/11/2022, " in paper
    assert f"chỉ số {indicator_of(sheet, 1).code}: Thiếu chữ ký" in paper
    assert "Chậm báo cáo" not in paper


def test_the_list_is_filtered_by_part_words_and_committee(client, sheet, supervisor):
    late = raised(sheet, supervisor, text="Thiếu sổ", due_on=date(2022, 11, 20))
    calm = raised(sheet, supervisor, text="Cần tủ hồ sơ")
    foreign = opened_sheet()
    raised(foreign, supervisor_of(foreign.committee), text="Thiếu sổ khác")

    client.force_login(supervisor)

    def found(query=""):
        answer = client.get(LIST + query)
        return [row.remark for row in answer.context["rows"]]

    assert found() == [late, calm]
    assert found("?trang-thai=qua-han") == [late]
    assert found("?tim=thieu+so") == [late]
    assert found("?tim=thon+a+sao") == [late, calm]
    assert found(f"?cap-uy={sheet.committee_id}") == [late, calm]
    for wrong in (f"?cap-uy={foreign.committee_id}", "?trang-thai=gi"):
        assert client.get(LIST + wrong).status_code == 404


def test_a_remark_of_another_committee_does_not_exist(client, sheet, supervisor):
    remark = raised(sheet, supervisor)
    for stranger in (staff_of(CommitteeFactory()), secretary_of(CellFactory())):
        assert page(client, stranger, "remark", remark.pk).status_code == 404
        for deed in ("answer_remark", "resolve_remark", "reopen_remark"):
            url = reverse(f"scoring:{deed}", args=[remark.pk])
            assert client.post(url, {"answer-text": "?"}).status_code == 404
        assert page(client, stranger, "new_remark", sheet.cell_id).status_code == 404


def test_the_secretary_may_not_open_the_deeds_of_the_committee(
    client, sheet, supervisor, secretary
):
    remark = raised(sheet, supervisor)
    client.force_login(secretary)

    resolved = client.post(reverse("scoring:resolve_remark", args=[remark.pk]))

    assert resolved.status_code == 404
    assert page(client, secretary, "new_remark", sheet.cell_id).status_code == 404


def test_what_was_typed_stays_when_somebody_resolved_it_first(
    client, sheet, supervisor, secretary
):
    remark = raised(sheet, supervisor)
    resolve(remark=remark, note="Xong", by=supervisor, at=NOW)
    client.force_login(secretary)

    sent = client.post(
        reverse("scoring:answer_remark", args=[remark.pk]),
        {"answer-text": "Chi bộ đã làm"},
    )

    assert sent.status_code == 422
    assert "Chi bộ đã làm" in sent.content.decode()


def test_raising_one_on_the_page_keeps_indicator_and_month(client, sheet, supervisor):
    indicator = indicator_of(sheet)
    url = reverse("scoring:new_remark", args=[sheet.cell_id])
    client.force_login(supervisor)

    shown = client.get(url, {"thang": "2022-11", "chi-so": indicator.pk})
    client.post(
        f"{url}?thang=2022-11",
        {
            "kind": "instruction",
            "indicator": indicator.pk,
            "text": "Bổ sung biên bản",
            "due_on": "05/12/2022",
        },
    )

    assert str(shown.context["form"]["indicator"].value()) == str(indicator.pk)
    remark = Remark.objects.get()
    assert (remark.indicator, remark.period_id) == (indicator, MONTH)
    assert (remark.kind, remark.due_on) == ("instruction", date(2022, 12, 5))


def test_a_remark_without_words_is_refused_with_the_reason(client, sheet, supervisor):
    url = reverse("scoring:new_remark", args=[sheet.cell_id])
    client.force_login(supervisor)

    sent = client.post(url, {"kind": "difficulty", "due_on": "31/02/2022"})

    assert sent.status_code == 422
    assert sent.context["form"].errors == {
        "text": ["Đồng chí chưa ghi nội dung."],
        "due_on": ["Hãy nhập ngày có trong lịch, dạng 03/11/2022."],
    }
    assert Remark.objects.count() == 0


def test_the_summary_counts_open_and_overdue_ones_of_its_part(
    client, sheet, supervisor
):
    raised(sheet, supervisor, due_on=date(2022, 11, 20))
    raised(sheet, supervisor)
    foreign = opened_sheet()
    raised(foreign, supervisor_of(foreign.committee))
    client.force_login(supervisor)

    shown = client.get(reverse("reports:summary", args=[sheet.committee_id, MONTH]))

    counted = shown.context["remarks"]
    assert (counted["unresolved"], counted["overdue"]) == (2, 1)
    for state, number in (("chua-giai-quyet", 2), ("qua-han", 1)):
        address = f"{LIST}?cap-uy={sheet.committee_id}&amp;trang-thai={state}"
        assert f'href="{address}"' in shown.content.decode()
        answer = client.get(address.replace("&amp;", "&"))
        assert len(answer.context["rows"]) == number


@pytest.mark.parametrize("cells", [1, 30])
def test_the_list_asks_the_same_number_of_queries(
    client, cells, django_assert_num_queries
):
    top = CommitteeFactory()
    framework = published_framework(top)
    by = supervisor_of(top)
    for _ in range(cells):
        RegistrationFactory(cell=CellFactory(committee=top), framework=framework)
    open_month()
    for registered in framework.registrations.all():
        sheet = registered.evaluations.get()
        raised(sheet, by, indicator=indicator_of(sheet))
    client.force_login(by)
    client.get(LIST)

    with django_assert_num_queries(6):
        client.get(LIST)


@pytest.mark.parametrize("replies", [1, 30])
def test_a_remark_asks_the_same_number_of_queries(
    client, sheet, supervisor, replies, django_assert_num_queries
):
    remark = raised(sheet, supervisor, indicator=indicator_of(sheet))
    for _ in range(replies):
        answer(remark=remark, text="Đã làm", by=supervisor, at=NOW)
    page(client, supervisor, "remark", remark.pk)

    with django_assert_num_queries(6):
        client.get(reverse("scoring:remark", args=[remark.pk]))


def test_somebody_without_a_role_sees_an_empty_list(client, sheet, supervisor):
    raised(sheet, supervisor)

    shown = page(client, UserFactory(), "remarks")

    assert shown.context["rows"] == []
