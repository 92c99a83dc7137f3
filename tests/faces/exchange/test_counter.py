"""The inbox at the desk: what was not taken and why, tried again, put right, handed in by people."""

import json
import zlib
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heng.faces.exchange.inbox.answer import Answer
from heng.faces.exchange.inbox.desks import DESKS
from heng.faces.exchange.models import Batch, Item
from heng.ledger.models import Entry
from heng.registers.authorities.models import Authority, System
from heng.registers.trading.models import Bid, Project
from heng.registers.trading.services.dossier import Dossier
from tests.faces.exchange.releases import award, lines, release
from tests.support import world as worlds
from tests.support.cast import CITY
from tests.support.doors import BACKEND

PHONE = "13812345678"
pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day
    finance = {"kind": "CZ", "role": Authority.Role.SUPERVISES, "name": "演示市财政局"}  # supervises what is bought
    Authority.objects.create(code=f"{CITY}-CZ", region=CITY, effective_from=worlds.FOUNDED, **finance)
    return world


@pytest.fixture
def as_one(client, settings, world):
    settings.MFA_REQUIRED = False

    def sit(part: str):
        client.force_login(world.accounts[part], backend=BACKEND)
        return client

    return sit


def keep(item: Item, told: dict) -> Item:
    """Let the refused record have come as this."""
    item.raw, item.key = zlib.compress(lines(told)), told["ocid"]
    item.save()
    return item


@pytest.fixture
def item(world) -> Item:
    spoilt = release(awards=[award(date="2026-02-30", description=f"联系电话{PHONE}")])
    return keep(Item.objects.get(pk=world.words["item"]), spoilt)


def file_of(*told: dict, name: str = "演示.jsonl") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, lines(*told))


def test_feng_chang_sees_what_was_refused_by_record_and_field(as_one, item):
    page = as_one("centre").get(reverse("inbox:items")).content.decode()
    assert "ocds-demo-1" in page
    assert "日期无法识别，请写成 2026-03-01" in page
    assert "/date" in page
    assert PHONE not in page


def test_records_are_narrowed_by_key_verdict_dataset_and_source(as_one, item):
    client, address = as_one("centre"), reverse("inbox:items")
    for asked in ({"key": "ocds-demo"}, {"verdict": "refused"}, {"dataset": "OCDS"}, {"source": "centre"}):
        assert "ocds-demo-1" in client.get(address, asked).content.decode()
    for asked in ({"key": "xx"}, {"verdict": "held"}, {"dataset": "503"}, {"source": "elsewhere"}):
        assert "没有待处理的记录" in client.get(address, asked).content.decode()


@pytest.mark.parametrize("who", ["officer", "government", "owner"])
def test_who_does_not_run_the_inbox_does_not_see_it(as_one, item, who):
    client = as_one(who)
    assert client.get(reverse("inbox:items")).status_code == 403
    assert client.get(reverse("inbox:item", args=[item.pk])).status_code == 403


def test_the_page_of_a_record_shows_how_it_begins_masked_and_escaped(as_one, item):
    keep(item, release(title="<script>alert(1)</script>", awards=[award(date="?", description=PHONE)]))
    page = as_one("centre").get(reverse("inbox:item", args=[item.pk])).content.decode()
    assert "138****5678" in page
    assert PHONE not in page
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_long_record_is_shown_by_its_beginning_and_not_edited_here(as_one, item):
    keep(item, release(title="长" * 40_000))
    client = as_one("centre")
    page = client.get(reverse("inbox:item", args=[item.pk])).content.decode()
    assert "以下只显示开头" in page
    assert len(page) < 40_000
    answer = client.post(reverse("inbox:item_open", args=[item.pk]))
    assert answer.status_code == 409
    assert "由来源系统更正后重新报送" in answer.content.decode()


def test_the_auditor_sees_the_reasons_but_neither_the_text_nor_the_acts(as_one, item):
    client = as_one("watcher")
    page = client.get(reverse("inbox:item", args=[item.pk])).content.decode()
    assert "日期无法识别" in page
    assert "138****5678" not in page
    for act in ("item_open", "item_retry"):
        answer = client.post(reverse(f"inbox:{act}", args=[item.pk]))
        assert answer.status_code == 409
        assert "您无权办理报送数据" in answer.content.decode()


