"""Which shape and colour belongs to a code; the colours are in static/css/tokens.css.

Every grade has a shape of its own, so that nobody must tell it by colour.
"""

ALERT_ICONS = {
    "debug": "information-circle",
    "info": "information-circle",
    "success": "check-circle",
    "warning": "exclamation-triangle",
    "error": "x-circle",
}
GRADE_ICONS = {
    "excellent": "star",
    "good": "check-circle",
    "fair": "check",
    "average": "minus-circle",
    "poor": "exclamation-triangle",
}
STATUS_LOOKS = {  # code: (tone, icon)
    "untouched": ("neutral", "ellipsis-horizontal"),
    "draft": ("info", "pencil"),
    "in_progress": ("info", "pencil"),
    "complete": ("good", "check"),
    "submitted": ("fair", "paper-airplane"),
    "returned": ("warning", "arrow-uturn-left"),
    "approved": ("success", "check-badge"),
    "locked": ("neutral", "lock-closed"),
}
TREND_ICONS = {"up": "arrow-up", "down": "arrow-down", "same": "arrow-right"}
