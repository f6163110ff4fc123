"""What an administrator does with a whole framework; each deed asks first."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cells.admin.asking import ask_first
from criteria import actions
from criteria.admin.parts import change_url, standing_of
from criteria.forms import NewVersionForm, NothingToAsk, SpecialiseForm, slug_of
from criteria.models import Framework
from criteria.views import printed
from vietnamese.months import format_month


def publish(request, pk, *, model_admin):
    framework = get_object_or_404(Framework, pk=pk)
    if framework.is_published:  # a second click, or the way back after the first
        model_admin.message_user(request, f"{framework} đã được ban hành.")
        return redirect(change_url(framework))

    def deed(asked):
        actions.publish(framework=framework, at=timezone.now())
        return f"Đã ban hành {framework}."

    return ask_first(
        model_admin,
        request,
        title="Ban hành bộ tiêu chí",
        question=(
            f"Ban hành {framework}, áp dụng từ tháng {format_month(framework.effective_from)}. "
            "Sau khi ban hành không sửa được nữa; muốn thay đổi thì tạo phiên bản mới. "
            "Các tháng đã mở giữ nguyên bộ tiêu chí cũ của phiếu."
        ),
        button="Ban hành",
        form_class=NothingToAsk,
        problems=standing_of(framework)["problems"],
        is_action=False,
        back=change_url(framework),
        deed=deed,
    )


def new_version(request, pk, *, model_admin):
    framework = get_object_or_404(Framework.objects.published(), pk=pk)

    def deed(asked):
        made = actions.new_version(framework=framework, **asked)
        return f"Đã tạo {made} ở dạng bản nháp.", change_url(made)

    return ask_first(
        model_admin,
        request,
        title="Tạo phiên bản mới",
        question=(
            f"Tạo một bản nháp chép toàn bộ nội dung của {framework} để sửa. Bản hiện nay "
            "vẫn dùng cho đến khi bản mới được ban hành và đến tháng áp dụng."
        ),
        button="Tạo phiên bản mới",
        form_class=NewVersionForm,
        initial={"effective_from": timezone.localdate().replace(day=1)},
        is_action=False,
        back=change_url(framework),
        deed=deed,
    )


def specialise(request, pk, *, model_admin):
    framework = get_object_or_404(Framework.objects.published(), pk=pk)

    def deed(asked):
        taken = set(Framework.objects.values_list("code", flat=True))
        made = actions.specialise(
            framework=framework, code=slug_of(asked["name"], taken), **asked
        )
        return f"Đã tạo {made} ở dạng bản nháp.", change_url(made)

    return ask_first(
        model_admin,
        request,
        title="Cụ thể hóa bộ tiêu chí",
        question=(
            f"Tạo một bản nháp chép {framework} cho một cấp ủy cấp dưới, hoặc cho một loại "
            "hình chi bộ của chính cấp ủy ban hành. Giữ các tiêu chí để cấp trên so sánh "
            "được; chỉ số thì sửa cho hợp với nhiệm vụ của đơn vị."
        ),
        button="Tạo bản cụ thể hóa",
        form_class=SpecialiseForm,
        initial={"name": framework.name, "effective_from": framework.effective_from},
        is_action=False,
        back=change_url(framework),
        deed=deed,
    )


def preview(request, pk, *, model_admin):
    """The sheet as whoever scores will see it, with nothing to enter."""
    framework = get_object_or_404(Framework.objects.with_all(), pk=pk)
    context = {**printed(framework), "back": change_url(framework)}
    return render(request, "criteria/preview.html", context)
