"""A framework's rules as sentences that a committee member understands."""

from itertools import groupby

from criteria.rules import (
    ALL_MONTHS,
    Effect,
    Grading,
    Measure,
    NotApplicable,
    RatioOf,
    Shrunk,
)
from vietnamese.numbers import format_decimal as number


def scoring_lines(indicator):
    """How `indicator` (with its options and thresholds) is scored, a line each."""
    most = number(indicator.max_points)
    if indicator.measure == Measure.POINTS:
        return [f"Cho từ 0 đến {most} điểm, theo bước {number(indicator.step)}."]
    if indicator.measure == Measure.YES_NO:
        return [f"Đạt được {most} điểm, không đạt được 0 điểm."]
    if indicator.measure == Measure.OPTIONS:
        return [
            f"{row.label}: {number(row.points)} điểm."
            for row in indicator.options.all()
        ]
    return _ratio_lines(indicator)


def choices(indicator):
    """What can be chosen for an indicator that is not typed."""
    if indicator.measure == Measure.YES_NO:
        return [f"Đạt ({number(indicator.max_points)} điểm)", "Không đạt (0 điểm)"]
    return [
        f"{row.label} ({number(row.points)} điểm)" for row in indicator.options.all()
    ]


def _ratio_lines(indicator):
    rows = list(indicator.thresholds.all())
    if not rows:
        most = number(indicator.max_points)
        return [
            f"Tính theo tỷ lệ thực hiện so với kế hoạch; từ 100% trở lên được {most} điểm."
        ]
    lines = []
    for cells, steps in groupby(
        rows, key=lambda row: (row.members_from, row.members_below)
    ):
        lines += _steps(_cells(*cells), list(steps), _unit(indicator))
    return lines


def _unit(indicator):
    if indicator.ratio_of == RatioOf.PLAN:
        return "%"
    return f" {indicator.unit}" if indicator.unit else ""


def _cells(members_from, members_below):
    if members_below is None:
        return f"Chi bộ từ {members_from} đảng viên: " if members_from else ""
    if not members_from:
        return f"Chi bộ dưới {members_below} đảng viên: "
    return f"Chi bộ từ {members_from} đến dưới {members_below} đảng viên: "


def _steps(cells, steps, unit):
    """From the highest threshold down; below the lowest there are no points."""
    upper = ""
    for step in steps:
        bound = f"{number(step.at_least)}{unit}"
        reach = f"từ {bound} đến dưới {upper}" if upper else f"từ {bound} trở lên"
        yield _sentence(f"{cells}{reach}: {number(step.points)} điểm.")
        upper = bound
    if steps[-1].at_least > 0:
        yield _sentence(f"{cells}dưới {upper}: 0 điểm.")


def _sentence(text):
    return text[:1].upper() + text[1:]


def hard_line(indicator):
    if not indicator.is_hard:
        return ""
    if indicator.pass_mark is None or indicator.pass_mark == indicator.max_points:
        return "Tiêu chí cứng: phải đạt điểm tối đa."
    return f"Tiêu chí cứng: phải đạt từ {number(indicator.pass_mark)} điểm."


def condition_lines(indicator):
    """When `indicator` counts, what it needs, what it does to the total."""
    most = number(indicator.max_points)
    effects = {
        Effect.BONUS: f"Điểm thưởng, cộng ngoài tổng, nhiều nhất {most} điểm.",
        Effect.PENALTY: f"Điểm trừ, trừ ngoài tổng, nhiều nhất {most} điểm.",
        Effect.CONDITION: "Chỉ là điều kiện xếp loại, không cộng vào tổng.",
    }
    missing = {
        NotApplicable.FULL: "Nếu không áp dụng thì được điểm tối đa.",
        NotApplicable.EXCLUDE: "Nếu không áp dụng thì không tính, tổng tối đa giảm tương ứng.",
    }
    lines = [
        effects.get(indicator.effect),
        _months_line(indicator.months),
        "Chỉ chấm khi phát sinh trong tháng." if indicator.is_occasional else None,
        missing.get(indicator.not_applicable),
        _evidence_line(indicator),
        _change_line(indicator.change_threshold),
    ]
    return [line for line in lines if line]


def _months_line(months):
    if months == ALL_MONTHS:
        return None
    chosen = [str(n + 1) for n in range(12) if months >> n & 1]
    return f"Chỉ chấm vào tháng {', '.join(chosen)}."


def _evidence_line(indicator):
    hint = f": {indicator.evidence_hint}" if indicator.evidence_hint else ""
    if indicator.requires_evidence:
        return f"Phải có minh chứng{hint}."
    return f"Minh chứng{hint}." if hint else None


def _change_line(threshold):
    if threshold is None:
        return None
    return f"Chênh từ {number(threshold)} điểm so với tháng trước thì phải ghi chú."


def band_range(from_points, upper):
    """ "từ 70 đến dưới 80"; `upper` is None for the highest band."""
    if upper is None:
        return f"từ {number(from_points)} trở lên"
    if not from_points:
        return f"dưới {number(upper)}"
    return f"từ {number(from_points)} đến dưới {number(upper)}"


def band_lines(band):
    """What `band` asks beside the total, for the month and for the year."""
    lines = [_requirement_line(row) for row in band.requirements.all()]
    if band.year_months is not None:
        floor = (
            f" và không tháng nào dưới mức {band.year_floor}" if band.year_floor else ""
        )
        lines.append(
            f"Cả năm: ít nhất {band.year_months} tháng đạt mức này trở lên{floor}."
        )
    if band.quota_percent is not None:
        base = band.get_quota_base_display().lower()
        lines.append(
            f"Không quá {band.quota_percent}% tính trên {base}, theo từng loại hình."
        )
    return lines


def _requirement_line(row):
    if row.criterion:
        part = f"Tiêu chí {row.criterion.code}"
    elif row.indicator:
        part = f"Chỉ số {row.indicator.code}"
    else:
        part = "Mọi tiêu chí"
    if row.min_percent == 100:
        return f"{part} phải đạt điểm tối đa."
    return f"{part} phải đạt từ {number(row.min_percent)}% điểm tối đa."


def framework_lines(framework, bands):
    """The rules of the whole sheet."""
    most = number(framework.max_total)
    lines = [
        "Xếp loại theo từng tiêu chí, không lấy tổng điểm."
        if framework.grading == Grading.CRITERIA
        else f"Xếp loại theo tổng điểm trên thang {most}; không làm tròn trước khi xếp loại.",
        f"Khi có chỉ số không áp dụng, tổng điểm được quy đổi về thang {most}."
        if framework.shrunk == Shrunk.RESCALE
        else "Khi có chỉ số không áp dụng, giữ nguyên số điểm đạt được để xếp loại.",
    ]
    for band in bands:
        if band.is_cap:
            lines.append(
                f"Không đạt tiêu chí cứng thì xếp loại cao nhất là {band.name}."
            )
    if framework.explain_deductions:
        lines.append("Mỗi điểm bị trừ phải có ghi chú giải thích.")
    if framework.allows_self_scoring:
        lines.append(
            "Chi bộ tự chấm trước, cấp ủy thẩm định; điểm thẩm định là kết quả."
        )
    return lines
