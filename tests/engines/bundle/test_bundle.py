"""A bundle proves what it says, and nothing once a byte of it is altered."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heng.engines.bundle.checking import Report, Trust, check_bundle, check_receipt
from heng.engines.bundle.errors import BundleError, Fault
from heng.engines.bundle.layout import Place
from heng.engines.tlog.signing import Cosigner
from tests.engines.bundle import cases
from tests.engines.bundle.cases import INSIDE, LOG, NOW, WITNESS, Log
from tests.engines.tlog.signers import private, signer

WHOLE = cases.bundle()
unhurried = settings(deadline=None)  # the machine may be busy
TRUST = Trust(LOG.vkey, (WITNESS.vkey,))


def check(data: bytes, **keys) -> Report:
    return check_bundle(BytesIO(data), now=NOW, **keys)


def faults(data: bytes, **keys) -> list[str]:
    return [f"{fault.code} {fault.at}" for fault in check(data, **keys).faults]


def owner(at: int) -> set[str]:
    """Name the members to which a byte of the archive belongs, and the archive itself for what it says of all."""
    with zipfile.ZipFile(BytesIO(WHOLE)) as archive:
        for info in archive.infolist():
            place = Place(info.filename, info.CRC, info.file_size, info.header_offset)
            if place.offset <= at < place.end:
                return {info.filename}
    return {"zip", *archive.namelist()}


@pytest.mark.clause("7.4")
def test_a_bundle_proves_its_entries_documents_and_time():
    report = check(WHOLE)
    assert report.faults == []
    assert list(report.entries) == list(INSIDE)
    assert report.entries[3]["body"]["title"] == "招标文件", "what the opening opens"
    assert report.documents == {"documents/WJ000003.pdf": 3, "documents/WJ000007.pdf": 7}
    assert report.sealed_before == WITNESS.at
    assert report.checkpoint.size == 11


def test_other_programs_open_the_same_zip():
    with zipfile.ZipFile(BytesIO(WHOLE)) as archive:
        assert archive.testzip() is None
        assert archive.read("entries/5.json") == cases.leaf(5)
        assert archive.namelist()[0] == "manifest.json"


@pytest.mark.clause("7.4")
@unhurried
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_any_altered_byte_is_found_and_its_place_named(at, change):
    altered = bytearray(WHOLE)
    altered[at] ^= change
    found = check(bytes(altered)).faults
    assert found
    assert {fault.at for fault in found} <= owner(at) | {"zip"}
    assert at >= owner_end() or {fault.at for fault in found} == owner(at)


def owner_end() -> int:
    with zipfile.ZipFile(BytesIO(WHOLE)) as archive:
        return archive.start_dir


@unhurried
@given(st.integers(0, len(WHOLE) - 1))
def test_a_bundle_that_is_cut_short_is_none(size):
    assert faults(WHOLE[:size])


@unhurried
@given(st.binary(min_size=1, max_size=40), st.booleans())
def test_nothing_may_stand_before_or_behind_it(more, first):
    assert faults(more + WHOLE if first else WHOLE + more) == ["not-a-bundle zip"]


@unhurried
@given(st.binary(max_size=400))
def test_no_bytes_bring_the_reader_down(data):
    assert faults(data)


@pytest.mark.parametrize(
    "name", ["checkpoint", "entries/5.json", "openings/5.json", "proofs/5.tlog-proof", "documents/WJ000003.pdf"]
)
@unhurried
@given(data=st.data())
def test_who_writes_the_manifest_anew_is_found_too(name, data):
    original = next(b"".join(one.chunks) for one in cases.contents(Log()) if one.name == name)
    altered = bytearray(original)
    altered[data.draw(st.integers(0, len(original) - 1))] ^= data.draw(st.integers(1, 255))
    found = check(cases.bundle(**{name: bytes(altered)}))
    assert found.faults or found.witnessed == {}, "the name of a witness may be altered, and its word is lost with it"


def test_the_place_of_each_forgery_is_named():
    forged = {
        "entries/5.json": (cases.leaf(6), "proof proofs/5.tlog-proof"),
        "proofs/5.tlog-proof": (bytes(replace(Log().receipt(6), extra=b"")), "proof proofs/5.tlog-proof"),
        "openings/5.json": (cases.opening(6), "opening openings/5.json"),
        "documents/WJ000003.pdf": (b"%PDF another", "unproven documents/WJ000003.pdf"),
    }
    for name, (data, fault) in forged.items():
        assert fault in faults(cases.bundle(**{name: data}))


def test_what_is_closed_may_stay_closed_and_then_proves_no_document():
    there = [one for one in cases.contents(Log()) if one.role != "opening"]
    report = check(cases.written(there, Log()))
    assert report.entries[5]["body"] == {"number": 5}
    assert {fault.code for fault in report.faults} == {"unproven"}


def test_documents_may_not_change_names():
    there = {one.name: one for one in cases.contents(Log())}
    first, other = there["documents/WJ000003.pdf"], there["documents/WJ000007.pdf"]
    there[first.name], there[other.name] = replace(other, name=first.name), replace(first, name=other.name)
    assert faults(cases.written(list(there.values()), Log())) == [f"unproven {first.name}", f"unproven {other.name}"]


def test_a_bundle_of_another_log_is_refused_by_who_knows_the_key():
    other = signer("log.example/heng", 9)
    assert faults(cases.bundle(Log(signer=other)), log=LOG.vkey) == ["unknown-key manifest.json"]
    assert faults(WHOLE, log=LOG.vkey) == []


def test_a_checkpoint_of_another_log_or_by_another_key_is_refused():
    elsewhere, forged = Log(signer=signer("log.example/other", 9)), Log(signer=signer(LOG.name, 9))
    assert faults(cases.bundle(checkpoint=elsewhere.checkpoint())) == [
        "another-log checkpoint",
    ]
    assert faults(cases.bundle(checkpoint=forged.checkpoint())) == ["signature checkpoint"]


def test_a_checkpoint_of_another_size_fits_no_proof():
    found = faults(cases.bundle(checkpoint=Log(size=9).checkpoint()))
    assert "another-checkpoint proofs/3.tlog-proof" in found


@pytest.mark.parametrize(("ahead", "told"), [(timedelta(minutes=4), []), (timedelta(minutes=6), ["future checkpoint"])])
def test_a_witness_of_the_future_is_refused(ahead, told):
    early = Log(witnesses=(Cosigner("audit.example", private(2), NOW + ahead),))
    assert faults(cases.bundle(early)) == told


def test_an_entry_of_the_future_is_refused():
    later = Log(leaves=Log().leaves | {5: cases.leaf(5).replace(b"2026-03-01", b"2026-03-09")})
    assert "future entries/5.json" in faults(cases.bundle(later))


def test_only_the_witnesses_asked_for_count():
    stranger = Cosigner("stranger.example", private(7), NOW)
    assert check(WHOLE, witnesses=(stranger.vkey,)).witnessed == {}
    assert check(WHOLE, witnesses=(WITNESS.vkey,)).sealed_before == WITNESS.at
    assert check(WHOLE, log=LOG.vkey, witnesses=(WITNESS.vkey,)).sealed_before == WITNESS.at


def test_who_knows_the_log_alone_believes_no_witness_that_the_bundle_brings():
    assert check(WHOLE, log=LOG.vkey).sealed_before is None


HOSTILE = ["../x", "/etc/passwd", "a/../b", "a\\b", "a\0b", "documents/", "文件.pdf", "a/b/c", ".hidden", "C:x", ""]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_neither_written_nor_read(name):
    with pytest.raises(BundleError):
        cases.written([*cases.contents(Log()), cases.content("document", name, b"x", 3)], Log())
    raw = name.encode()
    hostile = WHOLE.replace(b"entries/5.json", raw.ljust(14, b"/")[:14])
    assert faults(hostile)


CHANGES = [
    {"compress_type": zipfile.ZIP_DEFLATED},
    {"external_attr": 0o120777 << 16},
    {"comment": b"hidden"},
    {"extra": b"\x01\x00\x00\x00"},
    {"date_time": (2026, 1, 1, 0, 0, 0)},
]
USUAL = (0o600 << 16).to_bytes(4, "little")  # what Python grants to who opens a member


@pytest.mark.parametrize("change", [{}, *CHANGES], ids=lambda change: next(iter(change), "nothing"))
def test_what_is_packed_linked_encrypted_or_hidden_is_refused(change):
    with zipfile.ZipFile(BytesIO(WHOLE)) as source:
        members = [(name, source.read(name), change if name == "entries/5.json" else {}) for name in source.namelist()]
    assert faults(zipped(members)) == (["structure entries/5.json"] if change else [])


def test_a_member_that_says_it_is_encrypted_is_refused():
    with zipfile.ZipFile(BytesIO(WHOLE)) as source:
        header = source.getinfo("entries/5.json").header_offset
    encrypted = bytearray(WHOLE)
    encrypted[header + 6] |= 1  # general purpose bit 0, APPNOTE 4.4.4
    assert faults(bytes(encrypted)) == ["structure entries/5.json"]


def zipped(members: list[tuple[str, bytes, dict]]) -> bytes:
    """Write a zip by other means, as plainly as a bundle but for the changes."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for name, data, change in members:
            info = zipfile.ZipInfo(name)
            info.create_system = 0
            for key, value in change.items():
                setattr(info, key, value)
            target.writestr(info, data)
    return file.getvalue().replace(USUAL, bytes(4))


