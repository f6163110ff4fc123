"""Settings: everything that differs between machines comes from the environment.

`docs/operations.md` lists the variables; `tests/test_house.py` compares the two.
"""

from datetime import timedelta
from pathlib import Path

import environ
import fontpkg_be_vietnam_pro
from csp.constants import NONE, SELF

from api.about import ABOUT
from config.file_storage import storage_from
from config.secret_key import kept_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret_key(DATA_DIR)
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=False)

# --- Parts

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",  # before staticfiles: runserver serves like gunicorn
    "api",  # the own apps first: their templates win over those of packages
    "reports",
    "scoring",
    "criteria",
    "cells",
    "vietnamese",
    "config.admin_site.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "drf_spectacular",
    "heroicons",
    "import_export",
    "rest_framework",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.sessions.keep_signed_in",
    "config.sessions.keep_private",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "config.sessions.keep_what_was_typed",
    "axes.middleware.AxesMiddleware",  # last: it answers for the sign-in view
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.navigation",
            ],
            "builtins": [
                "config.components",
                "django.contrib.humanize.templatetags.humanize",
                "django.templatetags.static",
                "django_htmx.templatetags.django_htmx",
                "heroicons.templatetags.heroicons",
                "vietnamese.templatetags.vietnamese",
            ],
        },
    }
]

# --- Database

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")
}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    # Writers queue at the start of a transaction instead of failing in its middle,
    # and readers do not wait for them.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
else:
    # PostgreSQL compiles what it believes to be long: the reports' questions run for a
    # tenth of a second, and compiling them took four. And it believes in turning disks.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", "-c jit=off -c random_page_cost=1.1"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People and sessions

AUTH_USER_MODEL = "cells.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "cells.signing_in.PersonBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "cells:sign_in"
CSRF_FAILURE_VIEW = "cells.views.csrf_failure"
LOGIN_REDIRECT_URL = "reports:home"
LOGOUT_REDIRECT_URL = "cells:sign_in"

SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day; renewed by config.sessions
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS

AXES_FAILURE_LIMIT = 10
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # waiting always helps
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "cells/locked_out.html"
AXES_CLIENT_IP_CALLABLE = "config.sessions.client_address"
AXES_VERBOSE = False

# --- Language: Vietnamese only, written in the templates

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
# Off, for it would also write {{ year }} as 2.022 and {{ pk }} in attributes as 1.234;
# counts that people read say so: {{ count|intcomma }}.
USE_THOUSAND_SEPARATOR = False

# --- Files

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("fonts", Path(fontpkg_be_vietnam_pro.__file__).parent / "files"),
]
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": storage_from(env.str("STORAGE_URL", default="")),
    "staticfiles": {"BACKEND": "config.static_files.StaticFilesStorage"},
}
WHITENOISE_MIMETYPES = {".ttf": "font/ttf"}
UPLOAD_LIMIT = env.int("UPLOAD_LIMIT_MB", default=20) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "config.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o640
# Where a file waits between preview and import: in the storage, which all web processes
# share, not in the temp folder of one machine.
IMPORT_EXPORT_TMP_STORAGE_CLASS = "import_export.tmp_storages.MediaStorage"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a grid of 50 cells x 17 indicators, and room

# --- Work outside the request: queued in the database, done by `manage.py db_worker`

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Mail: EMAIL_URL, e.g. smtp://user:password@host:25

vars().update(env.email("EMAIL_URL", default="consolemail://"))
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="webmaster@localhost")

# --- Security headers

if HTTPS:
    # The proxy that ends TLS must set this header itself and drop the client's.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^song/$"]  # monitors ask without the proxy
    SECURE_HSTS_SECONDS = 30 * 24 * 60 * 60
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- Data for other programs: read only, with a token, described by an OpenAPI document

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "api.negotiation.Negotiation",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": ["api.throttling.TokenThrottle"],
    # Counted by each web process for itself; empty: no limit.
    "DEFAULT_THROTTLE_RATES": {"token": env.str("API_RATE", default="120/min") or None},
    "EXCEPTION_HANDLER": "api.errors.answer_to",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Dữ liệu chi bộ kiểu mẫu",
    "VERSION": "1",
    "DESCRIPTION": ABOUT,
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_NAME_OVERRIDES": {
        "SheetState": "scoring.workflow.State",
        "ScoreState": "api.serializers.sheets.ValueState",
        "GradeTone": "criteria.models.Tone",
    },
}

# --- Logging: warnings and errors to the console, where systemd or Docker keep them

LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Django's own handlers (mail to admins, a console only in DEBUG) are not used.
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
    },
}
