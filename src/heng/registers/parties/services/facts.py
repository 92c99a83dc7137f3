"""A party and its people as somebody told of them 「主体资料」, and by which code the register knows them."""

import hashlib
import unicodedata
from dataclasses import dataclass

from heng.engines.codes import Finding, Level
from heng.engines.procedure import Refusal
from heng.registers.parties import rules

CODES = "GB 32100-2015"
NAME_DIGITS = 32  # half of a SHA-256: enough to tell all names of the world apart


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A person of a party; `part` is a value of `Person.Part`. Personal data."""

    part: str
    name: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    certificate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFacts:
    """A party as somebody told of it.

    `code` is its 统一社会信用代码 (scheme USCC) or `SCHEME:ID` (scheme FOREIGN); without a code the scheme is NAME and
    the register derives one from the name. `roles` are codes of the data standard (01 招标人 … 08 受让人).
    """

    name: str
    code: str = ""
    scheme: str = "USCC"
    kind: str = "legal"
    region: str = ""
    roles: tuple[str, ...] = ()
    people: tuple[PersonFacts, ...] = ()


def code_of(facts: PartyFacts) -> str:
    """Return the code by which `recognise` answers for a party.

    Two tellings of one code are one party; without a code, two tellings of one name are, however it is spaced. The
    code of a natural person who gave an identity number is that number here, and an opaque one in the register.
    """
    code = facts.code.strip()
    if not code:
        return "NAME:" + hashlib.sha256(folded(facts.name).encode()).hexdigest()[:NAME_DIGITS]
    if facts.scheme == "USCC":
        return "".join(unicodedata.normalize("NFKC", code).split()).upper()
    return code


def scheme_of(facts: PartyFacts) -> str:
    """Return the scheme under which the register keeps a party: without a code it is known by name only."""
    return facts.scheme if facts.code.strip() else "NAME"


def folded(name: str) -> str:
    """Make one of the ways in which a name is written: widths, letter case, and blanks do not part two parties."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def check(facts: PartyFacts) -> tuple[Finding, ...]:
    """Tell what is wrong with a party before it is recognised; the door decides what it refuses."""
    return rules.check_party(facts)


def check_enterable(facts: PartyFacts) -> None:
    """Refuse a party that the register cannot hold at all, as `recognise` will; one bad party would spoil its batch.

    Raises:
        Refusal: `bad-party`.
    """
    rules.check_enterable(facts)


def check_sound(facts: PartyFacts) -> None:
    """Refuse what `check` calls an error, for a door at which whoever tells can still mend it.

    Raises:
        Refusal: with the code and the words of the first error.
    """
    error = next((found for found in check(facts) if found.level == Level.ERROR), None)
    if error is not None:
        raise Refusal(error.code, f"{facts.name}：{error.message}", CODES if facts.scheme == "USCC" else "")
