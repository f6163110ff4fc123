from scoring.models.change import VALUES, AppendOnly, Change, Field, Source
from scoring.models.evaluation import Evaluation
from scoring.models.evidence import Evidence
from scoring.models.period import LockException, Period, PeriodLock
from scoring.models.registration import Registration
from scoring.models.remark import Remark
from scoring.models.score import Score

__all__ = [
    "VALUES",
    "AppendOnly",
    "Change",
    "Evaluation",
    "Evidence",
    "Field",
    "LockException",
    "Period",
    "PeriodLock",
    "Registration",
    "Remark",
    "Score",
    "Source",
]
