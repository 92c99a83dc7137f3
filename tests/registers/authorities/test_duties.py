"""The duty list: versions with article, section and officer; who answers for a class of trade on a day."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError

from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.models import Account, Appointment, Duty, Post, Section
from heng.registers.authorities.services import duties
from heng.registers.authorities.services.duties import DutyFacts
from tests.registers.conftest import FOUNDED, MONDAY
from tests.support.cast import CAST, HOUSING, WATER

SUMMER = date(2026, 7, 1)


@pytest.fixture
def section(city) -> Section:
    return Section.objects.create(authority=city[HOUSING], name="建筑市场监管科")


@pytest.fixture
def employ(section):
    def employ(username, name, power=Post.Power.HANDLES, until=None):
        account = Account.objects.create_user(username, name=name)
        post = Post.objects.create(section=section, title=username, power=power)
        Appointment.objects.create(account=account, post=post, starts_on=FOUNDED, ends_on=until)
        return account

    return employ


@pytest.fixture
def facts(section) -> DutyFacts:
    return DutyFacts(
        code="ZJ-01",
        kind="responsibility",
        title="房屋建筑招标投标监督",
        law="招标投标法实施条例 第四条",
        section=section,
        trade_classes=("A01", "A02"),
    )


@pytest.fixture
def listed(city, facts, employ):
    """王芳 answers for buildings and roads of the town."""
    wang = employ("wang", "王芳")
    return duties.enter(city[HOUSING], replace(facts, officer=wang), effective_from=MONDAY, by=CAST.head, on=MONDAY)


@pytest.mark.clause("3.4")
def test_a_row_names_article_section_and_officer(listed, told):
    row = authorities.duties(CAST.officer, authority=HOUSING, on=MONDAY).get()
    assert (row.law, row.section.name, row.officer.name) == ("招标投标法实施条例 第四条", "建筑市场监管科", "王芳")
    assert told()[-1] == ("authorities.DutyEntered", HOUSING)


@pytest.mark.clause("3.4")
def test_a_new_version_stands_from_its_day_on_and_the_old_one_stays_on_file(listed, facts):
    duties.supersede(
        listed, replace(facts, title="房屋建筑和市政招标投标监督"), effective_from=SUMMER, by=CAST.head, on=MONDAY
    )
    titles = [authorities.duties(CAST.public, on=day).get().title for day in (MONDAY, SUMMER)]
    assert titles == ["房屋建筑招标投标监督", "房屋建筑和市政招标投标监督"]
    assert len(authorities.versions(CAST.officer, authority=HOUSING, code="ZJ-01")) == 2


def test_an_old_version_is_not_changed_again(listed, facts, refused):
    duties.repeal(listed, effective_to=SUMMER, reason="演示：职责划出", by=CAST.head, on=MONDAY)
    refused("superseded", lambda: duties.supersede(listed, facts, effective_from=SUMMER, by=CAST.head, on=MONDAY))
    assert not authorities.duties(CAST.public, on=SUMMER)


def test_a_version_is_not_replaced_by_whoever_still_looks_at_the_page_of_yesterday(listed, facts, refused):
    seen = Duty.objects.get()
    duties.repeal(listed, effective_to=SUMMER, reason="演示：职责划出", by=CAST.head, on=MONDAY)
    refused("superseded", lambda: duties.supersede(seen, facts, effective_from=SUMMER, by=CAST.head, on=MONDAY))


@pytest.mark.parametrize(("changes", "code"), [({"law": " "}, "no-article"), ({"code": "ZJ-99"}, "wrong-code")])
def test_a_version_keeps_its_code_and_has_an_article(listed, facts, refused, changes, code):
    changed = replace(facts, **changes)
    refused(code, lambda: duties.supersede(listed, changed, effective_from=SUMMER, by=CAST.head, on=MONDAY))


def test_a_version_begins_after_the_one_it_replaces(listed, facts, refused):
    refused("too-early", lambda: duties.supersede(listed, facts, effective_from=MONDAY, by=CAST.head, on=MONDAY))


def test_a_row_is_entered_once(city, listed, facts, refused):
    refused(
        "already-listed", lambda: duties.enter(city[HOUSING], facts, effective_from=SUMMER, by=CAST.head, on=MONDAY)
    )


def test_the_section_is_one_of_the_department(city, facts, refused):
    with_water = replace(facts, code="SL-01")
    act = lambda: duties.enter(city[WATER], with_water, effective_from=MONDAY, by=CAST.neighbour_head, on=MONDAY)  # noqa: E731
    refused("wrong-section", act)


@pytest.mark.parametrize("who", ["officer", "neighbour_head", "coordinator", "owner", "public"])
def test_only_the_head_or_an_administrator_writes_the_list(city, facts, refused, who):
    by = getattr(CAST, who)
    refused("no-authority-to-act", lambda: duties.enter(city[HOUSING], facts, effective_from=MONDAY, by=by, on=MONDAY))


def test_an_administrator_may_write_the_list(city, facts):
    assert duties.enter(city[HOUSING], facts, effective_from=MONDAY, by=CAST.administrator, on=MONDAY).pk


@pytest.mark.clause("3.4")
def test_the_officer_must_hold_a_post_of_the_department(listed, employ, refused):
    left = employ("zhao", "赵离", until=MONDAY)
    refused("not-in-post", lambda: duties.assign_officer(listed, left, by=CAST.head, on=MONDAY))
    duties.assign_officer(listed, employ("qian", "钱来"), by=CAST.head, on=MONDAY)
    assert authorities.duty_for(HOUSING, "A01", on=MONDAY).officer.name == "钱来"


@pytest.mark.clause("7.3")
def test_the_longest_prefix_finds_the_officer(city, listed, facts, employ):
    general = replace(facts, code="ZJ-02", trade_classes=(), officer=employ("qian", "钱来"))
    duties.enter(city[HOUSING], general, effective_from=MONDAY, by=CAST.head, on=MONDAY)
    officers = {
        trade: authorities.duty_for(HOUSING, trade, on=MONDAY).officer.name for trade in ("A01", "A02", "A10", "B01")
    }
    assert officers == {"A01": "王芳", "A02": "王芳", "A10": "钱来", "B01": "钱来"}
    assert authorities.duty_for(WATER, "A01", on=MONDAY) is None


def test_an_officer_who_left_is_not_named(listed):
    Appointment.objects.update(ends_on=SUMMER)
    assert authorities.duty_for(HOUSING, "A01", on=date(2026, 6, 30)) == listed
    assert authorities.duty_for(HOUSING, "A01", on=SUMMER) is None


def test_an_officer_with_a_closed_account_is_not_named(listed):
    Account.objects.update(is_active=False)
    assert authorities.duty_for(HOUSING, "A01", on=MONDAY) is None


def test_the_heads_of_a_department(employ):
    head = employ("sun", "孙领", power=Post.Power.HEADS)
    employ("zhou", "周办")
    employ("wu", "吴去", power=Post.Power.HEADS, until=MONDAY)
    assert authorities.heads(HOUSING, on=MONDAY) == [head]


def test_the_public_reads_the_list_but_not_its_history(listed):
    assert authorities.duties(CAST.public, on=MONDAY).get() == listed
    assert not authorities.versions(CAST.public, authority=HOUSING, code="ZJ-01")


def test_the_database_refuses_a_row_without_an_article(section):
    with pytest.raises(IntegrityError, match="no_duty_without_an_article"):
        Duty.objects.create(
            authority=section.authority, code="X", kind="power", title="演示", section=section, effective_from=MONDAY
        )
