"""On which sheets somebody may write: by rights, by state, by the locks of their month."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from cells.scope import MAY_ENTER, MAY_SELF_SCORE, reach
from scoring.models.period import LockException, PeriodLock
from scoring.workflow import OPEN_FOR_ENTRY


def _excepted(at):
    """Condition for sheets whose cell may go on in the locked month until after `at`."""
    return Exists(
        LockException.objects.filter(
            period=OuterRef("period"), cell=OuterRef("cell"), until__gt=at
        )
    )


class WritableQuerySet(models.QuerySet):
    def writable_by(self, user):
        """Sheets on which the user may write something, whatever their state.

        Rights follow today's structure only: who gave a cell away reads, but writes no more.
        """
        roles = MAY_ENTER | MAY_SELF_SCORE
        today = "cell__committee__path"
        return self.filter(reach(user, path=today, cell="cell", roles=roles))

    def editable_by(self, user, *, at):
        """Sheets on which the user may enter verified points at this moment."""
        today = "cell__committee__path"
        return (
            self.filter(reach(user, path=today, cell=None, roles=MAY_ENTER))
            .with_lock(at=at)
            .filter(status__in=OPEN_FOR_ENTRY, is_locked=False)
        )

    def with_lock(self, *, at):
        """Adds `is_locked`: locked by a committee above it and not excepted at `at`.

        And `names_what_is_wrong`: the last return said what is to be corrected.
        """
        locks = PeriodLock.objects.over(OuterRef("period"), OuterRef("committee_path"))
        named = self.model.objects.filter(
            pk=OuterRef("pk"), scores__returned_because__gt=""
        )
        return self.annotate(
            is_locked=Exists(locks) & ~_excepted(at),
            names_what_is_wrong=Q(meeting_returned_because__gt="") | Exists(named),
        )

    def unlocked_for(self, user, *, at, among):
        """Of sheets that `user` works on, those that no lock holds at `at`.

        As `with_lock` has it, for many sheets: not every sheet asks every lock, but every
        lock walks the part that it closes of the index with the condition `among`, which
        all sheets here fulfil. Where the user's own part does not tell (a cell that came
        from elsewhere), the sheet is asked.
        """
        held = self.model.objects.filter(
            among,
            period__locks__in=PeriodLock.objects.visible_to(user),
            committee_path__gte=F("period__locks__path"),
            committee_path__lt=F("period__locks__path_end"),
        )
        found = self.filter(~Q(pk__in=held.order_by().values("pk")) | _excepted(at))
        if user.is_administrator:
            return found
        inside = reach(user, path="committee_path", cell=None)
        return found.with_lock(at=at).filter(inside | Q(is_locked=False))
