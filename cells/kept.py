"""A form that was sent after the session had ended: what was typed goes on with the sign-in.

Nothing is stored: the sign-in page carries it along in a hidden field.
"""

import json
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "giu-lai"  # of the sign-in form
LARGEST = 500_000  # characters
NEVER = ("csrfmiddlewaretoken", FIELD)
LONG = 20  # characters: what somebody wrote, and not a choice or a number


@dataclass(frozen=True, slots=True)
class Kept:
    """`fields` are (name, value) in the order in which they were sent."""

    path: str
    fields: list[tuple[str, str]]
    had_files: bool = False

    @property
    def written(self) -> list[str]:
        """The texts among the values, for the reader to recognise."""
        return [value for _, value in self.fields if len(value) >= LONG]

    def as_json(self) -> str:
        return json.dumps([self.path, self.fields, self.had_files])


def kept_from(request: HttpRequest) -> Kept | None:
    """What `request` sent. Never a password, and nothing that is too much to carry."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER
        for value in values
    ]
    is_secret = any("password" in name for name, _ in fields)
    size = sum(len(name) + len(value) for name, value in fields)
    if is_secret or size > LARGEST:
        return None
    return Kept(request.get_full_path(), fields, bool(request.FILES))


def kept_along(request: HttpRequest) -> Kept | None:
    """What the sign-in form carries along."""
    try:
        path, fields, had_files = json.loads(request.POST.get(FIELD, ""))
        kept = Kept(path, [(name, value) for name, value in fields], had_files)
    except (ValueError, TypeError):
        return None
    return kept if _is_own(path) else None


def _is_own(path):
    return (
        isinstance(path, str)
        and path.startswith("/")
        and url_has_allowed_host_and_scheme(path, None)
    )
