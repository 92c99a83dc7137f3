import re
from datetime import date

import pytest
from django.urls import reverse

from heng.engines.procedure import Refusal
from heng.ledger.models import Entry
from heng.registers.authorities.models import Application, Designation
from heng.registers.authorities.services import applications, designations
from heng.registers.parties.models import Party
from heng.registers.trading.models import Project
from heng.registers.trading.services import again, gate, owning
from tests.support import world as worlds
from tests.support.cast import CAST, HOUSING, OWNER_CODE, WATER

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db
FILLED = {
    "key": "0123456789abcdef",
    "name": "演示业主自办绿化工程",
    "trade_class": "A02",
    "region": "410500",
    "declared": "no",
    "budget": "35.5",
    "fund_source": "企业自筹",
}
ASKED = {"authority": HOUSING, "grounds": "自愿进场交易，请予监督"}


@pytest.fixture
def world():
    return worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day


@pytest.fixture
def as_one(client, world):
    def sit(part: str):
        client.force_login(world.accounts[part], backend=BACKEND)
        return client

    return sit


@pytest.fixture
def owner(as_one):
    return as_one("owner")


@pytest.fixture
def own(owner):
    """A voluntary project that the owner registered at this door."""
    owner.post(reverse("portal:register"), FILLED)
    return Project.objects.get(name=FILLED["name"])


def page(client, name: str, *args: object) -> str:
    return client.get(reverse(f"portal:{name}", args=args)).content.decode()


def test_an_owner_sees_its_projects_in_and_out_and_what_it_waits_for(owner, world):
    shown = page(owner, "mine")
    assert "演示道路工程第1号" in shown
    assert "演示道路工程第2号" in shown
    assert "申请监督 · 演示市住房和城乡建设局" in shown
    assert "申请确定监督部门" in shown


@pytest.mark.clause("2.2")
def test_an_owner_registers_a_project_and_is_told_what_comes_next(own, owner, world):
    assert own.owner.code == OWNER_CODE
    assert own.stage == "applied"
    assert own.budget == 355000
    assert own.is_mandatory is False
    assert Entry.objects.get(kind="trading.ProjectRegistered", subject=own.ref).person == world.accounts["owner"].ref
    shown = page(owner, "own", own.pk)
    assert "还不能进场" in shown
    assert "请向所属行业行政主管部门提出申请" in shown


def test_the_same_form_sent_twice_is_one_project(own, owner):
    owner.post(reverse("portal:register"), FILLED)
    assert Project.objects.filter(name=FILLED["name"]).count() == 1


