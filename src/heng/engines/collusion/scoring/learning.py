"""Learn from reviewed cases: a steady linear model and a forest side by side, calibrated on cases they had not seen."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import QuantileTransformer

from heng.engines.collusion.market import Floats, Integers

LEAST = 5  # of either outcome: with fewer the cold start stands
FOLDS = 5
TREES = 300

Table = Callable[[Floats, Integers], Floats]  # features, given the labels that may be used and their folds


@dataclass(frozen=True, slots=True)
class Model:
    """Two fitted classifiers and the calibration of their mean log-odds."""

    linear: Pipeline
    forest: ExtraTreesClassifier
    calibration: LogisticRegression

    @property
    def tells(self) -> bool:
        """Whether unseen cases bore the models out; where they did not, nothing was learnt."""
        return bool(self.calibration.coef_[0, 0] > 0)

    def predict(self, features: Floats) -> Floats:
        """The calibrated probability of each row of features."""
        return np.asarray(self.calibration.predict_proba(_odds(self.linear, self.forest, features))[:, 1])


@dataclass(frozen=True, slots=True)
class Learnt:
    """A model, what it says of every row, and of reviewed rows what a model that had not seen them says."""

    model: Model
    scores: Floats


def is_enough(labels: Floats) -> bool:
    """Whether there are reviewed cases of both outcomes enough to learn."""
    return min((labels == 1).sum(), (labels == 0).sum()) >= LEAST


def learn(table: Table, labels: Floats, seed: int = 1) -> Learnt:
    """Learn the labelled rows (NaN: not reviewed) and score all rows."""
    reviewed = np.flatnonzero(np.isfinite(labels))
    folds = np.full(len(labels), -1)
    split = StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(reviewed, labels[reviewed])
    for number, (_, held) in enumerate(split):
        folds[reviewed[held]] = number
    unseen = np.zeros((len(labels), 1))
    for number in range(FOLDS):
        held = folds == number
        known = np.where(held, np.nan, labels)
        features = table(known, np.where(held, -1, folds))
        unseen[held] = _odds(*_fit(features, known, seed), features[held])
    calibration = LogisticRegression().fit(unseen[reviewed], labels[reviewed])
    features = table(labels, folds)
    model = Model(*_fit(features, labels, seed), calibration)
    scores = model.predict(features)
    scores[reviewed] = calibration.predict_proba(unseen[reviewed])[:, 1]
    return Learnt(model, scores)


def _fit(features: Floats, labels: Floats, seed: int) -> tuple[Pipeline, ExtraTreesClassifier]:
    known = np.isfinite(labels)
    even = QuantileTransformer(n_quantiles=min(int(known.sum()), 100), random_state=seed)
    linear = make_pipeline(even, LogisticRegression(C=0.3, max_iter=1000))
    forest = ExtraTreesClassifier(TREES, min_samples_leaf=2, max_features=0.3, random_state=seed, n_jobs=2)
    return linear.fit(features[known], labels[known]), forest.fit(features[known], labels[known])


def _odds(linear: Pipeline, forest: ExtraTreesClassifier, features: Floats) -> Floats:
    """The mean log-odds of both, as one column."""
    chances = np.stack([linear.predict_proba(features)[:, 1], forest.predict_proba(features)[:, 1]]).clip(0.005, 0.995)
    return np.asarray(np.log(chances / (1 - chances)).mean(0)[:, None])
