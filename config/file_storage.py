"""Where uploaded files lie: STORAGE_URL as Django's setting for a storage.

file:///srv/tep                                   a folder; without one it is MEDIA_ROOT
s3://KEY:SECRET@host:9000/bucket?region=vn-1      anything that speaks S3
s3:///bucket                                      Amazon, keys from the machine's role
"""

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

FOLDER = "django.core.files.storage.FileSystemStorage"


def storage_from(url: str) -> dict:
    """The entry "default" of STORAGES."""
    if not url:
        return {"BACKEND": FOLDER}
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path:
        return {"BACKEND": FOLDER, "OPTIONS": {"location": unquote(parts.path)}}
    if parts.scheme != "s3" or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "STORAGE_URL is file:///folder or s3://key:secret@host/bucket"
        )
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": s3_options(url)}


def s3_options(url: str) -> dict:
    """What the storage of django-storages wants to know, from s3://key:secret@host/bucket."""
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    bucket, _, folder = parts.path.strip("/").partition("/")
    options = {
        "bucket_name": bucket,
        "location": folder,
        "default_acl": None,  # as the bucket has it: private
        "file_overwrite": False,
        "region_name": asked.get("region"),
    }
    if parts.username:
        options["access_key"] = unquote(parts.username)
        options["secret_key"] = unquote(parts.password or "")
    if parts.hostname:
        scheme = "http" if asked.get("tls") == "0" else "https"
        port = f":{parts.port}" if parts.port else ""
        options["endpoint_url"] = f"{scheme}://{parts.hostname}{port}"
        options["addressing_style"] = "path"
    return options
