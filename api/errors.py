"""Refusals of one shape: `detail` for people, `errors` by the name of the parameter."""

from rest_framework.exceptions import ValidationError
from rest_framework.views import exception_handler

WRONG_PARAMETERS = "Tham số chưa đúng, xem chi tiết ở “errors”."


def answer_to(error, context):
    answer = exception_handler(error, context)
    if isinstance(error, ValidationError):
        answer.data = {"detail": WRONG_PARAMETERS, "errors": error.detail}
    return answer
