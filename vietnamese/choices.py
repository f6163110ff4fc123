"""Choices that stand in addresses under their Vietnamese label."""

from django.db.models import TextChoices

from vietnamese.text import slug


class SlugChoices(TextChoices):
    @property
    def slug(self):
        """ "Chưa chấm" -> "chua-cham"."""
        return slug(self.label)
