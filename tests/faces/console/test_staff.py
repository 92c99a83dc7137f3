"""The administrator opens accounts, appoints, takes locks away and gives keys; nobody else does, and all is on file."""

import re
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from heng.ledger.models import Entry
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.models import Account, Appointment, Post, System
from tests.support.cast import CENTRE, CITY, HOUSING, WATER
from tests.support.doors import BACKEND

TODAY = date.today()  # noqa: DTZ011  -- as the doors read the day
TOMORROW = TODAY + timedelta(days=1)
SECRET = re.compile(r"<code>([^<]+)</code>")


def secret(answer) -> str:
    assert "no-store" in answer.headers["Cache-Control"]
    return SECRET.search(answer.content.decode()).group(1)


@pytest.fixture
def newcomer(world):
    """What the form of a new officer's account sends."""
    return {"username": "li.si", "name": "演示李", "post": world.words["post"], "starts_on": TODAY.isoformat()}


def test_an_officer_sees_the_people_of_the_own_department_only(as_one):
    page = as_one("officer").get(reverse("console:staff")).content.decode()
    assert "王芳" in page
    assert "李强" not in page
    assert "开立账号" not in page


def test_the_administrator_sees_the_whole_city_and_finds_by_name_and_department(as_one):
    client, address = as_one("administrator"), reverse("console:staff")
    everybody = client.get(address).content.decode()
    assert "王芳" in everybody
    assert "李强" in everybody
    found = client.get(address, {"q": "李强"}).context["held"]
    assert [row.account.name for row in found] == ["李强"]
    found = client.get(address, {"authority": WATER}).context["held"]
    assert {row.post.section.authority_id for row in found} == {WATER}
    assert "旁人" in client.get(address, {"state": "none"}).content.decode()
    assert "没有符合条件的人员" in client.get(address, {"state": "left"}).content.decode()


@pytest.mark.clause("8.4")
def test_a_newcomer_is_given_a_password_for_one_login(as_one, client, newcomer):
    answer = as_one("administrator").post(reverse("console:account_new"), newcomer)
    password = secret(answer)
    account = Account.objects.get(username="li.si")
    assert authorities.actor_of(account, on=TODAY).authority == HOUSING
    assert password not in "".join(Entry.objects.values_list("body", flat=True))
    client.logout()
    client.post(reverse("account_login"), {"login": "li.si", "password": password})
    assert client.get(reverse("console:desk")).url == reverse("account_change_password")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"username": "李四"}, "用户名应为"),
        ({"post": ""}, "二者选一"),
        ({"party_code": "91410500MA0B1234X1"}, "二者选一"),
        ({"email": "不是邮箱"}, "请更正以下内容"),
    ],
)
def test_an_account_that_cannot_be_is_told_so(as_one, newcomer, wrong, told):
    page = as_one("administrator").post(reverse("console:account_new"), newcomer | wrong)
    assert told in page.content.decode()
    assert "演示李" in page.content.decode()
    assert not Account.objects.filter(name="演示李").exists()


