"""The draw 「抽取」: does it favour anybody, and what does the last to reveal gain by silence.

Every draw is a ceremony of its own from commitment to result, over one frozen list; nonces come from a fixed seed, so
that the figures are always the same. Fairness is Pearson's chi-square of who came first and of who came in which place.

    python -m bench.draw [--draws 100000] [--seed 1]
"""

import argparse
import base64
import math
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from bench.support import machine
from heng.engines import draw
from heng.engines.draw import Candidate, Ceremony, Checkpoint, FrozenList, PublicValue, Reveal, Stratum

CANDIDATES, QUOTA = 21, 3  # an odd number of candidates: degrees of freedom are even, and p has a closed form
P_LEAST = 0.001
PARTIES = ("honest", "second", "last")
WANTED = "TS0001"
TRIALS = 10  # one draw of so many is also played by an adversary
SIGMAS = 3.29  # of a thousand fair runs one strays further
ROOT = base64.b64encode(bytes(32)).decode()
FROZEN = FrozenList(
    draw="bench",
    title="量",
    parties=PARTIES,
    reveals_due="2026-03-09T10:00:00+08:00",
    strata=(Stratum("检查对象", QUOTA),),
    candidates=tuple(Candidate(f"TS{number:04d}", "检查对象") for number in range(CANDIDATES)),
    public_value=PublicValue("开奖号码"),
)


def main() -> int:
    """Draw, count and compare; return the exit status."""
    asked = _arguments()
    verdict = machine.Verdict()
    print(machine.describe(), flush=True)
    _fairness(asked.draws, asked.seed, verdict)
    _silence(asked.draws // TRIALS, asked.seed, verdict)
    return verdict.status


def _fairness(draws: int, seed: int, verdict: machine.Verdict) -> None:
    """Hold that every candidate comes in every place as often as any other."""
    places: Counter[tuple[int, str]] = Counter()
    started = time.process_time()
    for ceremony in _ceremonies(draws, seed):
        (drawn,) = draw.conduct(ceremony).result
        places.update(enumerate((*drawn.drawn, *drawn.substitutes)))
    spent = (time.process_time() - started) / draws * 1000
    print(f"{draws} draws of {QUOTA} from {CANDIDATES}, {spent:.2f} ms of CPU each")
    first = [places[0, one.reference] for one in FROZEN.candidates]
    everywhere = [places[place, one.reference] for place in range(CANDIDATES) for one in FROZEN.candidates]
    shrink = (CANDIDATES - 1) / CANDIDATES  # the places of one draw hang together: each candidate has exactly one
    _hold(verdict, "who comes first", _chi_square(first, draws), CANDIDATES - 1)
    _hold(verdict, "who comes in which place", _chi_square(everywhere, draws) * shrink, (CANDIDATES - 1) ** 2)


def _silence(trials: int, seed: int, verdict: machine.Verdict) -> None:
    """Let two of three parties wait for the honest one, and be silent in the way that suits whenever they may lose.

    They know what comes of revealing; every silence is blind, so they fall silent together.
    """
    random = Random(seed + 1)
    won = sum(_wins(ceremony) or _wins(_silent(ceremony, random)) for ceremony in _ceremonies(trials, seed))
    fair = QUOTA / CANDIDATES
    bound = 1 - (1 - fair) ** 2
    stray = SIGMAS * math.sqrt(bound * (1 - bound) / trials)
    note = f"fair {fair:.3f}, bound {bound:.3f}, chance {stray:.3f}, over {trials}"
    verdict.at_most("share won by two who may fall silent", won / trials, round(bound + stray, 4), note)


def _ceremonies(count: int, seed: int) -> Iterator[Ceremony]:
    random = Random(seed)
    for size in range(1, count + 1):
        nonces = {party: random.randbytes(32) for party in PARTIES}
        yield Ceremony(
            FROZEN,
            Checkpoint("bench", size, ROOT),
            tuple(draw.commit(FROZEN.draw, party, nonce) for party, nonce in nonces.items()),
            tuple(Reveal(party, nonce.hex()) for party, nonce in nonces.items()),
        )


def _silent(kept: Ceremony, random: Random) -> Ceremony:
    reveals = (kept.reveals[0], *(Reveal(party, absence="未揭示") for party in PARTIES[1:]))
    return replace(kept, reveals=reveals, public_value=f"{random.randrange(10**7):07d}")


def _wins(ceremony: Ceremony) -> bool:
    return WANTED in draw.conduct(ceremony).result[0].drawn


def _chi_square(counts: list[int], draws: int) -> float:
    expected = draws / CANDIDATES
    return sum((count - expected) ** 2 for count in counts) / expected


def _hold(verdict: machine.Verdict, what: str, statistic: float, freedom: int) -> None:
    half = statistic / 2
    p = math.fsum(math.exp(i * math.log(half) - half - math.lgamma(i + 1)) for i in range(freedom // 2))
    verdict.at_least(f"p of {what}", p, P_LEAST, f"chi-square {statistic:.1f} with {freedom} degrees of freedom")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
