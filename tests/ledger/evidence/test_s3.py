"""Contents in an S3-compatible store, spoken to over loopback; locked where the bucket has object lock."""

from datetime import UTC, date, datetime, timedelta

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.server import ThreadedMotoServer

from heng.ledger.evidence import checking, deleting, retention
from heng.ledger.evidence.store import store
from heng.ledger.models import Entry
from tests.ledger.evidence.conftest import PDF, ROAD, kept
from tests.ledger.stories import WANG_FANG

pytestmark = pytest.mark.django_db
SECRETS = {"access_key": "nobody", "secret_key": "nothing", "region_name": "us-east-1"}


@pytest.fixture(scope="module")
def endpoint():
    """A store on loopback."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint, settings, request):
    """A bucket of its own with object lock, named by the settings."""
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",
        region_name="us-east-1",
    )
    name = f"evidence-{abs(hash(request.node.name))}"
    client.create_bucket(Bucket=name, ObjectLockEnabledForBucket=True)
    mode = getattr(request, "param", "COMPLIANCE")
    options = {"bucket_name": name, "endpoint_url": endpoint, "lock_mode": mode} | SECRETS
    settings.STORAGES = settings.STORAGES | {
        "evidence": {"BACKEND": "heng.ledger.evidence.s3.S3Store", "OPTIONS": options}
    }
    return boto3.resource(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",
        region_name="us-east-1",
    ).Bucket(name)


@pytest.mark.clause("7.5")
def test_a_file_is_kept_read_in_stretches_and_checked(bucket):
    file = kept()
    assert store().has(file.content.key)
    assert b"".join(store().read(file.content.key, 5, 3)) == PDF[5:8]
    assert checking.check(file).is_intact


def test_a_content_that_was_exchanged_or_lost_is_found(bucket):
    file = kept()
    bucket.Object(file.content.key).put(Body=PDF[:-1] + b"y")
    assert checking.check(file).state == checking.ALTERED
    bucket.Object(file.content.key).delete()
    assert checking.check(file).state == checking.MISSING


@pytest.mark.clause("7.6")
def test_the_store_itself_refuses_to_delete_a_locked_content_even_to_us(bucket):
    file = kept()
    thing = bucket.Object(file.content.key)
    assert thing.object_lock_mode == "COMPLIANCE"
    assert thing.object_lock_retain_until_date > datetime(2041, 3, 2, tzinfo=UTC)
    with pytest.raises(ClientError, match="AccessDenied"):
        store().remove(file.content.key)
    assert checking.check(file).is_intact


def test_keeping_the_same_again_later_locks_longer_and_never_shorter(bucket):
    file = kept()
    first = bucket.Object(file.content.key).object_lock_retain_until_date
    kept(on=date(2030, 1, 1))
    longer = bucket.Object(file.content.key).object_lock_retain_until_date
    assert longer - first > timedelta(days=3 * 365)
    kept()
    assert bucket.Object(file.content.key).object_lock_retain_until_date == longer


@pytest.mark.parametrize("bucket", [""], indirect=True)
def test_after_its_time_every_version_of_an_unlocked_content_is_destroyed(bucket):
    file = kept()
    deleting.delete(
        file, by=WANG_FANG, on=date(2060, 1, 1), matter=retention.Matter(date(2030, 1, 1)), reason="保存期满"
    )
    assert not list(bucket.object_versions.filter(Prefix=file.content.key))
    assert Entry.objects.filter(kind="evidence.FileDeleted", subject=ROAD).count() == 1


@pytest.mark.parametrize("bucket", [""], indirect=True)
def test_orphans_are_swept_out_of_a_bucket(bucket):
    file = kept()
    bucket.Object("ab/cd/orphan").put(Body=b"nobody's")
    assert checking.sweep(before=datetime.now(UTC) + timedelta(hours=1)) == ["ab/cd/orphan"]
    assert checking.check(file).is_intact
