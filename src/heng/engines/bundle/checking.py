"""Checking 「验证」: what a bundle or a receipt proves, and every place where it fails."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import BinaryIO, NamedTuple

from heng.engines.bundle import entries
from heng.engines.bundle import manifest as manifests
from heng.engines.bundle.archive import Archive
from heng.engines.bundle.entries import Leaf
from heng.engines.bundle.errors import BundleError, Fault
from heng.engines.bundle.manifest import DOCUMENTS, Manifest, Member
from heng.engines.bundle.receipts import Receipt
from heng.engines.tlog.checkpoints import Checkpoint, open_checkpoint
from heng.engines.tlog.cosignatures import cosigned_at
from heng.engines.tlog.digests import digests
from heng.engines.tlog.errors import MalformedError, ProofError, SignatureError
from heng.engines.tlog.keys import VerifierKey
from heng.engines.tlog.merkle import leaf_hash
from heng.engines.tlog.notes import Note, parse_note
from heng.engines.tlog.proofs import check_inclusion

SKEW = timedelta(minutes=5)  # by so much clocks of honest people differ
RECEIPT, CHECKPOINT = "receipt", "checkpoint"


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose word counts: the key of the log, those of the witnesses, and the second one of the log 「第二签名」."""

    log: VerifierKey
    witnesses: tuple[VerifierKey, ...] = ()
    second: VerifierKey | None = None


class Places(NamedTuple):
    """Which members an entry consists of, or the receipt for all three."""

    leaf: str
    opening: str
    proof: str


@dataclass(slots=True)
class Report:
    """What was found. It proves something only without faults.

    `witnessed` tells when which witness saw the checkpoint; `entries` holds proven leaves by index; `documents` the
    entry in which the digest of each document stands, by name. `seconded` tells whether the second key signed it;
    None where none is expected. A checkpoint from before there was a second signer rightly lacks it: that is no fault.
    """

    trust: Trust | None = None
    checkpoint: Checkpoint | None = None
    witnessed: dict[str, datetime] = field(default_factory=dict)
    seconded: bool | None = None
    entries: dict[int, Leaf] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def sealed_before(self) -> datetime | None:
        """Before which moment all this was sealed, by the word of the witness that saw it first; None without one."""
        return min(self.witnessed.values(), default=None)


def check_bundle(
    file: BinaryIO,
    *,
    now: datetime,
    log: VerifierKey | None = None,
    witnesses: tuple[VerifierKey, ...] = (),
    second: VerifierKey | None = None,
) -> Report:
    """Check every byte of a bundle; `now` refuses what claims to be later.

    Only if no key at all is given, those that the bundle brings are believed: who knows the log but no witness must not
    believe witnesses that anybody may have added.
    """
    report = Report()
    try:
        archive = Archive(file)
        listed = _manifest_of(archive)
        report.faults += _altered(archive, listed)
        if not report.faults:
            own = Trust(*listed.keys())
            if log not in {None, own.log}:
                raise BundleError("unknown-key", manifests.NAME)
            report.trust = Trust(own.log, witnesses, second) if log or witnesses or second else own
            _check_contents(archive, listed, report, now)
    except BundleError as error:
        report.faults.append(error.fault)
    return report


def check_receipt(data: bytes, trust: Trust, *, now: datetime) -> Report:
    """Check a receipt, whose entry then stands among the entries of the report."""
    report = Report(trust)
    try:
        receipt = _receipt(data, RECEIPT)
        _open(receipt.checkpoint, report, now, at=RECEIPT)
        _enter(receipt, report, now, Places(RECEIPT, RECEIPT, RECEIPT))
    except BundleError as error:
        report.faults.append(error.fault)
    return report


def _manifest_of(archive: Archive) -> Manifest:
    names = list(archive.places)
    if names[:1] != [manifests.NAME]:
        raise BundleError("members", manifests.NAME)
    listed = manifests.parse(archive.read(manifests.NAME, manifests.MOST_BYTES))
    expected = [manifests.NAME, *(member.name for member in listed.members)]
    for there, member in zip(names, expected, strict=False):
        if there != member:
            raise BundleError("members", there)
    if len(names) != len(expected):
        raise BundleError("members", manifests.NAME)
    return listed


def _altered(archive: Archive, listed: Manifest) -> list[Fault]:
    return [Fault(member.name, "altered") for member in listed.members if not _is_intact(archive, member)]


