"""A file is kept as long as the law asks; a hold stops deletion; deletion leaves its trace."""

import json
from datetime import date

import pytest

from heng.engines.procedure import Refusal
from heng.ledger.evidence import checking, deleting, holding, retention
from heng.ledger.evidence.models import Hold
from heng.ledger.evidence.retention import Matter
from heng.ledger.evidence.store import store
from heng.ledger.models import Entry
from tests.ledger.evidence.conftest import MONDAY, ROAD, kept
from tests.ledger.stories import LI_QIANG, WANG_FANG

pytestmark = pytest.mark.django_db
ENDED = date(2027, 6, 30)
FIFTEEN_YEARS_LATER = date(2042, 6, 30)
NEXT_DAY = date(2042, 7, 1)


def delete(file, *, on=NEXT_DAY, ended_on=ENDED, parties=(), reason="保存期满"):
    return deleting.delete(file, by=WANG_FANG, on=on, matter=Matter(ended_on, frozenset(parties)), reason=reason)


def hold(subject=ROAD, *, on=MONDAY, reason="纪检机关调查", law="演纪函〔2026〕1号"):
    return holding.place(subject, by=LI_QIANG, on=on, reason=reason, law=law)


@pytest.mark.clause("7.5")
def test_files_of_a_procurement_are_kept_fifteen_years_by_the_law():
    law = retention.rule("PROC", on=MONDAY)
    assert (law.years, law.law, law.certainty) == (15, "政府采购法 第四十二条", "V")
    assert law.last_day(date(2024, 2, 29)) == date(2039, 2, 28)


def test_other_trades_follow_the_local_default_which_says_that_it_is_one():
    law = retention.rule("LAND", on=MONDAY)
    assert (law.kind, law.years, law.certainty) == ("OTHER", 15, "local default")


@pytest.mark.parametrize("on", [MONDAY, date(2041, 3, 2), date(2041, 3, 3), FIFTEEN_YEARS_LATER])
def test_before_its_day_no_file_is_deleted(on):
    file = kept()
    with pytest.raises(Refusal, match="期满前不得销毁") as no:
        delete(file, on=on)
    assert no.value.law == "政府采购法 第四十二条"
    assert checking.check(file).is_intact


def test_while_the_trade_goes_on_no_file_is_deleted():
    with pytest.raises(Refusal, match="尚未结束"):
        delete(kept(), ended_on=None, on=date(2100, 1, 1))


def test_a_file_that_came_long_after_the_end_is_kept_for_its_own_time():
    late = kept(on=date(2040, 1, 1))
    with pytest.raises(Refusal, match="2055-01-01"):
        delete(late)


def test_deletion_destroys_the_content_and_leaves_its_trace():
    file = delete(kept())
    assert file.deleted_on == NEXT_DAY
    assert not store().has(file.content.key)
    entry = Entry.objects.get(kind="evidence.FileDeleted")
    body = json.loads(entry.body)
    assert (entry.subject, entry.law, entry.person) == (ROAD, "政府采购法 第四十二条", WANG_FANG.person)
    assert (body["file"], body["sha256"], body["is_last"]) == (file.ref, file.content.sha256, True)
    with pytest.raises(Refusal, match="已于2042-07-01销毁"):
        delete(file)


def test_a_content_that_another_file_shares_outlives_the_first():
    first, second = kept(), kept(name="副本.pdf")
    delete(first)
    assert checking.check(second).is_intact
    delete(second)
    assert not store().has(second.content.key)


def test_what_was_deleted_can_be_kept_again():
    delete(kept())
    again = kept(on=NEXT_DAY)
    again.content.refresh_from_db()
    assert again.content.deleted_on is None
    assert checking.check(again).is_intact


def test_nothing_is_deleted_without_a_reason():
    with pytest.raises(Refusal, match="请填写原因"):
        delete(kept(), reason=" ")


@pytest.mark.parametrize("of", ["file", "project", "party"])
@pytest.mark.clause("7.5")
def test_a_hold_on_the_file_its_project_or_a_party_stops_deletion_until_it_is_lifted(of):
    file = kept()
    placed = hold({"file": file.ref, "project": ROAD, "party": "ZT000007"}[of])
    with pytest.raises(Refusal, match="纪检机关调查") as no:
        delete(file, parties={"ZT000006", "ZT000007"})
    assert no.value.law == "演纪函〔2026〕1号"
    holding.lift(placed, by=LI_QIANG, on=NEXT_DAY, reason="调查终结")
    assert delete(file, parties={"ZT000006", "ZT000007"}).deleted_on == NEXT_DAY
    kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["evidence.FileKept", "evidence.HoldPlaced", "evidence.HoldLifted", "evidence.FileDeleted"]


def test_a_hold_on_a_party_that_takes_no_part_stops_nothing():
    file = kept()
    hold("ZT000007")
    assert delete(file, parties={"ZT000006"}).deleted_on == NEXT_DAY


def test_a_hold_says_why_by_what_and_who_and_stands_once():
    for lacks in ({"reason": ""}, {"law": " "}):
        with pytest.raises(Refusal, match="请填写"):
            hold(**lacks)
    placed = hold()
    assert (placed.law, placed.person, placed.department) == ("演纪函〔2026〕1号", LI_QIANG.person, LI_QIANG.authority)
    assert Entry.objects.get(kind="evidence.HoldPlaced").law == "演纪函〔2026〕1号"
    with pytest.raises(Refusal, match="已经封存"):
        hold(reason="再查")
    with pytest.raises(Refusal, match="请填写原因"):
        holding.lift(placed, by=LI_QIANG, on=MONDAY, reason="")
    holding.lift(placed, by=LI_QIANG, on=MONDAY, reason="终结")
    with pytest.raises(Refusal, match="解除封存"):
        holding.lift(placed, by=LI_QIANG, on=MONDAY, reason="终结")
    assert hold(on=NEXT_DAY, reason="重新调查").pk != placed.pk
    assert Hold.objects.count() == 2


def test_holds_are_listed_by_who_placed_them_the_standing_ones_first():
    lifted, standing = hold("TP000001"), hold("TP000002")
    holding.lift(lifted, by=LI_QIANG, on=NEXT_DAY, reason="终结")
    assert list(holding.placed_by([LI_QIANG.authority])) == [standing, lifted]
    assert list(holding.placed_by(["another"])) == []
    assert holding.placed_by(None).count() == 2


def test_the_clock_deletes_what_is_due_and_nothing_else():
    due, held, going_on = kept(), kept(b"%PDF-1.7 held", about="TP000002"), kept(b"%PDF-1.7 on", about="TP000003")
    hold("TP000002")
    clock = {"by": WANG_FANG, "matter_of": lambda about: Matter(None if about == "TP000003" else ENDED)}
    assert deleting.delete_due(on=FIFTEEN_YEARS_LATER, **clock) == 0
    assert deleting.delete_due(on=NEXT_DAY, **clock) == 1
    assert deleting.delete_due(on=NEXT_DAY, **clock) == 0
    assert not store().has(due.content.key)
    assert checking.check(held).is_intact
    assert checking.check(going_on).is_intact


def test_who_is_killed_after_the_bytes_went_finishes_with_the_next_pass():
    file = kept()
    store().remove(file.content.key)
    assert deleting.delete_due(by=WANG_FANG, on=NEXT_DAY, matter_of=lambda _: Matter(ENDED)) == 1
