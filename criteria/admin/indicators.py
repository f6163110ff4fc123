from django.contrib import admin
from django.http import HttpResponseRedirect
from django.utils.html import format_html

from cells.admin.files import ExcelFiles
from criteria.admin.parts import InlineOfDraft, PartAdmin, change_url
from criteria.forms import (
    BandForm,
    CriterionForm,
    IndicatorForm,
    RequirementForm,
    RequirementFormSet,
)
from criteria.imports import (
    ConfirmIntoFrameworkForm,
    IndicatorResource,
    IntoFrameworkForm,
)
from criteria.models import (
    BandRequirement,
    Criterion,
    GradeBand,
    Indicator,
    IndicatorThreshold,
    Option,
)


class IndicatorInline(InlineOfDraft, admin.TabularInline):
    model = Indicator
    fields = ["code", "name", "max_points", "measure", "is_hard", "position", "details"]
    readonly_fields = ["details"]
    verbose_name_plural = "Các chỉ số (lưu lại rồi mở “Chi tiết” để đặt cách chấm)"
    extra = 2

    @admin.display(description="")
    def details(self, indicator):
        if not indicator.pk:
            return ""
        return format_html('<a href="{}">Chi tiết…</a>', change_url(indicator))


@admin.register(Criterion)
class CriterionAdmin(PartAdmin, admin.ModelAdmin):
    form = CriterionForm
    inlines = [IndicatorInline]
    fields = ["code", "name", "position", "origin"]
    list_display = ["__str__", "framework"]

    def get_fields(self, request, obj=None):
        """A first framework has nothing that its headings could come from."""
        is_first = (
            obj and obj.framework.version == 1 and not obj.framework.specialises_id
        )
        return self.fields[:-1] if is_first else self.fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("framework")


class OptionInline(InlineOfDraft, admin.TabularInline):
    model = Option
    verbose_name_plural = "Phương án (chỉ khi cách chấm là “Chọn phương án”)"


class ThresholdInline(InlineOfDraft, admin.TabularInline):
    model = IndicatorThreshold
    verbose_name_plural = "Bảng ngưỡng (chỉ khi chấm “Theo tỷ lệ hoặc số lượng”)"


@admin.register(Indicator)
class IndicatorAdmin(PartAdmin, ExcelFiles, admin.ModelAdmin):
    form = IndicatorForm
    inlines = [OptionInline, ThresholdInline]
    list_display = ["__str__", "criterion", "max_points"]
    list_filter = ["criterion__framework"]
    resource_classes = [IndicatorResource]
    import_form_class = IntoFrameworkForm
    confirm_form_class = ConfirmIntoFrameworkForm
    fieldsets = [
        ("Nội dung", {"fields": ["code", "name", "guidance", "position"]}),
        (
            "Điểm và cách chấm",
            {
                "fields": [
                    "max_points",
                    "measure",
                    "step",
                    "ratio_of",
                    "unit",
                    "effect",
                ],
                "description": (
                    "“Bước điểm” dùng khi cho điểm; “Tỷ lệ tính trên” và “Đơn vị tính” dùng "
                    "khi chấm theo tỷ lệ hoặc số lượng."
                ),
            },
        ),
        ("Khi nào chấm", {"fields": ["months", "is_occasional", "not_applicable"]}),
        ("Tiêu chí cứng", {"fields": ["is_hard", "pass_mark"]}),
        (
            "Minh chứng, ghi chú, gợi ý",
            {
                "fields": [
                    "requires_evidence",
                    "evidence_hint",
                    "change_threshold",
                    "advice",
                ]
            },
        ),
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("criterion__framework")
        return rows.order_by(
            "criterion__framework", "criterion__position", "position", "pk"
        )

    def get_import_form_initial(self, request):
        return {"framework": request.GET.get("framework")}

    def get_confirm_form_initial(self, request, import_form):
        initial = super().get_confirm_form_initial(request, import_form)
        if import_form:
            initial["framework"] = import_form.cleaned_data["framework"].pk
        return initial

    def get_import_resource_kwargs(self, request, **kwargs):
        form = kwargs.get("form")
        chosen = form.cleaned_data.get("framework") if form and form.is_bound else None
        return {"framework": chosen}

    def process_result(self, result, request):
        super().process_result(result, request)
        form = self.create_confirm_form(request)
        form.full_clean()
        return HttpResponseRedirect(change_url(form.cleaned_data["framework"]))


class RequirementInline(InlineOfDraft, admin.TabularInline):
    model = BandRequirement
    form = RequirementForm
    formset = RequirementFormSet
    verbose_name_plural = (
        "Điều kiện kèm theo (để trống cả tiêu chí và chỉ số: áp dụng cho mọi tiêu chí)"
    )


@admin.register(GradeBand)
class GradeBandAdmin(PartAdmin, admin.ModelAdmin):
    form = BandForm
    inlines = [RequirementInline]
    list_display = ["name", "framework", "from_points"]
    fieldsets = [
        (None, {"fields": ["name", "from_points", "tone"]}),
        (
            "Xếp loại cả năm",
            {
                "fields": ["year_months", "year_floor"],
                "description": (
                    "Ví dụ: 7 tháng xếp loại Tốt và không tháng nào dưới mức Khá thì cả năm Tốt."
                ),
            },
        ),
        ("Khống chế tỷ lệ", {"fields": ["quota_percent", "quota_base"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("framework")
