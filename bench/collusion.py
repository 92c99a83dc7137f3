"""Collusion 「串通投标」: screens, pairs and cold start of 100,000 invented tenders, against one minute.

python -m bench.collusion [--tenders 100000] [--seed 1]
"""

import argparse
import sys
import time

import numpy as np

from bench.support import machine
from heng.engines.collusion.market import Market
from heng.engines.collusion.scoring import cold, evidence

SECONDS = 60
FIRMS_PER_TENDER = 0.05  # as many firms as a province has for so many tenders


def main() -> int:
    """Measure and compare; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenders", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    verdict = machine.Verdict()
    print(machine.describe(), flush=True)
    market = _market(asked.tenders, np.random.default_rng(asked.seed))
    started = time.perf_counter()
    gathered = evidence.gather(market)
    assert len(cold.tenders(gathered)) == asked.tenders
    assert len(cold.pairs(gathered)) == len(gathered.pairs.first)
    spent = time.perf_counter() - started
    note = f"{len(market.price)} bids, {len(gathered.meetings.tender)} meetings, {len(gathered.pairs.first)} pairs"
    verdict.at_most("seconds for screens, pairs and scores", spent, SECONDS, note)
    return verdict.status


def _market(count: int, random: np.random.Generator) -> Market:
    sizes = random.integers(2, 15, count)
    firms = max(int(count * FIRMS_PER_TENDER), 50)
    start = np.concatenate([[0], np.cumsum(sizes)])
    tender = np.repeat(np.arange(count), sizes)
    price = random.lognormal(15, 1, count)[tender] * random.lognormal(0, 0.05, start[-1])
    order = np.lexsort((price, tender))
    won = np.zeros(start[-1], dtype=bool)
    won[start[:-1]] = True
    return Market(
        name="bench",
        tenders=tuple(map(str, range(count))),
        bidders=tuple(map(str, range(firms))),
        start=start,
        price=price[order],
        bidder=(firms * random.random(start[-1]) ** 2).astype(np.int64),
        won=won,
        estimate=np.full(count, np.nan),
        time=np.arange(count, dtype=float),
        place=np.zeros(count, dtype=np.int64),
    )


if __name__ == "__main__":
    sys.exit(main())
