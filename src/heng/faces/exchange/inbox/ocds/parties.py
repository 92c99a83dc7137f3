"""Who is who in a release 「主体」: organisations with their codes, from `parties` or where they are named."""

import re
from functools import lru_cache

from heng.engines import codes
from heng.faces.exchange.inbox.ocds.page import NOTHING, Object, Page
from heng.registers.parties.services import PartyFacts, PersonFacts

OURS = frozenset({"CN-USCC", "CN-USCI", "CN-UCC", "CN-UCI", "USCC", "USCI", "CN-SCC"})
NAME_LENGTH, CODE_LENGTH, PERSON_LENGTH, PHONE_LENGTH, EMAIL_LENGTH = 200, 80, 60, 40, 120
OWNER, AGENCY, BIDDER = "owner", "agency", "bidder"
ROLES = {  # of the national data standard, by whether the trade is procurement
    OWNER: ("01", "04"),
    AGENCY: ("02", "05"),
    BIDDER: ("03", "06"),
}
JOINED = re.compile(r"([A-Z]{2}-[A-Z]+)-(.+)")  # the convention `scheme-id` for the id of an organisation


is_uscc = lru_cache(maxsize=65_536)(codes.is_uscc)
"""Tell whether a code is a sound 统一社会信用代码; the same parties come again and again."""


class Directory:
    """The organisations of one release; each becomes facts once, with the roles that it plays."""

    def __init__(self, page: Page, release: Object, source: str, *, procurement: bool | None) -> None:
        """Note who is listed; `procurement` is None when the release does not say what trade it tells of."""
        self.page = page
        self.source = source
        self.places = () if procurement is None else (int(procurement),)
        self.entries: dict[str, tuple[str, Object]] = {}
        self.known: dict[tuple[str, str], PartyFacts] = {}
        for path, party in page.rows(release, "parties", ""):
            key = page.text(party, "id", path)
            if key:
                self.entries.setdefault(key, (path, party))

    def organisation(self, whole: Object, name: str, path: str, role: str) -> PartyFacts | None:
        """Return the organisation under a name, when one is told of."""
        given = self.page.part(whole, name, path)
        return self.facts(given, f"{path}/{name}", role) if given else None

    def organisations(self, whole: Object, name: str, path: str, role: str) -> list[PartyFacts]:
        """Return the organisations of an array."""
        found = (self.facts(given, place, role) for place, given in self.page.rows(whole, name, path))
        return [facts for facts in found if facts is not None]

    def facts(self, given: Object, path: str, role: str) -> PartyFacts | None:
        """Return what is told of an organisation: of its entry in `parties` when it has one, else of the mention."""
        own = self.page.text(given, "id", path)
        met = self.known.get((own, role)) if own else None
        if met is not None:
            return met
        where, entry = self.entries.get(own, ("", NOTHING))
        facts = self._read(entry, where, given, path, own, role)
        if facts is not None and own:
            self.known[own, role] = facts
        return facts

    def entry(self, whole: Object, name: str, path: str) -> Object:
        """Return the entry in `parties` of the organisation under a name."""
        given = self.page.part(whole, name, path)
        return self.entries.get(self.page.text(given, "id", f"{path}/{name}"), ("", given))[1]

    def _read(self, entry: Object, where: str, given: Object, path: str, own: str, role: str) -> PartyFacts | None:
        page = self.page
        identifier = page.part(entry, "identifier", where) or page.part(given, "identifier", path)
        name = (
            page.text(entry, "name", where, NAME_LENGTH)
            or page.text(given, "name", path, NAME_LENGTH)
            or page.text(identifier, "legalName", path, NAME_LENGTH)
        )
        if not name:
            if own or identifier:
                page.remark(path, "no-name", "该主体没有名称，未登记；请补充名称后重新报送")
            return None
        code, scheme = self._code(identifier, path, own)
        return PartyFacts(
            name=name,
            code=code,
            scheme=scheme,
            roles=tuple(ROLES[role][place] for place in self.places),
            people=self._people(entry, where) if entry else (),
        )

    def _code(self, identifier: Object, path: str, own: str) -> tuple[str, str]:
        page = self.page
        number = page.text(identifier, "id", f"{path}/identifier").upper()
        scheme = page.text(identifier, "scheme", f"{path}/identifier").upper()
        if not number and own:
            scheme, number = self._joined(own)
        if not number:
            return "", "NAME"
        if scheme in OURS and is_uscc(number):
            return number, "USCC"
        if scheme in OURS:
            page.remark(
                f"{path}/identifier/id",
                "bad-uscc",
                f"“{number[:40]}”不是有效的统一社会信用代码，按其他登记代码登记；请核对",
            )
        code = f"{scheme or self.source}:{number}"
        if len(code) > CODE_LENGTH:
            page.wrong(f"{path}/identifier/id", "long-key", f"主体代码超过 {CODE_LENGTH} 字，无法登记；请核对")
        return code[:CODE_LENGTH], "FOREIGN"

    def _joined(self, own: str) -> tuple[str, str]:
        found = JOINED.fullmatch(own.upper())
        return (found[1], found[2]) if found else ("", own)

    def _people(self, party: Object, path: str) -> tuple[PersonFacts, ...]:
        contact = self.page.part(party, "contactPoint", path)
        if not contact:
            return ()
        path = f"{path}/contactPoint"
        name = self.page.text(contact, "name", path, PERSON_LENGTH)
        phone = self.page.text(contact, "telephone", path, PHONE_LENGTH)
        email = self.page.text(contact, "email", path, EMAIL_LENGTH)
        if not (name or phone or email):
            return ()
        return (PersonFacts(part="contact", name=name, phone=phone, email=email),)
