from rest_framework.negotiation import BaseContentNegotiation


class Negotiation(BaseContentNegotiation):
    """JSON, whatever the program says it accepts; CSV is a parameter, not a header."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type
