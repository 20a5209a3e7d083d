"""Scores that depend on how much entries resemble each other."""

import numpy as np
import pytest

from catalog.search.scoring.bm25f import FEEDBACK_HITS, FEEDBACK_WEIGHT
from catalog.search.scoring.similarity import feedback_factors, signature_lengths


def ones(hashes):
    return np.ones(len(hashes))


def factors(scores, *signatures):
    arrays = [np.array(signature, dtype=np.uint32) for signature in signatures]
    return feedback_factors(np.array(scores, dtype=float), arrays, signature_lengths(arrays, ones), ones).tolist()


def test_the_length_of_a_signature_is_that_of_a_vector_of_its_weights():
    signatures = [np.array(hashes, dtype=np.uint32) for hashes in ([1, 2, 3, 4], [], [9])]
    assert signature_lengths(signatures, ones).tolist() == [2.0, 0.0, 1.0]


def test_a_match_gains_by_its_cosines_with_the_first_ones_weighted_by_their_scores():
    """The last hit shares one of two terms with the first, which has three quarters of the scores of both others."""
    assert factors([3.0, 1.0, 0.5], [1, 2], [7, 8], [2, 3])[2] == pytest.approx(
        1.0 + FEEDBACK_WEIGHT * (0.5 * 3.0 + 0.0 * 1.0) / (3.0 + 1.0)
    )


def test_a_match_that_resembles_none_of_the_first_ones_keeps_its_score():
    assert factors([2.0, 2.0, 1.0], [1, 2], [1, 2], [7, 8])[2] == 1.0


def test_a_match_does_not_resemble_itself():
    assert factors([5.0], [1, 2, 3]) == [1.0]


def test_only_the_first_few_matches_are_resembled():
    first = [[number] for number in range(FEEDBACK_HITS)]
    assert factors([2.0] * FEEDBACK_HITS + [1.0, 1.0], *first, [99], [99])[-1] == 1.0


def test_of_equal_matches_all_gain_the_same_whether_they_are_among_the_first_or_not():
    count = FEEDBACK_HITS + 3
    assert factors([2.0] * count, *[[1, 2]] * count) == pytest.approx([1.0 + FEEDBACK_WEIGHT] * count)


@pytest.mark.parametrize(("scores", "signature"), [([0.0, 0.0], [1, 2]), ([2.0, 1.0], [])])
def test_matches_without_scores_or_without_signatures_keep_what_they_have(scores, signature):
    assert factors(scores, signature, signature) == [1.0, 1.0]
