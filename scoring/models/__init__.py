from scoring.models.change import VALUES, AppendOnly, Change, Field, Source
from scoring.models.evaluation import Evaluation
from scoring.models.evidence import Evidence, EvidenceRevision
from scoring.models.period import LockException, Period, PeriodLock
from scoring.models.registration import Registration
from scoring.models.remark import Remark, RemarkKind, Standing
from scoring.models.reminder import Occasion, Reminder
from scoring.models.reply import Reply, ReplyKind
from scoring.models.score import Score

__all__ = [
    "VALUES",
    "AppendOnly",
    "Change",
    "Evaluation",
    "Evidence",
    "EvidenceRevision",
    "Field",
    "LockException",
    "Occasion",
    "Period",
    "PeriodLock",
    "Registration",
    "Remark",
    "RemarkKind",
    "Reminder",
    "Reply",
    "ReplyKind",
    "Score",
    "Source",
    "Standing",
]
