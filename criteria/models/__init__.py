from criteria.models.band import BandRequirement, GradeBand, QuotaBase, Tone
from criteria.models.criterion import Criterion, Indicator, IndicatorThreshold, Option
from criteria.models.framework import Framework
from criteria.models.programme import Programme

__all__ = [
    "BandRequirement",
    "Criterion",
    "Framework",
    "GradeBand",
    "Indicator",
    "IndicatorThreshold",
    "Option",
    "Programme",
    "QuotaBase",
    "Tone",
]
