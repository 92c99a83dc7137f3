"""What can be done in the register of parties 「交易主体」."""

from dataclasses import dataclass


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