def test_a_user_name_that_is_taken_is_refused(as_one, newcomer):
    answer = as_one("administrator").post(reverse("console:account_new"), newcomer | {"username": "officer"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "请另取用户名" in text
    assert "演示李" in text  # nothing typed is lost


def test_a_representative_is_given_the_code_of_the_party_and_no_post(as_one):
    asked = {"username": "dai-biao", "name": "演示代表", "party_code": "91410500MA0B1234X1"}
    secret(as_one("administrator").post(reverse("console:account_new"), asked))
    assert authorities.actor_of(Account.objects.get(username="dai-biao"), on=TODAY).role == "party"


@pytest.mark.clause("8.4")
def test_wang_fang_leaves_her_post_and_takes_up_another(as_one, world):
    client, wang = as_one("administrator"), world.accounts["officer"]
    end = reverse("console:appointment_end", args=[world.words["appointment"]])
    assert "请更正以下内容" in client.post(end, {"ends_on": ""}).content.decode()
    assert client.post(end, {"ends_on": TODAY.isoformat()}).status_code == 302
    assert not authorities.actor_of(wang, on=TODAY).authority
    other = Post.objects.filter(section__authority=WATER)[0]
    appoint = reverse("console:account_appoint", args=[wang.pk])
    assert client.post(appoint, {"post": other.pk, "starts_on": TOMORROW.isoformat()}).status_code == 302
    assert authorities.actor_of(wang, on=TOMORROW).authority == WATER
    assert client.post(appoint, {"post": other.pk, "starts_on": TOMORROW.isoformat()}).status_code == 409
    kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["authorities.AppointmentEnded", "authorities.AppointmentMade"]


def test_a_lost_telephone_is_forgotten_with_its_reason_on_file(as_one, world):
    client, wang = as_one("administrator"), world.accounts["officer"]
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=wang, type=kind, data={"secret": "x"})
    address = reverse("console:account_factor", args=[wang.pk])
    assert client.post(address, {"reason": ""}).status_code == 409
    assert Authenticator.objects.filter(user=wang).count() == 2
    assert client.post(address, {"reason": "手机丢失，已当面核对"}).status_code == 302
    assert not Authenticator.objects.filter(user=wang).exists()
    told = Entry.objects.get(kind="authorities.SecondFactorReset")
    assert (told.subject, told.role) == (wang.ref, "coordinator")
    assert "手机丢失" in client.get(reverse("console:account", args=[wang.pk])).content.decode()


def test_a_closed_account_is_shut_out_at_once_and_can_be_opened_again(as_one, client, world):
    wang = world.accounts["officer"]
    as_one("administrator").post(reverse("console:account_close", args=[wang.pk]), {"reason": "停职"})
    assert as_one("officer").get(reverse("console:desk")).status_code == 302
    as_one("administrator").post(reverse("console:account_reopen", args=[wang.pk]))
    assert as_one("officer").get(reverse("console:desk")).status_code == 200


def test_a_new_password_makes_the_old_one_void(as_one, world):
    wang = world.accounts["officer"]
    password = secret(as_one("administrator").post(reverse("console:account_password", args=[wang.pk])))
    wang.refresh_from_db()
    assert wang.check_password(password)
    assert wang.must_change_password


@pytest.mark.parametrize("act", ["account_close", "account_factor", "account_password"])
def test_an_administrator_who_takes_a_lock_away_ends_what_is_open_under_it(as_one, world, act):
    wang, desk, tab = world.accounts["officer"], reverse("console:desk"), Client()
    tab.force_login(wang, backend=BACKEND)
    other = Client()
    other.force_login(world.accounts["head"], backend=BACKEND)
    assert [tab.get(desk).status_code, other.get(desk).status_code] == [200, 200]
    administrator = as_one("administrator")
    administrator.post(reverse(f"console:{act}", args=[wang.pk]), {"reason": "设备遗失，已当面核对"})
    administrator.post(reverse("console:account_reopen", args=[wang.pk]))
    assert [tab.get(desk).status_code, other.get(desk).status_code] == [302, 200]
    assert administrator.get(desk).status_code == 200


def test_the_administrator_does_not_loosen_the_own_lock(as_one, world):
    own = world.accounts["administrator"]
    client = as_one("administrator")
    assert "须由另一名系统管理员办理" in client.get(reverse("console:account", args=[own.pk])).content.decode()
    for act in ("password", "factor", "close"):
        answer = client.post(reverse(f"console:account_{act}", args=[own.pk]), {"reason": "自己来"})
        assert answer.status_code == 409


@pytest.mark.clause("8.4")
def test_the_administrator_of_one_department_finds_nobody_of_another(as_one, world):
    post = Post.objects.create(
        section=Post.objects.filter(section__authority=WATER)[0].section, title="管理", power="administers"
    )
    Appointment.objects.filter(account=world.accounts["neighbour"]).update(post=post)
    client = as_one("neighbour")
    wang = world.accounts["officer"]
    for act in ("close", "password", "factor", "reopen", "appoint"):
        assert client.post(reverse(f"console:account_{act}", args=[wang.pk]), {"reason": "试"}).status_code == 404
    assert client.get(reverse("console:account", args=[wang.pk])).status_code == 404
    assert client.post(reverse("console:appointment_end", args=[world.words["appointment"]])).status_code == 404
    assert client.get(reverse("console:system", args=["centre"])).status_code == 404
    page = client.get(reverse("console:account_new")).content.decode()
    assert "演示市水利局综合科" in page
    assert "演示市住房和城乡建设局" not in page


def test_a_system_is_entered_and_its_key_is_shown_once(as_one, client):
    asked = {"code": "lz-centre", "name": "演示林州系统", "authority": CENTRE, "region": CITY, "scopes": ["read"]}
    administrator = as_one("administrator")
    key = secret(administrator.post(reverse("console:system_new"), asked))
    assert authorities.system_with_key(key).code == "lz-centre"
    page = administrator.get(reverse("console:system", args=["lz-centre"])).content.decode()
    assert key not in page
    assert "从未使用" in page
    assert administrator.post(reverse("console:system_new"), asked).status_code == 409


def test_no_system_belongs_to_who_is_no_centre(as_one):
    asked = {"code": "x-1", "name": "演示", "authority": HOUSING, "region": CITY, "scopes": ["read"]}
    assert "请更正以下内容" in as_one("administrator").post(reverse("console:system_new"), asked).content.decode()
    assert System.objects.count() == 1


def test_a_new_key_opens_what_was_granted_and_the_day_of_its_use_is_seen(as_one, client):
    administrator = as_one("administrator")
    address = reverse("console:system_key", args=["centre"])
    assert "请更正以下内容" in administrator.post(address, {"scopes": ["everything"]}).content.decode()
    key = secret(administrator.post(address, {"scopes": ["exchange"]}))
    eligibility = "/api/v1/parties/91410500MA0B1234X1/eligibility?regime=ENG&region=410500"
    assert client.get(eligibility, headers={"X-API-Key": key}).status_code == 403
    assert System.objects.get(pk="centre").last_used_on is None
    assert client.get(reverse("exchange:items"), headers={"X-API-Key": key}).status_code == 200
    used = System.objects.get(pk="centre")
    assert (used.scopes, used.last_used_on) == ("exchange", TODAY)


def test_a_revoked_key_opens_nothing(as_one):
    client = as_one("administrator")
    address = reverse("console:system_revoke", args=["centre"])
    assert client.post(address, {"reason": ""}).status_code == 409
    assert client.post(address, {"reason": "密钥泄露"}).status_code == 302
    assert not System.objects.get(pk="centre").is_active
    assert "已吊销" in client.get(reverse("console:systems")).content.decode()


def test_more_people_ask_no_more_of_the_database(as_one, world, django_assert_max_num_queries):
    post = Post.objects.get(pk=world.words["post"])
    people = [Account.objects.create_user(f"more-{n}", name=f"演示{n}") for n in range(40)]
    Appointment.objects.bulk_create(Appointment(account=one, post=post, starts_on=TODAY) for one in people)
    client = as_one("administrator")
    with django_assert_max_num_queries(14):
        client.get(reverse("console:staff"))
    with django_assert_max_num_queries(14):
        client.get(reverse("console:account_new"))


def test_a_long_story_and_many_systems_ask_no_more_of_the_database(as_one, world, django_assert_max_num_queries):
    client, wang = as_one("administrator"), world.accounts["officer"]
    for turn in range(10):
        act = "account_reopen" if turn % 2 else "account_close"
        client.post(reverse(f"console:{act}", args=[wang.pk]), {"reason": "演示"})
    System.objects.bulk_create(
        System(code=f"s-{n}", name=f"演示系统{n}", authority_id=CENTRE, region=CITY, key_hash=f"{n:064}", scopes="read")
        for n in range(40)
    )
    with django_assert_max_num_queries(16):
        client.get(reverse("console:account", args=[wang.pk]))
    with django_assert_max_num_queries(10):
        client.get(reverse("console:systems"))
    with django_assert_max_num_queries(10):
        client.get(reverse("console:system", args=["centre"]))
