"""Parties and their people at the desk: found, shown masked, read in clear for a reason, erased."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from heng.engines.bigrams import bigrams
from heng.ledger.models import Entry
from heng.registers.credit.models import Ban
from heng.registers.parties.models import FormerName, Part, Party, Person
from heng.registers.trading.models import Bid, Lot, Project, Stage

PHONE, NUMBER = "13812345678", "410502199001011234"
pytestmark = pytest.mark.django_db


def page_of(client, pk: str, **asked: str) -> str:
    return client.get(reverse("console:party", args=[pk]), asked).content.decode()


def test_wang_fang_finds_a_party_by_two_characters_of_its_name(as_one):
    client, address = as_one("officer"), reverse("console:parties")
    found = client.get(address, {"q": "建设"}).content.decode()
    assert "演示建设公司甲" in found
    assert "禁入中 1 项" in found
    assert "演示业主" not in found
    assert "没有符合条件的主体" in client.get(address, {"q": "查无此名"}).content.decode()


def test_parties_are_narrowed_by_role_and_region_and_a_wrong_region_is_told(as_one, world):
    client, address = as_one("officer"), reverse("console:parties")
    Part.objects.create(party_id=world.words["barred"], role="03")
    Party.objects.filter(pk=world.words["barred"]).update(region="410522")
    for asked in ({"role": "03"}, {"region": "410500"}):
        found = client.get(address, asked).content.decode()
        assert "演示建设公司甲" in found
        assert "演示业主" not in found
    shown = client.get(address, {"region": "安阳"}).content.decode()
    assert "field-error" in shown
    assert '<option value="410522">' in shown


def test_a_party_shows_what_it_was_called_before(as_one, world):
    FormerName.objects.create(party_id=world.words["party_pk"], name="演示旧名", until=date(2025, 3, 1))
    assert "演示旧名（使用至 2025年3月1日）" in page_of(as_one("officer"), world.words["party_pk"])


def test_people_are_shown_masked(as_one, world):
    page = page_of(as_one("officer"), world.words["party_pk"])
    assert "卫**" in page
    assert "138****5678" in page
    assert not [secret for secret in ("卫联系", PHONE, NUMBER) if secret in page]


def test_wang_fang_reads_a_person_in_clear_once_and_the_journal_knows_why(as_one, world):
    client, words = as_one("officer"), world.words
    address = reverse("console:person_reveal", args=[words["party_pk"], words["person"]])
    answer = client.post(address, {"reason": "核实联系方式"})
    assert PHONE in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert PHONE not in page_of(client, words["party_pk"])
    entry = Entry.objects.get(kind="parties.PersonalDataRead")
    assert entry.person == world.accounts["officer"].ref
    assert "核实联系方式" in entry.body


def test_the_acts_on_a_person_open_below_the_table_for_who_may_take_them(as_one, world):
    pk, person = world.words["party_pk"], world.words["person"]
    assert "查阅并留痕" not in page_of(as_one("officer"), pk)
    assert "查阅并留痕" in page_of(as_one("officer"), pk, person=person)
    assert "清除后不能恢复" in page_of(as_one("head"), pk, person=person)
    assert "清除后不能恢复" not in page_of(as_one("officer"), pk, person=person)
    for who in ("watcher", "centre", "administrator"):
        assert "查阅并留痕" not in page_of(as_one(who), pk, person=person)
    assert "查阅并留痕" not in page_of(as_one("officer"), pk, person="x")


def test_nothing_is_read_in_clear_without_a_reason_or_by_address_alone(as_one, world):
    client, words = as_one("officer"), world.words
    address = reverse("console:person_reveal", args=[words["party_pk"], words["person"]])
    answer = client.post(address, {"reason": "  "})
    assert answer.status_code == 409
    assert "请填写理由" in answer.content.decode()
    assert client.get(address).status_code == 405
    assert not Entry.objects.filter(kind="parties.PersonalDataRead").exists()


@pytest.mark.parametrize("who", ["centre", "watcher", "government", "administrator"])
def test_who_handles_no_case_is_not_offered_the_clear_text_and_does_not_get_it(as_one, world, who):
    client, words = as_one(who), world.words
    assert "查阅明文" not in page_of(client, words["party_pk"])
    address = reverse("console:person_reveal", args=[words["party_pk"], words["person"]])
    answer = client.post(address, {"reason": "好奇"})
    assert answer.status_code == 409
    assert PHONE not in answer.content.decode()


def test_a_person_is_looked_for_only_at_its_own_party(as_one, world):
    client, words = as_one("officer"), world.words
    address = reverse("console:person_reveal", args=[words["barred"], words["person"]])
    assert client.post(address, {"reason": "核实"}).status_code == 404


def test_the_head_erases_a_person_and_the_row_stays(as_one, world):
    client, words = as_one("head"), world.words
    address = reverse("console:person_erase", args=[words["party_pk"], words["person"]])
    assert client.post(address, {"reason": "本人申请"}).status_code == 302
    person = Person.objects.get(pk=words["person"])
    assert (person.name, person.phone, person.erased_on) == ("", "", date.today())  # noqa: DTZ011
    assert "已清除" in page_of(client, words["party_pk"])


def test_the_administrator_may_not_erase(as_one, world):
    client, words = as_one("administrator"), world.words
    address = reverse("console:person_erase", args=[words["party_pk"], words["person"]])
    assert client.post(address, {"reason": "整理"}).status_code == 409
    assert Person.objects.get(pk=words["person"]).name == "卫联系"


@pytest.mark.clause("6.4")
def test_the_page_says_whether_the_party_may_trade_and_why_not(as_one, world):
    page = page_of(as_one("officer"), world.words["barred"])
    assert "不得参加" in page
    assert "招标投标法 第五十四条" in page
    assert "可以参加" in page_of(as_one("officer"), world.words["party_pk"])


@pytest.mark.clause("6.4")
def test_a_ban_of_procurement_alone_leaves_tenders_open(as_one, world):
    Ban.objects.update(regime="PROC")
    page = page_of(as_one("officer"), world.words["barred"])
    assert page.count("不得参加") == 1
    assert page.count("可以参加") == 5


def test_eligibility_can_be_asked_for_another_day_and_as_known_on_a_day(as_one, world):
    client, pk = as_one("officer"), world.words["barred"]
    yesterday = (world.today - timedelta(days=1)).isoformat()
    assert "不得参加" not in page_of(client, pk, on=yesterday)
    assert "不得参加" not in page_of(client, pk, known=yesterday)
    assert "真实存在的日期" in page_of(client, pk, on="昨天")


def bid_of(pk: str, project: Project) -> Bid:
    lot = Lot.objects.create(project=project, source_key="1", name="第一标段")
    return Bid.objects.create(lot=lot, bidder_id=pk, source_key="1")


def test_nobody_learns_from_this_page_who_bids_before_the_opening(as_one, world):
    project = Project.objects.get(pk=world.words["project"])
    bid_of(world.words["barred"], project)
    client = as_one("officer")
    assert project.name not in page_of(client, world.words["barred"])
    Project.objects.filter(pk=project.pk).update(stage=Stage.OPENED)
    page = page_of(client, world.words["barred"])
    assert project.name in page
    assert "投标人（供应商）" in page


def test_an_owner_sees_its_bidder_role_only_after_the_opening_too(as_one, world):
    project = Project.objects.get(pk=world.words["project"])
    bid_of(world.words["party_pk"], project)
    page = page_of(as_one("officer"), world.words["party_pk"])
    assert "招标（采购）人" in page
    assert "投标人（供应商）" not in page


def test_a_party_that_is_nobody_is_not_found(as_one):
    assert as_one("officer").get(reverse("console:party", args=[10**6])).status_code == 404


def test_the_list_asks_as_often_for_many_parties_as_for_few(as_one, django_assert_max_num_queries):
    client, address = as_one("officer"), reverse("console:parties")
    for number in range(18):
        party = Party.objects.create(code=f"X:{number}", name=f"演示第{number}号", search=bigrams(f"演示第{number}号"))
        Part.objects.create(party=party, role="03")
        Ban.objects.create(
            party=party, starts_on=date(2020, 1, 1), law="法", organ="局", reason="演示", known_from="2020-01-01T00:00Z"
        )
    with django_assert_max_num_queries(10):
        page = client.get(address).content.decode()
    assert page.count("禁入中 1 项") == 19


def test_the_page_asks_as_often_for_many_trades_and_people_as_for_few(as_one, world, django_assert_max_num_queries):
    client, pk = as_one("officer"), world.words["party_pk"]
    one = Project.objects.get(pk=world.words["project"])
    for number in range(9):
        one.pk, one.source_key = None, f"more-{number}"
        one.save(force_insert=True)
        Person.objects.create(party_id=pk, part="contact", name=f"演示{number}")
    with django_assert_max_num_queries(22):
        page_of(client, pk)
