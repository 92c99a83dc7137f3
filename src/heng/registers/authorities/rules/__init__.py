"""Must it enter, and who supervises it 「应否进场、由谁监督」: pure questions of law, answered with their articles."""

from heng.registers.authorities.procedure.matter import Entrustment, Facts, Organ, Organs
from heng.registers.authorities.rules.entering import EntryJudgement, judge_entry
from heng.registers.authorities.rules.resolver import RULES, resolve
from heng.registers.authorities.rules.standing import (
    check_decider,
    check_employed,
    check_reaches,
    check_reason,
    check_same_city,
    check_supervises,
    is_employed,
)
from heng.registers.authorities.rules.trail import Resolution, Trial, as_json, from_json

__all__ = [
    "RULES",
    "Entrustment",
    "EntryJudgement",
    "Facts",
    "Organ",
    "Organs",
    "Resolution",
    "Trial",
    "as_json",
    "check_decider",
    "check_employed",
    "check_reaches",
    "check_reason",
    "check_same_city",
    "check_supervises",
    "from_json",
    "is_employed",
    "judge_entry",
    "resolve",
]
