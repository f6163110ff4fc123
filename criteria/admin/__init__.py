from criteria.admin.frameworks import FrameworkAdmin, ProgrammeAdmin
from criteria.admin.indicators import CriterionAdmin, GradeBandAdmin, IndicatorAdmin

__all__ = [
    "CriterionAdmin",
    "FrameworkAdmin",
    "GradeBandAdmin",
    "IndicatorAdmin",
    "ProgrammeAdmin",
]
