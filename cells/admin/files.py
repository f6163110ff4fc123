from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import XLSX
from import_export.forms import ExportForm


class ExcelFiles(ImportExportMixin):
    """Reading and writing Excel files; what a file would change is shown first."""

    import_template_name = "admin/import_page.html"
    import_formats = export_formats = [XLSX]
    export_form_class = ExportForm  # all columns: the labels of single ones are code

    def add_data_read_fail_error_to_form(self, form, e):
        form.add_error(
            "import_file",
            "Không đọc được tệp. Hãy lưu bảng ở dạng Excel (.xlsx) rồi tải lên lại.",
        )
