"""A draw is kept from its frozen list to its record; each act by who may, in its time, sealed before the next."""

import msgspec
import pytest

from heng.engines import draw as engine
from heng.engines.draw import Candidate, Stratum
from heng.engines.procedure import Refusal
from heng.ledger.draws import selectors, services
from heng.ledger.draws.models import Draw, Showing, State
from heng.ledger.models import Checkpoint, Entry, PersonalValue, Turn
from heng.ledger.transparency import selectors as log
from tests.ledger.draws.conftest import (
    COMMITS_DUE,
    HANDS,
    IN_TIME,
    LATE,
    NOW,
    NUMBERS,
    PARTIES,
    REVEALS_DUE,
    always,
    draft,
    promise,
    show,
)
from tests.support.cast import AUDIT, CAST, HOUSING

pytestmark = pytest.mark.django_db


def kinds(draw):
    return list(Entry.objects.filter(subject=draw.ref).order_by("pk").values_list("kind", flat=True))


def refused(act) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


@pytest.mark.clause("3.5")
def test_a_draw_goes_from_its_list_to_a_record_that_replays(revealed):
    drawn = services.conclude(revealed, by=CAST.officer, at=IN_TIME)
    assert drawn.state == State.DRAWN
    record = engine.read(drawn.conclusion.record)
    assert engine.replay(record).holds
    assert (record.list.digest, record.list) == (drawn.digest, drawn.frozen)
    assert len(record.result[0].drawn) == 2
    assert "91410500DEMO00006A" not in (*record.result[0].drawn, *record.result[0].substitutes)
    assert kinds(drawn) == [
        "draws.ListFrozen",
        *["draws.CommitmentMade"] * 3,
        *["draws.NonceRevealed"] * 3,
        "draws.RevealsClosed",
        "draws.DrawConcluded",
    ]


def test_the_checkpoint_is_the_first_that_holds_list_and_commitments_and_no_reveal(revealed):
    drawn = services.conclude(revealed, by=CAST.officer, at=IN_TIME)
    head = drawn.conclusion.checkpoint
    assert head == Checkpoint.objects.order_by("size").first() == selectors.checkpoint_of(drawn)
    turns = Turn.objects.filter(entry__subject=drawn.ref)
    within = set(turns.filter(position__lte=head.size).values_list("entry__kind", flat=True))
    assert within == {"draws.ListFrozen", "draws.CommitmentMade"}
    assert engine.read(drawn.conclusion.record).checkpoint.size == head.size == 4


def test_the_public_log_tells_the_digest_of_the_list_and_no_name(committed):
    turn = Turn.objects.get(entry__subject=committed.ref, entry__kind="draws.ListFrozen")
    leaf = log.leaf_at(turn.position - 1, log.sealed_size())
    told = msgspec.json.decode(leaf)
    assert (told["subject"], told["department"], told["body"]["digest"]) == (committed.ref, HOUSING, committed.digest)
    assert set(told["body"]["roll"]) == {"commitment"}
    assert "演示建筑甲公司" not in leaf.decode()
    assert PersonalValue.objects.filter(entry=turn.entry, field="roll").exists()
    assert "演示建筑甲公司" not in committed.list


def test_every_list_has_the_next_number(frozen):
    second = services.freeze(draft(title="另一次抽取"), by=CAST.neighbour, at=NOW)
    assert (frozen.ref, second.ref, second.frozen.draw) == ("CQ000001", "CQ000002", "CQ000002")


def test_who_only_reads_or_belongs_to_a_trading_centre_freezes_nothing():
    for hand in (CAST.reader, CAST.centre, CAST.watcher, CAST.owner, CAST.public, CAST.administrator):
        assert refused(lambda hand=hand: services.freeze(draft(), by=hand, at=NOW)) == "no-authority-to-act"
    assert not Draw.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"reveals_due": COMMITS_DUE}, "bad-times", "揭示截止时间应在承诺截止时间之后"),
        ({"commits_due": NOW}, "bad-times", "承诺截止时间应在现在之后"),
        ({"parties": (HOUSING,)}, "too-few", "承诺方不得少于2"),
        ({"strata": (Stratum("建筑施工", 6),)}, "too-few", "可抽取的只有5名"),
        ({"candidates": ()}, "too-few", "候选对象不得少于1"),
        ({"candidates": (Candidate("A1", "矿业"),)}, "unknown", "名单第1项：名单没有分层“矿业”"),
        ({"candidates": (Candidate("A1", "建筑施工"), Candidate("a1", "建筑施工"))}, "duplicate", "名单第2项"),
        ({"candidates": (Candidate("410502199001011234", "建筑施工"),)}, "personal-number", "不得使用身份证号码"),
        ({"candidates": (Candidate("13800000000", "建筑施工"),)}, "personal-number", "手机号码"),
        ({"candidates": (Candidate("A1", "建筑施工", ("看不顺眼",)),)}, "no-such-reason", "只能使用规定的用语"),
        ({"candidates": (Candidate("A1", "建筑施工", (), ("处于市场禁入期",)),)}, "no-such-reason", "回避理由"),
        ({"public_value": engine.PublicValue("heng.example/log检查点")}, "own-log", "不得取自"),
        ({"title": "抽" * 201}, "text", "名称最长200字"),
    ],
)
def test_a_list_that_may_not_be_frozen_is_refused_in_a_sentence(changes, code, said, settings):
    settings.LOG_ORIGIN = "heng.example/log"
    with pytest.raises(Refusal, match=said) as refusal:
        services.freeze(draft(**changes), by=CAST.officer, at=NOW)
    assert refusal.value.code == code
    assert not Draw.objects.exists()


