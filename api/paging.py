"""Lists in pages: `next` is the address of the page that follows, null at the end."""

from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

NEXT = {
    "type": ["string", "null"],
    "format": "uri",
    "description": "Địa chỉ của trang tiếp theo; null là đã hết.",
}


class Whole(BasePagination):
    """For lists that stay short: all of it at once."""

    next = None

    def paginate_queryset(self, queryset, request, view=None):
        return list(queryset)

    def get_paginated_response(self, data):
        return Response({"next": self.next, "results": data})

    def get_paginated_response_schema(self, schema):
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {"next": NEXT, "results": schema},
        }


class AfterId(Whole):
    """From the row after the id `after` on, in the order of ids.

    Asking for a later page costs no more than for the first, and rows that come or go
    in between move nothing.
    """

    def paginate_queryset(self, queryset, request, view=None):
        size, after = view.asked["page_size"], view.asked.get("after")
        rows = queryset.order_by("pk")
        if after is not None:
            rows = rows.filter(pk__gt=after)
        page = list(rows[: size + 1])
        if len(page) > size:
            page.pop()
            here = request.build_absolute_uri()
            self.next = replace_query_param(here, "after", page[-1].pk)
        return page
