"""Questions of a draw 「抽取规则」: what a list may hold, and what comes when."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from heng.engines.draw import Candidate, DrawError, texts
from heng.engines.procedure import Refusal
from heng.ledger.draws.models import Draw
from heng.ledger.draws.reasons import reasons
from heng.ledger.transparency.models import Checkpoint

BEIJING = timezone(timedelta(hours=8))

PERSONAL = re.compile(r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]|1[3-9]\d{9}")
"""A number of an identity card (GB 11643) or of a mobile phone."""

PLACE = re.compile(r"list\.(candidates|strata|parties)\[(\d+)\]")
PLACES = {"candidates": "名单第{}项", "strata": "第{}个分层", "parties": "第{}个承诺方"}


def check_candidates(candidates: Iterable[Candidate]) -> None:
    """Refuse references that are numbers of persons, and reasons that are not of the list.

    Raises:
        Refusal: `personal-number` or `no-such-reason`.
    """
    known = reasons()
    for number, candidate in enumerate(candidates, start=1):
        if PERSONAL.fullmatch(candidate.reference):
            raise Refusal("personal-number", f"名单第{number}项：编号要公开，不得使用身份证号码或者手机号码")
        _check_reasons("排除", candidate.exclusions, known.exclusions, number)
        _check_reasons("回避", candidate.recusals, known.recusals, number)


def check_dates(at: datetime, commits_due: datetime, reveals_due: datetime) -> None:
    """Refuse times that are over or out of order.

    Raises:
        Refusal: `bad-times`.
    """
    if not at < commits_due < reveals_due:
        raise Refusal("bad-times", "承诺截止时间应在现在之后，揭示截止时间应在承诺截止时间之后")


def check_until(at: datetime, due: datetime, what: str) -> None:
    """Refuse what comes after its time: `too-late`."""
    if at > due:
        raise Refusal("too-late", f"{what}已经截止，逾期的不予接受")


def check_after(at: datetime, due: datetime, what: str) -> None:
    """Refuse what comes before its time: `too-early`."""
    if at <= due:
        raise Refusal("too-early", f"{what}尚未截止")


def check_public_value(draw: Draw, value: str, *, is_due: bool) -> None:
    """Refuse a public value that lacks, or that nobody may add.

    Raises:
        Refusal: `public-value-missing` or `public-value-unasked`.
    """
    source = draw.frozen.public_value.source
    if is_due and not value:
        raise Refusal("public-value-missing", f"请填写公开值，与“{source}”公布的一字不差")
    if value and not is_due:
        raise Refusal("public-value-unasked", "各方均已揭示，名单规定此时不使用公开值，请留空")


def check_sealed(head: Checkpoint | None, otherwise: str) -> Checkpoint:
    """Refuse what may only come after a checkpoint: `not-sealed`."""
    if head is None:
        raise Refusal("not-sealed", otherwise)
    return head


def check_hex(text: str, what: str) -> None:
    """Refuse what is not 64 hexadecimal digits: `text`."""
    try:
        texts.check_hex(text, "")
    except DrawError as fault:
        raise Refusal(fault.code, f"{what}{fault.reason}") from fault


def refused(fault: DrawError) -> Refusal:
    """Say in a sentence, with the place in the list, why the engine takes something for none of its kind."""
    found = PLACE.match(fault.at)
    where = PLACES[found[1]].format(int(found[2]) + 1) + "：" if found else ""
    return Refusal(fault.code, f"{where}{fault.reason}")


def _check_reasons(kind: str, given: Iterable[str], known: Iterable[str], number: int) -> None:
    for reason in given:
        if reason not in known:
            choice = "、".join(known)
            told = f"名单第{number}项：{kind}理由要公开，只能使用规定的用语，“{reason}”不在其中。可用：{choice}"
            raise Refusal("no-such-reason", told)
