"""What was scored: sheets, and the scores on them."""

from django.db.models import Prefetch

from api.parameters.fields import Structure
from api.parameters.sheets import ScoreParameters, SheetParameters
from api.reading import One, Rows
from api.serializers.sheets import (
    ScoreRowSerializer,
    SheetSerializer,
    SheetWithScoresSerializer,
)
from scoring.models import Evaluation, Score

GROUP = "Chấm điểm"
TODAY = "cell__committee__path"
THEN = "committee_path"
NAMED = ("programme", "committee", "kind", "registration", "framework", "grade")
# Each parameter that narrows, and how.
NARROWED = {
    "span": lambda sheets, span: sheets.in_months(span),
    "programme": lambda sheets, programme: sheets.of_programme(programme),
    "cell": lambda sheets, cell: sheets.of_cell(cell),
    "kind": lambda sheets, kind: sheets.of_kind(kind),
    "family": lambda sheets, code: sheets.of_family(code),
    "state": lambda sheets, state: sheets.in_state(state),
    "evaluation": lambda sheets, sheet: sheets.filter(pk=sheet.pk),
}


def _narrowed(sheets, asked):
    for name, narrow in NARROWED.items():
        if name in asked:
            sheets = narrow(sheets, asked[name])
    if asked["only_models"]:
        sheets = sheets.models()
    if committee := asked.get("committee"):
        if asked["structure"] == Structure.TODAY:
            return sheets.at_or_below([committee.path], path=TODAY)
        places = [committee.path, *sheets.other_paths_of(committee)]
        return sheets.at_or_below(places, path=THEN)
    return sheets


class Sheets(Rows):
    group, title = GROUP, "Danh sách phiếu chấm điểm"
    about = "Mỗi dòng là một chi bộ trong một tháng: trạng thái, tổng điểm, xếp loại."
    parameters = SheetParameters
    serializer_class = SheetSerializer
    file_name = "phieu-cham-diem"

    def get_queryset(self):
        seen = Evaluation.objects.visible_to(self.request.user)
        return _narrowed(seen, self.asked).select_related(*NAMED)

    def in_file_order(self, queryset):
        return queryset.order_by(
            "period_id", "committee_path", "cell__sort_key", "programme", "pk"
        )


class OneSheet(One):
    group, title = GROUP, "Một phiếu chấm điểm"
    about = "Kèm điểm từng chỉ số."
    serializer_class = SheetWithScoresSerializer

    def get_queryset(self):
        listed = Prefetch("scores", _named(Score.objects.all()), "scores_listed")
        seen = Evaluation.objects.visible_to(self.request.user)
        return seen.select_related(*NAMED).prefetch_related(listed)


class Scores(Rows):
    """Paged by sheets: the database finds those by month, and no sheet is cut in two."""

    group, title = GROUP, "Danh sách điểm từng chỉ số"
    about = (
        "Mỗi dòng là điểm của một chỉ số trên một phiếu. Chia trang theo phiếu: mỗi trang "
        "gồm mọi điểm của page_size phiếu."
    )
    parameters = ScoreParameters
    serializer_class = ScoreRowSerializer
    file_name = "diem"

    def get_queryset(self):
        seen = Evaluation.objects.visible_to(self.request.user)
        return _narrowed(seen, self.asked)

    def paginate_queryset(self, queryset):
        page = super().paginate_queryset(queryset.only("pk"))
        rows = Score.objects.on([sheet.pk for sheet in page])
        return _named(rows).select_related("evaluation")

    def in_file_order(self, queryset):
        rows = Score.objects.on(queryset.order_by())
        return _named(rows).select_related("evaluation")


def _named(scores):
    named = scores.select_related("indicator__criterion").with_evidence_count()
    return named.sheet_by_sheet()
