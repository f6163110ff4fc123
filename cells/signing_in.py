"""Whose session it is."""

from django.contrib.auth.backends import ModelBackend

from cells.models import Assignment


class PersonBackend(ModelBackend):
    """Reads a person together with the assignments, which every page asks for next."""

    def get_user(self, user_id):
        held = Assignment.objects.with_places().filter(user=user_id)
        assignments = list(held.select_related("user"))
        person = assignments[0].user if assignments else super().get_user(user_id)
        if person is None or not self.user_can_authenticate(person):
            return None
        person.assignments_in_force = assignments
        return person
