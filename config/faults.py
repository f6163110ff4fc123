"""What is not there, and what broke: a page for people, JSON for programs."""

from django.http import JsonResponse
from django.views import defaults

PROGRAMS = "/api/"


def not_found(request, exception):
    if request.path.startswith(PROGRAMS):
        return _told("Không có địa chỉ này.", status=404)
    return defaults.page_not_found(request, exception)


def server_error(request):
    if request.path.startswith(PROGRAMS):
        return _told("Hệ thống gặp lỗi.", status=500)
    return defaults.server_error(request)


def _told(words, *, status):
    readable = {"ensure_ascii": False}  # as all else that the API says
    return JsonResponse({"detail": words}, status=status, json_dumps_params=readable)
