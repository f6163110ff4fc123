"""The product's settings, with a database of its own and without collected files."""

import os

from config.settings import *  # noqa: F403 - what is measured is what production runs

ALLOWED_HOSTS = ["testserver"]
STATIC_ROOT = BASE_DIR / "static"  # noqa: F405
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
database = DATABASES["default"]  # noqa: F405
if database["ENGINE"].endswith("sqlite3"):
    name = os.environ.get("BENCHMARK_FILE", str(DATA_DIR / "benchmark.sqlite3"))  # noqa: F405
else:
    name = f"benchmark_{database['NAME']}"
database["TEST"] = {"NAME": name}