def _is_intact(archive: Archive, member: Member) -> bool:
    try:
        found = digests(archive.chunks(member.name))
    except BundleError:
        return False
    return (found.size, found.sha256.hex(), found.sm3.hex()) == (member.size, member.sha256, member.sm3)


def _check_contents(archive: Archive, listed: Manifest, report: Report, now: datetime) -> None:
    """Check what the members say, once they are known to be those that the manifest lists."""
    texts = {one.name: archive.read(one.name, one.size) for one in listed.members if one.role in manifests.SMALL}
    _open(texts[CHECKPOINT], report, now, at=CHECKPOINT)
    for member in listed.of("entry"):
        try:
            _check_entry(member, texts, report, now)
        except BundleError as error:
            report.faults.append(error.fault)
    belongs = {member.entry for member in listed.of("entry")}
    parts = (*listed.of("opening"), *listed.of("proof"))
    report.faults += [Fault(part.name, "members") for part in parts if part.entry not in belongs]
    for member in listed.of("document"):
        _find(member, report)


def _check_entry(member: Member, texts: dict[str, bytes], report: Report, now: datetime) -> None:
    proof_at, opening_at = (manifests.NAMES[role].format(member.entry) for role in ("proof", "opening"))
    proof = _receipt(texts.get(proof_at, b""), proof_at)
    if proof.checkpoint != texts[CHECKPOINT]:
        raise BundleError("another-checkpoint", proof_at)
    if proof.index != member.entry:
        raise BundleError("proof", proof_at)
    extra = b"\n".join([texts[member.name], *([texts[opening_at]] if opening_at in texts else [])])
    _enter(replace(proof, extra=extra), report, now, Places(member.name, opening_at, proof_at))


def _find(document: Member, report: Report) -> None:
    """Find the digest of a document in the entry that the manifest names for it, under the name that it has here."""
    body = report.entries.get(-1 if document.entry is None else document.entry, {}).get("body")
    facts = body if isinstance(body, dict) else {}
    stem = document.name.removeprefix(DOCUMENTS).rpartition(".")[0]
    if document.entry is None or (facts.get("sha256"), facts.get("file")) != (document.sha256, stem):
        report.faults.append(Fault(document.name, "unproven"))
    else:
        report.documents[document.name] = document.entry


def _open(data: bytes, report: Report, now: datetime, *, at: str) -> None:
    """Believe a checkpoint that the log signed, and hear its witnesses."""
    trust = report.trust
    if trust is None:
        raise BundleError("key", at)
    try:
        note = parse_note(data)
        if Checkpoint.parse(note.text).origin != trust.log.name:
            raise BundleError("another-log", at)
        report.checkpoint = open_checkpoint(data, origin=trust.log.name, keys=[trust.log])
        report.seconded = _seconded(note, trust.second, at)
        cosigned = note.signed_by(known) if (known := note.claimed_by(trust.witnesses)) else {}
        report.witnessed = {key.name: cosigned_at(signature.value) for key, signature in cosigned.items()}
    except MalformedError as error:
        raise BundleError("checkpoint", at) from error
    except SignatureError as error:
        raise BundleError("signature", at) from error
    if any(moment > now + SKEW for moment in report.witnessed.values()):
        raise BundleError("future", at)


def _seconded(note: Note, second: VerifierKey | None, at: str) -> bool | None:
    if second is None:
        return None
    try:
        return bool(note.claimed_by([second]) and note.signed_by([second]))
    except SignatureError as error:
        raise BundleError("second-signature", at) from error


def _receipt(data: bytes, at: str) -> Receipt:
    try:
        return Receipt.parse(data)
    except MalformedError as error:
        raise BundleError("receipt", at) from error


def _enter(receipt: Receipt, report: Report, now: datetime, at: Places) -> None:
    """Enter a leaf that the proof leads from to the checkpoint."""
    head, leaf = report.checkpoint, receipt.leaf
    if head is None:
        raise BundleError("checkpoint", at.proof)
    try:
        check_inclusion(receipt.proof, leaf=leaf_hash(leaf), index=receipt.index, size=head.size, root=head.root)
    except ProofError as error:
        raise BundleError("proof", at.proof) from error
    found = entries.read(leaf, at.leaf)
    if entries.moment_of(found) > now + SKEW:
        raise BundleError("future", at.leaf)
    report.entries[receipt.index] = entries.opened(found, receipt.opening, at.opening) if receipt.opening else found
