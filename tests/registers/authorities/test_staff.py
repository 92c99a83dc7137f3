"""Posts and people are kept by administrators, who decide no case; every change leaves its trace."""

from datetime import date

import pytest

from heng.ledger.models import Entry, PersonalValue
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import CLOCK, handling_officer
from heng.registers.authorities.models import Account, Application, Appointment, System
from heng.registers.authorities.services import accounts, staff
from tests.registers.conftest import MONDAY
from tests.support.cast import CAST, CENTRE, CITY, HOUSING, WATER

SUMMER = date(2026, 7, 1)


@pytest.fixture
def post(city):
    section = staff.create_section(city[HOUSING], "建筑市场监管科", by=CAST.administrator, on=MONDAY)
    return staff.create_post(section, "经办", power="handles", by=CAST.administrator, on=MONDAY)


@pytest.fixture
def wang(db) -> Account:
    return accounts.create_account("wang", name="王芳", password="Jinan-Beam-2026", by=CAST.administrator, on=MONDAY)


@pytest.mark.clause("3.4")
def test_an_administrator_lets_wang_take_up_and_leave_a_post(post, wang, told):
    held = staff.appoint(wang, post, starts_on=MONDAY, by=CAST.administrator, on=MONDAY)
    assert authorities.actor_of(wang, on=MONDAY).authority == HOUSING
    staff.end_appointment(held, ends_on=SUMMER, by=CAST.administrator, on=MONDAY)
    assert authorities.actor_of(wang, on=SUMMER).authority == ""
    assert told()[-2:] == [("authorities.AppointmentMade", wang.ref), ("authorities.AppointmentEnded", wang.ref)]


def test_nobody_holds_two_posts_at_a_time(post, wang, refused):
    held = staff.appoint(wang, post, starts_on=MONDAY, by=CAST.administrator, on=MONDAY)
    other = staff.create_post(post.section, "副科长", power="heads", by=CAST.administrator, on=MONDAY)
    act = lambda: staff.appoint(wang, other, starts_on=SUMMER, by=CAST.administrator, on=MONDAY)  # noqa: E731
    refused("still-in-post", act)
    staff.end_appointment(held, ends_on=SUMMER, by=CAST.administrator, on=MONDAY)
    assert act().post == other
    refused("already-ended", lambda: staff.end_appointment(held, ends_on=SUMMER, by=CAST.administrator, on=MONDAY))


def test_a_post_is_left_after_it_was_taken_up(post, wang, refused):
    held = staff.appoint(wang, post, starts_on=MONDAY, by=CAST.administrator, on=MONDAY)
    refused("too-early", lambda: staff.end_appointment(held, ends_on=MONDAY, by=CAST.administrator, on=MONDAY))


@pytest.mark.parametrize("who", ["officer", "head", "coordinator", "centre", "owner", "public"])
def test_nobody_but_an_administrator_appoints(post, wang, refused, who):
    by = getattr(CAST, who)
    refused("no-authority-to-act", lambda: staff.appoint(wang, post, starts_on=MONDAY, by=by, on=MONDAY))
    refused("no-authority-to-act", lambda: accounts.create_account("x", name="演示", by=by, on=MONDAY))
    assert not Appointment.objects.exists()


def test_the_administrator_of_one_department_keeps_out_of_the_other(city, refused):
    own = Account.objects.create_user("admin", name="演示管")
    section = staff.create_section(city[WATER], "综合科", by=CLOCK, on=MONDAY)
    admin_post = staff.create_post(section, "管理员", power="administers", by=CLOCK, on=MONDAY)
    staff.appoint(own, admin_post, starts_on=MONDAY, by=CLOCK, on=MONDAY)
    admin = authorities.actor_of(own, on=MONDAY)
    assert staff.create_section(city[WATER], "法规科", by=admin, on=MONDAY).pk
    refused("no-authority-to-act", lambda: staff.create_section(city[HOUSING], "法规科", by=admin, on=MONDAY))


