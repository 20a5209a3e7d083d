"""Documents with scores, and the best of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from catalog.search.engines.columnar.array_file import Array
from catalog.search.scoring.bm25f import SCORE_SCALE


class Matches(NamedTuple):
    """Documents, ascending, and the score of each."""

    docs: Array
    scores: Array

    def __sizeof__(self) -> int:
        return int(self.docs.nbytes + self.scores.nbytes) + 200

    def kept(self, mask: Array) -> Matches:
        """Return those for which `mask` is true."""
        return Matches(self.docs[mask], self.scores[mask])


def score_keys(scores: Array) -> Array:
    """Return scores as they are compared, in the order of numbers: `score_key` of each."""
    keys: Array = np.floor(scores * SCORE_SCALE + 0.5)
    return keys


def first(key: Array, unique: Array, count: int) -> Array:
    """Return the places of the first `count` by `key`, ascending, in order; `unique` decides between equal ones."""
    if count < len(key):
        last = np.partition(key, count - 1)[count - 1]
        before, equal = (key < last).nonzero()[0], (key == last).nonzero()[0]
        missing = count - len(before)
        if missing < len(equal):
            equal = equal[np.argpartition(unique[equal], missing - 1)[:missing]]
        there = np.concatenate((before, equal))
    else:
        there = np.arange(len(key))
    return there[np.lexsort((unique[there], key[there]))]
