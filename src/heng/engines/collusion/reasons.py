"""Why a score is what it is, as one neutral sentence in Chinese: 「疑似线索」, never a finding."""

import numpy as np

from heng.engines.collusion.market import Floats
from heng.engines.collusion.pairs.rings import rings
from heng.engines.collusion.scoring.evidence import Evidence, ties
from heng.engines.collusion.scoring.judging import Judgement
from heng.engines.collusion.screens import CATALOGUE

OUTSTANDING = 0.8  # a screen is named from the upper fifth of its band on
VOID = 0.05  # below this weight prices carry nothing in a market
NAMED = 3  # tenders that a pair's reason names


def of_tenders(evidence: Evidence, judged: Judgement) -> list[str]:
    """One sentence for each tender."""
    signs = np.array([screen.sign for screen in CATALOGUE])
    turned = np.nan_to_num(np.where(signs > 0, evidence.standing, 1 - evidence.standing), nan=0.0)
    mean, _ = ties(evidence)
    return [
        _sentence(
            [*_prices(row, evidence, size), *_joint(tie, evidence), *_learnt(score, judged)],
        )
        for row, size, tie, score in zip(turned, evidence.market.sizes, mean, judged.scores, strict=True)
    ]


def of_pairs(evidence: Evidence, judged: Judgement) -> list[str]:
    """One sentence for each pair, with the tenders behind it."""
    pairs, market = evidence.pairs, evidence.market
    ring = rings(pairs, len(market.bidders))
    behind = _behind(evidence)
    return [
        _sentence(
            [
                f"共同投标{pairs.meetings[at]}次，按机会约{pairs.expected[at]:.1f}次",
                f"这样多次偶然发生的概率约{10 ** pairs.chance[at]:.2g}",
                f"报价平均相差{np.expm1(pairs.apart[at]):.1%}",
                f"分别中标{pairs.first_wins[at]}次和{pairs.second_wins[at]}次",
                *([f"同属第{ring[first] + 1}组经常同场的企业"] if ring[first] == ring[second] != -1 else []),
                f"涉及{'、'.join(market.tenders[tender] for tender in behind[at])}",
                *_learnt(float(judged.scores[at]), judged),
            ]
        )
        for at, (first, second) in enumerate(zip(pairs.first, pairs.second, strict=True))
    ]


def _sentence(parts: list[str]) -> str:
    return f"疑似线索，供人工复核：{'；'.join(parts) or '未见突出情形'}。"


def _prices(turned: Floats, evidence: Evidence, size: int) -> list[str]:
    if size == 0:
        return ["无有效报价"]
    if size == 1 or evidence.price_weight < VOID:
        return ["无价格证据"]
    named: dict[str, str] = {}
    for column in np.argsort(-turned)[: len(CATALOGUE)]:
        if turned[column] >= OUTSTANDING:
            screen = CATALOGUE[column]
            named.setdefault(screen.family, f"{screen.reads}（同类标段中位于前{1 - turned[column]:.0%}）")
    return list(named.values())[:2]


def _joint(tie: float, evidence: Evidence) -> list[str]:
    return ["投标人多为经常同场投标的企业"] if evidence.network_weight > 0 and tie >= OUTSTANDING else []


def _learnt(score: float, judged: Judgement) -> list[str]:
    return [f"参照已复核案件的模型评分{score:.2f}"] if judged.learnt else []


def _behind(evidence: Evidence) -> list[list[int]]:
    """The first tenders at which each pair met."""
    order = np.argsort(evidence.pair_of, kind="stable")
    starts = np.searchsorted(evidence.pair_of[order], np.arange(len(evidence.pairs.first)))
    counts = np.minimum(evidence.pairs.meetings, NAMED)
    tender = evidence.meetings.tender[order]
    return [tender[start : start + count].tolist() for start, count in zip(starts, counts, strict=True)]
