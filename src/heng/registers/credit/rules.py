"""Who may write a party's credit file 「信用登记资格」, and which bans can be."""

from datetime import date
from typing import Protocol

from heng.engines.procedure import Refusal
from heng.engines.writing import in_words
from heng.registers.authorities.actors import Actor, Role
from heng.registers.credit.models import Ban

EXCHANGE = "exchange"  # the scope of a system that tells decisions
WHO_DECIDED = "安公管办〔2022〕6号 五、六"
NOTICE = "安公管办〔2022〕6号 六"
DISCLOSURE = "招标投标法实施条例 第七十八条"


class Decided(Protocol):
    """Something that an organ decided against a party; `told_under` is the key of the system that told it, if any."""

    @property
    def organ(self) -> str: ...
    @property
    def entered_by(self) -> str: ...
    @property
    def told_under(self) -> str: ...


def is_writer(by: Actor) -> bool:
    """Answer whether somebody is an officer who handles cases, or a system from which decisions are taken in."""
    acts = by.power in {"handles", "heads"} and by.role in {Role.OFFICER, Role.COORDINATOR}
    return acts or by.role == Role.CLOCK or (by.role == Role.MACHINE and EXCHANGE in by.scopes)


def may_end(by: Actor, row: Decided) -> bool:
    """Answer whether somebody may end what stands against a party: only who decided it, or who entered it here.

    What a system told, and no department entered, the coordinating office may put right too.
    """
    if not is_writer(by):
        return False
    if by.role == Role.CLOCK or by.authority == row.entered_by:
        return True
    decided = by.role == Role.OFFICER and bool(by.authority_name) and by.authority_name == row.organ
    return decided or (by.role == Role.COORDINATOR and bool(row.told_under))


def check_may_end(by: Actor, row: Decided) -> None:
    """Refuse whoever neither decided nor entered it: one department does not undo what another one decided."""
    if not may_end(by, row):
        reason = f"您无权解除或撤销：由作出决定的{row.organ}办理，其他部门不得代为变更"
        raise Refusal("no-authority-to-act", reason, WHO_DECIDED)


def check_may_write(by: Actor) -> None:
    """Refuse to let anybody else write."""
    if not is_writer(by):
        raise Refusal("no-authority-to-act", "您无权登记或变更信用信息", NOTICE)


def check_interval(starts_on: date, ends_on: date | None) -> None:
    """Refuse a ban that ends before it starts."""
    if ends_on is not None and ends_on < starts_on:
        raise Refusal(
            "bad-interval", f"禁入截止日{in_words(ends_on)}早于起始日{in_words(starts_on)}，请核对日期", NOTICE
        )


def check_law(law: str) -> str:
    """Return the basis of a ban; refuse one that rests on no article."""
    if not law.strip():
        raise Refusal("no-article", "市场禁入应当载明法律依据，请填写依据", NOTICE)
    return law.strip()


def check_reason(reason: str, act: str) -> str:
    """Return the reason of an act; refuse one without."""
    if not reason.strip():
        raise Refusal("no-reason", f"{act}应当说明理由，请填写理由", NOTICE)
    return reason.strip()


def check_liftable(ban: Ban, *, from_on: date) -> None:
    """Refuse to lift what was withdrawn already, or has run out."""
    if ban.known_to is not None:
        raise Refusal("already-withdrawn", f"禁入{ban.ref}已被更正或解除，请查看最新记录", NOTICE)
    if ban.ends_on is not None and ban.ends_on < from_on:
        raise Refusal("already-ended", f"禁入期已于{in_words(ban.ends_on)}届满，无需解除", NOTICE)
