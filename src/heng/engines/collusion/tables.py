"""The answer as a table: every tender or pair of a file with its score and reason."""

from collections.abc import Iterator
from pathlib import Path

from heng.engines.collusion import labels as labelling
from heng.engines.collusion import reading, reasons
from heng.engines.collusion.errors import TableError
from heng.engines.collusion.market import Market
from heng.engines.collusion.scoring import evidence as measuring
from heng.engines.collusion.scoring import judging

TENDER_HEAD, PAIR_HEAD = ("tender_id", "score", "reason"), ("bidder_a", "bidder_b", "score", "reason")

Row = tuple[str, ...]


def tenders(bids: Path, labels: Path | None) -> Iterator[Row]:
    """Score each tender of a file, market by market; raise TableError for what cannot be read."""
    known = labelling.read(labels) if labels else labelling.NONE
    for market in reading.read(bids).markets:
        evidence = measuring.gather(market)
        judged = judging.tenders(evidence, known)
        why = reasons.of_tenders(evidence, judged)
        yield from zip(market.tenders, map(_score, judged.scores), why, strict=True)


def pairs(bids: Path, labels: Path | None) -> Iterator[Row]:
    """Score each two bidders of a file that ever met; raise TableError where no bidder is named."""
    known = labelling.read(labels) if labels else labelling.NONE
    markets = [market for market in reading.read(bids, (*reading.NEEDED, "bidder_id")).markets if market.bidders]
    if not markets:
        raise TableError("没有投标人编号（bidder_id），不能按企业对评分")
    for market in markets:
        yield from _pairs(market, known)


def _pairs(market: Market, known: labelling.Labels) -> Iterator[Row]:
    evidence = measuring.gather(market)
    judged = judging.pairs(evidence, known)
    first = (market.bidders[one] for one in evidence.pairs.first)
    second = (market.bidders[one] for one in evidence.pairs.second)
    yield from zip(first, second, map(_score, judged.scores), reasons.of_pairs(evidence, judged), strict=True)


def _score(value: float) -> str:
    return f"{value:.6f}"
