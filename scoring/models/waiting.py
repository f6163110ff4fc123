"""What waits for whom: sheets to be scored, to be corrected, to be approved."""

from django.db.models import Case, Count, Min, Q, When
from django.utils.timezone import localdate

from cells.scope import MAY_APPROVE, MAY_ENTER, reach
from scoring.models.writing import WritableQuerySet
from scoring.workflow import OPEN_FOR_SELF_SCORING, SOON, Status

# As the indexes of Evaluation have them: what waits is counted on every page.
UNFINISHED = Q(status=Status.RETURNED) | Q(is_complete=False)
# Not with "in": SQLite would not see that a question with it is the index's.
UNAPPROVED = Q(is_complete=True) & (Q(status=Status.DRAFT) | Q(status=Status.SUBMITTED))


class WaitingQuerySet(WritableQuerySet):
    def unfinished(self):
        """What is not scored completely, or was sent back."""
        return self.filter(UNFINISHED)

    def waiting(self):
        """What somebody must still work on: returned sheets first, then by committee."""
        returned = Q(status=Status.RETURNED)
        return self.filter(returned | Q(is_complete=False)).order_by(
            Case(When(returned, then=0), default=1),
            "programme",
            "committee_path",
            "cell__sort_key",
            "pk",
        )

    def to_do_of(self, user, *, at):
        """What `user` can and must work on now: due soon or late, or sent back.

        For who enters points, and for a secretary who scores the own cell and has not
        sent the sheet yet. A locked month waits for nobody.
        """
        due = Q(status=Status.RETURNED) | Q(period__due_on__lte=localdate(at) + SOON)
        own = [a.cell_id for a in user.assignments_in_force if a.is_secretary]
        entered = reach(
            user, path="cell__committee__path", cell=None, roles=MAY_ENTER
        ) & ~Q(status=Status.APPROVED)
        scored = Q(
            cell__in=own,
            framework__allows_self_scoring=True,
            status__in=OPEN_FOR_SELF_SCORING,
        )
        mine = self.unfinished().filter(due).filter(entered | scored)
        return mine.unlocked_for(user, at=at, among=UNFINISHED)

    def counted_by_month_and_need(self, *, on):
        """For each month, newest first: how many are returned, else late, else due soon.

        `sheet` is one of them, for where there is only one.
        """
        returned = Q(status=Status.RETURNED)
        late = Q(period__due_on__lt=on)
        return (
            self.order_by("-period_id")
            .values("period_id", "period__due_on")
            .annotate(
                returned=Count("pk", filter=returned),
                overdue=Count("pk", filter=late & ~returned),
                due=Count("pk", filter=~late & ~returned),
                sheet=Min("pk", filter=~returned),
                returned_sheet=Min("pk", filter=returned),
            )
        )

    def to_approve_by(self, user, *, at):
        """Complete sheets that `user` may approve, sent or just scored; none of them locked.

        Rights follow today's structure. What else is missing (evidence, an explanation)
        only `approving.sort_for_approval` says.
        """
        mine = reach(user, path="cell__committee__path", cell=None, roles=MAY_APPROVE)
        ready = self.filter(UNAPPROVED).filter(mine)
        return ready.unlocked_for(user, at=at, among=UNAPPROVED)

    def past_due(self, *, on):
        return self.filter(period__due_on__lt=on)

    def counted_by_month_and_programme(self):
        """For each month, newest first, and programme: `number`, and one of the sheets."""
        return (
            self.order_by("-period_id", "programme")
            .values(
                "period_id",
                "period__due_on",
                "programme",
                "programme__slug",
                "programme__name",
            )
            .annotate(number=Count("pk"), sheet=Min("pk"))
        )
