"""Writing a bundle, member after member, in one pass over a file that can be sought."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO
from zlib import crc32

from msgspec import UNSET

from heng.engines.bundle import manifest
from heng.engines.bundle.errors import BundleError
from heng.engines.bundle.layout import LARGEST, NAME, Place, ending
from heng.engines.bundle.manifest import Manifest, Member, Role
from heng.engines.tlog.digests import digests
from heng.engines.tlog.keys import VerifierKey


@dataclass(frozen=True, slots=True)
class Content:
    """What becomes a member: its role, its name, the entry it belongs to, and its bytes, which can be read twice."""

    role: Role
    name: str
    chunks: Iterable[bytes] = field(repr=False)
    entry: int | None = None


def write(
    file: BinaryIO,
    contents: Sequence[Content],
    *,
    log: VerifierKey,
    witnesses: Iterable[VerifierKey],
    second: VerifierKey | None = None,
) -> Manifest:
    """Write a bundle of these contents, and return its manifest. Each content is read twice.

    Raises:
        BundleError: `name`, `too-large`, or `altered` when a content was not the same twice.
    """
    listed = [_member(content) for content in contents]
    witnessing = [str(key) for key in witnesses]
    written = Manifest(manifest.FORMAT, str(log), witnessing, listed, str(second) if second else UNSET)
    manifest.parse(bytes(written))
    first = Content("page", manifest.NAME, [bytes(written)])
    places, offset = [], 0
    for content, member in zip([first, *contents], [_member(first), *listed], strict=True):
        places.append(_append(file, content, member, offset))
        offset = places[-1].end
    directory = b"".join(place.central() for place in places)
    file.write(directory + ending(len(places), len(directory), offset))
    return written


def _member(content: Content) -> Member:
    found = digests(content.chunks)
    return Member(content.name, content.role, found.size, found.sha256.hex(), found.sm3.hex(), content.entry)


def _append(file: BinaryIO, content: Content, member: Member, offset: int) -> Place:
    """Write header and content, then the header again, for the checksum is known only now."""
    if not NAME.fullmatch(content.name):
        raise BundleError("name", content.name)
    if offset + member.size > LARGEST:
        raise BundleError("too-large", content.name)
    crc = 0
    file.write(Place(content.name, crc, member.size, offset).local())
    for chunk in content.chunks:
        crc = crc32(chunk, crc)
        file.write(chunk)
    place = Place(content.name, crc, member.size, offset)
    if file.tell() != place.end:
        raise BundleError("altered", content.name)
    file.seek(offset)
    file.write(place.local())
    file.seek(place.end)
    return place
