"""What is not there, and what broke: a page for people, JSON for programs."""

from django.http import JsonResponse
from django.views import defaults

PROGRAMS = "/api/"


def not_found(request, exception):
    if request.path.startswith(PROGRAMS):
        return JsonResponse({"detail": "Không có địa chỉ này."}, status=404)
    return defaults.page_not_found(request, exception)


def server_error(request):
    if request.path.startswith(PROGRAMS):
        return JsonResponse({"detail": "Hệ thống gặp lỗi."}, status=500)
    return defaults.server_error(request)
