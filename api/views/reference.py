"""Tài liệu kết nối: the OpenAPI document, and a page that shows it."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import get_resolver
from django.views.decorators.http import require_safe
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated

from api.about import RULES
from api.authentication import TokenAuthentication
from api.reference import operations


class Document(SpectacularAPIView):
    """For programs with a token, and for the page below in a browser."""

    renderer_classes = [OpenApiJsonRenderer]
    authentication_classes = [TokenAuthentication, SessionAuthentication]
    permission_classes = [IsAuthenticated]


@require_safe
@login_required
def reference(request):
    resolver = get_resolver("api.urls")
    found = list(operations(resolver.url_patterns))
    context = {
        "rules": RULES,
        "groups": [
            (group, list(members))
            for group, members in groupby(found, key=lambda operation: operation.group)
        ],
        "site": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "api/reference.html", context)
