"""The codes that records carry 「代码」: of parties, trades, regions, classes; and who a code means."""

import re

from heng.engines import codes
from heng.faces.exchange.inbox.national.values import Values, Wrong
from heng.registers.parties.services import PartyFacts, PersonFacts

PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643, ISO 7064 MOD 11-2
PERSON_CHECKS = "10X98765432"
PERSON = re.compile(r"[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]")
LENGTH_OF_A_CODE = 18
REGION = re.compile(r"[1-9]\d{5}(?:\d{3})?")
ORGANISATION = re.compile(r"[0-9A-Z]{8}-?[0-9X]")
LONGEST_NAME = 200
LONGEST_KEY = 120


def is_person(code: str) -> bool:
    """Tell whether a code has the form of an identity card's number 「居民身份证号码」: then it is personal data."""
    return len(code) == LENGTH_OF_A_CODE and PERSON.fullmatch(code.upper()) is not None


def check_party(text: str) -> None:
    """Refuse a code of 18 characters that is neither a 统一社会信用代码 nor the number of an identity card."""
    code = text.upper()
    if len(code) != LENGTH_OF_A_CODE or codes.is_uscc(code):
        return
    if not is_person(code):
        raise Wrong("wrong-code", f"“{text[:40]}”不是有效的统一社会信用代码（字符或校验位不符），请核对登记证书。")
    total = sum(int(digit) * weight for digit, weight in zip(code, PERSON_WEIGHTS, strict=False))
    if PERSON_CHECKS[total % 11] != code[-1]:
        raise Wrong("wrong-code", "居民身份证号码的校验位不符（号码不予显示），请核对证件。")


def check_deal(text: str) -> str:
    """Refuse a 统一交易标识码 of a wrong shape; return a remark when only its check character is wrong."""
    return _said(codes.check_deal_code(text), text)


def check_trade_class(text: str) -> str:
    """Refuse what has not the shape of a trade class; return a remark when nobody knows it."""
    return _said(codes.check_trade_class(text), text)


def check_region(text: str) -> None:
    """Refuse what is no region code of six (or, with the town, nine) figures."""
    if not REGION.fullmatch(text):
        raise Wrong("wrong-code", f"“{text[:20]}”不是行政区划代码，请按 GB/T 2260 填六位数字，如 410502。")


def _said(check: codes.Check, text: str) -> str:
    if not check.ok:
        raise Wrong("wrong-code", f"“{text[:50]}”有误：{'；'.join(found.message for found in check.errors)}。")
    return "；".join(found.message for found in check.warnings)


def party(name: str, code: str, *roles: str, region: str = "", people: tuple[PersonFacts, ...] = ()) -> PartyFacts:
    """Say who a name and a code mean.

    A 统一社会信用代码 is the code of the party. Another code is kept with its kind. The number of an identity card
    makes the party a natural person, for whom the register finds a code that says nothing.
    """
    name, code = name.strip()[:LONGEST_NAME], code.strip().upper()
    if is_person(code) and not codes.is_uscc(code):
        return PartyFacts(
            name=name, code=code, scheme="FOREIGN", kind="natural", region=region, roles=roles, people=people
        )
    if not code:
        return PartyFacts(name=name, scheme="NAME", region=region, roles=roles, people=people)
    if codes.is_uscc(code):
        return PartyFacts(name=name, code=code, region=region, roles=roles, people=people)
    kind = "ORG" if ORGANISATION.fullmatch(code) else "OTHER"
    code = f"{kind}:{code}"
    return PartyFacts(name=name, code=code, scheme="FOREIGN", region=region, roles=roles, people=people)


def several(names: tuple[str, ...], given: tuple[str, ...], *roles: str) -> tuple[PartyFacts, ...]:
    """Pair names with codes in their order."""
    return tuple(party(name, given[place] if place < len(given) else "", *roles) for place, name in enumerate(names))


def key_of(facts: PartyFacts) -> str:
    """Return what tells a party from the others of a lot: its code, else its name; never a number of a person."""
    return (facts.name if facts.kind == "natural" else facts.code or facts.name)[:LONGEST_KEY]


def person(part: str, values: Values, name: str, phone: str = "", email: str = "") -> tuple[PersonFacts, ...]:
    """Say who a person is, when one is named."""
    if not values.text(name):
        return ()
    return (
        PersonFacts(part=part, name=values.cut(name, 60), phone=values.cut(phone, 40), email=values.cut(email, 120)),
    )
