"""Bans: within an interval, a body of law and a region; what was known stays known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from heng.registers.credit import selectors as credit
from heng.registers.credit import services
from heng.registers.credit.models import Ban
from heng.registers.parties.models import Party
from tests.registers.conftest import MONDAY, NOON
from tests.support.cast import CAST

CODE = "91410500MA3X00010X"
ENDS = date(2027, 3, 2)
LAW = "招标投标法 第五十三条"


def make_party() -> Party:
    return Party.objects.create(code=CODE, name="演示建设公司甲")


@pytest.fixture
def party(db) -> Party:
    return make_party()


def bar(party: Party, *, by=CAST.officer, at=NOON, **changes) -> Ban:
    given = {
        "starts_on": MONDAY,
        "ends_on": ENDS,
        "reason": "演示：串通投标",
        "law": LAW,
        "organ": "演示市住房局",
    } | changes
    return services.enter_ban(party, by=by, at=at, **given)


@pytest.mark.clause("6.4")
@pytest.mark.parametrize(
    ("day", "barred"),
    [(MONDAY - timedelta(days=1), False), (MONDAY, True), (ENDS, True), (ENDS + timedelta(days=1), False)],
)
def test_a_ban_runs_from_its_first_to_its_last_day_and_ends_by_itself(party, day, barred):
    bar(party)
    answer = credit.eligibility(CODE, on=day)
    assert answer.allowed is not barred
    assert answer.known


def test_a_ban_without_an_end_is_for_good(party):
    bar(party, ends_on=None)
    assert credit.bans(CODE, on=date(2099, 1, 1)).exists()


@pytest.mark.clause("6.4")
def test_a_ban_from_procurement_does_not_bar_a_tender(party):
    bar(party, regime="PROC")
    assert credit.eligibility(CODE, on=MONDAY, regime="ENG").allowed
    assert not credit.eligibility(CODE, on=MONDAY, regime="PROC").allowed
    assert not credit.eligibility(CODE, on=MONDAY).allowed
    bar(party)  # from everything
    assert not credit.eligibility(CODE, on=MONDAY, regime="ENG").allowed


@pytest.mark.parametrize(
    ("where", "asked", "barred"),
    [
        ("410500", "410500", True),
        ("410500", "410581", True),  # the city's ban holds in its counties
        ("410581", "410500", False),
        ("410581", "410522", False),
        ("410581", "410581", True),
        ("410000", "410581", True),
        ("410000", "420100", False),
        ("", "420100", True),
    ],
)
def test_a_ban_holds_in_its_region(party, where, asked, barred):
    bar(party, region=where)
    assert credit.eligibility(CODE, on=MONDAY, region=asked).allowed is not barred


@pytest.mark.clause("6.3")
def test_what_was_known_at_a_moment_can_be_asked_later(party):
    ban = bar(party, starts_on=MONDAY - timedelta(days=30), at=NOON)
    day = MONDAY - timedelta(days=10)
    assert credit.eligibility(CODE, on=day, known_at=NOON - timedelta(seconds=1)).allowed
    assert credit.eligibility(CODE, on=day, known_at=NOON).bans == (ban,)


@pytest.mark.clause("6.4")
def test_a_lifted_ban_was_served_until_the_day_before(party, told):
    ban = bar(party)
    lifted_at = NOON + timedelta(days=30)
    served = services.lift_ban(ban, by=CAST.officer, at=lifted_at, reason="信用修复")
    assert (served.starts_on, served.ends_on) == (MONDAY, date(2026, 3, 31))
    assert not credit.bans(CODE, on=date(2026, 4, 1)).exists()
    assert list(credit.bans(CODE, on=date(2026, 3, 31))) == [served]
    before = lifted_at - timedelta(seconds=1)
    assert list(credit.bans(CODE, on=date(2026, 4, 1), known_at=before)) == [ban]
    assert told() == [("credit.PartyBarred", party.ref), ("credit.BanLifted", party.ref)]


def test_a_ban_annulled_from_its_first_day_never_was(party):
    ban = bar(party)
    at = NOON + timedelta(days=30)
    assert services.lift_ban(ban, by=CAST.officer, at=at, reason="行政复议撤销", from_on=MONDAY) is None
    assert not credit.bans_ever(party).exists()
    assert list(credit.bans_ever(party, known_at=NOON)) == [ban]


def test_a_ban_is_not_lifted_twice_nor_when_it_has_run_out(party, refused):
    ban = bar(party, ends_on=MONDAY)
    late = NOON + timedelta(days=5)
    refused("already-ended", lambda: services.lift_ban(ban, by=CAST.officer, at=late, reason="信用修复"))
    refused("no-reason", lambda: services.lift_ban(ban, by=CAST.officer, at=NOON, reason=" "))
    services.lift_ban(ban, by=CAST.officer, at=NOON, reason="信用修复")
    refused("already-withdrawn", lambda: services.lift_ban(ban, by=CAST.officer, at=late, reason="信用修复"))


@pytest.mark.parametrize("who", ["reader", "watcher", "centre", "administrator", "owner", "public"])
def test_nobody_else_bars_or_lifts(party, refused, who):
    ban = bar(party)
    by = getattr(CAST, who)
    refused("no-authority-to-act", lambda: bar(party, by=by))
    refused("no-authority-to-act", lambda: services.lift_ban(ban, by=by, at=NOON, reason="演示"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"ends_on": date(2026, 1, 1)}, "bad-interval"), ({"law": " "}, "no-article"), ({"reason": ""}, "no-reason")],
)
def test_a_ban_has_an_interval_a_reason_and_an_article(party, refused, changes, code):
    refused(code, lambda: bar(party, **changes))


def test_the_database_says_the_same(party):
    row = {"party": party, "reason": "演示", "organ": "演示", "known_from": NOON, "starts_on": MONDAY}
    with pytest.raises(IntegrityError, match="a_ban_ends_after_it_starts"), transaction.atomic():
        Ban.objects.create(**row, law=LAW, ends_on=date(2026, 1, 1))
    with pytest.raises(IntegrityError, match="no_ban_without_an_article"), transaction.atomic():
        Ban.objects.create(**row, law="")


def test_told_again_under_its_key_nothing_happens(party, told):
    assert bar(party, origin="demo:1") == bar(party, origin="demo:1", at=NOON + timedelta(days=1))
    assert len(told()) == 1


def test_told_differently_it_is_corrected(party):
    first = bar(party, origin="demo:1")
    at = NOON + timedelta(days=1)
    second = bar(party, origin="demo:1", ends_on=date(2026, 9, 1), at=at)
    assert list(credit.bans_ever(party)) == [second]
    assert list(credit.bans_ever(party, known_at=NOON)) == [first]


def test_an_old_telling_does_not_undo_a_lifting(party):
    ban = bar(party, origin="demo:1")
    at = NOON + timedelta(days=30)
    served = services.lift_ban(ban, by=CAST.officer, at=at, reason="信用修复")
    assert bar(party, origin="demo:1", at=at + timedelta(days=1)) == served
    assert credit.eligibility(CODE, on=date(2026, 6, 1)).allowed


def test_of_a_party_nobody_knows_there_is_nothing_to_hold_against(db):
    answer = credit.eligibility("unknown", on=MONDAY)
    assert (answer.allowed, answer.known, answer.name) == (True, False, "")


def test_many_parties_are_asked_in_one_query(party, django_assert_num_queries):
    ban = bar(party)
    codes = [CODE, *(f"X:{n}" for n in range(400))]
    with django_assert_num_queries(1):
        assert credit.bans_of(codes, on=MONDAY, regime="ENG") == {CODE: [ban]}


def test_the_longest_ban_comes_first(party):
    short, long, forever = bar(party), bar(party, ends_on=date(2028, 1, 1)), bar(party, ends_on=None)
    assert list(credit.bans(party, on=MONDAY)) == [forever, long, short]


def test_the_public_reads_the_bans_of_organisations(party):
    person = Party.objects.create(code="ZR1", name="演示庚", kind=Party.Kind.NATURAL)
    shown, hidden = bar(party), bar(person)
    assert list(credit.bans_in_force(CAST.public, on=MONDAY)) == [shown]
    assert set(credit.bans_in_force(CAST.officer, on=MONDAY)) == {shown, hidden}


class Bitemporal(TestCase):
    """Whatever is lifted and when: every past answer stays, and no day is served that was not barred."""

    @settings(max_examples=30)
    @given(
        length=st.none() | st.integers(0, 400),
        lifted_after=st.integers(1, 500),
        from_day=st.integers(-10, 500),
        asked=st.integers(-20, 600),
    )
    def test_what_was_answered_stays_answered(self, length, lifted_after, from_day, asked):
        party = make_party()
        ends = None if length is None else MONDAY + timedelta(days=length)
        ban = bar(party, ends_on=ends)
        at, day = NOON + timedelta(days=lifted_after), MONDAY + timedelta(days=asked)
        free_on = MONDAY + timedelta(days=from_day)
        before = bool(credit.bans(party, on=day))
        if ends is None or ends >= free_on:
            services.lift_ban(ban, by=CAST.officer, at=at, reason="演示", from_on=free_on)
        assert bool(credit.bans(party, on=day, known_at=at - timedelta(microseconds=1))) == before
        lifted = ends is None or ends >= free_on
        assert bool(credit.bans(party, on=day)) == (before and not (lifted and day >= free_on))


@pytest.fixture
def entered(party):
    """A ban that the housing department entered, and a record of it."""
    told = {"organ": "演示市住房和城乡建设局", "law": "招标投标法 第五十三条", "by": CAST.officer, "at": NOON}
    ban = services.enter_ban(party, starts_on=MONDAY, ends_on=None, reason="演示：串通投标", **told)
    return ban, services.enter_record(party, kind="penalty", title="演示：罚款", happened_on=MONDAY, **told)


@pytest.mark.clause("6.4")
@pytest.mark.parametrize(
    "who",
    [
        pytest.param(CAST.neighbour_head, id="another department"),
        pytest.param(CAST.coordinator, id="the office, of what a department entered"),
        pytest.param(CAST.elsewhere(CAST.officer), id="the same department of another city"),
        pytest.param(CAST.machine, id="a system that did not tell it"),
    ],
)
def test_nobody_undoes_what_another_department_decided(entered, refused, who):
    ban, record = entered
    refused("no-authority-to-act", lambda: services.lift_ban(ban, by=who, at=NOON, reason="演示"))
    refused("no-authority-to-act", lambda: services.withdraw_record(record, by=who, at=NOON, reason="演示"))


def test_a_colleague_of_who_entered_it_and_the_organ_that_decided_it_may(entered):
    ban, record = entered
    services.withdraw_record(record, by=CAST.head, at=NOON, reason="演示：信用修复")
    decided = replace(CAST.neighbour, authority_name="演示市住房和城乡建设局")
    assert services.lift_ban(ban, by=decided, at=NOON, reason="演示：决定被撤销", from_on=MONDAY) is None


def test_what_a_system_told_the_office_may_put_right(party, refused):
    told = {"organ": "某部门", "law": "招标投标法 第五十三条", "by": CAST.machine, "at": NOON, "reason": "演示"}
    ban = services.enter_ban(party, starts_on=MONDAY, ends_on=None, origin="x:1", **told)
    refused("no-authority-to-act", lambda: services.lift_ban(ban, by=CAST.officer, at=NOON, reason="演示"))
    assert services.lift_ban(ban, by=CAST.coordinator, at=NOON, reason="演示：误报", from_on=MONDAY) is None


def test_a_key_that_only_reads_enters_no_ban(party, refused):
    told = {"organ": "某部门", "law": "招标投标法 第五十三条", "at": NOON, "reason": "演示"}
    reads = replace(CAST.machine, scopes=frozenset({"read"}))
    refused("no-authority-to-act", lambda: services.enter_ban(party, starts_on=MONDAY, ends_on=None, by=reads, **told))


def test_who_names_no_department_ends_nothing_that_names_no_organ(party, refused):
    told = {"law": LAW, "organ": "", "by": CAST.machine, "at": NOON}
    ban = services.enter_ban(party, starts_on=MONDAY, ends_on=None, reason="演示", **told)
    record = services.enter_record(party, kind="penalty", title="演示：罚款", happened_on=MONDAY, **told)
    nameless = replace(CAST.officer, authority_name="")
    assert not services.may_end(ban, by=nameless)
    refused("no-authority-to-act", lambda: services.lift_ban(ban, by=nameless, at=NOON, reason="演示"))
    refused("no-authority-to-act", lambda: services.withdraw_record(record, by=nameless, at=NOON, reason="演示"))
