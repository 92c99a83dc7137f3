"""An S3-compatible store 「对象存储」, with object lock where the bucket has it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage

from heng.ledger.evidence.store import PIECE

ABSENT = {"404", "NoSuchKey", "NoSuchVersion"}


class S3Store(S3Storage):  # type: ignore[misc]  # the package carries no types
    """Keeps contents in a bucket; `lock_mode` is one of S3 Object Lock, GOVERNANCE or COMPLIANCE, or empty."""

    lock_mode: str

    def get_default_settings(self) -> dict[str, Any]:
        """Know the mode of the lock besides what the package knows."""
        return {**super().get_default_settings(), "lock_mode": ""}

    def put(self, key: str, draft: Path) -> None:
        self.bucket.Object(key).upload_file(str(draft), ExtraArgs={"ChecksumAlgorithm": "SHA256"})

    def lock(self, key: str, *, until: date) -> None:
        if not self.lock_mode:
            return
        thing = self.bucket.Object(key)
        locked = thing.object_lock_retain_until_date
        if locked is None or locked < _end_of(until):
            retention = {"Mode": self.lock_mode, "RetainUntilDate": _end_of(until)}
            thing.meta.client.put_object_retention(Bucket=self.bucket.name, Key=key, Retention=retention)

    def has(self, key: str) -> bool:
        return bool(self.exists(key))

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        if length <= 0:
            return
        try:
            answer = self.bucket.Object(key).get(Range=f"bytes={start}-{start + length - 1}")
        except ClientError as fault:
            if fault.response["Error"]["Code"] in ABSENT:
                raise FileNotFoundError(key) from fault
            raise
        yield from answer["Body"].iter_chunks(PIECE)

    def remove(self, key: str) -> None:
        """Destroy every version: in a bucket with versions a plain deletion only hides the content."""
        for version in self.bucket.object_versions.filter(Prefix=key):
            version.delete()

    def older_than(self, moment: datetime) -> Iterator[str]:
        for thing in self.bucket.objects.all():
            if thing.last_modified < moment:
                yield thing.key


def _end_of(day: date) -> datetime:
    """Give the moment at which a day has ended everywhere."""
    return datetime.combine(day + timedelta(days=2), time(), tzinfo=UTC)
