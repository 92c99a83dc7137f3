"""The table of a procedure refuses, lists what is open, and draws itself."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heng.engines.procedure import Procedure, Refusal, Step

WANG_FANG = "王芳"  # handles complaints
LI_QIANG = "李强"  # works next door


@dataclass
class Complaint:
    state: str


def handler(who: object, _subject: object) -> bool:
    return who == WANG_FANG


def anyone(_who: object, _subject: object) -> bool:
    return True


LABELS = {"submitted": "待受理", "accepted": "已受理", "decided": "已处理"}
PROCEDURE = Procedure(
    Step("accept", "受理", ("submitted",), "accepted", by=handler, law="条例 第六十一条"),
    Step("decide", "作出处理决定", ("accepted",), "decided", by=handler, law="条例 第六十一条"),
    Step("withdraw", "撤回", ("submitted", "accepted"), "withdrawn", by=anyone),
    name="投诉",
    labels=LABELS,
)
STATES = ("submitted", "accepted", "decided", "withdrawn", "unheard-of")


def test_the_handler_accepts():
    step = PROCEDURE.take("accept", Complaint("submitted"), by=WANG_FANG)
    assert (step.target, step.label) == ("accepted", "受理")


def test_the_neighbour_may_not_accept():
    with pytest.raises(Refusal) as refused:
        PROCEDURE.take("accept", Complaint("submitted"), by=LI_QIANG)
    assert refused.value.code == "no-authority-to-act"
    assert refused.value.reason == "您无权受理"
    assert refused.value.law == "条例 第六十一条"
    assert str(refused.value) == "您无权受理（条例 第六十一条）"


def test_what_is_decided_is_not_accepted_again():
    with pytest.raises(Refusal) as refused:
        PROCEDURE.take("accept", Complaint("decided"), by=WANG_FANG)
    assert refused.value.code == "wrong-state"
    assert refused.value.reason == "当前状态为“已处理”，不能受理"
    assert refused.value.law == "条例 第六十一条"


def test_a_refusal_without_an_article_names_none():
    assert str(Refusal("too-late", "投诉期限已届满")) == "投诉期限已届满"


def test_the_state_is_refused_before_the_person():
    with pytest.raises(Refusal) as refused:
        PROCEDURE.take("decide", Complaint("submitted"), by=LI_QIANG)
    assert refused.value.code == "wrong-state"


def test_a_verb_that_nobody_wrote_is_a_fault():
    with pytest.raises(KeyError):
        PROCEDURE.take("forget", Complaint("submitted"), by=WANG_FANG)


def test_each_person_sees_the_steps_open_to_them():
    complaint = Complaint("submitted")
    assert [step.verb for step in PROCEDURE.open_steps(complaint, by=WANG_FANG)] == ["accept", "withdraw"]
    assert [step.verb for step in PROCEDURE.open_steps(complaint, by=LI_QIANG)] == ["withdraw"]
    assert PROCEDURE.open_steps(Complaint("decided"), by=WANG_FANG) == []


def test_one_verb_may_lead_to_different_ends():
    procedure = Procedure(
        Step("close", "办结", ("accepted",), "closed", by=anyone),
        Step("close", "结案", ("referred",), "archived", by=anyone),
    )
    assert procedure.take("close", Complaint("accepted"), by=LI_QIANG).target == "closed"
    assert procedure.take("close", Complaint("referred"), by=LI_QIANG).target == "archived"


def test_two_rows_of_a_verb_may_not_claim_one_state():
    step = Step("close", "办结", ("accepted",), "closed", by=anyone)
    with pytest.raises(ValueError, match="close leaves accepted twice"):
        Procedure(step, step)


def test_the_diagram_is_in_chinese_and_holds_every_arrow():
    assert PROCEDURE.diagram().splitlines() == [
        "stateDiagram-v2",
        "    s0: 待受理",
        "    s1: 已受理",
        "    s2: 已处理",
        "    s3: withdrawn",
        "    s0 --> s1: 受理",
        "    s1 --> s2: 作出处理决定",
        "    s0 --> s3: 撤回",
        "    s1 --> s3: 撤回",
    ]


STEPS = st.builds(
    Step,
    verb=st.sampled_from("abcd"),
    label=st.just("办"),
    source=st.lists(st.sampled_from(STATES), min_size=1, unique=True).map(tuple),
    target=st.sampled_from(STATES),
    by=st.sampled_from((handler, anyone)),
)


@given(st.lists(STEPS, max_size=6), st.sampled_from(STATES), st.sampled_from((WANG_FANG, LI_QIANG)))
def test_the_open_steps_are_those_that_may_be_taken(steps, state, who):
    try:
        procedure = Procedure(*steps)
    except ValueError:  # the table contradicts itself: nothing to ask
        return
    subject = Complaint(state)
    taken = []
    for verb in dict.fromkeys(step.verb for step in procedure):
        try:
            taken.append(procedure.take(verb, subject, by=who))
        except Refusal:
            continue
    assert sorted(taken, key=steps.index) == procedure.open_steps(subject, by=who)
