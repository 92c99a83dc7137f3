"""What a reader met that it could not use 「数据质量」: every oddity is counted, none dropped in silence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts over one reading. `currencies` counts the priced bids of each currency, the most frequent first."""

    lines: int
    unreadable: int
    nameless: int
    replaced: int
    processes: int
    mistyped: int
    misdated: int
    bids: int
    unsettled: int
    unpriced: int
    worthless: int
    uncurrent: int
    currencies: Mapping[str, int]

    def sentences(self) -> Iterator[str]:
        """Say in Chinese what was read and what was odd."""
        yield f"共 {self.lines} 行，读入 {self.processes} 个项目、{self.bids} 份投标"
        for count, sentence in self._oddities():
            if count:
                yield sentence.format(count)
        if len(self.currencies) > 1:
            told = "、".join(f"{currency} {count} 份" for currency, count in self.currencies.items())
            yield f"投标报价币种不一：{told}"

    def _oddities(self) -> Iterator[tuple[int, str]]:
        yield self.unreadable, "{} 行不是 JSON 对象或没有可用内容，未读入"
        yield self.nameless, "{} 行没有字符串形式的 ocid，未读入"
        yield self.replaced, "{} 行被后面同一 ocid 的记录替换"
        yield self.mistyped, "{} 处标识不是字符串，按未提供处理"
        yield self.misdated, "{} 处时间不是 RFC 3339 格式（须带时区），按未提供处理"
        yield self.unsettled, "{} 份投标没有状态，不计为已递交"
        yield self.unpriced, "{} 份投标没有数字报价，不参与比价"
        yield self.worthless, "{} 份投标报价为零或负数，请核对"
        yield self.uncurrent, "{} 份投标有报价而没有币种，不参与比价"
