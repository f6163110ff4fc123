"""Forms of the own account: signing in, changing the password."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from cells.models import User


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": (
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Đồng chí xem phím Caps Lock, "
            "tắt bộ gõ tiếng Việt rồi thử lại."
        ),
        "inactive": "Tài khoản này đã ngừng sử dụng. Đồng chí liên hệ người quản trị.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name, password = self.fields["username"], self.fields["password"]
        name.label = "Tên đăng nhập"
        name.error_messages["required"] = "Đồng chí chưa nhập tên đăng nhập."
        name.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        password.label = "Mật khẩu"
        password.error_messages["required"] = "Đồng chí chưa nhập mật khẩu."
        password.widget.attrs["data-password"] = ""


class MailForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["email", "wants_mail"]
        labels = {
            "email": "Địa chỉ thư điện tử",
            "wants_mail": "Gửi cho tôi thư nhắc việc",
        }
        error_messages = {
            "email": {"invalid": "Địa chỉ chưa đúng, ví dụ: chibo3@benhvien.vn."}
        }


class NewPasswordForm(PasswordChangeForm):
    error_messages = {
        "password_mismatch": "Hai lần nhập mật khẩu mới chưa giống nhau.",
        "password_incorrect": "Mật khẩu hiện tại chưa đúng.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        labels = {
            "old_password": "Mật khẩu hiện tại",
            "new_password1": "Mật khẩu mới",
            "new_password2": "Nhập lại mật khẩu mới",
        }
        for name, label in labels.items():
            field = self.fields[name]
            field.label = label
            field.help_text = ""
            field.error_messages["required"] = f"Đồng chí chưa nhập {label.lower()}."
            field.widget.attrs["data-password"] = ""
        self.fields["new_password1"].help_text = (
            "Ít nhất 8 ký tự, có cả chữ và số, không dùng tên đăng nhập hay mật khẩu "
            "quá phổ biến."
        )
        self.order_fields(labels)

    def validate_password_for_user(self, user, *args):
        """What is wrong with the new password stands at it, not at its repetition."""
        super().validate_password_for_user(user, "new_password1")


class SampleForm(forms.Form):
    """What the gallery shows of forms; it is never saved."""

    name = forms.CharField(
        label="Tên chi bộ", help_text="Ghi đầy đủ như trong quyết định."
    )
    points = forms.DecimalField(
        label="Điểm", widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    kind = forms.ChoiceField(
        label="Loại hình",
        choices=[("thon", "Thôn, tổ dân phố"), ("benh-vien", "Bệnh viện, trường học")],
    )
    product = forms.ChoiceField(
        label="Sản phẩm cụ thể",
        choices=[("co", "Có sản phẩm"), ("khong", "Chưa có sản phẩm")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_model = forms.BooleanField(label="Đăng ký chi bộ kiểu mẫu", required=False)
