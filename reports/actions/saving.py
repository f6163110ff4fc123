"""A pivot gets a name, or loses it."""

from datetime import datetime

from django.db import transaction

from cells.models import User
from reports.models import SavedPivot


@transaction.atomic
def save_pivot(
    *, name: str, wishes: dict[str, str], by: User, at: datetime
) -> SavedPivot:
    """Keep the wishes under a name; raises ValidationError if the owner has used it."""
    saved = SavedPivot(owner=by, name=name, wishes=wishes, created_at=at)
    saved.full_clean()
    saved.save()
    return saved
