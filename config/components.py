"""Template tags of the look; `/thu-vien-giao-dien/` shows each one in every state.

Block tags wrap content: {% card title="Chỉ số" %} ... {% endcard %}.
They are builtins: no {% load %}. Texts come from the caller, shapes and colours from here.
"""

from functools import lru_cache, wraps

from django import template
from django.template.loader import render_to_string

from config.tones import ALERT_ICONS, GRADE_ICONS, STATUS_LOOKS, TREND_ICONS

register = template.Library()


def still_tag(template_name):
    """An inclusion tag whose output depends on its arguments alone: kept once made.

    For the small parts of which a page has hundreds: drawing the icons of a summary took
    a quarter of its time.
    """

    def wrap(function):
        @lru_cache(maxsize=2048, typed=True)
        @wraps(function)
        def made(*args, **kwargs):
            return render_to_string(template_name, function(*args, **kwargs))

        register.simple_tag(made, name=function.__name__)
        return function

    return wrap


@still_tag("components/icon.html")
def icon(name, size=20, label=""):
    """A heroicon. With `label` it speaks; without it is decoration."""
    return {"name": name, "size": size, "label": label}


# --- Page


@register.simple_block_tag
def page_head(content, title, eyebrow="", lead=""):
    """The page's only h1. The content is its actions: buttons and links."""
    return render_to_string(
        "components/page_head.html",
        {"actions": content, "title": title, "eyebrow": eyebrow, "lead": lead},
    )


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(steps, here=""):
    """`steps` are (label, url) pairs from the top down; `here` is the page itself."""
    return {"steps": steps, "here": here}


@register.inclusion_tag("components/tabs.html")
def tabs(entries, label):
    """Entries have label, url, is_current and perhaps count; `label` names the row."""
    return {"entries": entries, "label": label}


@register.inclusion_tag("components/month_stepper.html")
def month_stepper(label, choices, previous_url="", next_url=""):
    """‹ Tháng 12/2022 › ; choices have label, url, is_current. An empty URL is an end."""
    return {
        "label": label,
        "choices": choices,
        "previous_url": previous_url,
        "next_url": next_url,
    }


# --- Boxes


@register.simple_block_tag
def card(content, title="", subtitle="", link_url="", link_label="", look="", level=2):
    """A titled box. `look`: "flush" (for a table), "accent", "gold"; `level`: 2 or 3."""
    return render_to_string(
        "components/card.html",
        {
            "content": content,
            "title": title,
            "subtitle": subtitle,
            "link_url": link_url,
            "link_label": link_label,
            "look": look,
            "level": level,
        },
    )


@register.simple_block_tag
def alert(content, tone="info", title=""):
    """`tone`: info, success, warning, error."""
    return render_to_string(
        "components/alert.html",
        {
            "content": content,
            "tone": tone,
            "title": title,
            "icon_name": ALERT_ICONS[tone],
        },
    )


@register.inclusion_tag("components/messages.html")
def message_list(messages):
    """Django's messages as alerts that can be dismissed."""
    return {
        "messages": [
            (message, message.level_tag, ALERT_ICONS[message.level_tag])
            for message in messages
        ]
    }


@register.simple_block_tag
def empty_state(content, title, icon_name="inbox"):
    """Nothing here: the title says so, the content says what to do next."""
    return render_to_string(
        "components/empty_state.html",
        {"content": content, "title": title, "icon_name": icon_name},
    )


@register.simple_block_tag
def dialog(content, id, title):
    """A <dialog>; open it with <button type="button" data-opens="ID">."""
    return render_to_string(
        "components/dialog.html", {"content": content, "id": id, "title": title}
    )


# --- Forms


@register.inclusion_tag("components/field.html")
def field(bound, label="", hint=""):
    """A bound field: label, hint (else help_text), control, errors."""
    widget = bound.field.widget
    return {
        "field": bound,
        "label": label or bound.label,
        "hint": hint or bound.help_text,
        "is_tick": getattr(widget, "input_type", "") == "checkbox"
        and not hasattr(widget, "optgroups"),
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms, title="Chưa lưu được"):
    """On top of a form: every error with a link to its field. Silent without errors."""
    bound = [form for form in forms if form.is_bound]
    return {
        "title": title,
        "general": [error for form in bound for error in form.non_field_errors()],
        "fields": [f for form in bound for f in form if f.errors],
    }