def test_opening_the_text_is_recorded(as_one, item, world):
    answer = as_one("centre").post(reverse("inbox:item_open", args=[item.pk]))
    assert PHONE in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    entry = Entry.objects.get(kind="exchange.ItemOpened")
    assert (entry.subject, entry.person) == (item.ref, world.accounts["centre"].ref)
    assert PHONE not in entry.body


@pytest.mark.clause("7.1")
def test_a_record_put_right_is_taken_and_the_journal_knows_who_did_it(as_one, item, world):
    answer = as_one("centre").post(
        reverse("inbox:item_correct", args=[item.pk]), {"text": lines(release()).decode()}, follow=True
    )
    assert "更正后的记录已重新处理" in answer.content.decode()
    item.refresh_from_db()
    assert item.resolution == "更正后的数据已收录"
    assert Bid.objects.count() == 3
    assert Project.objects.get(source_key="ocds-demo-1").source == "centre"
    entry = Entry.objects.get(kind="exchange.ItemCorrected")
    assert entry.person == world.accounts["centre"].ref
    assert json.loads(entry.body)["before"] != json.loads(entry.body)["after"]


def test_what_is_still_wrong_is_told_and_the_text_stays(as_one, item):
    client, address = as_one("centre"), reverse("inbox:item_correct", args=[item.pk])
    wrong = lines(release(awards=[award(date="明天")])).decode()
    page = client.post(address, {"text": wrong}).content.decode()
    assert "/awards/0/date" in page
    assert "明天" in page
    two = lines(release(), release("ocds-demo-2")).decode()
    for text in ("{", two, "<a>", " ", "长" * 30_000):
        answer = client.post(address, {"text": text})
        assert answer.status_code in {200, 409}
        assert "field-error" in answer.content.decode() or "notice-error" in answer.content.decode()
    item.refresh_from_db()
    assert item.resolved_at is None
    assert not Entry.objects.filter(kind="exchange.ItemCorrected").exists()


def test_a_record_that_its_desk_refuses_again_stays_as_it_was(as_one, item, monkeypatch):
    no = Answer(verdict="refused", code="full", reason="演示名册不接收此记录")
    monkeypatch.setitem(DESKS, Dossier, lambda contents, *_: [no] * len(contents))
    text = lines(release()).decode()
    answer = as_one("centre").post(reverse("inbox:item_correct", args=[item.pk]), {"text": text})
    assert "演示名册不接收此记录" in answer.content.decode()
    assert Item.objects.get().resolved_at is None
    assert not Entry.objects.filter(kind="exchange.ItemCorrected").exists()


def test_a_corrected_record_that_still_waits_takes_the_place_of_the_refused_one(as_one, item):
    text = lines(release("ocds-demo-5", tender=None)).decode()
    as_one("centre").post(reverse("inbox:item_correct", args=[item.pk]), {"text": text})
    item.refresh_from_db()
    assert item.resolution == "已由更正后的数据代替，继续等待处理"
    waiting = Item.objects.get(resolved_at__isnull=True)
    assert (waiting.verdict, waiting.key) == ("waiting", "ocds-demo-5")
    assert Entry.objects.filter(kind="exchange.ItemCorrected").count() == 1


def test_a_record_is_tried_again_and_leaves_the_list(as_one, item):
    keep(item, release())
    answer = as_one("centre").post(reverse("inbox:item_retry", args=[item.pk]), follow=True)
    assert "收录 1" in answer.content.decode()
    assert not Item.objects.filter(resolved_at__isnull=True).exists()
    assert json.loads(Entry.objects.get(kind="exchange.ItemsRetried").body)["count"] == 1


def test_all_that_is_open_of_a_batch_is_tried_again(as_one, item):
    client = as_one("centre")
    answer = client.post(reverse("inbox:batch_retry", args=[item.batch_id]), follow=True)
    assert "结果没有变化" in answer.content.decode()
    keep(item, release())
    assert "收录 1" in client.post(reverse("inbox:batch_retry", args=[item.batch_id]), follow=True).content.decode()


