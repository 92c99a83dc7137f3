"""Where evidence is kept is a setting, and a mode of lock that does not exist is refused."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from heng.config import environment


def test_without_a_bucket_files_lie_on_the_disk(monkeypatch):
    monkeypatch.delenv("HENG_S3_BUCKET", raising=False)
    assert environment.evidence() == {"BACKEND": "heng.ledger.evidence.disk.DiskStore"}


def test_a_bucket_is_named_with_its_address_keys_and_lock(monkeypatch):
    monkeypatch.setenv("HENG_S3_BUCKET", "evidence")
    monkeypatch.setenv("HENG_S3_ENDPOINT", "https://s3.example.invalid")
    monkeypatch.setenv("HENG_S3_LOCK", "compliance")
    store = environment.evidence()
    assert store["BACKEND"] == "heng.ledger.evidence.s3.S3Store"
    assert store["OPTIONS"] == {
        "bucket_name": "evidence",
        "endpoint_url": "https://s3.example.invalid",
        "region_name": None,
        "access_key": None,
        "secret_key": None,
        "lock_mode": "COMPLIANCE",
    }


@pytest.mark.parametrize("address", ["", "127.0.0.1:3310", "/run/clamav/clamd.sock"])
def test_a_scanner_listens_at_a_port_or_a_socket(monkeypatch, address):
    monkeypatch.setenv("HENG_FILES_SCANNER", address)
    assert environment.scanner() == address


def test_a_scanner_without_a_port_is_refused(monkeypatch):
    monkeypatch.setenv("HENG_FILES_SCANNER", "clamav")
    with pytest.raises(ImproperlyConfigured, match="HENG_FILES_SCANNER"):
        environment.scanner()


def test_a_mode_of_lock_that_no_store_knows_is_refused(monkeypatch):
    monkeypatch.setenv("HENG_S3_BUCKET", "evidence")
    monkeypatch.setenv("HENG_S3_LOCK", "forever")
    with pytest.raises(ImproperlyConfigured, match="HENG_S3_LOCK"):
        environment.evidence()
