"""Excel files of the organisation and its people, in and out of the admin."""

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from import_export.fields import Field
from import_export.resources import Diff, ModelResource
from import_export.widgets import (
    CharWidget,
    DateWidget,
    ForeignKeyWidget,
)

from cells import actions
from cells.models import Cell, CellKind, Committee, User
from vietnamese.text import fold, one_line

LARGEST_CELL = 9999


class DayWidget(DateWidget):
    """A date cell of Excel, or "01/02/2020" as text."""

    def clean(self, value, row=None, **kwargs):
        try:
            return super().clean(value, row, **kwargs)
        except ValueError as error:
            raise ValidationError(
                f"“{value}” không phải là ngày. Hãy ghi như 05/12/2022."
            ) from error


class MembersWidget(CharWidget):
    """A number of members; a cell without one is 0."""

    def clean(self, value, row=None, **kwargs):
        text = one_line(str(value)).removesuffix(".0") if value is not None else ""
        if text and not (text.isdecimal() and int(text) <= LARGEST_CELL):
            raise ValidationError(
                f"“{text}” không phải là số đảng viên (từ 0 đến {LARGEST_CELL})."
            )
        return int(text or 0)


DATES = DayWidget(format="%d/%m/%Y")


class NameWidget(CharWidget):
    def clean(self, value, row=None, **kwargs):
        return one_line(str(value)) if value not in (None, "") else ""


class PlaceWidget(ForeignKeyWidget):
    """A committee, cell or kind by its organisation code or by its name in any case.

    Names are read once a file; a name that stands for two places is refused.
    """

    def __init__(self, model):
        super().__init__(model, field="name")
        self.known = None

    def clean(self, value, row=None, **kwargs):
        text = one_line(str(value)) if value not in (None, "") else ""
        if not text:
            return None
        found = self._known().get(fold(text), [])
        if not found:
            raise ValidationError(f"Không tìm thấy “{text}” trong danh sách.")
        if len(found) > 1:
            raise ValidationError(
                f"Có {len(found)} nơi tên “{text}”: hãy dùng mã tổ chức đảng."
            )
        return found[0]

    def forget(self):
        self.known = None

    def _known(self):
        if self.known is None:
            self.known = {}
            for place in self.model.objects.all():
                for key in {fold(place.name), fold(getattr(place, "code", ""))} - {""}:
                    self.known.setdefault(key, []).append(place)
        return self.known


class PlainDiff(Diff):
    """Old and new values marked by elements alone: the CSP allows no inline style."""

    def as_html(self):
        pairs = zip(self.left, self.right, strict=True)
        return [self._marked("" if self.new else old, new) for old, new in pairs]

    def _marked(self, old, new):
        if old == new or not (old or new):
            return new
        if not old:
            return format_html("<ins>{}</ins>", new)
        return format_html("<del>{}</del> <ins>{}</ins>", old, new)


class TableResource(ModelResource):
    """What all our files share: plain differences, and problems named by their column."""

    def get_diff_class(self):
        return PlainDiff

    def validate_instance(self, *args, **kwargs):
        columns = {field.attribute: field.column_name for field in self.fields.values()}
        try:
            super().validate_instance(*args, **kwargs)
        except ValidationError as error:
            found = error.message_dict
            raise ValidationError(
                {columns.get(name, name): messages for name, messages in found.items()}
            ) from error


class OrganisationResource(TableResource):
    """Rows are known by code, else by name and superior, so that a file can be read twice."""

    superior = None

    def before_import(self, dataset, **kwargs):
        for field in self.fields.values():
            if isinstance(field.widget, PlaceWidget):
                field.widget.forget()

    def get_instance(self, instance_loader, row):
        code, name = self._typed("code", row), self._typed("name", row)
        rows = self._meta.model.objects.all()
        if code and (found := rows.filter(code=code).first()):
            return found
        place = {self.superior: self._typed(self.superior, row)}
        return rows.filter(name=name, **place).first()

    def _typed(self, name, row):
        """What the row says, or None where the file has no such column."""
        field = self.fields[name]
        return field.clean(row) if field.column_name in row else None

    def before_import_row(self, row, **kwargs):
        if not row.get("Tên"):
            raise ValidationError("Thiếu tên.")


class CommitteeResource(OrganisationResource):
    superior = "parent"
    name = Field("name", "Tên", widget=NameWidget())
    code = Field("code", "Mã tổ chức đảng", widget=NameWidget(), default="")
    parent = Field("parent", "Cấp ủy cấp trên", widget=PlaceWidget(Committee))
    opened_on = Field("opened_on", "Thành lập ngày", widget=DATES)

    class Meta:
        model = Committee
        fields = ["name", "code", "parent", "opened_on"]
        clean_model_instances = True
        skip_unchanged = True

    def do_instance_save(self, instance, is_create):
        if is_create:
            actions.found_committee(committee=instance)
            self.fields["parent"].widget.forget()
            return
        actions.amend(unit=instance, fields=["name", "code", "opened_on"])
        actions.move_committee(committee=instance, to=instance.parent)


class CellResource(OrganisationResource):
    superior = "committee"
    name = Field("name", "Tên", widget=NameWidget())
    code = Field("code", "Mã tổ chức đảng", widget=NameWidget(), default="")
    committee = Field("committee", "Cấp ủy quản lý", widget=PlaceWidget(Committee))
    kind = Field("kind", "Loại hình", widget=PlaceWidget(CellKind))
    members = Field("members", "Số đảng viên", widget=MembersWidget(), default=0)
    opened_on = Field("opened_on", "Thành lập ngày", widget=DATES)

    class Meta:
        model = Cell
        fields = ["name", "code", "committee", "kind", "members", "opened_on"]
        clean_model_instances = True
        skip_unchanged = True

    def get_queryset(self):
        return super().get_queryset().select_related("committee", "kind")


class PersonResource(TableResource):
    """People; a first password is only set for new ones. Roles are given on the page."""

    username = Field("username", "Tên đăng nhập", widget=NameWidget())
    full_name = Field("full_name", "Họ tên", widget=NameWidget(), default="")
    post = Field("post", "Chức vụ", widget=NameWidget(), default="")
    password = Field(column_name="Mật khẩu ban đầu", widget=NameWidget())

    class Meta:
        model = User
        fields = ["username", "full_name", "post", "password"]
        import_id_fields = ["username"]
        clean_model_instances = True
        skip_unchanged = True

    def after_init_instance(self, instance, new, row, **kwargs):
        if not new:
            return
        field = self.fields["password"]
        password = field.clean(row) if field.column_name in row else ""
        if password:
            instance.set_password(password)
        else:
            instance.set_unusable_password()
