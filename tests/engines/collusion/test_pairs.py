"""Pairs of bidders: chance by the law, meetings by hand."""

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import hypergeom

from heng.engines.collusion import pairs as pairing
from heng.engines.collusion import reading
from heng.engines.collusion.pairs.chance import log_tail
from heng.engines.collusion.pairs.conduct import conduct
from heng.engines.collusion.pairs.rings import rings


def test_the_tail_is_that_of_the_hypergeometric_law():
    met, first, second = np.array([1, 3, 5, 0]), np.array([5, 9, 5, 2]), np.array([7, 12, 6, 3])
    expected = np.log10(hypergeom.sf(met - 1, 40, first, second))
    assert log_tail(met, 40, first, second) == pytest.approx(expected, abs=1e-9)


def test_two_that_take_turns_are_told_by_their_meetings(tmp_path: Path):
    path = tmp_path / "bids.csv"
    rows = [f"t{i},{firm},{price},{i}" for i in range(4) for firm, price in (("a", 100 + i % 2 * 5), ("b", 103))]
    path.write_text("tender_id,bidder_id,bid_value,period\n" + "\n".join(rows), encoding="utf-8")
    (market,) = reading.read(path).markets
    meetings = pairing.meet(market)
    table, pair_of = pairing.tabulate(market, meetings)
    assert (table.meetings.tolist(), table.first_wins.tolist(), table.second_wins.tolist()) == ([4], [2], [2])
    assert conduct(market, meetings, pair_of, 1).turns.tolist() == [1.0]
    assert conduct(market, meetings, pair_of, 1).cover.tolist() == [1.0]


def test_those_who_always_meet_are_one_ring_and_strangers_none(tmp_path: Path):
    path = tmp_path / "bids.csv"
    ring = [f"t{i},ring{firm},{100 + firm}" for i in range(12) for firm in range(3)]
    others = [f"u{i},other{i * 2 + firm},{100 + firm}" for i in range(40) for firm in range(2)]
    path.write_text("\n".join(["tender_id,bidder_id,bid_value", *ring, *others]), encoding="utf-8")
    (market,) = reading.read(path).markets
    table, _ = pairing.tabulate(market, pairing.meet(market))
    found = rings(table, len(market.bidders))
    assert {name for name, ring in zip(market.bidders, found, strict=True) if ring == 0} == {"ring0", "ring1", "ring2"}
    assert (found == -1).sum() == 80
