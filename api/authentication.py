"""Who asks: the person behind the token in the header, and nobody else."""

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from api.actions import note_use
from api.models import Token
from api.secret import digest_of

SCHEME = "Bearer"
# One answer to all: whoever found a token does not learn what became of it.
REFUSED = "Mã truy cập không đúng, đã hết hạn hoặc đã bị thu hồi."


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer cbkm_…`; sets `request.auth` to the token."""

    def authenticate(self, request):
        words = get_authorization_header(request).decode("latin-1").split()
        if not words:
            return None
        if len(words) != 2 or words[0].lower() != SCHEME.lower():
            raise AuthenticationFailed(REFUSED)
        now = timezone.now()
        found = Token.objects.in_force(at=now).select_related("user")
        token = found.filter(digest=digest_of(words[1])).first()
        if token is None:
            raise AuthenticationFailed(REFUSED)
        note_use(token=token, at=now)
        return token.user, token

    def authenticate_header(self, request):
        return SCHEME


class TokenScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI document describes it."""

    target_class = TokenAuthentication
    name = "ma-truy-cap"

    def get_security_definition(self, auto_schema):
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "Mã truy cập tạo ở trang Kết nối dữ liệu.",
        }
