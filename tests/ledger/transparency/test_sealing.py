"""Entries are sealed in their turn, and what was sealed proves itself."""

from datetime import timedelta

import msgspec
import pytest
from django.db import IntegrityError, transaction

from heng.engines.tlog import proofs
from heng.engines.tlog.bundles import entries_in
from heng.engines.tlog.checkpoints import open_checkpoint
from heng.engines.tlog.merkle import leaf_hash, root_of
from heng.engines.tlog.notes import Signature, parse_note
from heng.engines.tlog.tiles import ENTRIES, tile_in
from heng.engines.tlog.trees import TiledTree
from heng.ledger import events, journal
from heng.ledger.models import Checkpoint, PersonalValue, Turn
from heng.ledger.transparency import keys, leaves, locking, reading, selectors, services
from heng.ledger.transparency.errors import LogBrokenError
from heng.ledger.transparency.folder import Folder
from tests.ledger.stories import NOON, WANG_FANG

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=1)
LINE = str(Signature("witness.example", b"abcd", bytes(72)))


def opened(log):
    """The published checkpoint, as an outsider reads it."""
    return open_checkpoint((log / "checkpoint").read_bytes(), origin=keys.signer().name, keys=[selectors.vkey()])


def test_nothing_is_sealed_where_nothing_happened(log):
    assert services.seal(at=NOON) == 0
    assert selectors.published() is None


def test_an_outsider_finds_every_leaf_under_the_published_root(log, record):
    for count in (1, 254, 2, 300):
        record(count)
        assert services.seal(at=NOON) == count
    head, folder = opened(log), Folder(log)
    assert head.size == 557
    told = [selectors.leaf_at(index, head.size) for index in range(head.size)]
    assert root_of(map(leaf_hash, told)) == head.root == TiledTree(head.size, folder.tile).root()
    whole = [selectors.leaf_again(index, leaf) for index, leaf in enumerate(told)]
    assert whole == told
    entries = [msgspec.json.decode(leaf)["entry"] for leaf in told]
    assert entries == list(Turn.objects.order_by("position").values_list("entry_id", flat=True))


def test_an_hsm_signs_each_checkpoint_a_second_time_with_sm2(log, record, settings):
    settings.LOG_SECOND_SIGNER = "tests.engines.tlog.signers.hsm"
    record(3)
    services.seal(at=NOON)
    note = parse_note((log / "checkpoint").read_bytes())
    [first, second] = selectors.vkeys()
    assert (first, second.name) == (selectors.vkey(), "hsm.example")
    assert list(note.signed_by([first, second])) == [first, second]
    assert opened(log).size == 3


def test_without_the_second_signer_that_is_asked_for_nothing_is_sealed(log, record, settings):
    settings.LOG_SECOND_SIGNER = "nowhere.to.be.found"
    record(3)
    with pytest.raises(LogBrokenError, match="names nothing"):
        services.seal(at=NOON)
    assert not (log / "checkpoint").exists()
    assert not Checkpoint.objects.exists()


def test_each_checkpoint_goes_on_from_the_one_before(log, record):
    for count in (3, 255, 40):
        record(count)
        services.seal(at=NOON)
    heads = [(head.size, bytes.fromhex(head.root)) for head in Checkpoint.objects.order_by("size")]
    tree = TiledTree(heads[-1][0], Folder(log).tile)
    for size, root in heads:
        proof = proofs.prove_consistency(tree, size)
        proofs.check_consistency(proof, old_size=size, old_root=root, size=heads[-1][0], root=heads[-1][1])


def test_an_entry_shows_its_seal(log, record):
    *_, entry = record(300)
    assert selectors.seal_of(entry.pk) is None
    services.seal(at=NOON)
    seal = selectors.seal_of(entry.pk)
    assert seal
    assert (seal.index, seal.size) == (299, 300)
    proofs.check_inclusion(seal.proof, leaf=seal.leaf_hash, index=seal.index, size=seal.size, root=seal.root)
    assert seal.leaf_hash == leaf_hash(selectors.leaf_at(299, 300))
    assert seal.root == opened(log).root


@pytest.mark.clause("7.5")
def test_a_personal_value_is_proven_before_it_is_erased_and_cannot_be_guessed_afterwards(log, record):
    (entry,) = record(1, bidder="演示投标人乙")
    services.seal(at=NOON)
    stored = selectors.leaf_at(0, 1)
    committed = msgspec.json.decode(stored)["body"]["bidder"]["commitment"]
    kept = PersonalValue.objects.get(entry=entry)
    assert events.commitment(bytes(kept.salt), "演示投标人乙") == committed
    with transaction.atomic():
        journal.erase(entry, "bidder", by=WANG_FANG, law="个人信息保护法 第四十七条", reason="本人要求")
    assert not PersonalValue.objects.filter(entry=entry).exists()
    guesses = [b"", bytes(16), leaves.opening(next(reading.rows(0, 1)), keys.salt_secret(), None).salt]
    assert committed not in {events.commitment(salt, "演示投标人乙") for salt in guesses}
    assert selectors.leaf_again(0, stored) == stored
    seal = selectors.seal_of(entry.pk)
    assert seal
    proofs.check_inclusion(seal.proof, leaf=leaf_hash(stored), index=0, size=1, root=opened(log).root)


