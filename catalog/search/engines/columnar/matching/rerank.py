"""The nodes at the top of a query tree, whose scores depend on all matches together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from catalog.model import AgencySize
from catalog.search.engines.columnar.matching.best_passage import passage_gains
from catalog.search.engines.columnar.matching.matches import Matches, lowest_keys, score_keys
from catalog.search.engines.columnar.matching.together import SegmentPlaces
from catalog.search.engines.columnar.storage.array_file import Array
from catalog.search.engines.columnar.storage.columns import NO_LIMIT
from catalog.search.engines.columnar.storage.postings import leaf_rows, sorted_isin
from catalog.search.engines.columnar.storage.snapshot import FIELD_WEIGHTS, Snapshot
from catalog.search.query.tree import (
    BestPassage,
    Boost,
    ExactName,
    Feedback,
    MinScore,
    Node,
    Phrase,
    Plain,
    Should,
    Smoothed,
    Spellings,
    Together,
    TopNode,
    Word,
    pair_phrase,
)
from catalog.search.scoring.bm25f import (
    EXACT_NAME_SCORE,
    FEEDBACK_WINDOW,
    LANGUAGE_BOOST,
    MIN_SCORE_RATIO,
    OTHER_SIZE_FACTOR,
    PAIR_WEIGHT,
    RERANK_WINDOW,
    SIZE_FIT_BOOST,
    SMOOTHING_WINDOW,
    idf,
    tf_saturation,
)
from catalog.search.scoring.similarity import cosine_matrix, feedback_factors, smooth_scores

Match = Callable[[Node], Matches]


def rerank(snapshot: Snapshot, match: Match, node: TopNode) -> Matches:  # noqa: PLR0911  # one for each type of node
    """Return the matches of a node at the top of a tree; `match` returns those of the nodes below."""
    matches = match(node.part)
    match node:
        case ExactName(terms):
            return _with_exact_names(matches, snapshot.documents_named(terms))
        case BestPassage(_, leaves):
            return _with_best_passages(snapshot, match, matches, leaves)
        case Should(_, words, pairs):
            return _with_pairs(snapshot, match, _with_words(match, matches, words), pairs)
        case Boost():
            return Matches(matches.docs, matches.scores * _boosts(snapshot, matches, node))
        case MinScore(_, always):
            return matches.where(_is_above_threshold(matches, sorted_isin(matches.docs, match(always).docs)))
        case Together(part):
            return matches.where(_is_together(snapshot, matches, part))
        case Smoothed():
            return _smooth(snapshot, matches)
        case Feedback():
            return _with_feedback(snapshot, matches)


def _boosts(snapshot: Snapshot, matches: Matches, boost: Boost) -> Array:
    """Return the factor of each match's score."""
    factors: Array = snapshot.priors[matches.docs]
    if boost.size is not None:
        factors = factors * _fit(snapshot, matches, boost.size)
    if boost.language is not None:
        factors = factors * np.where(snapshot.in_language(boost.language)[matches.docs], LANGUAGE_BOOST, 1.0)
    return factors


def _fit(snapshot: Snapshot, matches: Matches, size: AgencySize) -> Array:
    """Return the factor of each match for how it fits the stated agency size, as `bm25f.size_factor` does."""
    sizes = snapshot.sizes[matches.docs]
    low, high = size.sworn_min or 0, NO_LIMIT if size.sworn_max is None else size.sworn_max
    overlaps = (sizes[:, 0] <= high) & (sizes[:, 1] >= low)
    factors: Array = np.where(sizes[:, 0] < 0, 1.0, np.where(overlaps, SIZE_FIT_BOOST, OTHER_SIZE_FACTOR))
    return factors


def _with_exact_names(matches: Matches, named_docs: Array) -> Matches:
    if not len(named_docs):
        return matches
    added = named_docs[~np.isin(named_docs, matches.docs)]
    positions = np.searchsorted(matches.docs, added)
    docs, scores = np.insert(matches.docs, positions, added), np.insert(matches.scores, positions, 0.0)
    scores[np.searchsorted(docs, named_docs)] += EXACT_NAME_SCORE
    return Matches(docs, scores)


def _with_words(match: Match, matches: Matches, words: Sequence[Word]) -> Matches:
    scores = matches.scores
    for word in words:
        having_word = match(word)
        scores = scores.copy()
        is_match = sorted_isin(matches.docs, having_word.docs)
        scores[is_match] += having_word.scores[sorted_isin(having_word.docs, matches.docs)]
    return Matches(matches.docs, scores)


