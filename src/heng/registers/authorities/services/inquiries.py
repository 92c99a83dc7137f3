"""Who would supervise, and must it enter 「认定查询」: the rules asked with what is on file; nothing is written."""

from datetime import date

from heng.registers.authorities import rules, selectors
from heng.registers.authorities.rules import EntryJudgement, Facts, Resolution


def who_supervises(facts: Facts, *, on: date, subject: str = "") -> Resolution:
    """Find the supervisor of a project as of a day, with the whole trail 「监督部门认定」.

    `subject` is the reference of a registered project, whose applications and designations then count.
    """
    entrusted = selectors.entrustment(subject) if subject else selectors.Entrustment()
    return rules.resolve(facts, entrustment=entrusted, organs=selectors.organs(on=on), on=on)


def must_enter(facts: Facts, *, on: date | None = None) -> EntryJudgement:
    """Judge by the catalogue of the registration day, or of another day, whether a project must enter 「应否进场」."""
    return rules.judge_entry(facts, on)
