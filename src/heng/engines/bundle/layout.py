"""How the members of a bundle lie in its zip, byte by byte (APPNOTE 4.3): stored, dated 1980, with no attribute."""

import re
from dataclasses import dataclass
from struct import Struct

LOCAL = Struct("<4s5H3L2H")
CENTRAL = Struct("<4s6H3L5H2L")
END = Struct("<4s4H2LH")
LOCAL_MARK, CENTRAL_MARK, END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
VERSION = 20
MIDNIGHT, FIRST_DAY = 0, 0x21  # 1980-01-01, the first day that a zip can name
MOST_MEMBERS = 20_000
LARGEST = (1 << 32) - 1  # bytes of all; beyond it a zip is written otherwise
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}(/[A-Za-z0-9][A-Za-z0-9._-]{0,79})?")
LONGEST_NAME = 161


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member lies: its header begins at `offset`."""

    name: str
    crc: int
    size: int
    offset: int

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.offset + LOCAL.size + len(self.name)

    @property
    def end(self) -> int:
        """Where its content ends, and the next header begins."""
        return self.start + self.size

    def local(self) -> bytes:
        """Return the header before the content."""
        return LOCAL.pack(LOCAL_MARK, VERSION, *self._facts(), len(self.name), 0) + self.name.encode()

    def central(self) -> bytes:
        """Return the record in the directory at the end."""
        facts = (VERSION, VERSION, *self._facts(), len(self.name), 0, 0, 0, 0, 0, self.offset)
        return CENTRAL.pack(CENTRAL_MARK, *facts) + self.name.encode()

    def _facts(self) -> tuple[int, ...]:
        return 0, 0, MIDNIGHT, FIRST_DAY, self.crc, self.size, self.size


def ending(count: int, size: int, start: int) -> bytes:
    """Return the last record: how many members, how long their directory, where it starts."""
    return END.pack(END_MARK, 0, 0, count, count, size, start, 0)
