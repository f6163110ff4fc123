"""STORAGE_URL: a folder or a bucket, and a clear word where something is missing."""

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.utils.module_loading import import_string
from moto import mock_aws

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


@mock_aws
def test_a_bucket_keeps_gives_back_and_forgets_what_is_stored(monkeypatch):
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    bucket = boto3.resource("s3", region_name="us-east-1").create_bucket(Bucket="kho")
    entry = storage_from("s3://khoa:bi%2Fmat@/kho/2022?region=us-east-1")
    storage = import_string(entry["BACKEND"])(**entry["OPTIONS"])

    names = [storage.save("minh-chung/ab", ContentFile(b"xin")) for _ in range(2)]
    kept = {one.key: one.get()["Body"].read() for one in bucket.objects.all()}
    storage.delete(names[0])
    with storage.open(names[1]) as file:
        given = file.read()

    assert len(set(names)) == 2
    assert kept == {f"2022/{name}": b"xin" for name in names}
    assert given == b"xin"
    assert not storage.exists(names[0])