def test_an_administrator_decides_no_case():
    application = Application(authority_id=HOUSING)
    assert not handling_officer(CAST.administrator, application)


def test_a_post_keeps_its_power(post, refused):
    act = lambda: staff.create_post(post.section, "经办", power="heads", by=CAST.administrator, on=MONDAY)  # noqa: E731
    refused("other-power", act)
    assert staff.create_post(post.section, "经办", power="handles", by=CAST.administrator, on=MONDAY) == post


def test_an_organ_is_entered_once(city, refused):
    def enter():
        return staff.create_authority(
            f"{CITY}-LY",
            kind="LY",
            role="supervises",
            name="演示市林业局",
            region=CITY,
            effective_from=MONDAY,
            by=CAST.administrator,
            on=MONDAY,
        )

    assert enter().name == "演示市林业局"
    refused("already-there", enter)


def test_the_journal_keeps_a_name_so_that_it_can_be_erased(wang):
    entry = Entry.objects.get(kind="authorities.AccountOpened")
    assert "王芳" not in entry.body
    assert "wang" not in entry.body
    assert set(PersonalValue.objects.values_list("field", "value")) == {("username", "wang"), ("name", "王芳")}


def test_a_user_name_is_taken_once(wang, refused):
    refused("already-there", lambda: accounts.create_account("wang", name="王方", by=CLOCK, on=MONDAY))


def test_a_new_password_is_told_once_and_works(post, wang):
    staff.appoint(wang, post, starts_on=MONDAY, by=CAST.administrator, on=MONDAY)
    password = accounts.reset_password(wang, by=CAST.administrator, on=MONDAY)
    wang.refresh_from_db()
    assert wang.check_password(password)
    assert not wang.check_password("Jinan-Beam-2026")
    assert password not in "".join(Entry.objects.values_list("body", flat=True))


def test_only_a_demonstration_gives_many_accounts_one_password(wang, refused):
    shared = "Yanshi-Shared-2026"
    refused("no-authority-to-act", lambda: accounts.share_password([wang], shared, by=CAST.administrator, on=MONDAY))
    accounts.share_password([wang], shared, by=CLOCK, on=MONDAY)
    wang.refresh_from_db()
    assert wang.check_password(shared)
    assert Entry.objects.filter(kind="authorities.PasswordReset", subject=wang.ref).exists()


def test_a_closed_account_says_why(wang, refused):
    refused("no-reason", lambda: accounts.close_account(wang, reason="", by=CAST.administrator, on=MONDAY))
    accounts.close_account(wang, reason="调离", by=CAST.administrator, on=MONDAY)
    assert not Account.objects.get().is_active


def test_the_account_of_another_department_is_not_touched(post, wang, refused):
    staff.appoint(wang, post, starts_on=MONDAY, by=CAST.administrator, on=MONDAY)
    stranger = CAST.elsewhere(CAST.administrator)
    refused("no-authority-to-act", lambda: accounts.reset_password(wang, by=stranger, on=MONDAY))


def test_an_account_acts_for_a_party(wang):
    accounts.set_party_representative(wang, "91410500DEMO00001X", by=CAST.administrator, on=MONDAY)
    assert authorities.actor_of(wang, on=MONDAY).party == "91410500DEMO00001X"


def test_a_person_is_invited_into_a_post_or_not_at_all(post, refused):
    administrator = CAST.administrator
    account, password = accounts.invite_to_post(
        "li.si", post, name="演示李", starts_on=MONDAY, by=administrator, on=MONDAY
    )
    assert account.check_password(password)
    assert account.must_change_password
    assert authorities.actor_of(account, on=MONDAY).authority == HOUSING
    other_city = CAST.elsewhere(administrator)
    refused(
        "no-authority-to-act",
        lambda: accounts.invite_to_post("wang.wu", post, name="演示王", starts_on=MONDAY, by=other_city, on=MONDAY),
    )
    assert not Account.objects.filter(username="wang.wu").exists()


