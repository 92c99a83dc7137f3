"""What people do with a project at the console, from the counter to the archive."""

import re
from datetime import date

import pytest
from django.urls import reverse

from heng.duties.supervision.models import File
from heng.ledger.models import Entry
from heng.registers.authorities.models import Application, Claim, Designation, Handover
from heng.registers.trading.models import BEFORE_THE_GATE, Project, Stage
from tests.support.cast import HOUSING, OWNER_CODE, WATER

CODE = "11410500MB0A1234XQ"  # invented; its check character holds
pytestmark = pytest.mark.django_db
PAPERS = {
    "name": "演示桥梁工程",
    "trade_class": "A01",
    "region": "410500",
    "is_mandatory": "yes",
    "owner_name": "演示业主",
    "owner_code": CODE,
    "budget": "9000000",
    "approval_name": "演示立项批复",
    "key": "counter-1",
}


def step(client, project, verb: str, **facts: str):
    return client.post(reverse("console:project_step", args=[project.pk, verb]), facts)


def told(client, project, what: str, **facts: str):
    return client.post(reverse("console:tell", args=[project.pk, what]), facts)


def labels(client, project) -> str:
    page = client.get(reverse("console:project", args=[project.pk])).content.decode()
    return str(page)


@pytest.fixture
def outside(world) -> Project:
    return Project.objects.get(pk=world.words["outside"])


@pytest.fixture
def inside(world) -> Project:
    return Project.objects.get(pk=world.words["project"])


@pytest.mark.clause("8.6")
def test_the_clerk_registers_a_project_and_asks_the_gate(as_one, world):
    client = as_one("centre")
    answer = client.post(reverse("console:register"), PAPERS)
    found = Project.objects.get(name="演示桥梁工程")
    assert answer.headers["Location"] == reverse("console:project", args=[found.pk])
    assert (found.stage, found.source, found.owner.code) == (Stage.APPLIED, "console", CODE)
    step(client, found, "admit")
    found.refresh_from_db()
    assert (found.stage, found.authority_id) == (Stage.ADMITTED, HOUSING)


def test_a_form_that_is_sent_twice_registers_once(as_one):
    client = as_one("centre")
    for _ in range(2):
        client.post(reverse("console:register"), PAPERS)
    assert Project.objects.filter(name="演示桥梁工程").count() == 1


def test_a_code_that_cannot_be_one_is_told_at_its_field_and_nothing_is_lost(as_one):
    page = as_one("centre").post(reverse("console:register"), PAPERS | {"owner_code": "11410500MB0A1234X9"})
    assert page.status_code == 200
    assert "不是有效的统一社会信用代码" in page.content.decode()
    assert 'value="演示桥梁工程"' in page.content.decode()


def test_a_project_of_another_city_is_refused_in_the_form(as_one):
    page = as_one("centre").post(reverse("console:register"), PAPERS | {"region": "410700"})
    assert page.status_code == 409
    assert "服务范围" in page.content.decode()
    assert 'value="演示桥梁工程"' in page.content.decode()


@pytest.mark.clause("8.6")
def test_the_no_of_the_gate_is_shown_with_its_article(as_one, world):
    client = as_one("centre")
    client.post(reverse("console:register"), PAPERS | {"approval_name": ""})
    found = Project.objects.get(name="演示桥梁工程")
    page = client.post(reverse("console:project_step", args=[found.pk, "admit"]), follow=True).content.decode()
    assert "应当先履行审批" in page
    assert "招标投标法 第九条" in page


