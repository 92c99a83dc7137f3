"""As whom somebody acts: by the appointment of the day, for a party, or as one of the public; a system by its key."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import PUBLIC, Role
from heng.registers.authorities.models import Account, Appointment, Authority, Post, Section
from heng.registers.authorities.services import accounts
from tests.registers.conftest import FOUNDED, MONDAY
from tests.support.cast import CAST, CENTRE, CITY, HOUSING


@pytest.fixture
def wang(city) -> Account:
    """王芳 heads a section of housing until the end of June."""
    account = Account.objects.create_user("wang", name="王芳")
    section = Section.objects.create(authority=city[HOUSING], name="建筑市场监管科")
    post = Post.objects.create(section=section, title="科长", power=Post.Power.HEADS)
    Appointment.objects.create(account=account, post=post, starts_on=FOUNDED, ends_on=date(2026, 7, 1))
    return account


def test_wang_acts_in_her_post(wang):
    actor = authorities.actor_of(wang, on=MONDAY)
    assert (actor.role, actor.power, actor.authority) == (Role.OFFICER, "heads", HOUSING)
    assert (actor.post, actor.region) == ("建筑市场监管科·科长", CITY)
    assert actor.person == wang.ref


@pytest.mark.parametrize("day", [FOUNDED - timedelta(days=1), date(2026, 7, 1)])
def test_before_and_after_her_post_she_is_one_of_the_public(wang, day):
    assert authorities.actor_of(wang, on=day).role == Role.PUBLIC


def test_who_left_her_post_may_act_for_a_party(wang):
    wang.party_code = "91410500DEMO00001X"
    actor = authorities.actor_of(wang, on=date(2026, 7, 1))
    assert (actor.role, actor.party, actor.authority) == (Role.PARTY, wang.party_code, "")


def test_a_closed_account_is_nobody(wang):
    wang.is_active = False
    assert authorities.actor_of(wang, on=MONDAY) == PUBLIC


def test_with_her_department_dissolved_she_holds_no_post(wang):
    Authority.objects.filter(pk=HOUSING).update(effective_to=MONDAY)
    assert authorities.actor_of(wang, on=MONDAY).role == Role.PUBLIC


@pytest.mark.parametrize("organ_role", list(Authority.Role))
def test_what_she_is_follows_from_her_organ(wang, organ_role):
    Authority.objects.filter(pk=HOUSING).update(role=organ_role)
    roles = {
        "supervises": Role.OFFICER,
        "coordinates": Role.COORDINATOR,
        "watches": Role.WATCHER,
        "trades": Role.CENTRE,
        "governs": Role.GOVERNMENT,
    }
    assert authorities.actor_of(wang, on=MONDAY).role == roles[organ_role]


@pytest.fixture
def trading_system(city):
    return accounts.create_system(
        "demo-trade",
        name="演示交易系统",
        authority=city[CENTRE],
        region=CITY,
        scopes=["read", "entries"],
        by=CAST.administrator,
        on=MONDAY,
    )


def test_a_system_is_known_by_its_key_alone(trading_system):
    system, key = trading_system
    assert authorities.system_with_key(key) == system
    assert authorities.system_with_key(key[:-1]) is None
    assert authorities.system_with_key("") is None
    assert key not in system.key_hash


def test_a_machine_acts_for_its_centre_within_its_scopes(trading_system):
    actor = authorities.machine(trading_system[0])
    assert (actor.role, actor.person, actor.authority) == (Role.MACHINE, "SY:demo-trade", CENTRE)
    assert actor.scopes == {"entries", "read"}


def test_a_new_key_shuts_the_old_one_out(trading_system):
    system, old = trading_system
    new = accounts.issue_key(system, by=CAST.administrator, on=MONDAY)
    assert authorities.system_with_key(old) is None
    assert authorities.system_with_key(new) == system


def test_a_revoked_key_opens_nothing_until_another_is_issued(trading_system):
    system, key = trading_system
    accounts.revoke_key(system, reason="演示密钥泄露", by=CAST.administrator, on=MONDAY)
    assert authorities.system_with_key(key) is None
    assert authorities.system_with_key(accounts.issue_key(system, by=CAST.administrator, on=MONDAY)) == system


def test_an_administrator_of_another_city_issues_no_key(trading_system, refused):
    stranger = CAST.elsewhere(CAST.administrator)
    refused("no-authority-to-act", lambda: accounts.issue_key(trading_system[0], by=stranger, on=MONDAY))


def test_a_department_has_no_trading_system(city, refused):
    def make(authority, scopes):
        return accounts.create_system(
            "demo", name="演示", authority=authority, region=CITY, scopes=scopes, by=CAST.administrator, on=MONDAY
        )

    refused("not-a-centre", lambda: make(city[HOUSING], ["read"]))
    refused("unknown-scope", lambda: make(city[CENTRE], ["everything"]))
    refused("unknown-scope", lambda: make(city[CENTRE], []))


def test_only_administrators_see_the_systems(trading_system):
    assert list(authorities.systems(CAST.administrator)) == [trading_system[0]]
    for reader in (CAST.officer, CAST.coordinator, CAST.public, CAST.elsewhere(CAST.administrator)):
        assert not authorities.systems(reader)


def test_an_officer_knows_the_people_of_the_own_department(wang):
    assert list(authorities.accounts(CAST.officer)) == [wang]
    assert list(authorities.posts(CAST.officer)) == list(Post.objects.all())
    assert not authorities.accounts(CAST.neighbour)
    assert not authorities.accounts(CAST.owner)
    assert list(authorities.accounts(CAST.administrator)) == [wang]
    county = replace(CAST.administrator, region="410581", authority="410581-GG")
    assert not authorities.accounts(county)


@pytest.mark.parametrize("code", ["owner", "console"])
def test_no_system_bears_the_name_under_which_people_tell_of_projects(city, refused, code):
    asked = {"name": "演示系统", "authority": city[CENTRE], "region": CITY, "scopes": ["entries"]}
    refused("already-there", lambda: accounts.create_system(code, **asked, by=CAST.clock, on=MONDAY))


@pytest.mark.parametrize("region", ["", "410000", "410600"])
def test_a_system_serves_no_place_that_its_centre_does_not(city, refused, region):
    asked = {"name": "演示系统", "authority": city[CENTRE], "region": region, "scopes": ["entries"]}
    refused("other-region", lambda: accounts.create_system("demo", **asked, by=CAST.administrator, on=MONDAY))
