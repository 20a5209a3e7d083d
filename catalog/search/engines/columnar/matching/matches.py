"""Documents with scores, and the best of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from catalog.search.engines.columnar.storage.array_file import Array
from catalog.search.scoring.bm25f import SCORE_SCALE


class Matches(NamedTuple):
    """Documents, ascending, and the score of each."""

    docs: Array
    scores: Array

    def __sizeof__(self) -> int:
        return int(self.docs.nbytes + self.scores.nbytes) + 200

    def where(self, mask: Array) -> Matches:
        """Return the matches for which `mask` is true."""
        return Matches(self.docs[mask], self.scores[mask])


def score_keys(scores: Array) -> Array:
    """Return scores as they are compared: the array form of `bm25f.score_key`."""
    keys: Array = np.floor(scores * SCORE_SCALE + 0.5)
    return keys


def lowest_keys(key: Array, unique: Array, count: int) -> Array:
    """Return the positions of the `count` lowest keys, in ascending order of keys; `unique` breaks ties."""
    if count < len(key):
        last = np.partition(key, count - 1)[count - 1]
        lower, equal = (key < last).nonzero()[0], (key == last).nonzero()[0]
        missing = count - len(lower)
        if missing < len(equal):
            equal = equal[np.argpartition(unique[equal], missing - 1)[:missing]]
        positions = np.concatenate((lower, equal))
    else:
        positions = np.arange(len(key))
    return positions[np.lexsort((unique[positions], key[positions]))]