@pytest.mark.clause("8.6")
def test_what_kept_a_project_out_is_put_right_at_the_counter_and_it_walks_in(as_one, world):
    client = as_one("centre")
    client.post(reverse("console:register"), PAPERS | {"approval_name": ""})
    found = Project.objects.get(name="演示桥梁工程")
    step(client, found, "admit")
    address = reverse("console:correct", args=[found.pk])
    assert address in labels(client, found)
    form = client.get(address).content.decode()
    assert 'value="演示桥梁工程"' in form
    assert f'value="{CODE}"' in form
    assert client.post(address, PAPERS | {"budget": "很多"}).status_code == 200
    assert client.post(address, PAPERS).status_code == 302
    step(client, found, "admit")
    found.refresh_from_db()
    assert (found.stage, found.approval_name, found.source_key) == (Stage.ADMITTED, "演示立项批复", "counter-1")
    assert client.get(address).status_code == 404  # what decided its department is fixed now


def test_a_project_of_a_trading_system_is_corrected_there(as_one, outside):
    assert as_one("centre").get(reverse("console:correct", args=[outside.pk])).status_code == 404


def test_it_is_withdrawn_with_a_reason_and_registered_again(as_one, outside):
    client = as_one("centre")
    assert step(client, outside, "withdraw", reason=" ").status_code == 200
    assert Project.objects.get(pk=outside.pk).stage == Stage.REFUSED
    step(client, outside, "withdraw", reason="方案调整")
    assert Project.objects.get(pk=outside.pk).stage == Stage.WITHDRAWN
    step(client, outside, "reapply")
    assert Project.objects.get(pk=outside.pk).stage == Stage.APPLIED


def test_an_officer_lets_nobody_in_and_sees_no_such_button(as_one, outside):
    assert "申请进场审查" not in labels(as_one("officer"), outside)
    assert "申请进场审查" in labels(as_one("centre"), outside)
    answer = step(as_one("officer"), outside, "admit")
    assert answer.status_code == 409
    assert "您无权准予进场" in answer.content.decode()
    assert Project.objects.get(pk=outside.pk).stage in BEFORE_THE_GATE


def test_an_act_at_a_wrong_moment_is_refused_with_its_article(as_one, inside):
    answer = step(as_one("centre"), inside, "withdraw", reason="不办了")
    assert answer.status_code == 409
    assert "当前状态为“公告中”，不能撤回进场登记" in answer.content.decode()


@pytest.mark.parametrize("verb", ["nonsense", "refuse"])
def test_there_is_no_page_for_what_nobody_does(as_one, inside, verb):
    assert step(as_one("centre"), inside, verb).status_code == 404


@pytest.mark.clause("1.3")
def test_the_clerk_tells_a_trade_from_its_notice_to_its_acceptance(as_one, inside):
    Project.objects.filter(pk=inside.pk).update(stage=Stage.ADMITTED)
    client = as_one("centre")
    lots = "第一标段，A08，8000000\n\n第二标段"
    notice = {"kind": "tender", "title": "演示公告", "published_at": "2026-03-03T09:00", "key": "n1", "lots": lots}
    assert step(client, inside, "announce", **notice).status_code == 302
    lot = inside.lots.order_by("pk")[0]
    bids = f"演示甲公司\t{CODE}\t7900000\n演示乙公司，，8100000"
    opening = {"lot": lot.source_key, "opened_at": "2026-03-25T09:00", "place": "三楼", "bids": bids, "key": "o1"}
    assert step(client, inside, "open", **opening).status_code == 302
    ranked = f"演示甲公司，{CODE}，7900000"
    report = {"lot": lot.source_key, "ended_at": "2026-03-26T17:00", "candidates": ranked, "key": "e1"}
    assert step(client, inside, "evaluate", **report).status_code == 302
    shown = {"title": "公示", "published_at": "2026-03-27T09:00", "ends_on": "2026-03-31", "key": "n2"}
    assert step(client, inside, "publicise", **shown).status_code == 302
    winner = str(lot.bids.get(price=7900000).bidder_id)
    award = {"lot": lot.source_key, "party": winner, "amount": "7900000", "awarded_at": "2026-04-01T10:00", "key": "a1"}
    assert step(client, inside, "award", **award).status_code == 302
    contract = {"lot": lot.source_key, "party": winner, "name": "施工合同", "signed_on": "2026-04-10", "key": "k1"}
    assert step(client, inside, "sign", **contract, amount="7900000").status_code == 302
    change = {"contract": "k1", "content": "工期延长", "amount": "-5", "changed_on": "2026-06-01", "key": "c1"}
    assert told(client, inside, "change", **change).status_code == 302
    paid = {"contract": "k1", "kind": "payment", "amount": "100", "happened_on": "2026-07-01", "key": "p1"}
    assert told(client, inside, "performance", **paid).status_code == 302
    done = {"contract": "k1", "kind": "acceptance", "happened_on": "2026-12-01", "key": "p2"}
    assert step(client, inside, "complete", **done).status_code == 302
    inside.refresh_from_db()
    assert inside.stage == Stage.COMPLETED


