"""An administrator at the admin's forms: opens a page, fills fields, sends it."""

from datetime import date, datetime

from django.urls import reverse

from tests.factories import UserFactory


class Desk:
    def __init__(self, client):
        self.client = client
        self.user = UserFactory(username="quantri", is_staff=True, is_superuser=True)
        client.force_login(self.user)

    def send(self, address, rows=None, **changes):
        """Send the form at `address` as it stands, with `changes` and new inline `rows`.

        `rows` is {inline prefix: [fields of a new row, ...]}. Returns the page that follows;
        a form with errors fails.
        """
        posted = self.filled(address, rows, **changes)
        answer = self.client.post(address, posted)
        assert answer.status_code == 302, errors_of(answer)
        return answer

    def filled(self, address, rows=None, **changes):
        page = self.client.get(address)
        posted = values_of(page.context["adminform"].form)
        for inline in page.context["inline_admin_formsets"]:
            posted |= inline_values(
                inline.formset, (rows or {}).get(inline.formset.prefix, [])
            )
        return posted | changes

    def errors(self, address, rows=None, **changes):
        """What the page says is wrong when it is sent like that."""
        return errors_of(
            self.client.post(address, self.filled(address, rows, **changes))
        )

    def deed(self, address, **fields):
        """Confirm a page that asks first."""
        answer = self.client.post(address, {"confirmed": "1", **fields})
        assert answer.status_code == 302, errors_of(answer)
        return answer

    def action(self, model, name, rows, query="", **fields):
        """Choose a list action for `rows`; with `confirmed` among the fields, confirm it."""
        address = reverse(f"admin:{model}_changelist") + query
        chosen = {"action": name, "_selected_action": [row.pk for row in rows]}
        return self.client.post(address, {**chosen, **fields})


def inline_values(formset, new_rows):
    posted = values_of(formset.management_form)
    held = formset.initial_forms
    for form in held:
        posted |= values_of(form)
    for number, fields in enumerate(new_rows, start=len(held)):
        blank = values_of(formset.empty_form)
        row = {
            key.replace("__prefix__", str(number)): value
            for key, value in blank.items()
        }
        row |= {
            f"{formset.prefix}-{number}-{key}": value for key, value in fields.items()
        }
        posted |= row
    posted[f"{formset.prefix}-TOTAL_FORMS"] = len(held) + len(new_rows)
    return posted


def values_of(form):
    """What a browser would send of `form` when nothing is touched."""
    posted = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False:
            continue
        if value is True:
            value = "on"
        elif isinstance(value, date | datetime):
            value = bound.field.widget.format_value(value)
        posted[bound.html_name] = value
    return posted


def errors_of(answer):
    context = answer.context or {}
    found = []
    if "adminform" in context:
        found += [
            str(e)
            for errors in context["adminform"].form.errors.values()
            for e in errors
        ]
        for inline in context["inline_admin_formsets"]:
            found += [str(error) for error in inline.formset.non_form_errors()]
            found += [
                str(e)
                for row in inline.formset.errors
                for errors in row.values()
                for e in errors
            ]
    elif "form" in context:
        found += [str(e) for errors in context["form"].errors.values() for e in errors]
        found += list(context.get("problems", []))
    return found
