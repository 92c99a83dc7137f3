"""The journal at the desk: who did what, by name, found by kind, person and day."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from heng.ledger import journal
from heng.ledger.events import kind_of
from heng.registers.trading.events import EntryRefused, FactsTaken, ProjectAdmitted, ProjectWithdrawn
from tests.support.cast import CAST, CITY, HOUSING

TODAY = date(2026, 11, 24)
REASON = "尚未落实监督部门"

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(as_one, world):
    """王芳 and the clock acted; somebody opens the journal."""
    handler = as_actor(world, "officer")
    journal.record(ProjectWithdrawn("TP000009", "业主撤回", TODAY), by=handler, law="安公管办〔2022〕6号 八")
    journal.record(EntryRefused("TP000008", "no-authority", REASON, TODAY), by=CAST.clock)

    def look(actor="watcher", **asked):
        return as_one(actor).get(reverse("console:journal"), asked).content.decode()

    return look


def as_actor(world, part):
    return replace(getattr(CAST, part), person=world.accounts[part].ref)


@pytest.mark.clause("7.6")
def test_an_act_is_told_with_names_days_and_words_that_people_use(read):
    page = read()
    assert "演示市住房和城乡建设局" in page
    assert "王芳" in page
    assert "系统定时任务" in page
    assert "2026年11月24日" in page
    assert "no-authority" not in page.split("<tbody>")[1]


def test_the_journal_is_narrowed_by_kind_person_and_day(read):
    assert REASON not in read(kind=kind_of(ProjectWithdrawn))
    assert REASON not in read(who="王芳")
    assert "业主撤回" in read(who="王芳")
    assert "业主撤回" not in read(who="李强")
    assert "业主撤回" not in read(until="2020-01-01")
    assert "业主撤回" in read(since="2020-01-01")


def test_a_day_that_is_none_narrows_nothing_and_is_told_at_its_field(read):
    page = read(since="2026-13-45")
    assert "业主撤回" in page
    assert 'aria-invalid="true"' in page


def test_a_neighbour_finds_nothing_of_it_by_name(read):
    assert "业主撤回" not in read("neighbour", who="王芳")


@pytest.mark.clause("7.6")
def test_codes_are_told_in_words(read, world):
    taken = FactsTaken("TP000007", ("lots", "notices"), 3, TODAY)
    admitted = ProjectAdmitted("TP000006", HOUSING, "engineering", "招标投标法实施条例 第四条", "A01", CITY, TODAY)
    for event in (taken, admitted):
        journal.record(event, by=CAST.machine, law="")
    page = read().split("<tbody>")[1]
    assert "数据类别：标段、公告公示" in page
    assert "确定规则：工程建设按行业归口" in page
    assert "监督部门：演示市住房和城乡建设局" in page
    assert "engineering" not in page


def test_what_was_left_empty_is_not_listed(read):
    journal.record(ProjectWithdrawn("TP000005", "", TODAY), by=CAST.clock)
    assert "原因：；" not in read()
    assert "原因：<" not in read()


def test_the_last_day_of_the_calendar_is_a_day_too(read):
    assert "业主撤回" in read(until="9999-12-31")
    assert "业主撤回" in read(since="0001-01-01")
