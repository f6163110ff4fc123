from scoring.admin.evaluations import EvaluationAdmin
from scoring.admin.periods import LockExceptionAdmin, PeriodAdmin
from scoring.admin.registrations import RegistrationAdmin

__all__ = ["EvaluationAdmin", "LockExceptionAdmin", "PeriodAdmin", "RegistrationAdmin"]
