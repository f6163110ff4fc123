from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm


class ExcelFiles(ImportExportMixin):
    """Reading and writing Excel files; what a file would change is shown first."""

    import_template_name = "admin/import_page.html"
    import_formats = export_formats = [XLSX, CSV]
    export_form_class = ExportForm  # all columns: the labels of single ones are code