def test_who_presses_twice_freezes_once(frozen):
    assert refused(lambda: services.freeze(draft(), by=CAST.officer, at=NOW)) == "frozen-already"


def test_a_party_commits_once_and_in_time(frozen):
    assert promise(frozen, CAST.watcher).state == State.FROZEN
    assert refused(lambda: promise(frozen, CAST.watcher)) == "committed-already"
    assert refused(lambda: promise(frozen, CAST.centre, at=LATE)) == "too-late"
    assert refused(lambda: promise(frozen, CAST.neighbour)) == "no-authority-to-act"
    assert refused(lambda: services.commit(frozen, "xyz", by=CAST.centre, at=IN_TIME)) == "text"
    assert selectors.whose_turn(Draw.objects.get(pk=frozen.pk)) == PARTIES[:2]


def test_nobody_reveals_before_list_and_commitments_are_sealed(frozen, seal):
    seal()
    for hand in HANDS:
        promise(frozen, hand)
    assert refused(lambda: show(frozen, CAST.officer)) == "not-sealed"
    seal()
    assert show(frozen, CAST.officer).state == State.COMMITTED


def test_a_reveal_opens_its_own_commitment_once_and_in_time(committed):
    wrong = "00" * 32
    assert refused(lambda: services.reveal(committed, wrong, by=CAST.officer, at=IN_TIME)) == "wrong-nonce"
    assert refused(lambda: show(committed, CAST.neighbour)) == "no-authority-to-act"
    show(committed, CAST.officer, at=REVEALS_DUE)
    assert refused(lambda: show(committed, CAST.officer)) == "revealed-already"
    assert refused(lambda: show(committed, CAST.centre, at=LATE)) == "too-late"
    assert Showing.objects.count() == 1


@pytest.mark.clause("3.5")
def test_who_reveals_nothing_is_noted_and_the_public_value_enters(committed, seal):
    show(committed, CAST.officer)
    show(committed, CAST.centre)
    assert refused(lambda: services.fallback(committed, by=CAST.officer, at=IN_TIME)) == "too-early"
    assert refused(lambda: services.fallback(committed, by=CAST.neighbour, at=LATE)) == "no-authority-to-act"
    closed = services.fallback(committed, by=CAST.officer, at=LATE)
    assert closed.reveals.get(party=AUDIT).absence == "未在2026年3月2日18时00分前揭示"
    assert refused(lambda: services.conclude(closed, NUMBERS, by=CAST.officer, at=LATE)) == "not-sealed"
    seal()
    assert refused(lambda: services.conclude(closed, by=CAST.officer, at=LATE)) == "public-value-missing"
    drawn = services.conclude(closed, NUMBERS, by=CAST.officer, at=LATE)
    record = engine.read(drawn.conclusion.record)
    assert (record.public_value, engine.replay(record).holds) == (NUMBERS, True)
    said = msgspec.json.decode(Entry.objects.get(kind="draws.RevealsClosed").body)
    assert said == {"digest": record.reveals_digest, "absent": [AUDIT]}


def test_where_all_revealed_no_public_value_is_taken(revealed):
    assert refused(lambda: services.conclude(revealed, NUMBERS, by=CAST.officer, at=LATE)) == "public-value-unasked"


def test_a_public_value_that_always_enters_is_awaited(seal):
    draw = services.freeze(always(), by=CAST.officer, at=NOW)
    for hand in HANDS:
        promise(draw, hand)
    seal()
    for hand in HANDS:
        show(draw, hand)
    seal()
    assert refused(lambda: services.conclude(draw, by=CAST.officer, at=LATE)) == "public-value-missing"
    assert refused(lambda: services.conclude(draw, NUMBERS, by=CAST.officer, at=IN_TIME)) == "too-early"
    assert services.conclude(draw, NUMBERS, by=CAST.officer, at=LATE).state == State.DRAWN


def test_a_public_value_with_a_line_break_is_refused(seal):
    draw = services.freeze(always(), by=CAST.officer, at=NOW)
    for hand in HANDS:
        promise(draw, hand)
    seal()
    for hand in HANDS:
        show(draw, hand)
    seal()
    assert refused(lambda: services.conclude(draw, "4\n0718", by=CAST.officer, at=LATE)) == "text"


def test_a_draw_for_which_commitments_lack_lapses_and_stays_visible(frozen):
    promise(frozen, CAST.watcher)
    assert refused(lambda: services.lapse(frozen, by=CAST.officer, at=IN_TIME)) == "too-early"
    ended = services.lapse(frozen, by=CAST.officer, at=LATE)
    assert (ended.state, kinds(ended)[-1]) == (State.LAPSED, "draws.DrawLapsed")
    assert ended in selectors.draws()
    assert refused(lambda: promise(ended, CAST.officer)) == "wrong-state"


def test_a_draw_is_made_once(revealed):
    services.conclude(revealed, by=CAST.officer, at=IN_TIME)
    assert refused(lambda: services.conclude(revealed, by=CAST.officer, at=IN_TIME)) == "wrong-state"


def test_each_organ_is_told_what_it_must_do(committed):
    show(committed, CAST.officer)
    assert selectors.waiting_for(AUDIT) == [committed]
    assert selectors.waiting_for(HOUSING) == []
    show(committed, CAST.centre)
    show(committed, CAST.watcher)
    assert selectors.waiting_for(HOUSING) == [committed]
    assert selectors.waiting_for(AUDIT) == []


def test_every_act_rests_on_its_article_and_names_who_acted(revealed):
    for entry in Entry.objects.filter(subject=revealed.ref):
        assert entry.law == "安公管办〔2022〕6号 三"
        assert entry.department in PARTIES
        assert all((entry.person, entry.post))
