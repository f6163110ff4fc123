from django.contrib.admin.widgets import RelatedFieldWidgetWrapper


class PlainRelations:
    """Related rows are chosen here; they are made and changed on their own pages."""

    class Media:
        css = {"all": ["css/admin-pages.css"]}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field
