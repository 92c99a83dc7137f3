"""Score a market: by what was learnt where there are reviewed cases enough, else by theory."""

from dataclasses import dataclass

import numpy as np

from heng.engines.collusion.labels import Labels
from heng.engines.collusion.market import Floats, Integers
from heng.engines.collusion.scoring import cold, features, learning
from heng.engines.collusion.scoring.companions import companions
from heng.engines.collusion.scoring.evidence import Evidence, over_meetings


@dataclass(frozen=True, slots=True)
class Judgement:
    """Scores from 0 to 1, higher more suspicious; `learnt` and `labels` only where a model was trained."""

    scores: Floats
    labels: Floats
    learnt: learning.Learnt | None


def tenders(evidence: Evidence, labels: Labels) -> Judgement:
    """Score the tenders of a market."""
    known = labels.of_tenders(evidence.market)
    if not learning.is_enough(known):
        return Judgement(cold.tenders(evidence), known, None)
    learnt = learning.learn(table(evidence), known)
    if not learnt.model.tells:
        return Judgement(cold.tenders(evidence), known, None)
    return Judgement(learnt.scores, known, learnt)


def pairs(evidence: Evidence, labels: Labels) -> Judgement:
    """Score the pairs of a market; reviewed tenders speak through the learnt score of those where a pair met."""
    known = labels.of_pairs(evidence)
    if learning.is_enough(known):
        learnt = learning.learn(pair_table(evidence), known)
        return Judgement(learnt.scores, known, learnt)
    theory = cold.pairs(evidence)
    judged = tenders(evidence, labels)
    if judged.learnt is None or not len(theory):
        return Judgement(theory, known, None)
    met = over_meetings(evidence, judged.scores)
    return Judgement((cold.rank(theory) + cold.rank(met)) / 2, judged.labels, judged.learnt)


def table(evidence: Evidence) -> learning.Table:
    """The features of tenders, with what the reviewed cases that may be used say of their bidders."""
    fixed = features.of_tenders(evidence)
    if not evidence.market.bidders:
        return lambda _labels, _folds: fixed

    def build(labels: Floats, folds: Integers) -> Floats:
        return np.column_stack([fixed, companions(evidence.market, labels, folds)])

    return build


def pair_table(evidence: Evidence) -> learning.Table:
    """The features of pairs, which no label enters."""
    fixed = features.of_pairs(evidence)
    return lambda _labels, _folds: fixed
