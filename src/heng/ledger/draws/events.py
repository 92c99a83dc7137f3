"""News of draws 「抽取登记」; the subject is the draw. Names behind the references of a list are personal."""

from dataclasses import dataclass
from datetime import datetime

from heng.ledger.events import Event, coded, named, personal


@dataclass(frozen=True, slots=True)
class ListFrozen(Event):
    """A list was frozen to be drawn from 「冻结名单」; its digest decides the draw, the roll says who is who."""

    purpose: str = named("用途")
    title: str = personal("名称")
    digest: str = named("名单SHA-256摘要")
    parties: tuple[str, ...] = named("承诺方")
    candidates: int = named("候选对象数")
    eligible: int = named("可抽取数")
    commits_due: datetime = named("承诺截止时间")
    reveals_due: datetime = named("揭示截止时间")
    source: str = named("公开值的来源")
    roll: str = personal("名册")


@dataclass(frozen=True, slots=True)
class CommitmentMade(Event):
    """A party handed in its commitment 「作出承诺」."""

    party: str = named("承诺方")
    digest: str = named("承诺摘要")


@dataclass(frozen=True, slots=True)
class NonceRevealed(Event):
    """A party showed the nonce that it had committed to 「揭示随机数」."""

    party: str = named("揭示方")
    nonce: str = named("随机数")


@dataclass(frozen=True, slots=True)
class RevealMissed(Event):
    """A party showed no nonce in time 「揭示缺席」."""

    party: str = named("缺席方")
    absence: str = named("理由")


@dataclass(frozen=True, slots=True)
class RevealsClosed(Event):
    """Nothing more is shown 「揭示截止」: the digest is that of all reveals and absences."""

    digest: str = named("揭示SHA-256摘要")
    absent: tuple[str, ...] = named("缺席方")


@dataclass(frozen=True, slots=True)
class DrawConcluded(Event):
    """The draw was made 「完成抽取」, under the checkpoint of so many entries."""

    checkpoint: int = named("检查点（留痕条数）")
    root: str = coded("检查点根值")
    public_value: str = named("公开值")
    seed: str = named("种子")
    record: str = named("抽取记录SHA-256摘要")
    drawn: int = named("抽中数")


@dataclass(frozen=True, slots=True)
class DrawLapsed(Event):
    """Commitments lacked when they were due, and nothing was drawn 「终止抽取」."""

    missing: tuple[str, ...] = named("未承诺方")
