"""Segments in an S3-compatible store are locked as files are."""

from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError

from heng.ledger.evidence.recordings import checks, ingest
from heng.ledger.evidence.store import store
from tests.ledger.evidence.recordings.conftest import SIGNER, begun
from tests.ledger.evidence.test_s3 import bucket, endpoint  # noqa: F401  -- a bucket with object lock, on loopback
from tests.ledger.stories import NOON

pytestmark = pytest.mark.django_db


@pytest.mark.clause("7.6")
def test_the_store_refuses_to_delete_segments_and_their_initialisation_sections(bucket, chunks):  # noqa: F811
    footage = begun()
    for sequence in range(2):
        ingest.take(footage, chunks[sequence], sequence=sequence, offset=2000 * sequence, at=NOON)
    segments = list(footage.segments.select_related("content", "init"))
    for key in {content.key for segment in segments for content in (segment.content, segment.init)}:
        assert bucket.Object(key).object_lock_retain_until_date > datetime(2041, 3, 2, tzinfo=UTC)
        with pytest.raises(ClientError, match="AccessDenied"):
            store().remove(key)
    assert checks.altered(footage, SIGNER.vkey, now=NOON) == []
