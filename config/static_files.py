"""Static files under hashed names, our ES modules' imports of each other included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage as Hashed


class StaticFilesStorage(Hashed):
    support_js_module_import_aggregation = True
    # Own modules only: an extension that django_htmx ships imports a bare "htmx",
    # which is no file, and collectstatic would stop there.
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        Hashed._js_module_import_aggregation_patterns[1],
    )
