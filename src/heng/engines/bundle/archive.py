"""Reading the zip of a bundle: nothing is unpacked, and nothing may lie in it that its members do not account for."""

from collections.abc import Iterator
from typing import BinaryIO
from zlib import crc32

from heng.engines.bundle.errors import BundleError
from heng.engines.bundle.layout import (
    CENTRAL,
    CENTRAL_MARK,
    END,
    LARGEST,
    LOCAL,
    LONGEST_NAME,
    MOST_MEMBERS,
    NAME,
    Place,
    ending,
)

PIECE = 1 << 18
WHOLE = "zip"  # the place of what is wrong with the archive and with no single member


class Archive:
    """The members of a zip that was written as `writing` writes it, in their order.

    Raises:
        BundleError: `not-a-bundle`, `too-large`, `name`, `duplicate`, `structure`.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.places = self._directory()
        for place in self.places.values():
            if self._at(place.offset, LOCAL.size + len(place.name)) != place.local():
                raise BundleError("structure", place.name)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the content of a member in pieces.

        Raises:
            BundleError: `altered`, at its end, when its checksum differs.
        """
        place, crc = self.places[name], 0
        for start in range(place.start, place.end, PIECE):
            piece = self._at(start, min(PIECE, place.end - start))
            crc = crc32(piece, crc)
            yield piece
        if crc != place.crc:
            raise BundleError("altered", name)

    def read(self, name: str, most: int) -> bytes:
        """Return the content of a member of so many bytes at most.

        Raises:
            BundleError: `altered`, `too-large`.
        """
        if self.places[name].size > most:
            raise BundleError("too-large", name)
        return b"".join(self.chunks(name))

    def _directory(self) -> dict[str, Place]:
        size = self._file.seek(0, 2)
        if size > LARGEST:
            raise BundleError("too-large", WHOLE)
        count, length, start = self._end(size)
        directory, places, at = self._at(start, length), dict[str, Place](), 0
        for _ in range(count):
            place = _place(directory[at : at + CENTRAL.size + LONGEST_NAME], _next(places))
            if place.name in places:
                raise BundleError("duplicate", place.name)
            places[place.name] = place
            at += len(place.central())
        if at != length or _next(places) != start:
            raise BundleError("structure", WHOLE)
        return places

    def _end(self, size: int) -> tuple[int, int, int]:
        last = self._at(max(size - END.size, 0), END.size)
        if len(last) != END.size:
            raise BundleError("not-a-bundle", WHOLE)
        count, length, start = END.unpack(last)[4:7]
        if last != ending(count, length, start) or start + length + END.size != size:
            raise BundleError("not-a-bundle", WHOLE)
        if count > MOST_MEMBERS:
            raise BundleError("too-large", WHOLE)
        return count, length, start

    def _at(self, start: int, length: int) -> bytes:
        self._file.seek(start)
        return self._file.read(length)


def _place(record: bytes, offset: int) -> Place:
    """Read the record of the member whose header lies at the offset."""
    if len(record) < CENTRAL.size or not record.startswith(CENTRAL_MARK):
        raise BundleError("structure", WHOLE)
    facts = CENTRAL.unpack(record[: CENTRAL.size])
    name = record[CENTRAL.size : CENTRAL.size + facts[10]].decode("latin-1")
    if not NAME.fullmatch(name):
        raise BundleError("name", WHOLE)
    place = Place(name, facts[7], facts[8], offset)
    if not record.startswith(place.central()):
        raise BundleError("structure", name)
    return place


def _next(places: dict[str, Place]) -> int:
    return places[next(reversed(places))].end if places else 0
