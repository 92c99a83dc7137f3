"""Whoever runs the machine names one administrator, and only one."""

from datetime import timedelta

import pytest

from heng.ledger.models import Entry
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import is_administrator
from heng.registers.authorities.models import Account, Appointment, Authority, Duty
from heng.registers.authorities.services import accounts, founding
from tests.registers.conftest import MONDAY
from tests.support.cast import CAST, CITY

pytestmark = pytest.mark.django_db


def found(username="zhang.san", region=CITY, on=MONDAY):
    return founding.first_administrator(username, name="演示张", region=region, on=on)


@pytest.mark.clause("8.4")
def test_the_first_administrator_keeps_the_whole_city_from_an_empty_database():
    account, password = found()
    actor = authorities.actor_of(account, on=MONDAY)
    assert is_administrator(actor)
    assert (actor.role, actor.region) == ("coordinator", CITY)
    assert account.check_password(password)
    assert account.must_change_password
    assert Authority.objects.count() > 100
    assert Duty.objects.exists()
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"authorities.AccountOpened", "authorities.PostEntered", "authorities.AppointmentMade"} <= kinds
    assert set(Entry.objects.values_list("role", flat=True)) == {"clock"}


def test_there_is_no_second_first_administrator(refused):
    found()
    assert "已有系统管理员" in refused("already-administered", lambda: found("li.si")).reason
    assert Account.objects.count() == 1


def test_when_the_only_administrator_left_another_can_be_named():
    account, _ = found()
    Appointment.objects.filter(account=account).update(ends_on=MONDAY + timedelta(days=1))
    other, _ = found("li.si", on=MONDAY + timedelta(days=1))
    assert is_administrator(authorities.actor_of(other, on=MONDAY + timedelta(days=1)))


def test_a_region_without_an_office_is_told_so(refused):
    assert "HENG_REGION" in refused("no-office", lambda: found(region="990000")).reason
    assert not Account.objects.exists()


def test_a_name_that_is_taken_leaves_nothing_half_done(refused):
    Account.objects.create_user("zhang.san", name="演示旁人")
    refused("already-there", found)
    assert not Appointment.objects.exists()
    assert not Authority.objects.exists()


def test_a_password_of_others_is_for_one_login(refused):
    account, password = found()
    refused("same-password", lambda: accounts.change_password(account, password, by=_self(account), on=MONDAY))
    refused("no-authority-to-act", lambda: accounts.change_password(account, "x", by=CAST.machine, on=MONDAY))
    accounts.change_password(account, "Jinan-Beam-2026", by=_self(account), on=MONDAY)
    account.refresh_from_db()
    assert not account.must_change_password
    assert Entry.objects.filter(kind="authorities.PasswordChanged", subject=account.ref).exists()


def _self(account):
    return authorities.actor_of(account, on=MONDAY)
