"""Refusals of one shape: `detail` for people, `errors` by the name of the parameter."""

from django.http import Http404
from rest_framework.exceptions import ValidationError
from rest_framework.views import exception_handler

WRONG_PARAMETERS = "Tham số chưa đúng, xem chi tiết ở “errors”."

# Django's own words name the model, in English.
NOT_FOUND = "Không tìm thấy, hoặc ngoài phạm vi của mã."


def answer_to(error, context):
    answer = exception_handler(error, context)
    if isinstance(error, ValidationError):
        answer.data = {"detail": WRONG_PARAMETERS, "errors": error.detail}
    elif isinstance(error, Http404):
        answer.data = {"detail": NOT_FOUND}
    return answer