@pytest.mark.parametrize(
    ("bids", "words"),
    [
        ("演示甲公司，11410500MB0A1234X9，1", "第1行：代码“11410500MB0A1234X9”不是有效的统一社会信用代码"),
        ("演示甲公司，，很多", "第1行：金额“很多”不是有效的数字"),
        ("演示甲公司，，1\n，，2", "第2行：请按“名称，代码，金额”填写"),
        ("演示甲公司，，-1", "第1行：金额“-1”不是有效的数字"),
        ("演示甲公司，，1，2，3", "第1行：请按“名称，代码，金额”填写"),
        ("演示甲公司\n" * 501, "一次最多填写500行"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_typed_is_lost(as_one, inside, bids, words):
    client = as_one("centre")
    told(client, inside, "notice", kind="tender", title="公告", published_at="2026-03-03T09:00", lots="一标", key="n1")
    lot = inside.lots.get()
    page = step(client, inside, "open", lot=lot.source_key, opened_at="2026-03-25T09:00", bids=bids, key="o1")
    text = page.content.decode()
    assert words in text
    assert "演示甲公司" in text
    assert not lot.bids.exists()


def test_a_clarification_is_published_besides_the_steps(as_one, inside):
    client = as_one("centre")
    facts = {"kind": "clarification", "title": "答疑澄清", "published_at": "2026-03-05T09:00", "key": "n9"}
    assert told(client, inside, "notice", **facts).status_code == 302
    assert inside.notices.get().title == "答疑澄清"
    assert told(client, inside, "nonsense").status_code == 404


def test_a_trade_fails_or_ends_with_what_happened(as_one, inside):
    client = as_one("centre")
    facts = {"title": "投标人不足三个", "approved_at": "2026-03-25T10:00", "content": "只有两家", "key": "x1"}
    step(client, inside, "fail", **facts)
    assert Project.objects.get(pk=inside.pk).stage == Stage.FAILED
    step(client, inside, "terminate", **facts | {"kind": "3", "key": "x2"})
    assert Project.objects.get(pk=inside.pk).stage == Stage.TERMINATED


def test_an_award_needs_its_party(as_one, inside):
    client = as_one("centre")
    told(client, inside, "notice", kind="tender", title="公告", published_at="2026-03-03T09:00", lots="一标", key="n1")
    facts = {"lot": inside.lots.get().source_key, "awarded_at": "2026-04-01T10:00", "key": "a1"}
    assert "请选择单位" in step(client, inside, "award", **facts).content.decode()
    assert step(client, inside, "award", **facts, party_name="演示丙公司").status_code == 302
    assert inside.lots.get().awards.get().party.name == "演示丙公司"


@pytest.mark.clause("7.3")
def test_the_head_names_another_officer_and_the_officer_puts_the_file_away(as_one, world, inside):
    address = reverse("console:file_step", args=[inside.pk, "reassign"])
    head = as_one("head")
    form = head.get(address).content.decode()
    assert "赵敏" in form
    assert "李强" not in form
    chosen = str(world.accounts["head"].pk)
    assert head.post(address, {"officer": chosen, "reason": " "}).status_code == 200
    assert head.post(address, {"officer": chosen, "reason": "休假"}).status_code == 302
    assert File.objects.get(project=inside).officer == world.accounts["head"]
    early = head.post(reverse("console:file_step", args=[inside.pk, "close"]))
    assert early.status_code == 409
    assert "履约完成或终止后方可归档" in early.content.decode()
    Project.objects.filter(pk=inside.pk).update(stage=Stage.COMPLETED)
    assert head.post(reverse("console:file_step", args=[inside.pk, "close"])).status_code == 302
    again = head.post(reverse("console:file_step", args=[inside.pk, "reopen"]), {"reason": "回头看"})
    assert again.status_code == 302
    assert File.objects.get(project=inside).status == File.Status.OPEN


def test_the_reader_may_not_be_named(as_one, world, inside):
    address = reverse("console:file_step", args=[inside.pk, "reassign"])
    answer = as_one("head").post(address, {"officer": str(world.accounts["reader"].pk), "reason": "休假"})
    assert answer.status_code == 409
    assert "不能担任责任人" in answer.content.decode()


@pytest.mark.clause("5.1")
def test_the_first_receiver_hands_a_matter_over_and_the_clock_goes_along(as_one, world, inside):
    Handover.objects.all().delete()
    officer = as_one("officer")
    assert officer.post(reverse("console:claim", args=[inside.pk])).status_code == 302
    assert Claim.objects.get(subject=inside.ref).authority_id == HOUSING
    address = reverse("console:hand_over", args=[inside.pk])
    facts = {"authority": WATER, "due_on": "2026-12-31", "reason": "水利工程"}
    assert officer.post(address, facts | {"due_on": "明天"}).status_code == 200
    assert officer.post(address, facts).status_code == 302
    passed = Handover.objects.get()
    assert (passed.target_id, passed.due_on) == (WATER, date(2026, 12, 31))
    assert passed.ref in labels(officer, inside)


def test_who_does_not_lead_hands_nothing_over(as_one, inside):
    Handover.objects.all().delete()
    facts = {"authority": HOUSING, "due_on": "2026-12-31", "reason": "不是我的"}
    neighbour = as_one("neighbour")
    assert neighbour.post(reverse("console:claim", args=[inside.pk])).status_code == 409
    answer = neighbour.post(reverse("console:hand_over", args=[inside.pk]), facts)
    assert answer.status_code == 409
    assert "您无权登记收件或者移交" in answer.content.decode()
    assert not Claim.objects.exists()


@pytest.mark.clause("2.2")
@pytest.mark.clause("2.3")
def test_the_counter_files_for_an_owner(as_one, outside):
    Application.objects.all().delete()
    Designation.objects.all().delete()
    client = as_one("centre")
    asked = client.post(reverse("console:apply", args=[outside.pk]), {"authority": HOUSING, "grounds": "自愿进场"})
    assert asked.status_code == 302
    assert Application.objects.get().applicant_code == OWNER_CODE
    second = client.post(reverse("console:apply", args=[outside.pk]), {"authority": WATER, "grounds": "再试"})
    assert second.status_code == 409
    assert "已提出监督申请" in second.content.decode()
    assert client.post(reverse("console:designate", args=[outside.pk]), {"grounds": "跨行业"}).status_code == 302
    assert Designation.objects.get().region == "410500"


def test_every_button_leads_to_a_page(as_one, world, inside, outside):
    for part in ("centre", "officer", "head", "coordinator"):
        client = as_one(part)
        for project in (inside, outside):
            page = labels(client, project)
            for address in re.findall(r'<a class="btn" href="(/console/projects/\d+/[^"]+)"', page):
                assert client.get(address).status_code == 200


def test_an_act_leaves_its_trace(as_one, world, outside):
    step(as_one("centre"), outside, "withdraw", reason="方案调整")
    entry = Entry.objects.get(kind="trading.ProjectWithdrawn")
    assert (entry.subject, entry.person) == (outside.ref, world.accounts["centre"].ref)
