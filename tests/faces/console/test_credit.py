"""Bans and records at the desk: entered with their article, lifted with a reason, refused in the form."""

from datetime import date

import pytest
from django.urls import reverse

from heng.ledger.models import Entry
from heng.registers.credit.models import Ban, Record
from heng.registers.parties.models import Party
from tests.support.cast import HOUSING

DECISION = {
    "reason": "演示：串通投标",
    "law": "招标投标法 第五十三条",
    "organ": "演示市住房和城乡建设局",
    "document_number": "演建罚〔2026〕1号",
    "starts_on": "2026-01-01",
    "ends_on": "2027-12-31",
}
pytestmark = pytest.mark.django_db


@pytest.mark.clause("6.4")
def test_wang_fang_bars_a_party_and_it_stands_in_the_list(as_one, world):
    client, pk = as_one("officer"), world.words["party_pk"]
    answer = client.post(reverse("console:ban_enter", args=[pk]), DECISION | {"regime": "ENG", "region": "410500"})
    assert answer.status_code == 302
    ban = Ban.objects.get(party_id=pk)
    assert (ban.regime, ban.region, ban.ends_on) == ("ENG", "410500", date(2027, 12, 31))
    assert Entry.objects.get(kind="credit.PartyBarred").department == HOUSING
    assert "演示业主" in client.get(reverse("console:bans"), {"state": "all", "q": ""}).content.decode()


@pytest.mark.clause("6.4")
def test_what_the_law_refuses_is_said_in_the_form_and_nothing_typed_is_lost(as_one, world):
    client, pk = as_one("officer"), world.words["party_pk"]
    answer = client.post(reverse("console:ban_enter", args=[pk]), DECISION | {"ends_on": "2025-01-01"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "请核对日期" in page
    assert "演建罚〔2026〕1号" in page
    assert not Ban.objects.filter(party_id=pk).exists()


def test_a_ban_needs_its_article_and_a_region_that_is_one(as_one, world):
    client, pk = as_one("officer"), world.words["party_pk"]
    answer = client.post(reverse("console:ban_enter", args=[pk]), DECISION | {"law": " ", "region": "安阳"})
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"law", "region"}
    assert not Ban.objects.filter(party_id=pk).exists()


@pytest.mark.parametrize("who", ["centre", "watcher", "administrator", "government"])
def test_who_handles_no_case_may_not_bar_and_is_not_offered_it(as_one, world, who):
    client, pk = as_one(who), world.words["party_pk"]
    assert "登记市场禁入" not in client.get(reverse("console:party", args=[pk])).content.decode()
    for address in (reverse("console:ban_enter", args=[pk]), reverse("console:ban_lift", args=[world.words["ban"]])):
        assert client.get(address).status_code == 403
        assert client.post(address, DECISION).status_code == 403
    assert not Ban.objects.filter(party_id=pk).exists()


@pytest.mark.clause("6.4")
def test_a_ban_is_lifted_with_a_reason_and_what_was_served_stays(as_one, world):
    client, pk = as_one("officer"), world.words["ban"]
    Ban.objects.filter(pk=pk).update(starts_on=date(2026, 1, 1))
    address = reverse("console:ban_lift", args=[pk])
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "整改完成", "from_on": "2026-06-01"}).status_code == 302
    served = Ban.objects.get(known_to__isnull=True)
    assert served.ends_on == date(2026, 5, 31)
    assert client.get(address).status_code == 404


def test_lifting_is_offered_only_to_whom_the_decision_belongs(as_one, world):
    Ban.objects.filter(pk=world.words["ban"]).update(entered_by=HOUSING)
    page = reverse("console:party", args=[world.words["barred"]])
    assert "解除禁入" in as_one("officer").get(page).content.decode()
    assert "解除禁入" not in as_one("neighbour").get(page).content.decode()
    assert as_one("neighbour").get(reverse("console:ban_lift", args=[world.words["ban"]])).status_code == 409


def test_a_ban_that_has_run_out_is_not_lifted(as_one, world):
    client, pk = as_one("officer"), world.words["ban"]
    Ban.objects.filter(pk=pk).update(starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 30))
    answer = client.post(reverse("console:ban_lift", args=[pk]), {"reason": "整改完成"})
    assert answer.status_code == 409
    assert "已于2025年6月30日届满" in answer.content.decode()


def test_bans_are_listed_by_state_regime_and_name(as_one, world):
    client, address = as_one("watcher"), reverse("console:bans")
    assert "演示建设公司甲" in client.get(address).content.decode()
    assert "演示建设公司甲" in client.get(address, {"q": "建设", "regime": "LAND"}).content.decode()
    assert "没有符合条件" in client.get(address, {"state": "over"}).content.decode()
    assert "没有符合条件" in client.get(address, {"q": "查无此名"}).content.decode()
    Ban.objects.update(starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 30), regime="PROC")
    assert "没有符合条件" in client.get(address).content.decode()
    assert "已届满" in client.get(address, {"state": "over"}).content.decode()
    assert "没有符合条件" in client.get(address, {"state": "over", "regime": "LAND"}).content.decode()


def test_wang_fang_enters_a_record_and_withdraws_it(as_one, world):
    client, pk = as_one("officer"), world.words["party_pk"]
    told = {"kind": "penalty", "title": "演示处罚", "organ": "演示市住建局", "happened_on": "2026-02-01"}
    assert client.post(reverse("console:record_enter", args=[pk]), told).status_code == 302
    record = Record.objects.get(party_id=pk)
    assert "演示处罚" in client.get(reverse("console:party", args=[pk])).content.decode()
    assert client.post(reverse("console:record_withdraw", args=[record.pk]), {"reason": "已撤销"}).status_code == 302
    record.refresh_from_db()
    assert record.known_to is not None
    assert client.get(reverse("console:record_withdraw", args=[record.pk])).status_code == 404


@pytest.mark.parametrize(
    ("day", "told"), [("0001-01-01", "年份过早"), ("2999-01-01", "不得晚于今天"), ("", "请填写或者选择此项")]
)
def test_a_record_happened_on_a_day_that_can_be(as_one, world, day, told):
    asked = {"kind": "penalty", "title": "演示处罚", "organ": "演示市住建局", "happened_on": day}
    answer = as_one("officer").post(reverse("console:record_enter", args=[world.words["party_pk"]]), asked)
    assert told in answer.content.decode()
    assert "演示处罚" in answer.content.decode()
    assert not Record.objects.filter(title="演示处罚").exists()


def test_the_list_asks_as_often_for_many_bans_as_for_few(as_one, world, django_assert_max_num_queries):
    client, one = as_one("officer"), Ban.objects.get()
    for number in range(18):
        party = Party.objects.create(code=f"X:{number}", name=f"演示第{number}号")
        Ban.objects.create(
            party=party, starts_on=one.starts_on, law="法", organ="局", reason="演示", known_from=one.known_from
        )
    with django_assert_max_num_queries(8):
        assert client.get(reverse("console:bans")).content.decode().count("禁入中") >= 19
