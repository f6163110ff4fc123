from django.utils import timezone
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import XLSX
from import_export.forms import ExportForm

from vietnamese.text import slug


class ExcelFiles(ImportExportMixin):
    """Reading and writing Excel files; what a file would change is shown first."""

    import_template_name = "admin/import_page.html"
    import_formats = export_formats = [XLSX]
    export_form_class = ExportForm  # all columns: the labels of single ones are code

    def get_export_filename(self, request, queryset, file_format):
        day = timezone.localdate()
        name = slug(self.opts.verbose_name_plural)
        return f"{name}-{day:%d-%m-%Y}.{file_format.get_extension()}"

    def get_data_for_export(self, request, queryset, **kwargs):
        rows = super().get_data_for_export(request, queryset, **kwargs)
        rows.title = str(self.opts.verbose_name_plural).capitalize()
        return rows

    def add_data_read_fail_error_to_form(self, form, e):
        form.add_error(
            "import_file",
            "Không đọc được tệp. Hãy lưu bảng ở dạng Excel (.xlsx) rồi tải lên lại.",
        )
