"""What a party must be to be entered 「主体核验」, and who may see people in clear: pure questions of law."""

from typing import Protocol

from heng.engines.codes import Finding, Level, check_uscc
from heng.engines.procedure import Refusal
from heng.engines.writing import in_words
from heng.registers.authorities.actors import Actor, Role
from heng.registers.parties.models import CODE_LENGTH, NAME_LENGTH, PERSON_LENGTH, Person

PERSONAL = "个人信息保护法 第十三条、第三十四条"
ERASURE = "个人信息保护法 第四十七条"


class NamedPerson(Protocol):
    """A person as told."""

    @property
    def name(self) -> str: ...


class Told(Protocol):
    """A party as told."""

    @property
    def name(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def scheme(self) -> str: ...
    @property
    def people(self) -> tuple[NamedPerson, ...]: ...


def check_party(told: Told) -> tuple[Finding, ...]:
    """List what is wrong or strange about a party: an error means that it should not be entered as it is."""
    found = [*_lengths(told)]
    if not told.name.strip():
        found.append(Finding(Level.ERROR, "no-name", "主体名称为空，请填写登记名称"))
    if told.code.strip() and told.scheme == "USCC":
        found.extend(check_uscc(told.code).findings)
    return tuple(found)


def check_enterable(told: Told) -> None:
    """Refuse a party that the register cannot hold at all: without a name, or with one longer than its column."""
    blank = not told.name.strip() and not told.code.strip()
    flaw = "主体名称和代码均为空，请至少填写一项" if blank else next((found.message for found in _lengths(told)), "")
    if flaw:
        raise Refusal("bad-party", flaw)


def is_reader_in_clear(by: Actor) -> bool:
    """Answer whether somebody handles cases, and so may need a person's data."""
    return by.power in {"handles", "heads"} and by.role in {Role.OFFICER, Role.COORDINATOR, Role.WATCHER}


def is_eraser(by: Actor) -> bool:
    """Answer whether somebody may erase a person's data when that is due; it cannot be undone, so a head decides."""
    decides = by.power == "heads" and by.role in {Role.OFFICER, Role.COORDINATOR}
    return decides or by.role == Role.CLOCK


def is_keeper_of_experts(by: Actor) -> bool:
    """Answer whether somebody may write the expert pool: officers, the conference's office, centres and systems."""
    acts = by.power in {"handles", "heads"} and by.role in {Role.OFFICER, Role.COORDINATOR, Role.CENTRE}
    return acts or by.role in {Role.MACHINE, Role.CLOCK}


def check_may_read(by: Actor, reason: str) -> str:
    """Refuse personal data to whoever does not handle cases, or gives no reason; return the reason."""
    if not is_reader_in_clear(by):
        raise Refusal("no-authority-to-read", "您无权查阅个人信息明文", PERSONAL)
    if not reason.strip():
        raise Refusal("no-reason", "查阅个人信息应当说明理由，请填写理由", PERSONAL)
    return reason.strip()


def check_may_erase(by: Actor, reason: str) -> str:
    """Refuse the erasure of personal data to whoever does not handle cases, or gives no reason; return the reason."""
    if not is_eraser(by):
        raise Refusal("no-authority-to-erase", "您无权清除个人信息：清除后不能恢复，须由部门负责人办理", ERASURE)
    if not reason.strip():
        raise Refusal("no-reason", "清除个人信息应当说明理由，请填写理由", ERASURE)
    return reason.strip()


def check_is_kept(person: Person) -> None:
    """Refuse to read or to erase what was erased already."""
    if person.erased_on is not None:
        raise Refusal(
            "already-erased", f"该人员的个人信息已于{in_words(person.erased_on)}清除，不能再查阅或清除", ERASURE
        )


def check_keeps_experts(by: Actor) -> None:
    """Refuse to let anybody but officers, the joint conference's office and machines write the expert pool."""
    if not is_keeper_of_experts(by):
        raise Refusal("no-authority-to-act", "您无权维护评标专家库", "招标投标法 第三十七条")


def _lengths(told: Told) -> list[Finding]:
    found = []
    if len(told.name) > NAME_LENGTH:
        found.append(Finding(Level.ERROR, "long-name", f"主体名称超过{NAME_LENGTH}字，请核对"))
    if len(told.code.strip()) > CODE_LENGTH:
        found.append(Finding(Level.ERROR, "long-code", f"主体代码超过{CODE_LENGTH}字，请核对"))
    if any(len(person.name) > PERSON_LENGTH for person in told.people):
        found.append(Finding(Level.ERROR, "long-person-name", f"人员姓名超过{PERSON_LENGTH}字，请核对"))
    return found