@register.simple_block_tag
def filter_bar(content, *, action="", reset_url="", submit_label="Lọc", at_once=True):
    """A GET form. `at_once`: a changed select or tick submits without the button."""
    return render_to_string(
        "components/filter_bar.html",
        {
            "content": content,
            "action": action,
            "reset_url": reset_url,
            "submit_label": submit_label,
            "at_once": at_once,
        },
    )


@register.inclusion_tag("components/search_input.html")
def search_input(name, value="", label="Tìm kiếm", placeholder=""):
    """For a filter bar; typing without diacritics is fine everywhere."""
    return {"name": name, "value": value, "label": label, "placeholder": placeholder}


@register.inclusion_tag("components/select_input.html")
def select_input(name, label, choices, value="", empty_label=""):
    """For a filter bar; `choices` are (value, label) pairs, `empty_label` means all."""
    return {
        "name": name,
        "label": label,
        "choices": [(str(key), text) for key, text in choices],
        "value": str(value or ""),
        "empty_label": empty_label,
    }


# --- Values


@still_tag("components/badge.html")
def grade_badge(tone, name, size=""):
    """A grade by word, colour and shape. No tone: not graded. `size`: "" or "large"."""
    known = tone in GRADE_ICONS
    return {
        "tone": tone if known else "neutral",
        "label": name if known else name or "Chưa xếp loại",
        "icon_name": GRADE_ICONS.get(tone, "minus"),
        "size": size,
        "hollow": not known,
    }


@still_tag("components/badge.html")
def status_badge(status, label):
    """`status`: untouched, in_progress, complete, submitted, returned, approved, locked."""
    tone, icon_name = STATUS_LOOKS[status]
    return {
        "tone": tone,
        "label": label,
        "icon_name": icon_name,
        "hollow": status == "untouched",
    }


@still_tag("components/badge.html")
def mark_badge(label, tone="gold", icon_name="star"):
    """A mark beside a name: chi bộ kiểu mẫu, tiêu chí cứng (tone "error", "shield-...")."""
    return {"tone": tone, "label": label, "icon_name": icon_name}


@still_tag("components/chip.html")
def chip(label, tone="neutral", remove_url="", remove_label="Bỏ lọc"):
    """A small word; with `remove_url` a filter that can be taken off."""
    return {
        "label": label,
        "tone": tone,
        "remove_url": remove_url,
        "remove_label": remove_label,
    }


@still_tag("components/meter.html")
def meter(value, maximum, label, tone="", text=""):
    """A bar of `value` in `maximum` with its figures ("12/17"); `label` for listeners."""
    return {
        "value": f"{value or 0}",  # the attribute wants a point, never a comma
        "maximum": f"{maximum or 1}",
        "label": label,
        "tone": tone,
        "text": text or f"{value or 0}/{maximum or 0}".replace(".", ","),
    }


@still_tag("components/trend.html")
def trend(direction, text):
    """`direction`: up, down, same; `text` carries the sign: "+1,5 so với tháng 11"."""
    return {
        "direction": direction,
        "text": text,
        "icon_name": TREND_ICONS[direction],
    }


@register.simple_block_tag
def tile(content, label, value, unit="", tone="", url=""):
    """One big number. The content is a note or a trend below it, and may be empty."""
    return render_to_string(
        "components/tile.html",
        {
            "content": content,
            "has_note": bool(content.strip()),
            "label": label,
            "value": value,
            "unit": unit,
            "tone": tone,
            "url": url,
        },
    )


# --- Lists


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context, label, key, *, current="", numeric=False, parameter="sap-xep"):
    """A <th> that sorts: `current` is "key" or "-key" as the view understood it."""
    query = context["request"].GET.copy()
    query.pop("trang", None)
    query[parameter] = f"-{key}" if current == key else key
    return {
        "label": label,
        "numeric": numeric,
        "query": query.urlencode(),
        "order": {key: "ascending", f"-{key}": "descending"}.get(current, ""),
    }


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context, page, unit="dòng", parameter="trang", label="Trang của danh sách"):
    """Under a list: which part of how many `unit`, and the other pages.

    `label` tells two of them on one page apart.
    """
    query = context["request"].GET.copy()
    query.pop(parameter, None)
    prefix = f"{query.urlencode()}&" if query else ""
    return {
        "page": page,
        "unit": unit,
        "label": label,
        "link": f"?{prefix}{parameter}=",
        "numbers": page.paginator.get_elided_page_range(
            page.number, on_each_side=1, on_ends=1
        ),
        "gap": page.paginator.ELLIPSIS,
    }
