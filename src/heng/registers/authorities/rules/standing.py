"""Whether an organ or a person may stand where somebody wants to put them 「资格」."""

from datetime import date
from typing import Protocol

from heng.engines.procedure import Refusal
from heng.engines.writing import in_words
from heng.registers.authorities.actors import on_one_line
from heng.registers.authorities.procedure.matter import SUPERVISES, Organ, exists

NOTICE = "安公管办〔2022〕6号 二"
RESPONSIBLE_PERSON = "安公管办〔2022〕6号 三"
LEVELS = "安公管办〔2022〕6号 一、二"
CITY_DIGITS = 4


class Tenure(Protocol):
    """From when to when somebody holds a post; the end is the first day no longer in it."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...


def check_reason(reason: str, act: str, law: str = NOTICE) -> str:
    """Return a reason without the blanks around it; refuse an act that gives none."""
    given = reason.strip()
    if not given:
        raise Refusal("no-reason", f"{act}应当说明理由，请填写理由", law)
    return given


def check_supervises(organ: Organ, *, on: date) -> None:
    """Refuse an organ that supervises nothing, or does not exist on this day."""
    if organ.role != SUPERVISES:
        raise Refusal("not-a-supervisor", f"{organ.name}不承担行业监督职责，请另选行政监督部门", NOTICE)
    if not exists(organ, on):
        raise Refusal("no-such-department", f"{organ.name}在{in_words(on)}不存在，请另选行政监督部门", NOTICE)


def check_reaches(organ: Organ, region: str) -> None:
    """Refuse a department of another city or county than that of the matter: it has no powers there."""
    if not on_one_line(organ.region, region):
        raise Refusal("other-region", f"{organ.name}的管辖区域不包括本事项所在地（{region}），请另选部门", LEVELS)


def check_same_city(organ: Organ, other: Organ) -> None:
    """Refuse to pass a matter on to a department of another city; what belongs there is sent there by letter."""
    if not (on_one_line(organ.region, other.region) or organ.region[:CITY_DIGITS] == other.region[:CITY_DIGITS]):
        raise Refusal("other-region", f"{other.name}属于其他地市，不能在本系统移交，请书面移送", LEVELS)


def check_decider(decider: str, document_number: str) -> None:
    """Refuse a designation that nobody issued or that has no document."""
    if not decider.strip():
        raise Refusal("no-decider", "请填写确定监督部门的机关或协调各方", NOTICE)
    if not document_number.strip():
        raise Refusal("no-document", "确定监督部门应当有文号（协调确定的填写会议纪要或复函文号），请补充", NOTICE)


def is_employed(tenure: Tenure, on: date) -> bool:
    """Answer whether somebody holds the post on this day."""
    return tenure.starts_on <= on and (tenure.ends_on is None or on < tenure.ends_on)


def check_employed(tenures: list[Tenure], name: str, *, on: date) -> None:
    """Refuse to name somebody who holds no post of the department on this day."""
    if not any(is_employed(tenure, on) for tenure in tenures):
        raise Refusal("not-in-post", f"{name}在{in_words(on)}未在本部门任职，不能担任责任人", RESPONSIBLE_PERSON)
