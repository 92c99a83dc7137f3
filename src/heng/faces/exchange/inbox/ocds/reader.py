"""The reader of OCDS 「读取」: record packages, release packages, bare releases, in a document or one on each line."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from heng.faces.exchange.inbox import documents
from heng.faces.exchange.inbox.documents import Found
from heng.faces.exchange.inbox.ocds import release
from heng.faces.exchange.inbox.record import Finding, Received, Rejected, SourceProfile, digest_of

DATASET = "OCDS"
_encode = msgspec.json.Encoder(decimal_format="number").encode


def read(stream: BinaryIO, profile: SourceProfile) -> Iterator[Received | Rejected]:
    """Read a stream of UTF-8 JSON; see `heng.faces.exchange.inbox.record.Reader`."""
    for found in documents.values(stream):
        yield from answered(found, profile)


def read_one(raw: bytes, profile: SourceProfile, line: int) -> Iterator[Received | Rejected]:
    """Read one record again, as it was kept."""
    yield from answered(documents.parse(raw, line), profile)


def answered(found: Found, profile: SourceProfile) -> Iterator[Received | Rejected]:
    """Turn one JSON value into the records that it holds."""
    if found.finding is not None:
        yield _rejected(found, "", found.raw, found.finding)
        return
    for value, raw in _releases(found):
        if isinstance(value, Finding):
            yield _rejected(found, "", raw, value)
        else:
            yield _record(found, value, raw, profile)


def _record(found: Found, value: dict[str, Any], raw: bytes, profile: SourceProfile) -> Received | Rejected:
    try:
        digest = digest_of(value)
    except (ValueError, TypeError, RecursionError):
        return _rejected(
            found, "", raw, Finding("", "broken-json", "该条含有无法保存的字符或嵌套过深；请核对报送程序。")
        )
    reading = release.read(value, profile)
    if reading.dossier is None:
        return _rejected(found, reading.key, raw, *reading.findings)
    remarks = reading.remarks if found.remark is None else (found.remark, *reading.remarks)
    return Received(
        dataset=DATASET,
        key=reading.key,
        line=found.line,
        raw=raw,
        content=reading.dossier,
        digest=digest,
        stamp=f"{reading.stamp}~{int('parties' in value)}~{len(raw):010d}",  # of one moment, the one that says more
        remarks=remarks,
    )


def _releases(found: Found) -> Iterator[tuple[dict[str, Any] | Finding, bytes]]:
    """Yield the releases that a value holds: itself, those of a package, or what a record compiles."""
    value = found.value
    if not isinstance(value, dict):
        yield Finding("", "wrong-type", "该条不是 JSON 对象，不是 OCDS 的发布文件；请核对"), found.raw
    elif "ocid" not in value and isinstance(value.get("records"), list):
        yield from _all(found, value["records"])
    elif "ocid" not in value and isinstance(value.get("releases"), list):
        yield from _all(found, value["releases"])
    elif isinstance(value.get("compiledRelease"), dict):
        yield value["compiledRelease"], _encode(value["compiledRelease"])
    elif isinstance(value.get("releases"), list):
        yield from _of_record(found, value)
    else:
        yield value, found.raw


def _all(found: Found, values: list[Any]) -> Iterator[tuple[dict[str, Any] | Finding, bytes]]:
    for value in values:
        yield from _releases(Found(found.line, _encode(value), value))


def _of_record(found: Found, record: dict[str, Any]) -> Iterator[tuple[dict[str, Any] | Finding, bytes]]:
    """A record without a compiled release is its releases; those that are mere links cannot be followed from here."""
    whole = [value for value in record["releases"] if isinstance(value, dict) and "ocid" in value]
    if not whole:
        message = "记录只有发布文件的链接，没有内容；请报送 compiledRelease 或完整的 releases"
        yield Finding("/releases", "linked-only", message), found.raw
    for value in whole:
        yield value, _encode(value)


def _rejected(found: Found, key: str, raw: bytes, *findings: Finding) -> Rejected:
    return Rejected(dataset=DATASET, key=key, line=found.line, raw=raw, findings=findings)
