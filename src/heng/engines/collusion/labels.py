"""Reviewed cases 「已复核案件」: what was found of a tender, or of a pair of bidders."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from heng.engines.collusion.assembling import numbers
from heng.engines.collusion.errors import TableError
from heng.engines.collusion.market import Floats, Market
from heng.engines.collusion.reading import columns
from heng.engines.collusion.scoring.evidence import Evidence

TENDER = ("tender_id", "collusive_tender")
PAIR = ("bidder_a", "bidder_b", "collusive_pair")


@dataclass(frozen=True, slots=True)
class Labels:
    """By id: 1 where collusion was found, 0 where none was. Pairs are keyed by both ids, the smaller first."""

    tenders: dict[str, float]
    pairs: dict[tuple[str, str], float]

    def of_tenders(self, market: Market) -> Floats:
        """The labels of a market's tenders, NaN for those not reviewed."""
        return np.array([self.tenders.get(tender, np.nan) for tender in market.tenders])

    def of_pairs(self, evidence: Evidence) -> Floats:
        """The labels of a market's pairs, NaN for those not reviewed."""
        names, pairs = evidence.market.bidders, evidence.pairs
        keys = zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)
        return np.array([self.pairs.get(_key(names[one], names[other]), np.nan) for one, other in keys])


NONE = Labels({}, {})


def read(path: Path) -> Labels:
    """Read labels of tenders, else of pairs, by the columns that stand there; raise TableError where neither does."""
    table = columns(path, (), (*TENDER, *PAIR))
    if set(TENDER) <= set(table.column_names):
        return Labels(dict(zip(table["tender_id"].to_pylist(), _verdicts(table, TENDER[-1]), strict=True)), {})
    if set(PAIR) <= set(table.column_names):
        keys = map(_key, table["bidder_a"].to_pylist(), table["bidder_b"].to_pylist())
        return Labels({}, dict(zip(keys, _verdicts(table, PAIR[-1]), strict=True)))
    raise TableError(f"标签文件缺少列：{'、'.join(TENDER)}")


def _verdicts(table: pa.Table, name: str) -> list[float]:
    values = numbers(table[name], name)
    if not np.isin(values[np.isfinite(values)], (0.0, 1.0)).all():
        raise TableError(f"列 {name} 只能是 0 或 1")
    return [float(value) for value in values]


def _key(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
