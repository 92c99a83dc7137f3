"""The manifest 「清单」: what lies in a bundle and what each member is for. It proves nothing by itself."""

from typing import Literal

import msgspec
import rfc8785
from msgspec import UNSET, UnsetType

from heng.engines.bundle.errors import BundleError
from heng.engines.tlog import keys, notes
from heng.engines.tlog.bundles import LONGEST
from heng.engines.tlog.errors import MalformedError
from heng.engines.tlog.keys import VerifierKey

FORMAT = "heng-bundle/v1"
NAME = "manifest.json"
MOST_BYTES = 1 << 23
MOST_WITNESSES = 100
Role = Literal["page", "checkpoint", "entry", "opening", "proof", "document"]
SMALL: dict[str, int] = {
    "page": 1 << 22,
    "checkpoint": notes.LONGEST,
    "entry": LONGEST,
    "opening": 4 * LONGEST,
    "proof": notes.LONGEST,
}
NAMES = {
    "page": "verify.html",
    "checkpoint": "checkpoint",
    "entry": "entries/{}.json",
    "opening": "openings/{}.json",
    "proof": "proofs/{}.tlog-proof",
}
DOCUMENTS = "documents/"


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A member: digests in hexadecimal, size in bytes, and the entry (leaf index) that it is, proves or needs."""

    name: str
    role: Role
    size: int
    sha256: str
    sm3: str
    entry: int | None = None


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All members but itself in their order, the key of the log and those of its witnesses, as their texts.

    `second` is the key under which checkpoints are signed too 「第二签名」; where there is none, it is left out.
    """

    format: str
    log: str
    witnesses: list[str]
    members: list[Member]
    second: str | UnsetType = UNSET

    def of(self, role: Role) -> list[Member]:
        """List the members of a role."""
        return [member for member in self.members if member.role == role]

    def keys(self) -> tuple[VerifierKey, tuple[VerifierKey, ...], VerifierKey | None]:
        """Return the key of the log, those of its witnesses, and the second one of the log if there is one.

        Raises:
            BundleError: `key`.
        """
        try:
            second = None if self.second is UNSET else keys.parse_key(self.second)
            return keys.parse_key(self.log), tuple(map(keys.parse_key, self.witnesses)), second
        except MalformedError as error:
            raise BundleError("key", NAME) from error

    def __bytes__(self) -> bytes:
        return rfc8785.dumps(msgspec.to_builtins(self))


def parse(data: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        BundleError: `manifest`, or `too-large`, or `name` for a member that is not called as its role asks.
    """
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
        is_canonical = bytes(manifest) == data
    except (msgspec.DecodeError, UnicodeError, ValueError, RecursionError) as error:
        raise BundleError("manifest", NAME) from error
    roles = [member.role for member in manifest.members]
    wanted = manifest.format == FORMAT and roles.count("checkpoint") == 1 and len(manifest.witnesses) <= MOST_WITNESSES
    if not (is_canonical and wanted):
        raise BundleError("manifest", NAME)
    for member in manifest.members:
        _check(member)
    return manifest


def _check(member: Member) -> None:
    if member.size > SMALL.get(member.role, member.size):
        raise BundleError("too-large", member.name)
    expected = NAMES[member.role].format(member.entry) if member.role in NAMES else DOCUMENTS
    is_right = member.name.startswith(expected) if member.role == "document" else member.name == expected
    has_entry = member.entry is not None and member.entry >= 0
    if not is_right or has_entry != (member.role not in {"page", "checkpoint"}):
        raise BundleError("name", member.name)