def test_a_closed_account_is_opened_again(wang, told, refused):
    refused("not-closed", lambda: accounts.reopen_account(wang, by=CAST.administrator, on=MONDAY))
    accounts.close_account(wang, reason="长期休假", by=CAST.administrator, on=MONDAY)
    refused("already-closed", lambda: accounts.close_account(wang, reason="再停", by=CAST.administrator, on=MONDAY))
    accounts.reopen_account(wang, by=CAST.administrator, on=MONDAY)
    assert told()[-2:] == [("authorities.AccountClosed", wang.ref), ("authorities.AccountReopened", wang.ref)]


def test_of_two_administrators_who_act_at_once_the_second_is_told_what_the_first_did(post, wang, told, refused):
    by = {"by": CAST.administrator, "on": MONDAY}
    held = staff.appoint(wang, post, starts_on=MONDAY, **by)
    same, again = Appointment.objects.get(), Account.objects.get()
    staff.end_appointment(held, ends_on=SUMMER, **by)
    refused("already-ended", lambda: staff.end_appointment(same, ends_on=MONDAY, **by))
    accounts.close_account(wang, reason="调离", **by)
    refused("already-closed", lambda: accounts.close_account(again, reason="调离", **by))
    kinds = [kind for kind, _ in told()]
    assert (kinds.count("authorities.AppointmentEnded"), kinds.count("authorities.AccountClosed")) == (1, 1)


def test_a_department_is_dissolved_once_nobody_is_in_post_and_takes_nobody_any_more(city, post, wang, refused):
    by = {"by": CAST.administrator, "on": MONDAY}
    organ = city[HOUSING]
    held = staff.appoint(wang, post, starts_on=MONDAY, **by)
    end = lambda: staff.end_authority(organ, effective_to=SUMMER, reason="演示：机构改革", **by)  # noqa: E731
    refused("still-manned", end)
    staff.end_appointment(held, ends_on=SUMMER, **by)
    assert end().effective_to == SUMMER
    refused("already-ended", end)
    refused("organ-ends", lambda: staff.appoint(wang, post, starts_on=SUMMER, **by))


def test_nobody_loosens_the_lock_of_the_own_account(post, refused):
    own = Account.objects.create_user("admin", name="演示管")
    admin_post = staff.create_post(post.section, "管理员", power="administers", by=CLOCK, on=MONDAY)
    staff.appoint(own, admin_post, starts_on=MONDAY, by=CLOCK, on=MONDAY)
    by = authorities.actor_of(own, on=MONDAY)
    refused("oneself", lambda: accounts.reset_password(own, by=by, on=MONDAY))
    refused("oneself", lambda: accounts.reset_second_factor(own, reason="手机丢失", by=by, on=MONDAY))
    refused("oneself", lambda: accounts.close_account(own, reason="离职", by=by, on=MONDAY))


def test_a_second_factor_is_taken_with_a_reason_on_file(post, wang, told, refused):
    staff.appoint(wang, post, starts_on=MONDAY, by=CAST.administrator, on=MONDAY)
    act = lambda reason, by: accounts.reset_second_factor(wang, reason=reason, by=by, on=MONDAY)  # noqa: E731
    refused("no-reason", lambda: act(" ", CAST.administrator))
    refused("no-authority-to-act", lambda: act("手机丢失", CAST.head))
    act("手机丢失，已当面核对身份", CAST.administrator)
    assert told()[-1] == ("authorities.SecondFactorReset", wang.ref)


def test_a_new_key_may_open_less_and_the_day_of_its_use_is_kept(city):
    asked = {"name": "演示交易系统", "authority": city[CENTRE], "region": CITY, "scopes": System.Scope}
    system, _ = accounts.create_system("centre", **asked, by=CLOCK, on=MONDAY)
    key = accounts.issue_key(system, scopes=["read"], by=CAST.administrator, on=MONDAY)
    found = authorities.system_with_key(key)
    assert found.scopes == "read"
    accounts.note_use(found, on=SUMMER)
    accounts.note_use(found, on=SUMMER)
    assert authorities.system_with_key(key).last_used_on == SUMMER
