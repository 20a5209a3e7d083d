"""The similarity of entries: the cosine of their signatures, and scores that similar entries share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.search.scoring.bm25f import FEEDBACK_HITS, FEEDBACK_WEIGHT, OWN_SCORE_SHARE, SMOOTHING_NEIGHBORS

Numbers = NDArray[Any]

TOPIC_BOOST, FORMAT_BOOST = 0.5, 0.1
"""The gain of an entry, as a share of the cosine, for having all topics of the other one, and the same format."""
MIN_SIMILARITY, MIN_SHARED_TERMS = 0.18, 3
"""The least similarity, and the least number of terms in both signatures, of entries on a similar topic."""
MAX_SIMILAR = 50
"""How many similar entries an entry has at most."""

_NO_SHARE = 1e-6
"""Less than this share of the scores is none: what would be divided by it is only rounding."""

BLOCK_TERMS = 100
"""Terms that are multiplied at once: few enough for one thread, as several wait for each other under load."""


def similarity(cosine: Any, shared_topics: Any, same_format: Any) -> Any:
    """Return the similarity of entries to a given one; each argument is for one entry or for many.

    `cosine` is the cosine of the signatures, weighted by idf; `shared_topics` is the share of the given entry's
    topics that the other has.
    """
    return cosine * (1.0 + TOPIC_BOOST * shared_topics + FORMAT_BOOST * same_format)


def cosine_matrix(signatures: Sequence[Numbers], hashes: Numbers, weights: Numbers) -> Numbers:
    """Return the cosine of each pair of signatures, 0 on the diagonal, rounded to nine decimals.

    `hashes` are all term hashes of the signatures, ascending, and `weights` their weights.
    """
    matrix = np.zeros((len(signatures), len(hashes)))
    for row, signature in enumerate(signatures):
        columns = np.searchsorted(hashes, signature)
        matrix[row, columns] = weights[columns]
    lengths = np.sqrt((matrix * matrix).sum(axis=1))
    products = np.zeros((len(signatures), len(signatures)))
    for first in range(0, len(hashes), BLOCK_TERMS):
        block = matrix[:, first : first + BLOCK_TERMS]
        products += block @ block.T
    cosines = products / np.maximum(np.outer(lengths, lengths), 1e-12)
    np.fill_diagonal(cosines, 0.0)
    return np.round(cosines, 9)


def smooth_scores(scores: Numbers, cosines: Numbers) -> Numbers:
    """Return scores that each entry shares with its SMOOTHING_NEIGHBORS most similar ones.

    An entry without similar ones keeps its score. Diaz, "Regularizing Ad Hoc Retrieval Scores" (2005).
    """
    if len(scores) > SMOOTHING_NEIGHBORS + 1:
        threshold = np.partition(cosines, -SMOOTHING_NEIGHBORS, axis=1)[:, -SMOOTHING_NEIGHBORS, None]
        cosines = np.where(cosines >= threshold, cosines, 0.0)
    total = cosines.sum(axis=1)
    neighbor_scores = np.where(total > 0, cosines @ scores / np.maximum(total, 1e-12), scores)
    smoothed: Numbers = OWN_SCORE_SHARE * scores + (1.0 - OWN_SCORE_SHARE) * neighbor_scores
    return smoothed


def signature_lengths(signatures: Sequence[Numbers], idf_of: Callable[[Numbers], Numbers]) -> Numbers:
    """Return the length of each signature as a vector; `idf_of` returns the idf of term hashes."""
    of_signature, hashes = _joined(signatures)
    lengths: Numbers = np.sqrt(np.bincount(of_signature, idf_of(hashes) ** 2, len(signatures)))
    return lengths


def feedback_factors(
    scores: Numbers, signatures: Sequence[Numbers], lengths: Numbers, idf_of: Callable[[Numbers], Numbers]
) -> Numbers:
    """Return the factor of each entry's score, the best entry first: more for those that resemble the first few.

    An entry's resemblance is the mean of its cosines with the first FEEDBACK_HITS other than itself, weighted by their
    scores. `lengths` are from `signature_lengths`. Pseudo-relevance feedback in the manner of Rocchio,
    "Relevance Feedback in Information Retrieval" (1971), for the order of what was found only.
    """
    of_first, first_hashes = _joined(signatures[:FEEDBACK_HITS])
    if not len(first_hashes) or not scores[0]:
        return np.ones(len(scores))
    shares = scores[:FEEDBACK_HITS] / scores[:FEEDBACK_HITS].sum()
    hashes, columns = np.unique(first_hashes, return_inverse=True)
    divisors = np.maximum(lengths, 1e-12)
    centroid = np.bincount(columns, (shares / divisors[:FEEDBACK_HITS])[of_first], len(hashes)) * idf_of(hashes) ** 2
    of_signature, all_hashes = _joined(signatures)
    positions = np.minimum(np.searchsorted(hashes, all_hashes), len(hashes) - 1)
    products = np.where(hashes[positions] == all_hashes, centroid[positions], 0.0)
    resemblance = np.bincount(of_signature, products, len(signatures)) / divisors
    others = 1.0 - shares
    without_own = (resemblance[:FEEDBACK_HITS] - shares) / np.maximum(others, _NO_SHARE)
    resemblance[:FEEDBACK_HITS] = np.where(others > _NO_SHARE, without_own, 0.0)
    factors: Numbers = 1.0 + FEEDBACK_WEIGHT * np.round(np.maximum(resemblance, 0.0), 9)
    return factors


def _joined(signatures: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    """Return the hashes of all signatures, one after the other, and before them the number of each one's signature."""
    sizes = [len(signature) for signature in signatures]
    return np.repeat(np.arange(len(signatures)), sizes), np.concatenate([np.zeros(0, np.uint32), *signatures])