@pytest.mark.clause("7.1")
def test_feng_chang_hands_in_a_file_for_the_system_and_reads_the_report(as_one, world):
    told = {"source": "centre", "file": file_of(release("ocds-demo-7"), release("ocds-demo-8", date="2026-02-30"))}
    page = as_one("centre").post(reverse("inbox:hand_in"), told).content.decode()
    assert "收录报告" in page
    assert "ocds-demo-8" in page
    batch = Batch.objects.get(file_name="演示.jsonl", taken=1)
    assert (batch.source, batch.refused, batch.person) == ("centre", 1, world.accounts["centre"].ref)
    entry = Entry.objects.get(kind="exchange.FileHandedIn")
    assert (entry.subject, entry.person) == (batch.ref, world.accounts["centre"].ref)
    assert batch.digest in entry.body


def test_handing_the_same_file_in_twice_changes_nothing(as_one):
    client, address = as_one("centre"), reverse("inbox:hand_in")
    client.post(address, {"source": "centre", "file": file_of(release("ocds-demo-7"))})
    projects = Project.objects.count()
    client.post(address, {"source": "centre", "file": file_of(release("ocds-demo-7"))})
    assert Project.objects.count() == projects
    assert Batch.objects.latest("pk").unchanged == 1


def test_the_administrator_hands_in_for_the_systems_it_keeps(as_one):
    answer = as_one("administrator").post(
        reverse("inbox:hand_in"), {"source": "centre", "file": file_of(release("ocds-demo-7"))}
    )
    assert "收录报告" in answer.content.decode()


@pytest.mark.parametrize("who", ["officer", "watcher", "coordinator", "government", "owner"])
def test_nobody_else_hands_in_a_file(as_one, who):
    batches = Batch.objects.count()
    told = {"source": "centre", "file": file_of(release("ocds-demo-7"))}
    assert as_one(who).post(reverse("inbox:hand_in"), told).status_code == 403
    assert Batch.objects.count() == batches


def test_a_clerk_does_not_speak_for_the_system_of_another_centre(as_one, world):
    System.objects.create(
        code="other", name="他市系统", authority_id=f"{CITY}-ZJ", region="410600", key_hash="x", scopes="exchange"
    )
    page = as_one("centre").get(reverse("inbox:hand_in")).content.decode()
    assert "他市系统" not in page
    told = {"source": "other", "file": file_of(release("ocds-demo-7"))}
    assert as_one("centre").post(reverse("inbox:hand_in"), told).status_code == 200
    assert not Project.objects.filter(source="other").exists()


def test_a_file_that_cannot_be_read_is_told_in_words(as_one):
    told = {"source": "centre", "file": SimpleUploadedFile("表.xlsx", b"PK\x03\x04rubbish")}
    page = as_one("centre").post(reverse("inbox:hand_in"), told).content.decode()
    assert "未能读完" in page
    assert "不接收 ZIP" in page


def test_a_file_that_is_too_large_for_the_desk_is_refused_before_it_is_read(as_one, monkeypatch):
    monkeypatch.setattr("heng.faces.exchange.counter.MOST", 10)
    batches = Batch.objects.count()
    told = {"source": "centre", "file": file_of(release("ocds-demo-7"))}
    assert "文件超过 20 MB" in as_one("centre").post(reverse("inbox:hand_in"), told).content.decode()
    assert Batch.objects.count() == batches


def test_the_lists_ask_as_often_for_many_as_for_few(as_one, item, django_assert_max_num_queries):
    client = as_one("centre")
    for number in range(18):
        batch = Batch.objects.create(source="centre", file_name=f"{number}", started_at=item.received_at)
        item.pk, item.batch, item.key, item.digest = None, batch, f"k{number}", f"d{number}"
        item.save(force_insert=True)
    for page in ("items", "batches"):
        with django_assert_max_num_queries(11):
            client.get(reverse(f"inbox:{page}"))
