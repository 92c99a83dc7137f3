"""Who may write a party's credit file 「信用登记资格」, and which bans can be."""

from datetime import date

from heng.engines.procedure import Refusal
from heng.registers.authorities.actors import Actor, Role
from heng.registers.credit.models import Ban

NOTICE = "安公管办〔2022〕6号 六"
DISCLOSURE = "招标投标法实施条例 第七十八条"


def is_writer(by: Actor) -> bool:
    """Answer whether somebody is an officer who handles cases, or a system from which decisions are taken in."""
    acts = by.power in {"handles", "heads"} and by.role in {Role.OFFICER, Role.COORDINATOR}
    return acts or by.role in {Role.MACHINE, Role.CLOCK}


def check_may_write(by: Actor) -> None:
    """Refuse to let anybody else write."""
    if not is_writer(by):
        raise Refusal("no-authority-to-act", "您无权登记或变更信用信息", NOTICE)


def check_interval(starts_on: date, ends_on: date | None) -> None:
    """Refuse a ban that ends before it starts."""
    if ends_on is not None and ends_on < starts_on:
        raise Refusal("bad-interval", f"禁入截止日{ends_on}早于起始日{starts_on}，请核对日期", NOTICE)


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
        raise Refusal("already-ended", f"禁入期已于{ban.ends_on}届满，无需解除", NOTICE)