def test_what_was_sealed_under_an_older_list_is_still_made_again(log, record, prices_let_out, monkeypatch):
    record(2)
    services.seal(at=NOON)
    monkeypatch.undo()
    record(1)
    services.seal(at=LATER)
    told = [msgspec.json.decode(selectors.leaf_at(index, 3)) for index in range(3)]
    assert ["price" in leaf["body"] for leaf in told] == [True, True, False]
    assert all(selectors.leaf_again(i, selectors.leaf_at(i, 3)) == selectors.leaf_at(i, 3) for i in range(3))


def test_a_long_log_is_sealed_in_strides(log, record, monkeypatch):
    monkeypatch.setattr(services, "STRIDE", 100)
    record(250)
    assert services.seal(at=NOON) == 250
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [100, 200, 250]


def test_partial_tiles_go_once_the_full_one_stands(log, record):
    for count in (10, 10, 300):
        record(count)
        services.seal(at=NOON)
    assert sorted(str(path.relative_to(log)) for path in log.rglob("*") if path.is_file()) == [
        "checkpoint", "tile/0/000", "tile/0/001.p/64", "tile/1/000.p/1", "tile/entries/000",
        "tile/entries/001.p/64",
    ]  # fmt: skip
    assert TiledTree(10, Folder(log).tile).root().hex() == Checkpoint.objects.get(size=10).root


def test_the_database_refuses_a_second_checkpoint_of_a_size_and_to_change_the_first(log, record):
    record(1)
    services.seal(at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Checkpoint.objects.create(size=1, root="00" * 32, note="", at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Checkpoint.objects.update(root="00" * 32)


def test_two_sealers_do_not_meet(log, record):
    if locking.connection.vendor == "postgresql":
        pytest.skip("a session may take its own advisory lock again; the killed sealers meet on PostgreSQL too")
    record(1)
    with locking.sole_sealer() as is_sole:
        assert is_sole
        assert services.seal(at=NOON) == 0
    assert services.seal(at=NOON) == 1


def test_a_witness_joins_the_published_checkpoint(log, record, django_capture_on_commit_callbacks):
    record(1)
    services.seal(at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        services.cosign(1, LINE)
        services.cosign(1, str(Signature("witness.example", b"abcd", bytes(71) + b"x")))
    assert [each.name for each in parse_note(selectors.published()).signatures] == [
        keys.signer().name,
        "witness.example",
    ]
    assert opened(log).size == 1
    with pytest.raises(Checkpoint.DoesNotExist):
        services.cosign(2, LINE)


def broken(log, said: str) -> None:
    """Nothing more is sealed, and what was wrong is said."""
    before = Checkpoint.objects.count()
    with pytest.raises(LogBrokenError, match=said):
        services.seal(at=LATER)
    assert Checkpoint.objects.count() == before


@pytest.fixture
def two_sealed_one_waiting(log, record):
    """A log of two, and one more entry with its turn."""
    record(2)
    services.seal(at=NOON)
    record(1)


@pytest.mark.usefixtures("two_sealed_one_waiting")
class TestRefusesToGoOn:
    def test_from_a_database_that_was_set_back(self, log):
        note = (log / "checkpoint").read_text().replace("\n2\n", "\n9\n")
        (log / "checkpoint").write_text(note)
        broken(log, "9 leaves stand published")

    def test_beside_a_published_checkpoint_that_is_none(self, log):
        (log / "checkpoint").write_text("")
        assert services.seal(at=LATER) == 1
        (log / "checkpoint").write_text("x")
        broken(log, "is no checkpoint")

    def test_with_another_key(self, log, settings):
        settings.LOG_KEY = "A" * 43
        broken(log, "not signed by this log")

    def test_under_another_name(self, log, settings):
        settings.LOG_ORIGIN = "elsewhere.example/log"
        broken(log, "not signed by this log")

    def test_with_another_salt(self, log, settings):
        settings.LOG_SALT = "another"
        broken(log, "leaf 1 is not what")

    def test_from_a_tile_that_was_changed(self, log):
        tile = log / tile_in(2, 0, 0).path
        tile.write_bytes(bytes(64))
        broken(log, "edge of the log")

    def test_from_a_bundle_that_was_changed(self, log):
        bundle = log / tile_in(2, ENTRIES, 0).path
        assert len(entries_in(bundle.read_bytes(), 2)) == 2
        bundle.write_bytes(bundle.read_bytes().replace(b"officer", b"Officer"))
        broken(log, "edge of the log")

    def test_from_a_tile_that_is_gone(self, log):
        (log / tile_in(2, 0, 0).path).unlink()
        broken(log, "edge of the log")

    def test_over_a_turn_that_is_missing(self, log, monkeypatch):
        monkeypatch.setattr(services, "horizon", lambda: 5)
        broken(log, "turns are missing")

    def test_with_what_is_no_key(self, log, settings):
        settings.LOG_KEY = "short"
        broken(log, "HENG_LOG_KEY")
