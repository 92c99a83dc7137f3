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


TELLING = frozenset({"entries", "exchange"})
"""The scopes with which a system tells of trades; a key that only reads tells nothing."""

PUBLIC = Actor(Role.PUBLIC, name="公众")
CLOCK = Actor(Role.CLOCK, person="clock", name="系统定时任务")


class Supervised(Protocol):
    """A matter that has, or lacks, a supervising department."""

    @property
    def authority_id(self) -> str | None: ...


def is_staff(actor: Actor, subject: object = None) -> bool:  # noqa: ARG001
    """Anyone who works for a public organ: may open the console."""
    return actor.role in {Role.OFFICER, Role.COORDINATOR, Role.WATCHER, Role.CENTRE, Role.GOVERNMENT}


def represents(actor: Actor, subject: object = None) -> bool:  # noqa: ARG001
    """Represents a party and acts for it."""
    return actor.role == Role.PARTY and bool(actor.party)


def is_administrator(actor: Actor, subject: object = None) -> bool:  # noqa: ARG001
    """Keeps departments, posts, accounts and keys; decides no case."""
    return is_staff(actor) and actor.power == "administers"


def sees_everything(actor: Actor, subject: object = None) -> bool:  # noqa: ARG001
    """The coordinating office, and discipline, police and audit, read everybody's acts: of their city or county."""
    return actor.role in {Role.COORDINATOR, Role.WATCHER, Role.CLOCK}


def sees_experts(actor: Actor, subject: object = None) -> bool:  # noqa: ARG001
    """Reads the expert pool: who supervises panels, and who watches over supervisors."""
    return actor.role in {Role.OFFICER, Role.COORDINATOR, Role.WATCHER, Role.CLOCK}


def sees_files(actor: Actor, subject: object = None) -> bool:  # noqa: ARG001
    """Keeps supervision files, or watches over those who do."""
    return actor.role in {Role.OFFICER, Role.COORDINATOR, Role.WATCHER}


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
    """A trading centre, wherever it is: a clerk of it who may act, or a system with a key to more than reading."""
    if actor.role == Role.MACHINE:
        return bool(actor.scopes & TELLING)
    return actor.role == Role.CENTRE and actor.power in {"handles", "heads"}


def deals_with_trades(actor: Actor, subject: object = None) -> bool:  # noqa: ARG001
    """Somebody who may tell of trades at all: a trading centre, or the clock for what an operator takes in."""
    return is_centre(actor) or actor.role == Role.CLOCK


def reach(region: str) -> str:
    """Return the prefix that every region code within this one has: `410500` → `4105`, `410581` → itself.

    An empty code reaches everywhere.
    """
    prefix = region
    while prefix.endswith("00"):
        prefix = prefix[:-2]
    return prefix


def covers(actor: Actor, region: str) -> bool:
    """Answer whether the actor's own city or county contains this region: a city reaches into its counties."""
    return bool(actor.region) and contains(actor.region, region)


def contains(region: str, other: str) -> bool:
    """Answer whether a region is another one, or has it within."""
    return other.startswith(reach(region))


def on_one_line(region: str, other: str) -> bool:
    """Answer whether of two regions one contains the other: a city and its county, not two counties."""
    return bool(region and other) and (contains(region, other) or contains(other, region))


class Sought(Protocol):
    """Something that a party asked for."""

    @property
    def applicant_code(self) -> str: ...


class Located(Protocol):
    """Something that lies in a region."""

    @property
    def region(self) -> str: ...


class Addressed(Protocol):
    """Something that is on its way to a department."""

    @property
    def target_id(self) -> str: ...


def applicant(actor: Actor, subject: Sought) -> bool:
    """The party that asked, by its representative."""
    return actor.role == Role.PARTY and bool(actor.party) and actor.party == subject.applicant_code


def settling_organ(actor: Actor, subject: Located) -> bool:
    """The government of the region, or the joint conference's office that registers what was settled."""
    may_act = actor.power in {"handles", "heads"} and actor.role in {Role.GOVERNMENT, Role.COORDINATOR}
    return may_act and covers(actor, subject.region)


def receiving_officer(actor: Actor, subject: Addressed) -> bool:
    """An officer of the department that a matter is handed to."""
    return is_handler(actor) and actor.authority == subject.target_id


class Placed(Supervised, Located, Protocol):
    """A matter of a place that has, or lacks, a supervising department."""


def receiver(actor: Actor, subject: Placed) -> bool:
    """An officer of the department that supervises the matter; of any department there, while none does."""
    if subject.authority_id:
        return handling_officer(actor, subject)
    return is_handler(actor) and covers(actor, subject.region)


class Kept(Protocol):
    """An organ whose posts and accounts somebody keeps."""

    @property
    def code(self) -> str: ...
    @property
    def region(self) -> str: ...


def keeper(actor: Actor, subject: Kept) -> bool:
    """An administrator of the very organ, or one of the joint conference's office for its whole city or county.

    The clock keeps the books when a city is set up, before anybody can log in.
    """
    if actor.role == Role.CLOCK:
        return True
    if not is_administrator(actor):
        return False
    return actor.authority == subject.code or (actor.role == Role.COORDINATOR and covers(actor, subject.region))


def heading_or_keeping(actor: Actor, subject: Kept) -> bool:
    """The head of the very organ, or its keeper: who may write its duty list."""
    heads = is_handler(actor) and actor.power == "heads" and actor.authority == subject.code
    return heads or keeper(actor, subject)


class Owned(Located, Protocol):
    """A project with its owner."""

    @property
    def owner_code(self) -> str: ...


def centre_there(actor: Actor, subject: Located) -> bool:
    """The trading centre in whose city or county the matter lies, or its system; that of a city serves its counties."""
    return is_centre(actor) and covers(actor, subject.region)


def gatekeeper(actor: Actor, subject: Located) -> bool:
    """Asks whether a project may enter: the trading centre there, the coordinating office there, the clock."""
    coordinates = is_coordinator(actor) and covers(actor, subject.region)
    return coordinates or centre_there(actor, subject) or actor.role == Role.CLOCK


def teller(actor: Actor, subject: Located) -> bool:
    """Tells what happened in a trade: the trading centre there; the clock, for what an operator takes in."""
    return centre_there(actor, subject) or actor.role == Role.CLOCK


def owner_or_centre(actor: Actor, subject: Owned) -> bool:
    """The owner of a project by its representative, or the trading centre there for it."""
    owns = actor.role == Role.PARTY and bool(actor.party) and actor.party == subject.owner_code
    return owns or centre_there(actor, subject)


class Assigned(Supervised, Protocol):
    """A matter with a named officer."""

    @property
    def officer_ref(self) -> str: ...


def named_or_heading_officer(actor: Actor, subject: Assigned) -> bool:
    """The officer named for this matter, or a head of the very department."""
    return handling_officer(actor, subject) and (actor.person == subject.officer_ref or actor.power == "heads")
