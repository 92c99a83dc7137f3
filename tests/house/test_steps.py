"""Every step of every procedure: its right actor may, its neighbour may not, and nobody may from a wrong state."""

import pytest

from heng.engines.procedure import Procedure, Refusal, Step
from tests.support.cast import CAST
from tests.support.samples import samples
from tools.docs import house

TABLES = {f"{room.split('.')[-1]}.{name}": procedure for room, name, procedure in house.procedures()}
STEPS = [
    pytest.param(table, step, id=f"{table}.{step.verb}-{step.source[0]}")
    for table, procedure in TABLES.items()
    if table in samples()
    for step in procedure
]


def test_every_procedure_has_a_sample_and_every_sample_a_procedure():
    assert samples().keys() == TABLES.keys(), "add it to tests/support/samples/<room>.py"


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "step"), STEPS)
def test_the_right_actor_may(table: str, step: Step):
    sample = samples()[table]
    for source in step.source:
        taken = TABLES[table].take(step.verb, sample.at(source), by=sample.rights.get(step.verb, sample.right))
        assert taken is step


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "step"), STEPS)
def test_the_neighbour_and_the_public_may_not(table: str, step: Step):
    sample = samples()[table]
    for source in step.source:
        for actor in (sample.neighbours.get(step.verb, sample.neighbour), CAST.public):
            with pytest.raises(Refusal) as refusal:
                TABLES[table].take(step.verb, sample.at(source), by=actor)
            assert refusal.value.code == "no-authority-to-act"
            assert step.label in refusal.value.reason


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "step"), STEPS)
def test_nobody_may_from_a_wrong_state(table: str, step: Step):
    sample = samples()[table]
    for state in _states(TABLES[table]) - _sources(TABLES[table], step.verb):
        with pytest.raises(Refusal) as refusal:
            TABLES[table].take(step.verb, sample.at(state), by=sample.rights.get(step.verb, sample.right))
        assert refusal.value.code == "wrong-state"


@pytest.mark.parametrize(("table", "step"), STEPS)
def test_a_step_has_a_chinese_name_and_says_by_whom(table: str, step: Step):
    assert step.label.strip()
    assert (step.by.__doc__ or "").strip(), f"{table}: the predicate of {step.verb} says nothing of itself"


def _states(procedure: Procedure) -> set[str]:
    return {state for step in procedure for state in (*step.source, step.target)}


def _sources(procedure: Procedure, verb: str) -> set[str]:
    return {source for step in procedure if step.verb == verb for source in step.source}
