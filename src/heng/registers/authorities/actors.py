"""Who acts 「行为人」: a role, a person in a post of a department, and the predicates that steps ask."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """In which capacity somebody acts; it stands in the journal."""

    OFFICER = "officer"
    COORDINATOR = "coordinator"
    WATCHER = "watcher"
    CENTRE = "centre"
    GOVERNMENT = "government"
    PARTY = "party"
    MACHINE = "machine"
    CLOCK = "clock"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts.

    `person` and `post` are references, `authority` is the code of a department, `region` its region code;
    `power` is the power of the post (handles, heads, reads, administers); `party` is the code of the party
    whom a representative acts for; `scopes` are those of a machine.
    """

    role: Role
    person: str = ""
    name: str = ""
    post: str = ""
    power: str = ""
    authority: str = ""
    authority_name: str = ""
    region: str = ""
    party: str = ""
    scopes: frozenset[str] = frozenset()


PUBLIC = Actor(Role.PUBLIC, name="公众")
CLOCK = Actor(Role.CLOCK, person="clock", name="系统定时任务")


class Supervised(Protocol):
    """A matter that has, or lacks, a supervising department."""

    @property
    def authority_id(self) -> str | None: ...


def nobody(actor: Actor, subject: object) -> bool:  # noqa: ARG001  -- a predicate has two places
    """Permit nobody."""
    return False


def is_staff(actor: Actor, subject: object = None) -> bool:  # noqa: ARG001
    """Anyone who works for a public organ: may open the console."""
    return actor.role in {Role.OFFICER, Role.COORDINATOR, Role.WATCHER, Role.CENTRE, Role.GOVERNMENT}


def is_administrator(actor: Actor, subject: object = None) -> bool:  # noqa: ARG001
    """Keeps departments, posts, accounts and keys; decides no case."""
    return is_staff(actor) and actor.power == "administers"


def sees_everything(actor: Actor, subject: object = None) -> bool:  # noqa: ARG001
    """The coordinating office, and discipline, police and audit, read the whole city or county."""
    return actor.role in {Role.COORDINATOR, Role.WATCHER, Role.CLOCK}


def is_coordinator(actor: Actor, subject: object = None) -> bool:  # noqa: ARG001
    """An officer of the joint conference's office who may act."""
    return actor.role == Role.COORDINATOR and actor.power in {"handles", "heads"}


def is_handler(actor: Actor) -> bool:
    """An officer of a department whose post may act, not only read."""
    return actor.role == Role.OFFICER and actor.power in {"handles", "heads"}


def handling_officer(actor: Actor, subject: Supervised) -> bool:
    """An officer of the very department that supervises this matter."""
    return is_handler(actor) and bool(subject.authority_id) and actor.authority == subject.authority_id


def heading_officer(actor: Actor, subject: Supervised) -> bool:
    """The head, in the very department that supervises this matter."""
    return handling_officer(actor, subject) and actor.power == "heads"


def is_centre(actor: Actor, subject: object = None) -> bool:  # noqa: ARG001
    """The trading centre: a clerk of it who may act, or its system."""
    if actor.role == Role.MACHINE:
        return True
    return actor.role == Role.CENTRE and actor.power in {"handles", "heads"}
