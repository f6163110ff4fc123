"""How documents of the Party must look, by the day on which they are issued.

The two guidances of the Office of the Central Committee agree in most; what differs or may
differ stands here as data. Sizes in points, margins in millimetres.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FormRules:
    """`since`: the first day on which the rules hold."""

    source: str
    since: date
    top: int = 20
    bottom: int = 20
    left: int = 30
    right: int = 15
    heading: float = 15  # ĐẢNG CỘNG SẢN VIỆT NAM
    issuer: float = 14  # both bodies, the number, place and date
    title: float = 15
    subject: float = 14
    body: float = 14
    recipients: float = 12
    line: float = 18  # from line to line in the body


# Known from its table of types and sizes, as republished; margins as in use.
HD_36 = FormRules("Hướng dẫn 36-HD/VPTW ngày 3/4/2018", since=date(2018, 4, 3))
# Known second-hand from offices that apply it; replaces the one above.
HD_05 = FormRules(
    "Hướng dẫn 05-HD/VPTW ngày 27/5/2026", since=date(2026, 5, 27), title=16, line=19
)
NEWEST_FIRST = (HD_05, HD_36)


def form_on(day: date) -> FormRules:
    """The rules in force on `day`; before the oldest that is known, the oldest."""
    in_force = (rules for rules in NEWEST_FIRST if day >= rules.since)
    return next(in_force, NEWEST_FIRST[-1])


def date_in_words(day: date) -> str:
    """ "ngày 05 tháng 02 năm 2026": a zero before days below 10 and months below 3 only."""
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
