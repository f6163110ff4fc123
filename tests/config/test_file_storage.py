"""STORAGE_URL: a folder or a bucket, and a clear word where something is missing."""

from importlib.util import find_spec

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.utils.module_loading import import_string

from config.file_storage import s3_options, storage_from


def test_files_lie_in_the_data_folder_unless_said_otherwise(settings):
    assert storage_from("") == {
        "BACKEND": "django.core.files.storage.FileSystemStorage"
    }
    assert settings.MEDIA_ROOT == settings.DATA_DIR / "media"


def test_a_folder_of_ones_own_holds_what_is_stored(tmp_path):
    entry = storage_from(f"file://{tmp_path}/minh%20chung")
    storage = import_string(entry["BACKEND"])(**entry["OPTIONS"])

    storage.save("minh-chung/ab/abcd", ContentFile(b"xin"))

    assert (tmp_path / "minh chung/minh-chung/ab/abcd").read_bytes() == b"xin"


def test_a_bucket_is_named_with_its_host_keys_and_folder():
    options = s3_options("s3://khoa:b%2Fm@minio.local:9000/kho/2022?region=vn-1&tls=0")

    assert options == {
        "bucket_name": "kho",
        "location": "2022",
        "default_acl": None,
        "file_overwrite": False,
        "region_name": "vn-1",
        "access_key": "khoa",
        "secret_key": "b/m",
        "endpoint_url": "http://minio.local:9000",
        "addressing_style": "path",
    }


def test_amazon_needs_only_the_bucket():
    options = s3_options("s3:///kho")

    assert options["bucket_name"] == "kho"
    assert not {"access_key", "secret_key", "endpoint_url"} & options.keys()


@pytest.mark.parametrize("url", ["ftp://host/x", "s3://host", "minh-chung", "file:"])
def test_an_address_that_is_no_storage_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL is"):
        storage_from(url)


@pytest.mark.skipif(find_spec("storages") is not None, reason="the package is there")
def test_the_missing_package_is_named():
    with pytest.raises(ImproperlyConfigured, match=r"django-storages\[s3\]"):
        storage_from("s3:///kho")