def test_a_form_with_a_gap_comes_back_with_everything_that_was_filled_in(owner, world):
    answer = owner.post(reverse("portal:register"), FILLED | {"trade_class": "", "agency_code": "nobody"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "演示业主自办绿化工程" in shown
    assert "主体库中没有这个代码的单位" in shown
    assert not Project.objects.filter(name=FILLED["name"]).exists()


def test_what_the_law_refuses_comes_back_with_everything_that_was_filled_in(owner, world, monkeypatch):
    def refuse(*_facts, **_who):
        raise Refusal("fixed-at-the-gate", "项目已准予进场，不能更改业主", "安公管办〔2022〕6号 八")

    monkeypatch.setattr(owning, "register_own", refuse)
    answer = owner.post(reverse("portal:register"), FILLED)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "演示业主自办绿化工程" in shown
    assert "不能更改业主（依据：安公管办〔2022〕6号 八）" in shown


@pytest.mark.clause("2.2", "8.6")
def test_an_owner_applies_and_follows_the_answer_until_the_project_is_in(own, owner):
    assert owner.post(reverse("portal:own_apply", args=[own.pk]), ASKED).status_code == 302
    application = Application.objects.get(subject=own.ref)
    assert application.applicant_code == OWNER_CODE
    assert "待答复" in page(owner, "own", own.pk)
    today = application.filed_on
    applications.accept(application, by=CAST.officer, on=today, reason="属本部门职责")
    again.ask_for(own.ref, by=CAST.clock, on=today)
    own.refresh_from_db()
    assert own.authority_id == HOUSING
    shown = page(owner, "own", own.pk)
    assert "已接受" in shown
    assert "属本部门职责" in shown
    assert "安公管办〔2022〕6号 二" in shown


@pytest.mark.clause("2.2")
def test_an_owner_that_was_refused_reads_why_and_asks_another_department(own, owner):
    owner.post(reverse("portal:own_apply", args=[own.pk]), ASKED)
    application = Application.objects.get(subject=own.ref)
    applications.refuse(application, by=CAST.officer, on=application.filed_on, reason="不属住建行业")
    assert "不属住建行业" in page(owner, "own", own.pk)
    assert owner.post(reverse("portal:own_apply", args=[own.pk]), ASKED | {"authority": WATER}).status_code == 302
    assert Application.objects.filter(subject=own.ref, status="submitted").get().authority_id == WATER


def test_an_owner_takes_its_application_back(own, owner):
    owner.post(reverse("portal:own_apply", args=[own.pk]), ASKED)
    application = Application.objects.get(subject=own.ref)
    assert owner.post(reverse("portal:application_recall", args=[application.pk])).status_code == 302
    application.refresh_from_db()
    assert application.status == "withdrawn"


def test_an_application_without_grounds_or_department_comes_back_with_the_rest(own, owner):
    answer = owner.post(reverse("portal:own_apply", args=[own.pk]), {"authority": "", "grounds": "写了一半的理由"})
    assert answer.status_code == 200
    assert "写了一半的理由" in answer.content.decode()
    assert not Application.objects.filter(subject=own.ref).exists()


REFUSED = Refusal("no-such-matter", "依法不予办理", "安公管办〔2022〕6号 二")
SENT = (
    ("own_apply", applications, "apply", ASKED, ASKED["grounds"]),
    ("own_designate", designations, "request", {"reason": "行业交叉难以判断"}, "行业交叉难以判断"),
    ("own_withdraw", gate, "withdraw", {"why": "投资计划有变"}, "投资计划有变"),
)


@pytest.mark.parametrize(("door", "services", "verb", "sent", "typed"), SENT, ids=[row[0] for row in SENT])
def test_what_is_refused_is_answered_in_the_page_with_what_was_typed(
    own, owner, monkeypatch, door, services, verb, sent, typed
):
    def refuse(*_about, **_who):
        raise REFUSED

    monkeypatch.setattr(services, verb, refuse)
    answer = owner.post(reverse(f"portal:{door}", args=[own.pk]), sent)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "依法不予办理（依据：安公管办〔2022〕6号 二）" in shown
    assert typed in shown
    assert "演示业主自办绿化工程" in shown


def test_a_second_application_is_refused_in_the_page_with_its_grounds(own, owner):
    owner.post(reverse("portal:own_apply", args=[own.pk]), ASKED)
    answer = owner.post(reverse("portal:own_apply", args=[own.pk]), ASKED | {"grounds": "再次申请的理由"})
    assert answer.status_code == 409
    assert "再次申请的理由" in answer.content.decode()


def test_what_waits_leads_to_its_project_and_no_department_is_said_to_lack_before_the_gate(own, owner):
    owner.post(reverse("portal:own_apply", args=[own.pk]), ASKED)
    shown = page(owner, "mine")
    assert shown.count(f'href="{reverse("portal:own", args=[own.pk])}"') == 2
    assert "进场审查时落实" in shown
    assert "尚未落实" not in page(owner, "own", own.pk)


@pytest.mark.clause("2.3")
def test_an_owner_asks_for_a_department_to_be_named_and_sees_the_clock(own, owner):
    assert owner.post(reverse("portal:own_designate", args=[own.pk]), {"reason": "行业交叉"}).status_code == 302
    assert Designation.objects.get(subject=own.ref).region == "410500"
    assert "待确定" in page(owner, "own", own.pk)


def test_an_owner_withdraws_with_a_reason_and_registers_again(own, owner):
    assert owner.post(reverse("portal:own_withdraw", args=[own.pk]), {"why": " "}).status_code == 200
    assert owner.post(reverse("portal:own_withdraw", args=[own.pk]), {"why": "计划调整"}).status_code == 302
    own.refresh_from_db()
    assert own.stage == "withdrawn"
    assert owner.post(reverse("portal:own_reapply", args=[own.pk])).status_code == 302
    own.refresh_from_db()
    assert own.stage == "applied"


def test_an_owner_corrects_what_it_registered_until_the_project_is_in(own, owner, world):
    address = reverse("portal:own_correct", args=[own.pk])
    shown = owner.get(address).content.decode()
    assert 'value="35.5"' in shown
    assert owner.post(address, FILLED | {"name": "演示业主自办绿化工程（更正）", "budget": "40"}).status_code == 302
    own.refresh_from_db()
    assert (own.name, own.budget) == ("演示业主自办绿化工程（更正）", 400000)
    Project.objects.filter(pk=own.pk).update(stage="admitted", authority=HOUSING, admitted_on=world.today)
    assert owner.post(address, FILLED).status_code == 409


def test_what_the_trading_centre_registered_is_not_the_owners_to_correct(owner, world):
    assert owner.get(reverse("portal:own_correct", args=[world.words["outside"]])).status_code == 409


OWN_DOORS = ("own", "own_correct", "own_apply", "own_designate", "own_withdraw", "own_reapply")


@pytest.mark.parametrize("door", OWN_DOORS)
def test_for_another_owner_there_is_no_such_project(own, as_one, door):
    stranger = as_one("stranger")
    Party.objects.create(code=CAST.stranger.party, name="演示旁人公司")
    address = reverse(f"portal:{door}", args=[own.pk])
    answer = (
        stranger.get(address) if door == "own" else stranger.post(address, FILLED | ASKED | {"reason": "x", "why": "x"})
    )
    assert answer.status_code == 404
    own.refresh_from_db()
    assert own.stage == "applied"
    assert not Application.objects.filter(subject=own.ref).exists()


def test_another_owner_cannot_overwrite_a_project_by_guessing_its_key(own, as_one):
    stranger = as_one("stranger")
    Party.objects.create(code=CAST.stranger.party, name="演示旁人公司")
    stranger.post(reverse("portal:register"), FILLED | {"name": "冒名工程"})
    own.refresh_from_db()
    assert own.name == FILLED["name"]
    assert Project.objects.get(name="冒名工程").owner.code == CAST.stranger.party


def test_another_owner_cannot_take_an_application_back(as_one, world):
    stranger = as_one("stranger")
    assert stranger.post(reverse("portal:application_recall", args=[world.words["application"]])).status_code == 404


def test_an_agency_may_read_but_its_projects_are_not_its_own(own, as_one):
    agency = Party.objects.create(code=CAST.stranger.party, name="演示代理公司")
    Project.objects.filter(pk=own.pk).update(agency=agency)
    assert as_one("stranger").get(reverse("portal:own", args=[own.pk])).status_code == 404


def test_an_owner_lands_in_its_corner_after_login(client, world):
    answer = client.post(
        reverse("account_login"), {"login": "owner", "password": worlds.PASSWORD}, headers={"user-agent": "test"}
    )
    assert answer.headers["Location"] == reverse("portal:mine")


def test_registering_names_the_owner_as_the_register_has_it(own):
    assert Party.objects.get(code=OWNER_CODE).name == "演示业主"
    assert not Entry.objects.filter(kind="parties.PartyRenamed").exists()


def test_the_corner_costs_as_many_queries_for_many_projects_as_for_few(owner, world, django_assert_max_num_queries):
    first = Project.objects.get(pk=world.words["project"])
    for number in range(20):
        first.pk, first.source_key = None, f"more {number}"
        first.save(force_insert=True)
    with django_assert_max_num_queries(16):
        assert len(re.findall("演示道路工程第1号", page(owner, "mine"))) > 15
