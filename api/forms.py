from django import forms

from api.models import Token
from vietnamese.fields import TextField

TERMS = [(30, "30 ngày"), (90, "90 ngày"), (180, "180 ngày"), (365, "1 năm")]
USUAL_TERM = 180


class TokenForm(forms.Form):
    name = TextField(
        label="Mã này dùng cho",
        max_length=Token._meta.get_field("name").max_length,
        help_text="Tên hệ thống hoặc tệp Excel sẽ dùng mã, ví dụ: Hệ thống báo cáo của Tỉnh ủy.",
        error_messages={"required": "Đồng chí ghi nơi sẽ dùng mã này."},
    )
    days = forms.TypedChoiceField(
        label="Thời hạn",
        coerce=int,
        choices=TERMS,
        initial=USUAL_TERM,
        help_text="Hết hạn thì tạo mã mới; mã cũ không gia hạn được.",
    )
