"""The OpenAPI document, made from the views and their serializers."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers


class RefusalSerializer(serializers.Serializer):
    detail = serializers.CharField(label="Vì sao")


class WrongParametersSerializer(RefusalSerializer):
    errors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        label="Theo tên tham số",
    )


REFUSALS = {
    400: (WrongParametersSerializer, "Tham số chưa đúng."),
    401: (RefusalSerializer, "Thiếu mã truy cập, hoặc mã không còn hiệu lực."),
    404: (RefusalSerializer, "Không có, hoặc ngoài phạm vi được xem."),
    429: (RefusalSerializer, "Hỏi quá dày; chờ số giây ở Retry-After."),
}
ID = OpenApiParameter(
    "id", OpenApiTypes.INT, OpenApiParameter.PATH, description="Id lấy từ danh sách."
)
FILE = "Toàn bộ danh sách trong một tệp (format=csv)."


class Schema(AutoSchema):
    def get_tags(self):
        return [self.view.group]

    def get_summary(self):
        return self.view.title

    def get_description(self):
        return self.view.about

    def get_override_parameters(self):
        of_path = [ID] if "{id}" in self.path else []
        asked = [self.view.parameters] if self.view.parameters().fields else []
        return of_path + asked

    def get_response_serializers(self):
        found = OpenApiResponse(self._get_serializer(), self.view.title)
        answers = {(200, "application/json"): found}
        if "format" in self.view.parameters().fields:
            answers[200, "text/csv"] = OpenApiResponse(OpenApiTypes.STR, FILE)
        for status, (serializer, words) in REFUSALS.items():
            answers[status, "application/json"] = OpenApiResponse(serializer, words)
        return answers
