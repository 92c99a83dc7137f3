"""A file comes in: it is kept once, by its content, with who, when, from where and about what."""

import hashlib
import io
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.db import connections, transaction

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.ledger.evidence import keeping
from heng.ledger.evidence.models import Content, File
from heng.ledger.models import Entry, PersonalValue
from tests.ledger.evidence.conftest import MONDAY, PDF, ROAD, kept
from tests.ledger.stories import LI_QIANG, WANG_FANG


def contents(shelf):
    return sorted(path for path in shelf.glob("??/??/*"))


@pytest.mark.django_db
@pytest.mark.clause("7.5")
def test_a_file_lies_under_its_digest_and_its_row_says_where_it_came_from(shelf):
    file = kept()
    sha256 = hashlib.sha256(PDF).hexdigest()
    sm3 = Hash(SM3())
    sm3.update(PDF)
    assert (file.content.sha256, file.content.sm3, file.content.size) == (sha256, sm3.finalize().hex(), len(PDF))
    assert (shelf / sha256[:2] / sha256[2:4] / sha256).read_bytes() == PDF
    assert (file.name, file.kind, file.about, file.source) == ("招标文件.pdf", "pdf", ROAD, "centre")
    assert (file.role, file.person, file.department) == (WANG_FANG.role, WANG_FANG.person, WANG_FANG.authority)
    assert file.keep_until.isoformat() == "2041-03-02"


@pytest.mark.django_db
def test_the_keeping_is_an_entry_of_the_journal_whose_name_of_the_file_can_be_erased():
    file = kept(name="王小明身份证.pdf")
    entry = Entry.objects.get(kind="evidence.FileKept")
    body = json.loads(entry.body)
    assert (entry.subject, entry.person) == (ROAD, WANG_FANG.person)
    assert body["file"] == file.ref
    assert (body["sha256"], body["sm3"], body["size"]) == (file.content.sha256, file.content.sm3, len(PDF))
    assert "王小明" not in entry.body
    assert PersonalValue.objects.get(entry=entry, field="name").value == "王小明身份证.pdf"


@pytest.mark.django_db
def test_the_same_content_is_kept_once_and_each_keeping_of_it_remembered(shelf):
    first = kept()
    second = kept(name="另一个名字.pdf", about="TP000002", by=LI_QIANG, source="")
    assert first.content == second.content
    assert len(contents(shelf)) == 1
    assert Content.objects.count() == 1
    assert [file.person for file in File.objects.order_by("pk")] == [WANG_FANG.person, LI_QIANG.person]


@pytest.mark.django_db
def test_a_content_that_was_known_but_lost_is_put_back(shelf):
    kept()
    contents(shelf)[0].unlink()
    kept()
    assert contents(shelf)[0].read_bytes() == PDF


@pytest.mark.django_db
def test_nobody_writes_over_a_content_that_lies_there(shelf):
    kept()
    assert contents(shelf)[0].stat().st_mode & 0o777 == 0o440


class Endless:
    """A stream that never ends, and counts what was taken."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1, /) -> bytes:
        self.given += size
        return b"%PDF-1.7 ".ljust(size, b"x")


@pytest.mark.django_db
def test_a_stream_that_is_too_long_is_stopped_early_and_leaves_nothing(shelf, settings):
    settings.FILES_MAX_BYTES = 1024**2
    stream = Endless()
    with pytest.raises(Refusal, match="文件超过单个文件上限 1 MB"):
        keeping.keep(stream, name="a.pdf", about=ROAD, by=WANG_FANG, on=MONDAY)
    assert stream.given <= 1024**2 + 2 * 256 * 1024
    assert list(shelf.rglob("*")) == [shelf / "incoming"]
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_an_empty_file_is_refused():
    with pytest.raises(Refusal, match="文件没有内容"):
        kept(b"")


class Pieces:
    """A large file that exists nowhere as a whole; remembers the largest piece that was asked for."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.largest = 0
        self.begun = False

    def read(self, size: int = -1, /) -> bytes:
        self.largest = max(self.largest, size)
        piece = (b"" if self.begun else b"%PDF-1.7\n").ljust(min(size, self.left), b"y")
        self.begun, self.left = True, self.left - len(piece)
        return piece


@pytest.mark.django_db
def test_a_large_file_passes_in_small_pieces():
    stream = Pieces(30 * 1024**2)
    file = keeping.keep(stream, name="large.pdf", about=ROAD, by=WANG_FANG, on=MONDAY)
    assert file.content.size == 30 * 1024**2
    assert 0 < stream.largest <= 1024**2


@pytest.mark.django_db
def test_a_crash_between_file_and_row_leaves_only_an_orphan_and_the_next_try_succeeds(shelf, monkeypatch):
    with monkeypatch.context() as crash:
        crash.setattr(journal, "record", lambda *_, **__: (_ for _ in ()).throw(MemoryError))
        with pytest.raises(MemoryError), transaction.atomic():
            kept()
    assert len(contents(shelf)) == 1
    assert not File.objects.exists()
    assert not Content.objects.exists()
    assert kept().content.size == len(PDF)


@pytest.mark.django_db
def test_a_content_that_is_destroyed_while_it_is_kept_again_is_asked_for_anew(shelf, monkeypatch):
    store = keeping._store

    def then_destroyed(draft: keeping.Draft) -> None:
        store(draft)
        contents(shelf)[0].unlink()

    monkeypatch.setattr(keeping, "_store", then_destroyed)
    with pytest.raises(Refusal, match="请重新提交一次"):
        kept()
    assert not File.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_keep_the_same_at_once_share_one_content(shelf, monkeypatch):
    """Both have put their bytes into the store before either enters its row."""
    store, waiting = keeping._store, []

    def slowly(draft: keeping.Draft) -> None:
        store(draft)
        waiting.append(1)
        until = time.monotonic() + 10
        while len(waiting) < 2 and time.monotonic() < until:
            time.sleep(0.01)

    def one(name: str) -> str:
        try:
            return kept(name=name).ref
        finally:
            connections.close_all()

    monkeypatch.setattr(keeping, "_store", slowly)
    with ThreadPoolExecutor(2) as pool:
        refs = set(pool.map(one, ["甲.pdf", "乙.pdf"]))
    assert refs == {file.ref for file in File.objects.all()}
    assert len(refs) == 2
    assert Content.objects.count() == 1
    assert contents(shelf)[0].read_bytes() == PDF


@pytest.mark.django_db
def test_the_bytes_are_on_the_medium_before_the_row_is_written(monkeypatch):
    told = []
    fsync, record = os.fsync, journal.record
    monkeypatch.setattr(os, "fsync", lambda handle: (told.append("medium"), fsync(handle))[1])
    monkeypatch.setattr(journal, "record", lambda *news, **by: (told.append("row"), record(*news, **by))[1])
    keeping.keep(io.BytesIO(PDF), name="a.pdf", about=ROAD, by=WANG_FANG, on=MONDAY)
    assert told[-1] == "row"
    assert told.count("medium") == 4