def test_a_bomb_weighs_what_it_holds():
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("manifest.json", b"0" * 50_000_000)
    assert faults(file.getvalue()) == ["structure manifest.json"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_may_not_stand_twice():
    assert faults(zipped([("a", b"", {}), ("a", b"", {})])) == ["duplicate a"]


def test_a_member_that_no_manifest_lists_is_refused():
    there = cases.contents(Log())
    orphan = cases.content("proof", "proofs/6.tlog-proof", bytes(replace(Log().receipt(6), extra=b"")), 6)
    assert faults(cases.written([*there, orphan], Log())) == ["members proofs/6.tlog-proof"]


def test_a_member_greater_than_its_role_needs_is_refused():
    with pytest.raises(BundleError, match="too-large"):
        cases.bundle(**{"verify.html": b"x" * (5 << 20)})


def test_a_receipt_proves_its_entry():
    receipt = Log().receipt(5)
    report = check_receipt(bytes(receipt), TRUST, now=NOW)
    assert (report.faults, list(report.entries), report.sealed_before) == ([], [5], WITNESS.at)


@unhurried
@given(st.data())
def test_an_altered_receipt_proves_nothing(data):
    receipt = bytearray(bytes(Log().receipt(5)))
    receipt[data.draw(st.integers(0, len(receipt) - 1))] ^= data.draw(st.integers(1, 127))
    report = check_receipt(bytes(receipt), TRUST, now=NOW)
    assert report.faults or report.witnessed == {}


@pytest.mark.parametrize("key", [signer("log.example/heng", 9), signer("log.example/other", 1)])
def test_a_receipt_under_an_unknown_key_is_refused(key):
    report = check_receipt(bytes(Log().receipt(5)), Trust(key.vkey), now=NOW)
    assert {fault.code for fault in report.faults} <= {"signature", "another-log"}
    assert report.faults


def test_every_fault_has_its_words():
    assert str(Fault("entries/5.json", "altered")) == "entries/5.json：内容已改变：与清单所载摘要不一致"
