"""Which entries are like which: the cosine of their signatures, and scores that those alike share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.search.scoring.bm25f import NEIGHBOURS, OWN

Numbers = NDArray[Any]

TOPICS, FORMAT = 0.5, 0.1
"""What an entry about the same gains, as a share of its cosine: for having all topics, and for the same format."""
FLOOR, COMMON = 0.18, 3
"""What two entries have in common at least to be about the same: likeness, and terms of their signatures."""
CONSIDERED = 50
"""How many entries are about the same as another one at most."""

BLOCK = 100
"""Terms that are multiplied in one go: few enough to need no threads, which wait for each other on a busy machine."""


def likeness(cosine: Any, topics: Any, same_format: Any) -> Any:
    """Return how much entries are about the same, each argument for one entry or for many.

    `cosine` is that of the signatures, terms weighing their idf; `topics` the share of the asked entry's topics that
    the other has.
    """
    return cosine * (1.0 + TOPICS * topics + FORMAT * same_format)


def similarities(signatures: Sequence[Numbers], keys: Numbers, weights: Numbers) -> Numbers:
    """Return the cosine of each two signatures, 0 of each with itself, rounded to nine places.

    `keys` are all terms of the signatures, ascending, `weights` how much each one tells.
    """
    matrix = np.zeros((len(signatures), len(keys)))
    for row, signature in enumerate(signatures):
        places = np.searchsorted(keys, signature)
        matrix[row, places] = weights[places]
    lengths = np.sqrt((matrix * matrix).sum(axis=1))
    products = np.zeros((len(signatures), len(signatures)))
    for first in range(0, len(keys), BLOCK):
        block = matrix[:, first : first + BLOCK]
        products += block @ block.T
    found = products / np.maximum(np.outer(lengths, lengths), 1e-12)
    np.fill_diagonal(found, 0.0)
    return np.round(found, 9)


def shared_scores(scores: Numbers, similar: Numbers) -> Numbers:
    """Return scores of which each entry took over a part from its NEIGHBOURS most similar ones.

    An entry like no other keeps its score. Diaz, "Regularizing Ad Hoc Retrieval Scores" (2005).
    """
    if len(scores) > NEIGHBOURS + 1:
        least = np.partition(similar, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS, None]
        similar = np.where(similar >= least, similar, 0.0)
    total = similar.sum(axis=1)
    near = np.where(total > 0, similar @ scores / np.maximum(total, 1e-12), scores)
    mixed: Numbers = OWN * scores + (1.0 - OWN) * near
    return mixed
