import os
import tempfile

from config.settings import *  # noqa: F403 - the tests run what production runs

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast
# The live server finds files by their plain names, and nothing is collected.
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
STORAGES["default"] = {  # noqa: F405
    "BACKEND": "django.core.files.storage.InMemoryStorage"
}
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in production: threads of the live server get connections of their own.
    DATABASES["default"]["TEST"] = {  # noqa: F405
        "NAME": os.path.join(tempfile.gettempdir(), f"test-{os.getpid()}.sqlite3")
    }
# A query per row is an error; import-export looks up one relation per row by design,
# and so do the formsets of the admin.
INSTALLED_APPS += ["zeal"]  # noqa: F405
MIDDLEWARE += ["zeal.middleware.zeal_middleware"]  # noqa: F405
ZEAL_ALLOWLIST = [
    {"model": "cells.*", "field": "get*"},
    {"model": "criteria.*", "field": "get*"},
    # Django reads the session once to end it and once more to delete it.
    {"model": "sessions.Session", "field": "get*"},
]