def _best(snapshot: Snapshot, matches: Matches, count: int) -> Array:
    """Return the positions of the best matches, best first, equal ones in the order of results."""
    return lowest_keys(-score_keys(matches.scores), snapshot.newest[matches.docs], count)


def _with_best_passages(
    snapshot: Snapshot, match: Match, matches: Matches, leaves: Sequence[Word | Phrase | Spellings]
) -> Matches:
    positions = np.sort(_best(snapshot, matches, RERANK_WINDOW))
    positions = positions[snapshot.passages[matches.docs[positions]] > 0]
    if not len(positions):
        return matches
    with_idf = [(leaf, idf(len(snapshot.docs), len(match(leaf).docs))) for leaf in leaves]
    scores = matches.scores.copy()
    for segment, base in snapshot.numbered_segments():
        low, high = np.searchsorted(matches.docs[positions], (base, base + segment.columns.count))
        in_segment = positions[low:high]
        if len(in_segment):
            scores[in_segment] += passage_gains(snapshot, segment, base, matches.docs[in_segment] - base, with_idf)
    return Matches(matches.docs, scores)


def _with_pairs(snapshot: Snapshot, match: Match, matches: Matches, pairs: Sequence[tuple[Word, Word]]) -> Matches:
    if not pairs or not len(matches.docs):
        return matches
    positions = np.sort(_best(snapshot, matches, RERANK_WINDOW))
    scores = matches.scores.copy()
    entries = len(snapshot.docs)
    for pair in pairs:
        frequencies = _pair_frequencies(snapshot, pair, matches.docs[positions])
        first_idf, second_idf = (idf(entries, len(match(word).docs)) for word in pair)
        scores[positions] += PAIR_WEIGHT * (first_idf + second_idf) / 2.0 * tf_saturation(frequencies)
    return Matches(matches.docs, scores)


def _pair_frequencies(snapshot: Snapshot, pair: tuple[Word, Word], docs: Array) -> Array:
    """Return how often each document has a pair, times the fields' weights; `docs` ascend."""
    phrase, frequencies = pair_phrase(*pair), np.zeros(len(docs))
    for segment, base in snapshot.numbered_segments():
        low, high = np.searchsorted(docs, (base, base + segment.columns.count))
        rows = leaf_rows(segment, phrase, docs[low:high] - base)
        positions = low + np.searchsorted(docs[low:high], rows.doc + base)
        frequencies += np.bincount(positions, FIELD_WEIGHTS[rows.field] * rows.size, len(docs))
    return frequencies


def _is_above_threshold(matches: Matches, always: Array) -> Array:
    best = matches.scores.max(initial=0.0, keepdims=True)
    is_match: Array = always | (score_keys(matches.scores) >= score_keys(MIN_SCORE_RATIO * best))
    return is_match


def _is_together(snapshot: Snapshot, matches: Matches, part: Plain) -> Array:
    is_match = np.zeros(len(matches.docs), dtype=bool)
    for segment, base in snapshot.numbered_segments():
        low, high = np.searchsorted(matches.docs, (base, base + segment.columns.count))
        is_match[low:high] = SegmentPlaces(segment, matches.docs[low:high] - base).together(part)
    return is_match


def _smooth(snapshot: Snapshot, matches: Matches) -> Matches:
    if len(matches.docs) <= 2:  # noqa: PLR2004  # two can only be similar to each other
        return matches
    positions = _best(snapshot, matches, SMOOTHING_WINDOW)
    signatures = [snapshot.signature(int(doc)) for doc in matches.docs[positions]]
    hashes = np.unique(np.concatenate(signatures))
    cosines = cosine_matrix(signatures, hashes, snapshot.term_hash_idfs(hashes))
    scores = matches.scores.copy()
    scores[positions] = smooth_scores(scores[positions], cosines)
    return Matches(matches.docs, scores)


def _with_feedback(snapshot: Snapshot, matches: Matches) -> Matches:
    positions = _best(snapshot, matches, FEEDBACK_WINDOW)
    docs, scores = matches.docs[positions], matches.scores.copy()
    signatures = [snapshot.signature(doc) for doc in docs.tolist()]
    lengths = snapshot.signature_lengths(docs)
    scores[positions] *= feedback_factors(scores[positions], signatures, lengths, snapshot.term_hash_idfs)
    return Matches(matches.docs, scores)
