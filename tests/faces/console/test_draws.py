"""Draws at the desk: a list is frozen, parties commit and reveal, the organiser draws; the public replays."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from heng.engines import draw as engine
from heng.faces.frame import drawn as drawing
from heng.ledger import relay
from heng.ledger.draws import services
from heng.ledger.draws.models import Draw, State
from heng.ledger.transparency import services as log
from tests.support.cast import AUDIT, CAST, CENTRE, HOUSING

pytestmark = pytest.mark.django_db
NUMBER = bytes(range(32))
LINES = """P001，张演示
P002，李演示，，，近亲属关系
P003，王演示，，不在岗或者请假、正在办理的任务冲突
，赵演示
"""


def seal():
    relay.run(now=timezone.now())
    log.seal(at=timezone.now())


def form(**changes):
    at = timezone.localtime()
    facts = {
        "purpose": "inspectors",
        "title": "2026年第一次双随机抽查：检查人员",
        "lines": LINES,
        "quotas": "1",
        "parties": [HOUSING, CENTRE, AUDIT],
        "commits_due": f"{at + timedelta(hours=1):%Y-%m-%dT%H:%M}",
        "reveals_due": f"{at + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "source": "中国体育彩票排列5第26061期开奖号码",
        "use": "if-missing",
    }
    return facts | changes


def frozen(as_one, **changes):
    answer = as_one("officer").post(reverse("console:draw_new"), form(**changes), follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return Draw.objects.latest("number")


def step(as_one, who, draw, verb, **given):
    return as_one(who).post(reverse("console:draw_step", args=[draw.pk, verb]), given, follow=True)


def committed(as_one):
    draw = frozen(as_one)
    for who, code in (("officer", HOUSING), ("centre", CENTRE), ("watcher", AUDIT)):
        step(as_one, who, draw, "commit", digest=engine.commit(draw.ref, code, NUMBER).digest, is_kept="on")
    return draw


def drawn(as_one):
    draw = committed(as_one)
    seal()
    for who in ("officer", "centre", "watcher"):
        step(as_one, who, draw, "reveal", nonce=NUMBER.hex())
    seal()
    step(as_one, "officer", draw, "conclude")
    return Draw.objects.latest("number")


@pytest.mark.clause("3.5")
def test_a_draw_is_made_at_three_desks_and_published(as_one, client):
    done = drawn(as_one)
    assert done.state == State.DRAWN
    client.logout()
    page = client.get(reverse("portal:draw", args=[done.pk])).content.decode()
    record = client.get(reverse("portal:draw_record", args=[done.pk])).content.decode()
    assert engine.replay(engine.read(record)).holds
    winner = engine.read(record).result[0].drawn[0]
    assert winner in {"P001", "N0004"}
    assert done.digest in page
    assert "已固化第" in page
    assert {"P001": "张演示", "N0004": "赵演示"}[winner] in page
    assert "李演示" not in page
    assert not re.search("[张李王赵]演示", record)


@pytest.mark.clause("1.10")
def test_experts_that_were_drawn_stay_unnamed_in_public(as_one, client):
    draw = frozen(as_one, purpose="experts", lines="E001，钱演示\nE002，孙演示，，，与当事人有利害关系")
    for who, code in (("officer", HOUSING), ("centre", CENTRE), ("watcher", AUDIT)):
        step(as_one, who, draw, "commit", digest=engine.commit(draw.ref, code, NUMBER).digest, is_kept="on")
    seal()
    for who in ("officer", "centre", "watcher"):
        step(as_one, who, draw, "reveal", nonce=NUMBER.hex())
    seal()
    desk = step(as_one, "officer", draw, "conclude").content.decode()
    assert "钱演示" in desk
    client.logout()
    page = client.get(reverse("portal:draw", args=[draw.pk])).content.decode()
    assert "E001" in page
    assert "钱演示" not in page
    assert "与当事人有利害关系" in page


def test_the_list_can_come_from_a_file_of_a_spreadsheet(as_one):
    file = SimpleUploadedFile("名单.csv", "A1,演示甲\nA2,演示乙,,本年度已经检查\n".encode("gb18030"))
    draw = frozen(as_one, lines="", file=file)
    assert [(one.reference, one.exclusions) for one in draw.frozen.candidates] == [
        ("A1", ()),
        ("A2", ("本年度已经检查",)),
    ]
    assert dict(draw.entrants.values_list("reference", "name")) == {"A1": "演示甲", "A2": "演示乙"}


def test_a_list_in_parts_is_drawn_from_each(as_one):
    draw = frozen(as_one, lines="A1，甲，建筑\nA2，乙，建筑\nB1，丙，水利", quotas="建筑，1\n水利，1")
    assert [(one.name, one.quota) for one in draw.frozen.strata] == [("建筑", 1), ("水利", 1)]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lines": ""}, "请填写名单，或者选择名单文件"),
        ({"lines": "a,b,c,d,e,f"}, "第1行：请按“编号，名称，分层，排除理由，回避理由”填写"),
        ({"lines": "A1，甲，，看不顺眼"}, "排除理由要公开，只能使用规定的用语"),
        ({"lines": "410502199001011234，甲"}, "不得使用身份证号码"),
        ({"lines": "张三，甲"}, "编号只能由1至100个英文字母"),
        ({"quotas": "很多"}, "请填写数字"),
        ({"quotas": "3"}, "可抽取的只有2名"),
        ({"parties": [HOUSING]}, "承诺方不得少于2"),
        ({"reveals_due": "2020-01-01T00:00"}, "揭示截止时间应在承诺截止时间之后"),
        ({"file": SimpleUploadedFile("x.csv", b"\xff\xfe\xff\x81")}, "无法读出文件"),
    ],
)
def test_a_list_that_may_not_be_frozen_is_refused_on_its_page(as_one, changes, said):
    answer = as_one("officer").post(reverse("console:draw_new"), form(**changes))
    assert said in answer.content.decode()
    assert Draw.objects.count() == 1  # that of the world


def test_what_is_refused_is_said_where_it_was_asked(as_one):
    draw = committed(as_one)
    early = step(as_one, "watcher", draw, "reveal", nonce=NUMBER.hex())
    assert (early.status_code, "此前不得揭示" in early.content.decode()) == (409, True)
    seal()
    wrong = step(as_one, "watcher", draw, "reveal", nonce="0" * 64)
    assert (wrong.status_code, "随机数与贵单位的承诺不符" in wrong.content.decode()) == (409, True)
    neighbour = step(as_one, "neighbour", draw, "reveal", nonce=NUMBER.hex())
    assert (neighbour.status_code, "您无权揭示随机数" in neighbour.content.decode()) == (409, True)


def test_each_desk_sees_what_waits_for_it(as_one):
    draw = frozen(as_one)
    page = reverse("console:draw", args=[draw.pk])
    assert "提交承诺" in as_one("watcher").get(page).content.decode()
    assert "现在没有需要您办理的事" in as_one("neighbour").get(page).content.decode()
    assert "等待本单位办理" in as_one("centre").get(reverse("console:draws")).content.decode()
    assert "等待本单位办理" not in as_one("neighbour").get(reverse("console:draws")).content.decode()


def test_names_of_the_roll_are_for_the_organiser_and_who_inspects(as_one, client):
    done = drawn(as_one)
    page = reverse("console:draw", args=[done.pk])
    other = engine.read(done.conclusion.record).result[0].substitutes[0]
    name = {"P001": "张演示", "N0004": "赵演示"}[other]
    assert name in as_one("officer").get(page).content.decode()
    assert name in as_one("watcher").get(page).content.decode()
    assert name not in as_one("neighbour").get(page).content.decode()
    assert name not in as_one("administrator").get(page).content.decode()
    told = drawing.told(done, CAST.elsewhere(CAST.watcher))
    assert [one.name for one in told["parts"][0].substitutes] == [""]


def test_a_list_begins_from_officers_in_post_or_from_registered_parties(as_one):
    officers = as_one("officer").get(reverse("console:draw_new"), {"among": "officers"}).content.decode()
    assert "P001，" in officers
    assert "王芳" in officers
    parties = as_one("officer").get(reverse("console:draw_new"), {"among": "parties", "role": "owner"})
    assert parties.status_code == 200


def test_who_organises_nothing_freezes_nothing(as_one):
    assert as_one("watcher").get(reverse("console:draw_new")).status_code == 403


def test_record_and_list_are_given_only_when_the_draw_is_over(as_one, client):
    draw = frozen(as_one)
    client.logout()
    for name in ("draw_record", "draw_frozen"):
        assert client.get(reverse(f"portal:{name}", args=[draw.pk])).status_code == 404
    assert "P001" not in client.get(reverse("portal:draw", args=[draw.pk])).content.decode()


def test_a_receipt_of_an_act_about_the_draw_leads_to_the_verifier(as_one, client):
    draw = frozen(as_one)
    client.logout()
    seal()
    page = client.get(reverse("portal:draw", args=[draw.pk])).content.decode()
    [address] = re.findall(r'href="(/draws/\d+/receipts/\d+/)"', page)
    assert client.get(address).headers["Location"].startswith(reverse("portal:verify") + "#")
    assert client.get(reverse("portal:draw_receipt", args=[draw.pk, 999_999])).status_code == 404


def test_a_draw_without_commitments_is_shown_as_lapsed(as_one, client):
    draw = frozen(as_one)
    services.lapse(draw, by=CAST.officer, at=timezone.now() + timedelta(hours=3))
    client.logout()
    assert "承诺不齐，未抽取" in client.get(reverse("portal:draw_list")).content.decode()
    assert "本次没有抽取" in client.get(reverse("portal:draw", args=[draw.pk])).content.decode()
    assert client.get(reverse("portal:draw_frozen", args=[draw.pk])).content.decode() == draw.list
